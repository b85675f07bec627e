"""A preview while one writes: save a file, and the open page shows it.

``kitchen`` makes single files on demand in a process of its own, which is replaced when a page
never ends; ``server`` serves them on this machine alone; ``watch`` tells open pages what changed.
"""
