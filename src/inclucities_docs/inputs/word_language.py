"""Short texts that stand under a language that is not theirs, told by the words of all other texts of the project.

Two words are too few for the words that every sentence has (``language/guess.py``); that other texts in
French have both, and none in Dutch has either, says it. Names are the same in many languages, and left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

__all__ = ["OF_OTHERS", "find_foreign_texts", "find_same_texts"]

OF_OTHERS = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|\{[.#]?[^{}]*\}|<!--.*?-->|«[^»]*»|“[^”]*”|„[^“]*“|\([^()]*\)|https?://\S+|`[^`]*`"
    r"|(?<!\w)[*_][^*_]+[*_]|\b[A-ZÀ-ÞĀČĒĢĪĶĻŅŠŪŽ]\w*",
    re.DOTALL,
)
"""What may stand in any language: values put in by name, quotations, foreign words, names."""

ENOUGH = 150
"""So many texts of a language say which words it has."""

_NAMES = re.compile(r"\.(?:name|official_names\.\d+|place\.text|address_1|city)$")
"""Texts that are names, wherever they stand."""

_NAMED = "kinds/"
"""What has a name of its own in each language."""

_KIN = {"prs": "fa"}
"""Languages that are written with the words of another."""

_FEWEST = 4
"""So many words are not the same in two languages by chance."""

Texts = Iterable[tuple[str, Mapping[str, str]]]


def find_foreign_texts(texts: Texts, times: float = 2.5) -> Iterator[tuple[str, str, str]]:
    """Yield path and language of each text whose words are those of another language, and that language.

    Of its words, ``times`` as many are the other language's as are its own.
    """
    read = [
        (name, language, frozenset(re.findall(r"[^\W\d_]+", OF_OTHERS.sub(" ", words).lower())))
        for name, text in texts
        for language, words in text.items()
    ]
    uses: dict[str, Counter[str]] = defaultdict(Counter)
    count: Counter[str] = Counter()
    for _, language, words in read:
        uses[_KIN.get(language, language)].update(words)
        count[_KIN.get(language, language)] += 1
    known = {one for one, number in count.items() if number >= ENOUGH}
    for name, language, words in read:
        own = _KIN.get(language, language)
        if own not in known or len(words) < 2 or _is_name(name):
            continue
        at_home = sum(uses[own][word] > 1 for word in words)
        if times * at_home > len(words):  # no other language can have so many
            continue
        most, other = max(
            ((sum(word in uses[one] for word in words), one) for one in known - {own}), default=(0, "")
        )
        if most >= max(2, len(words) / 2, times * at_home):
            yield name, language, other


def find_same_texts(texts: Texts) -> Iterator[tuple[str, str, str]]:
    """Yield path and language of each text that is, word for word, the one in another language, and that language."""
    for name, text in texts:
        first: dict[str, str] = {}
        for language, words in text.items():
            same = first.setdefault(words.strip(), language)
            if _KIN.get(same, same) == _KIN.get(language, language) or _is_name(name):
                continue
            if len(re.findall(r"[^\W\d_]{2,}", OF_OTHERS.sub(" ", words))) >= _FEWEST:
                yield name, language, same


def _is_name(path: str) -> bool:
    return bool(_NAMES.search(path)) and not path.startswith(_NAMED)
