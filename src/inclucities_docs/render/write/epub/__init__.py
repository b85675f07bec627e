"""A page as an EPUB 3 book: its text in files that reflow (``content``), the numbers of its printed pages
(``page_list``), what the book says of itself and of its order (``package``), all in one archive (``writer``).
"""
