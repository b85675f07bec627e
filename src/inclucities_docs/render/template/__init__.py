"""What a kind's template may do and name: ``sandbox`` runs it, with sums that end (``arithmetic``); ``vocabulary``
lists its words.

Parts of that vocabulary are each in a module: ``filter``, ``plain_name`` (what is named without a call), ``link``
(notes, references, terms), ``figure``, ``picture`` and what pages of ``service``s need. ``blank`` stands where a value
is awaited, ``worked_example`` vanishes with the records that it names. ``syntax`` finds slips of writing, all of a
file at once; ``origin_mark`` marks elements with the line of the template that wrote them.
"""
