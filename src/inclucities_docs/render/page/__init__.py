"""A page: made from a template and its texts (``page``), then completed as a tree (``transform``).

The steps on the tree stand each in a module of its own: ``numbering``, ``contents``, ``index``,
``cross_reference``, ``table``, and what may not be broken at the end of a line (``unbroken``).
"""
