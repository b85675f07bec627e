"""A preview while one writes: save a file, and the open page shows it; change it on the page, and the file is saved.

``worker`` makes single files on demand in a process of its own, which is replaced when a page
never ends; ``server`` serves them on this machine alone (``page`` adds its scripts to them); ``watch`` tells the
open ``window``s what changed. Pages shown here say of each word which field it comes from: ``editor``
does what they ask, ``panel`` shows and changes a ``field``, ``form`` makes its inputs from the models, and
``entry`` makes changes of what was entered, and ``fit`` tries whether words find room on their sheets.
"""
