"""A page: one document in one language as HTML, made from a template and its texts (``page``).

``parse`` reads it as a ``tree`` without losing a word, ``view`` keeps the marks that the office sees from the
public, and ``transform`` completes it; the steps stand each in a module of its own: ``numbering``, ``contents``,
``index``, ``cross_reference``, ``table``, ``worksheet`` (fields as lines to write on), ``address``, and what may not
be broken at the end of a line (``unbroken``).
"""
