"""How figures are drawn: text measured, shapes recorded, then drawn with matplotlib as clean SVG.

``text`` measures and wraps, ``canvas`` records what is drawn and writes it, ``svg`` cleans what
matplotlib writes, ``marks`` holds the drawing habits that all figures share, ``icon`` reads the
brand's icons, ``projection`` places the earth on the page. Only ``text`` and ``canvas`` import
matplotlib, and they are imported when a figure is drawn, not before.
"""
