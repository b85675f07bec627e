"""The style sheets of a page: which there are (``sheet``), what they may fetch (``fetch``) and cost (``cost``)."""
