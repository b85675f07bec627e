"""From a project to deliverables/: only what is needed, never half-written.

1. ``selection`` knows what is wanted of all that is owed; ``trace`` what each artifact asked for when it was
   last made, and whether the answers are still the same.
2. ``executor`` has the others rendered, in this process or in several (``preload`` readies these), or on a
   ``cluster``.
3. ``writer`` puts each file in place as a whole, in a ``folder`` of its own; ``journal`` remembers which files
   are ours, and takes away what is no longer owed.
4. ``manifest`` says what there is, ``portal`` makes the site beside it, ``check_report`` adds what the last
   checks said of the files.
5. ``reporter`` tells people while they wait, ``log`` writes what can be sent to others.

``builder`` runs these steps, and reads aloud; ``review`` runs them for the office, with every mark.
``parsed`` keeps what data files hold, so that those that did not change are not parsed again.
``explanation`` says why a file would be made again, by the ``snapshot`` of the inputs that it was made from.

``checker`` looks at everything and makes nothing: ``template_check``, ``word_check``, ``class_check`` and
``style_check`` (values in ``style_value``) look at templates and styles, ``representative`` chooses the documents
that stand for others, ``recovery`` says what else can be said of data that cannot be read. ``crash_report`` tells a
mistake of the program itself.
"""
