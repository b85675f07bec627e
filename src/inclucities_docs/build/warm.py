"""What a worker needs, loaded once before workers part from each other.

A library of the system that is missing is named later, where it is needed.
"""

import contextlib
import gc

with contextlib.suppress(ImportError, OSError):
    import inclucities_docs.figures.drawing.canvas
    import inclucities_docs.render.html
    import inclucities_docs.render.page  # noqa: F401
    from inclucities_docs.render.layout import load_engine

    load_engine()

gc.freeze()  # what stays is not looked through for garbage again and again: a tenth of a worker's time
