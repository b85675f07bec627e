"""A page as a Word file: simplified (``content``), converted by pandoc (``writer``), with the brand's styles
(``styles``), made ready to open (``postprocess``, ``right_to_left``), its facts as fields that come back (``field``).
"""
