"""What a worker needs, loaded once before workers part from each other.

A library of the system that is missing is named later, where it is needed.
"""

import contextlib
import gc

with contextlib.suppress(ImportError, OSError):
    from inclucities_docs.render.layout.engine import load_engine

    load_engine()

gc.freeze()  # what stays is not looked through for garbage again and again: a tenth of a worker's time
