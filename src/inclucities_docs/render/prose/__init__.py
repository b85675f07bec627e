"""Markdown texts: found by name in a language (``prose_finder``), converted (``markdown``), boxed (``callout``)."""
