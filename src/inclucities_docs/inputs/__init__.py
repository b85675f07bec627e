"""The only reader of project files: one way in, everything checked, places remembered.

``workspace`` takes every input file as it stands at one moment; ``yaml_file`` reads YAML with
the place of each value; ``loader`` turns it into records and reports all that is wrong;
``check`` looks at the records as a whole; ``project`` holds them and answers questions;
``view`` is what templates see of them, and remembers what was read.

What comes back into the files goes one way too: ``change`` names a field, what was seen in it and what
it is to hold; ``revision`` holds changes against the project and writes them, all or none, through
``yaml_edit`` (YAML, with all other lines kept), ``prose_block`` (Markdown) and ``file_transaction`` (files
put in place).
"""
