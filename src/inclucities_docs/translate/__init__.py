"""Work with translators: what there is to translate, in which state, and in forms they can take.

``inputs.inventory`` lists every text with its original, its translation and its place; ``extraction``
keeps the PO files of interface words, through Babel; ``ledger`` records which translation was
made from which original; ``command`` shows and accepts. Prose is translated as Markdown files, short texts
beside their original.
"""
