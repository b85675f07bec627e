"""A page as a Word file: simplified (``page``), converted by pandoc (``writer``), with the brand's
styles (``styles``), made ready to open (``postprocess``).
"""
