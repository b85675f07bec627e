"""How figures are drawn: text measured, shapes recorded, then written as clean SVG.

``text`` breaks texts into lines, ``canvas`` records what is drawn as ``shape``s, with every text's box, ``frame``
and ``marks`` hold the habits that all figures share, ``colour`` the brand's colours by the part they play,
``icon`` reads the brand's icons; ``projection``, ``inset``, ``placement`` and ``legend`` make maps, ``agenda`` and
``planner`` calendars. matplotlib reads the fonts (``font``) and writes the picture (``sheet``); it is imported
there only, and only when something is drawn. ``svg`` cleans what it writes.
"""
