"""A page laid out on printed pages.

``engine`` runs the layout engine, whose tag tree ``tags`` writes; ``book`` lays a long document out piece by
piece, ``chapter`` one of its chapters as a document of its own, ``contents_page`` has the contents of many
chapters on one page; ``plain_page``, ``card`` and ``turn`` spare the engine what a page of theirs does not need:
styles, words that nobody sees, columns on trial. ``line_number`` draws numbers beside the lines of a draft,
``raster`` draws pictures as pixels.
"""
