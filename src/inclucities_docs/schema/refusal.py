"""What a model does not take, in words that can be said in any language."""

from __future__ import annotations

__all__ = ["Refusal"]


class Refusal(ValueError):
    """A value that a model does not take: words with ``{places}`` for values, and a hint for who writes YAML.

    The words are translated for who fills in a form; as a text it reads ``words | hint``.
    """

    def __init__(self, words: str, hint: str = "", **values: object) -> None:
        self.words, self.hint, self.values = words, hint, values
        super().__init__(f"{words.format(**values)} | {hint}")
