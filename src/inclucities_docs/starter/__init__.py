"""A folder for another programme: made from about ten answers, added to, and kept up with newer versions.

``answers`` is what somebody told, read from YAML (``answer_file``) or asked at the screen (``interview``);
``gazetteer`` knows towns; ``facts`` turns the answers into ``data/``: what was told is stated, all else awaited.
``content`` gives the templates that a folder begins with, ``speech`` has them speak of its own roles and groups,
``scaffold`` what stands beside them; ``folder`` writes it and remembers what it began as, by which ``upgrade``
tells what a newer version would change from what people wrote.
``addition`` writes the stubs of a new city, plan, chapter, kind or language; ``command`` is how people call all this.
``task`` counts what is still to be supplied, for the last lines of ``new`` and of ``check``.
"""
