"""A page written in each format: one module or folder a format."""
