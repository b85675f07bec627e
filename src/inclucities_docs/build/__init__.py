"""From a project to deliverables/: only what is needed, never half-written.

1. ``trace`` knows what each artifact asked for when it was last made, and whether the answers
   are still the same.
2. ``executor`` has the others rendered, in this process or in several.
3. ``writer`` puts each file in place as a whole, and takes away what is no longer owed.
4. ``manifest`` says what there is; ``reporter`` tells people while they wait.
``explanation`` says why a file would be made again. ``builder`` runs these steps, and reads aloud.
"""
