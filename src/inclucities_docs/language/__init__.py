"""What each language asks of a text: numbers and dates, typography, ordinals, the order of words, addresses.

``localisation`` writes values as CLDR has them, ``typography`` sets spaces, quotation marks and breaks,
``ordinal`` raises endings, ``direction`` keeps Latin runs in order where text runs from right to left,
``web_address`` writes addresses as people read them; ``collation`` sorts, ``letter`` folds words to compare
them, ``guess`` tells which language a text seems to be in.

Pure: texts and values in, texts out; nothing here knows a project or a page.
"""
