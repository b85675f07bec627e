"""inclucities_docs: facts, stated once, become every document a programme owes.

The program in the order of its steps:

1. ``source`` reads a project's ``data/`` and ``templates/`` as they stand at one moment, and
   checks all of it (``schema`` says what the files may contain).
2. ``render`` turns one document in one language into HTML, PDF and Word: a pure function that
   keeps a list of every question it asked. ``figures`` draws its pictures.
3. ``portal`` makes the site where partners find and take the documents.
4. ``build`` renders what changed, in several processes, and puts the files in ``deliverables/``.
5. ``conformance`` looks at the finished files as a reader's tools do.
6. ``cli`` is how people call all this.

Imports go one way only:
cli > conformance > build > portal > render > figures > source > schema > diagnostics.
"""

__version__ = "0.1.0"
