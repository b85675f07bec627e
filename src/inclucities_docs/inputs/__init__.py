"""The only reader of project files, and their only writer: one way in, everything checked, places remembered.

1. ``workspace`` takes every input file as it stands at one moment; ``yaml_file`` reads YAML with the place of
   each value, ``yaml_complaint`` says in plain words what is wrong with it, ``yaml_rest`` what else stands behind.
2. ``loader`` turns it into records (``field_error`` says what a model does not take; ``completion`` adds what
   is left unsaid), ``check`` looks at them as a whole, with ``consistency`` and ``directory``.
3. ``project`` holds them: ``catalogue`` has the words of the interface by language (``catalogue_credit`` what
   their editors noted), ``translation`` the state of each translation, ``inventory`` lists every text
   with its place.
4. ``document`` lists what is owed, by the ``subject`` of each kind.
5. ``reader`` gives a value and notes a ``question`` in one step, ``answer`` alone decides whether all answers
   are still the same. ``branch`` is what templates see of a record, ``relation`` what it can be asked for beyond
   its fields (each a ``derived`` name), ``freshness`` when an entry is due, ``imprint`` who publishes a document.

What comes back into the files goes one way too: ``change`` names a field, what was seen in it and what
it is to hold; ``revision`` holds changes against the project and writes them, all or none, through
``yaml_edit`` (YAML, with all other lines kept), ``prose_block`` (Markdown) and ``file_transaction`` (files
put in place). ``csv_cell`` writes texts that no spreadsheet takes for a formula.

What a writer should look at, though it stops no build, is a ``warning`` with its place:

- files: ``file_check``, ``name_check``, ``brace_check`` of styles, ``prose`` of Markdown with the slips that
  ``prose_slip`` lists (without the remarks that ``template_comment`` takes out);
- words: ``catalogue_check``, ``glossary_check``, ``punctuation``, ``repetition``, ``readability``, ``language_check``,
  ``word_language``, ``prose_language_check``, ``name_spelling``;
- numbers: ``number_check``, ``count_check``, ``digit_check``, and ``fact``, those that data states too;
- truth: ``provenance``, ``plausibility``, ``edition_check``, ``due``; and ``contrast`` of colours.
"""
