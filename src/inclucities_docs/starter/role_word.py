"""The method's prose speaks of mentors and mentees: here it is made to speak as another programme does.

A programme whose roles have other names hears those; one of equals hears of cities that have experience with
a question and cities that learn. What stands between braces, names of headings and addresses stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

__all__ = ["METHOD", "name_roles", "speak_as", "speak_in_settings"]

METHOD = ("mentor", "mentee")
"""The roles that the prose is written for; a programme that has them is spoken to in the same words."""

_EQUALS = {
    "en": ("experienced city", "experienced cities", "learning city", "learning cities"),
    "fr": ("ville expérimentée", "villes expérimentées", "ville apprenante", "villes apprenantes"),
    "nl": ("ervaren stad", "ervaren steden", "lerende stad", "lerende steden"),
}
"""What a city of equals is called that shares, and one that learns: one and several."""

_WRITTEN = {
    "en": (r"mentor(?: city)?", r"mentors|mentor cities", r"mentee(?: city)?", r"mentees|mentee cities"),
    "fr": (
        r"ville mentor|mentor", r"villes mentors|mentors",
        r"ville apprenante|mentee|apprenante?", r"villes apprenantes|mentees|apprenante?s",
    ),
    "nl": (r"mentorstad|mentor", r"mentorsteden|mentoren|mentors", r"menteestad|mentee", r"menteesteden|mentees"),
}  # fmt: skip
"""How the prose says the same, one and several."""

_FEMININE = {"le": "la ", "du": "de la ", "au": "à la ", "un": "une "}

_PHRASES: dict[str, tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...]] = {
    "en": (
        (r"mentoring", "peer learning"),
        (r"mentored", "accompanied"),
        (r"\b([Aa]) (?=experienced)", r"\1n "),
    ),
    "fr": (
        (r"\b(le|du|au|un) (?=ville)", lambda found: _FEMININE[found[1].lower()]),
        (r"\b(l|d|qu)’(?=ville)", lambda found: {"l": "la ", "d": "de ", "qu": "que "}[found[1]]),
        (r"du mentorat", "de l’apprentissage entre pairs"),
        (r"au mentorat", "à l’apprentissage entre pairs"),
        (r"le mentorat", "l’apprentissage entre pairs"),
        (r"Le mentorat", "L’apprentissage entre pairs"),
        (r"mentorat", "apprentissage entre pairs"),
    ),
    "nl": ((r"mentoring", "peer learning"), (r"hoofdmentor", "hoofdbegeleider")),
}
"""What goes with them: the name of the method, and articles."""

_KEPT = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#[^}]*\}|\]\([^)]*\)|https?://\S+", re.DOTALL)


_TERM = re.compile(r"(\bterm\(\s*[\"'][\w-]+[\"']\s*,\s*)([\"'][^\"']*[\"'])")
"""The words in which a text shows a term of the glossary."""


def name_roles(roles: Mapping[str, tuple[str, bool]]) -> tuple[str, str]:
    """Return the words for who shares and who learns; ``roles`` are words by id, and whether its cities share."""
    giving = [name for name, gives in roles.values() if gives]
    learning = [name for name, gives in roles.values() if not gives]
    return (giving[0], learning[0]) if giving and learning else ("", "")


def speak_as(text: str, language: str, roles: Sequence[str]) -> str:
    """Return a text of the method in a programme's own words for its roles."""
    if tuple(roles) == METHOD or language not in _WRITTEN:
        return text
    parts = _KEPT.split(text)
    kept = _KEPT.findall(text)
    said = [_say(part, language, roles) for part in parts]
    kept = [_TERM.sub(lambda one: one[1] + _say(one[2], language, roles), part) for part in kept]
    return "".join(one + two for one, two in zip(said, [*kept, ""], strict=True))


def _say(text: str, language: str, roles: Sequence[str]) -> str:
    words = _EQUALS[language]
    if language == "en":
        text = re.sub(r"\bto mentor\b", "to accompany", text)  # what one does, not who does it
    if roles[0]:
        several = {"en": "{} cities", "fr": "villes {}", "nl": "{}-steden"}[language]
        one = "ville {}" if language == "fr" else "{}"
        words = tuple(form.format(role) for role in roles for form in (one, several))  # type: ignore[assignment]
    for number in (1, 3, 0, 2):  # several first: their words hold those for one
        written = rf"\b(?:{_WRITTEN[language][number]})(?!\w)"
        text = re.sub(written, _like(words[number]), text, flags=re.IGNORECASE)
    for pattern, better in _PHRASES[language]:
        text = re.sub(pattern, better, text)
        if isinstance(better, str) and not pattern.startswith(r"\b"):
            text = re.sub(_capital(pattern), _capital(better), text)
    return text


def _like(word: str) -> Callable[[re.Match[str]], str]:
    """Return what writes a word with a capital where the word in its place had one."""
    return lambda found: _capital(word) if found[0][0].isupper() else word


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def speak_in_settings(text: str, roles: Sequence[str]) -> str:
    """Return the settings of a kind, its titles and what it is for in the programme's own words."""
    return re.sub(
        r"^(  (\w\w):) (.*)$",
        lambda one: f"{one[1]} {speak_as(one[3], one[2], roles)}",
        text,
        flags=re.MULTILINE,
    )
