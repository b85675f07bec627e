"""Markdown texts: found by name in a language (``shelf``), converted (``markdown``), dressed (``callout``)."""
