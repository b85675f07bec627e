"""Words that stand twice by a slip of the hand: the the.

Languages double words rightly: «nous nous levons», „die die Stadt hat“, «via via», «του του είπε». So only
words are looked for that a language never has twice, and long ones where it repeats none for emphasis.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from inclucities_docs.diagnostics import Diagnostic
from inclucities_docs.inputs.glossary_check import list_lines
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.warning import warn_at

__all__ = ["check_repetitions", "find_repetitions"]

_NEVER_TWICE = {
    "en": "the a an and of to for with by from at or as our your their its into we they be been",
    "fr": "le la les de des du et un une dans pour avec sur par aux au ce cette ou à ses leurs leur mais qui",
    "nl": "de een van en voor met op door aan te naar of ook hun bij uit om tot",
    "de": "und oder für mit von eine einen einem einer im am zum zur auf bei aus durch",
    "it": "il lo gli della delle dei degli di e una un nella nelle per con da del al alla alle dal in o",
    "es": "el los las de y un una unos para con por del al o su sus en",
    "pt": "os as da do das dos e um uma para com por no na ou em ao de à",
    "ro": "și pentru cu din nu de în pe un o sau prin",
    "lv": "un par ar uz pie arī tiek tika pēc bez no lai šis",
    "pl": "i w z do na o od dla przez oraz lub po za",
    "el": "ο η οι και για από στο στη στην στον στις στους στα ή",
    "tr": "ve ile veya olan",
    "ru": "и в на с по для от к из при о или",
    "uk": "і й в у на з для від до та при або",
    "ar": "في على إلى أو التي الذي هذا هذه مع عن",
    "fa": "از این را است برای با که یا",
    "ps": "په د چې له سره او دي یا",
    "ti": "ናብ ካብ ምስ እዩ ድማ ወይ",
}
"""Words of each language that no sentence has twice in a row."""

_PLAIN = {"en": 5, "fr": 5, "nl": 5, "de": 5}
"""From how many letters on a language has no word twice in a row, unless it is named below."""

_TWICE = {
    "en": "never always really quite there",
    "fr": "faire elles toujours jamais presque",
    "nl": "worden zullen kunnen steeds nooit altijd waren",
    "de": "werden worden haben sollen wollen waren immer diese dieser",
}
"""Long words that stand twice for emphasis, or by the grammar of a language."""

_KIN = {"prs": "fa"}

_LOOSE = re.compile(r"(?<=[^\W\d_]) (?:,|\.(?=\s|$))(?!\.)")

_SKIPPED = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|\{[.#]?[^{}]*\}|<!--.*?-->|%\(\w+\)\w|«[^»]*»|“[^”]*”|https?://\S+|`[^`]*`"
)
"""What is not the writer's own wording: values put in by name, quotations, addresses, code."""

_DOUBLE = re.compile(r"(?<![\w’'-])([^\W\d_]+)[ \t\u00a0]+(\1)(?![\w’'-])", re.IGNORECASE)


def find_repetitions(text: str, language: str) -> Iterator[re.Match[str]]:
    """Yield each word of a text that stands twice where its language has it once."""
    if not _DOUBLE.search(text):
        return
    language = language.partition("-")[0]
    language = _KIN.get(language, language)
    never = _NEVER_TWICE.get(language, "").split()
    least, kept = _PLAIN.get(language, 0), _TWICE.get(language, "").split()
    plain = _SKIPPED.sub(lambda found: "|" * len(found[0]), text)
    for found in _DOUBLE.finditer(plain):
        word = found[1].lower()
        is_name = found[2][0].isupper()
        if word in never or (least and len(word) >= least and not is_name and word not in kept):
            yield found


def check_repetitions(project: Project) -> Iterator[Diagnostic]:
    """Yield a warning for each word that stands twice, in prose, data and interface words, and each comma behind a space."""
    for language, path, number, line in list_lines(project):
        loose = (
            None if path.endswith(".md") else _LOOSE.search(line)
        )  # of prose it is told with its other slips
        if loose:
            yield warn_at(project, path, number, "a space stands before this sign", "take it out", loose[0])
        for found in find_repetitions(line, language):
            message, hint = f"'{found[1]}' stands here twice", "take one of the two out"
            yield warn_at(project, path, number, message, hint, found[0])
