"""Markdown texts: found by name in a language (``text_finder``), converted (``markdown``), boxed (``callout``)."""
