"""A page laid out in pages: the layout engine (``engine``), where its parts stand (``chapter``), its tags."""
