"""What is known of each translation: made from which original, read by a native reader or not.

A ledger per language, ``templates/locale/LANGUAGE/ledger.yaml``, keeps pairs of fingerprints:
of an original text and of the translation that was made from it. A translation that is known,
but not beside today's original, is stale. Neither git nor the clock matters.
"""

from __future__ import annotations

import functools
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.inputs.yaml_file import read_yaml

__all__ = ["STATES", "Ledger", "Tally", "TranslationState", "count_states", "ledger_path", "pair"]

TranslationState = Literal["reviewed", "unreviewed", "stale", "missing"]

STATES: tuple[TranslationState, ...] = ("reviewed", "unreviewed", "stale", "missing")
"""Read by a native reader; drafted; made from an older original; not there."""


def ledger_path(language: str) -> str:
    """Return the path of a language's ledger."""
    return f"templates/locale/{language}/ledger.yaml"


@functools.lru_cache(maxsize=65536)
def shorten(text: str) -> str:
    """Return the fingerprint of a text as ledgers write it: spaces at line ends don't matter."""
    plain = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return hashlib.blake2b(plain.encode(), digest_size=6).hexdigest()


def pair(original: str, translation: str) -> str:
    """Return the ledger's key of a translation and the original that it was made from."""
    return f"{shorten(original)}-{shorten(translation)}"


@functools.lru_cache(maxsize=64)
def _read_pairs(path: str, text: str) -> Mapping[str, str]:
    content = read_yaml(path, text).value
    pairs = content if isinstance(content, dict) else {}
    return {key: str(value) for key, value in pairs.items() if "-" in key}


@dataclass
class Ledger:
    """The known pairs of one language, and whether a native reader read them."""

    pairs: dict[str, str] = field(default_factory=dict)
    _known: set[str] = field(default_factory=set, repr=False)

    @classmethod
    def load(cls, workspace: Workspace, language: str) -> Ledger:
        """Read a language's ledger; a missing or damaged one is empty."""
        text = workspace.read_text(ledger_path(language))
        pairs = _read_pairs(ledger_path(language), text) if text else {}
        return cls(dict(pairs), {key.split("-", 1)[1] for key in pairs})

    def judge(self, original: str, translation: str | None) -> TranslationState:
        """Return the state of a translation beside today's original; one not yet recorded is unreviewed."""
        if translation is None:
            return "missing"
        state = self.pairs.get(pair(original, translation))
        if state is not None:
            return "reviewed" if state == "reviewed" else "unreviewed"
        return "stale" if shorten(translation) in self._known else "unreviewed"

    def write(self) -> str:
        """Return the ledger as a file."""
        head = (
            "# Which translation was made from which original: fingerprints of both, and whether a native\n"
            "# reader has read it. Written by `nox -s translate`, never by hand.\n"
        )
        return head + "".join(f"{key}: {value}\n" for key, value in sorted(self.pairs.items()))


@dataclass
class Tally:
    """The translations that one document shows, each once, with their states."""

    states: dict[str, TranslationState] = field(default_factory=dict)

    def note(self, unit: str, state: TranslationState) -> None:
        """Count a text by its name: a fact's path, a Markdown file, an interface word."""
        self.states[unit] = state

    def count(self) -> dict[str, int]:
        """Return the number of texts in each state."""
        return count_states(self.states.values())


def count_states(states: Iterable[str]) -> dict[str, int]:
    """Return the number of texts in each state."""
    counts = Counter(states)
    return {state: counts.get(state, 0) for state in STATES}
