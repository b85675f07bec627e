"""What goes out to be filled in, and comes back: workbooks, Word files, translations, directories of services.

Each format is two functions: what is written goes out as it is known again, what is read becomes a
``contribution``: answers (changes of fields, each with its place in the sender's file) and remarks.
``review`` holds a contribution against the data, tells and shows what would become of it, and writes it
through ``inputs.revision``; ``post`` are the commands.

- ``request`` lists what a city is asked; ``workbook`` writes it as a workbook, ``workbook_reader`` reads that;
  ``service_sheet`` is its sheet of services, which ``service_sheet_reader`` reads, and ``opening_hours`` the
  hours in it, as people write them; ``cell_look`` is how cells look. Both find their rows by ``answer_table``.
- ``field_table`` puts the table of its fields into a Word file, ``docx_paragraph`` reads its paragraphs,
  ``docx_reader`` what was changed in them, ``new_item`` whole actions that were added.
- ``po_file`` writes all texts of a language as one PO file, and reads it.
- ``archive`` opens files of others with care; ``cell_value`` reads dates and numbers as people write them,
  ``field_name`` says what people call the fields.
- Directories in the field's standard, HSDS 3: ``hsds_schema`` states the part of it that is used, and checks
  values against it; ``hsds`` turns a directory into its nested services, ``hsds_import`` turns them into a
  directory, with texts as ``plain_text``; ``table`` writes them as the standard's CSV tables, ``table_reader``
  reads those; ``command`` holds the commands on them.
- ``link_check`` asks, on request only, whether web addresses still answer.
"""
