"""What each language asks of a text: numbers and dates, typography, ordinals, the order of words, addresses.

Pure: texts and values in, texts out; nothing here knows a project or a page.
"""
