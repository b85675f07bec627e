"""What a worker needs, loaded once before workers part from each other."""

import inclucities_docs.render.html
import inclucities_docs.render.page  # noqa: F401
