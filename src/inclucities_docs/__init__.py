"""inclucities_docs: facts, stated once, become every document a programme owes.

The program in the order of its steps:

1. ``inputs`` reads a project's ``data/`` and ``templates/`` as they stand at one moment, and
   checks all of it (``schema`` says what the files may contain).
2. ``render`` turns one document in one language into HTML, PDF, Word and EPUB: a pure function of an
   ``inputs.reader``, which gives values and notes every question that it was asked. ``figures`` draws its pictures.
3. ``portal`` makes the site where partners find and take the documents.
4. ``build`` renders what changed, in several processes, and puts the files in ``deliverables/``.
5. ``conformance`` looks at the finished files as a reader's tools do.
6. ``publish`` puts them on a site as an edition that is kept for ever.
7. ``cli`` is how people call all this; ``annotation`` tells machines what is wrong.

Beside these steps, ``starter`` makes the folder of another programme, ``translate`` keeps account of what is
translated and read, ``preview`` shows documents while one writes and changes them where they are shown,
``reference`` tells template writers all that they can name, and ``exchange`` sends out what is to be filled in
(workbooks, Word files, translations, directories of services) and takes in what comes back, through
``inputs.revision``. All of them speak to people through ``diagnostics``: a place, plain words, a hint.
``language`` knows what each language asks of a text, ``limits`` how long anything may work, ``machine`` and
``doctor`` what this machine has and lacks; ``zip_archive`` packs the same files into the same bytes.

Imports go one way only: CONTRIBUTING.md gives the order, and `nox -s lint` holds it.
"""

__version__ = "0.1.0"
