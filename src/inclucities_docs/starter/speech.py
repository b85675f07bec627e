"""The method's prose speaks of duos of mentor and mentee: here it is made to speak as another programme does.

A programme whose roles have other names hears those, in the language that it named them in; else, and where all
are equals, the prose speaks of cities that have experience with a question and cities that learn. Where groups
are of more than two it says group, where there are none, pair: two cities of the network that work together.
What stands between braces, names of headings and addresses stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

__all__ = ["DUO", "GROUP", "METHOD", "PAIR", "Speech", "choose_speech"]

DUO, GROUP, PAIR = "duo", "group", "pair"

_METHOD = ("mentor", "mentee")
"""The roles that the prose is written for; a programme that has them is spoken to in the same words."""

Phrases = tuple[tuple[str, "str | Callable[[re.Match[str]], str]"], ...]

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
        r"ville apprenante|mentee|apprenante", r"villes apprenantes|mentees|apprenantes",
    ),
    "nl": (r"mentorstad|mentor", r"mentorsteden|mentoren|mentors", r"menteestad|mentee", r"menteesteden|mentees"),
}  # fmt: skip
"""How the prose says the same, one and several."""

_GROUPS = {
    "en": {GROUP: ("group", "groups"), PAIR: ("pair", "pairs")},
    "fr": {GROUP: ("groupe", "groupes"), PAIR: ("tandem", "tandems")},
    "nl": {GROUP: ("groep", "groepen"), PAIR: ("koppel", "koppels")},
}
"""What a duo is called: one and several."""

_BEFORE: dict[str, Phrases] = {
    "en": (
        (r"\blead mentor\b", "head of practice"),
        (r"\bto mentor\b", "to accompany"),  # what one does, not who does it
        (r"\bwould mentor\b", "would accompany"),
        (r"\bcandidates for mentor\b", "candidates"),
        (r"\bits mentor’s experience\b", "another city’s experience"),
    ),
    "fr": (
        (r"\bmentor référent\b", "praticien référent"),
        (r"\bun bon premier mentor\b", "une bonne première ville mentor"),
        (r"\ble prochain mentor\b", "la prochaine ville mentor"),
        (r"\bun prochain mentor\b", "une prochaine ville mentor"),
        (r"\bde son mentor\b", "d’une autre"),
        (r"\bde mentorat\b", "d’apprentissage entre pairs"),
        (r"\bpropose son mentorat\b", "propose son accompagnement"),
        (r"\bmentorat entre (deux )?villes\b", r"apprentissage entre \1villes"),
        (r"\ble apprentissage\b", "l’apprentissage"),
        (r"\bLe apprentissage\b", "L’apprentissage"),
        (r"\bdu apprentissage\b", "de l’apprentissage"),
    ),
    "nl": (
        (r"\bhoofdmentor\b", "hoofdbegeleider"),
        (r"\bmentoringproces\b", "leerproces"),
        (r"\bvan haar mentor\b", "van een andere stad"),
    ),
}
"""Phrases in which a role is something else than who has it; read before the roles are named."""

_FEMININE = {"le": "la ", "du": "de la ", "au": "à la ", "un": "une "}
_WHOLE = {"l": "la ", "d": "de ", "qu": "que "}

_AFTER: dict[str, Phrases] = {
    "en": (
        (r"mentoring", "peer learning"),
        (r"mentored", "accompanied"),
        (r"\b([Aa]) (?=experienced)", r"\1n "),
    ),
    "fr": (
        (r"\b([Ll]e|[Dd]u|[Aa]u|[Uu]n) (?=ville)", lambda found: _like(_FEMININE[found[1].lower()])(found)),
        (r"\b([Ll]|[Dd]|[Qq]u)’(?=ville)", lambda found: _like(_WHOLE[found[1].lower()])(found)),
        (r"du mentorat", "de l’apprentissage entre pairs"),
        (r"au mentorat", "à l’apprentissage entre pairs"),
        (r"le mentorat", "l’apprentissage entre pairs"),
        (r"mentorat", "apprentissage entre pairs"),
    ),
    "nl": ((r"mentoring", "peer learning"),),
    "it": ((r"[Ii]l mentoring tra città", "Città che imparano tra loro"), (r"processo di mentoring", "processo")),
    "es": (
        (r"[Ll]a mentoría entre ciudades", "Ciudades que aprenden unas de otras"),
        (r"proceso de mentoría", "proceso"),
    ),
    "el": (
        (r"[Ηη] καθοδήγηση μεταξύ πόλεων", "Πόλεις που μαθαίνουν η μία από την άλλη"),
        (r"διαδικασία καθοδήγησης", "διαδικασία"),
    ),
    "lv": (
        (r"[Pp]ilsētu savstarpējā mentorēšana", "Pilsētas mācās cita no citas"),
        (r"mentorēšanas process", "process"),
    ),
}  # fmt: skip
"""What goes with the roles: the name of the method, and articles."""

_SIDE_BY_SIDE: dict[str, dict[str, Phrases]] = {
    "en": {
        PAIR: ((r"\bThe duo as a pair of teams\b", "Two teams side by side"),),
        GROUP: (
            (r"\bThe duo as a pair of teams\b", "Teams side by side"),
            (r"\bA mentor city and a mentee city that\b", "Cities that"),
            (r"\b([Tt])he two (?=cities|teams)", r"\1he "),
            (r"\btwo (?=municipalities that)", ""),
            (r"\bbetween its two (?=city coordinators)", "between its "),
            (r"\bbetween two (?=cities)", "between "),
            (r"\bthan two (?=coordinators)", "than its "),
            (r"\bboth (?=cities|teams)", "all "),
            (r"\beither city’s\b", "a city’s"),
            (r"\bneither city\b", "none of the cities"),
            (r"\bone of them as mentor\b", "with one of them as mentor"),
        ),
    },
    "fr": {
        PAIR: ((r"\bLe duo, deux équipes face à face\b", "Deux équipes face à face"),),
        GROUP: (
            (r"\bLe duo, deux équipes face à face\b", "Des équipes face à face"),
            (r"\bUne ville mentor et une ville apprenante qui\b", "Des villes qui"),
            (r"\b([Ll])es deux (?=villes|équipes)", r"\1es "),
            (r"\b([Aa])ux deux (?=villes|équipes)", r"\1ux "),
            (r"\bdes deux (?=villes|équipes)", "des "),
            (r"\bentre deux (?=villes)", "entre "),
            (r"\bpour deux (?=communes qui)", "pour des "),
            (r"\bentre ses deux (?=coordinateurs)", "entre ses "),
            (r"\bà deux (?=coordinateurs)", "à ses "),
        ),
    },
    "de": {PAIR: ((r"\bjedes Duos\b", "der Städte"),), GROUP: ((r"\bjedes Duos\b", "jeder Gruppe"),)},
    "pl": {PAIR: ((r"\bkażdego duetu\b", "miast"),), GROUP: ((r"\bkażdego duetu\b", "każdej grupy"),)},
    "nl": {
        PAIR: ((r"\bHet duo als koppel van ploegen\b", "Twee ploegen naast elkaar"),),
        GROUP: (
            (r"\bHet duo als koppel van ploegen\b", "Ploegen naast elkaar"),
            (r"\bEen mentorstad en een menteestad die\b", "Steden die"),
            (r"\b([Dd])e twee (?=steden|ploegen|stads)", r"\1e "),
            (r"\bvoor twee (?=gemeenten die)", "voor "),
            (r"\btussen twee (?=steden)", "tussen "),
            (r"\bgeen van beide (?=steden)", "geen van de "),
            (r"\been van beide\b", "een ervan"),
            (
                r"\bwat het opneemt, wat het laat liggen, wat het eerst\b",
                "wat ze opneemt, wat ze laat liggen, wat ze eerst",
            ),
            (r"\b([Bb])eide (?=steden|ploegen)", lambda found: "Alle " if found[1] == "B" else "alle "),
            (r"\bdan twee (?=coördinatoren)", "dan haar "),
            (r"\b([Hh])et duo\b", lambda found: "De groep" if found[1] == "H" else "de groep"),
            (r"\b([Dd])it duo\b", r"\1eze groep"),
            (r"\b([Ee])lk duo\b", r"\1lke groep"),
            (r"\bstelt zijn werk open\b", "stelt haar werk open"),
        ),
    },
}
"""Phrases that say that a duo is of two, and articles."""

_NAMED_GROUP = {
    "it": ("duo", "gruppo"), "es": ("dúo", "grupo"), "el": ("ζεύγος", "ομάδα"), "lv": ("pilsētu pāris", "grupa"),
    "de": ("Duo", "Gruppe"), "pl": ("duet", "grupa"),
}  # fmt: skip
"""The word for a duo and for a group, in languages that have titles but no prose."""

_ITS_OWN = re.compile(
    r"ment(?:or|ee)|\bduos?\b|d[úu]os?\b|pilsētu pār|ζεύγ|καθοδηγ|μέντορ|alliev|apprenante|\bduet|Mentee",
    re.IGNORECASE,
)
"""Words that only a programme of duos of mentor and mentee has."""

_KEPT = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#[^}]*\}|\]\([^)]*\)|https?://\S+", re.DOTALL)

_TERM = re.compile(r"(\bterm\(\s*[\"'][\w-]+[\"']\s*,\s*)([\"'][^\"']*[\"'])")
"""The words in which a text shows a term of the glossary."""


_BY_SIDE = {
    "mentor": 'duo.givers | map(attribute="name") | join_list',
    "mentee": 'duo.learners | map(attribute="name") | join_list',
}
"""How a text names the cities of a group where its roles have other names, or where there are several in one."""


class Speech(NamedTuple):
    """How the method speaks to a programme."""

    roles: tuple[str, ...] = _METHOD
    """The words for who shares and who learns; empty words where all are equals."""
    group: str = DUO
    """What its cities work in: duos, groups, or pairs where it has no groups."""
    language: str = ""
    """The language that the words for the roles are of."""

    def say(self, text: str, language: str) -> str:
        """Return a text of the method in the programme's own words."""
        if self.is_ours:
            return text
        parts = _KEPT.split(text)
        kept = _KEPT.findall(text)
        said = [self._say(part, language) for part in parts]
        kept = [_TERM.sub(lambda one: one[1] + self._say(one[2], language), part) for part in kept]
        kept = [
            re.sub(r"\bduo\.(mentor|mentee)\.name\b", lambda one: _BY_SIDE[one[1]], part) for part in kept
        ]
        return "".join(one + two for one, two in zip(said, [*kept, ""], strict=True))

    def say_settings(self, text: str) -> str:
        """Return the settings of a kind, its titles and what it is for in the programme's own words."""
        return re.sub(
            r"^(  (\w\w):) (.*)$",
            lambda one: f"{one[1]} {self.say(one[3], one[2])}",
            text,
            flags=re.MULTILINE,
        )

    def can_say(self, text: str, language: str) -> bool:
        """Return whether a text can be said in the programme's words; in some languages there are none for them."""
        return self.is_ours or language in _WRITTEN or not _ITS_OWN.search(text)

    @property
    def is_ours(self) -> bool:
        """Whether the programme has the roles and the groups that the prose is written for."""
        return self.group == DUO and not self._is_renamed

    @property
    def _is_renamed(self) -> bool:
        return self.roles != _METHOD

    def _say(self, text: str, language: str) -> str:
        text = _replace(_SIDE_BY_SIDE.get(language, {}).get(self.group, ()), text)
        if self._is_renamed:
            text = _replace(_BEFORE.get(language, ()), text)
            text = self._name_roles(text, language)
            text = _replace(_AFTER.get(language, ()), text)
        if self.group == DUO:
            return text
        if language in _NAMED_GROUP:
            duo, group = _NAMED_GROUP[language]
            return re.sub(rf"\b{duo}\b", group, text)
        one, several = _GROUPS.get(language, {}).get(self.group, ("", ""))
        for written, better in (
            (("duo’s" if language == "nl" else "duos", several), ("duo", one)) if one else ()
        ):
            text = re.sub(rf"\b(?:{written})(?!\w)", _like(better), text, flags=re.IGNORECASE)
        return text

    def _name_roles(self, text: str, language: str) -> str:
        words: Sequence[str] = _EQUALS.get(language, ())
        if words and self.roles[0] and language == self.language:
            words = [form for role in self.roles for form in _decline(role, language)]
        for number in (1, 3, 0, 2) if words else ():  # several first: their words hold those for one
            written = rf"\b(?:{_WRITTEN[language][number]})(?!\w)"
            text = re.sub(written, _like(words[number]), text, flags=re.IGNORECASE)
        return text


METHOD = Speech()
"""How the prose is written."""


def choose_speech(roles: Mapping[str, tuple[str, bool]], sizes: Sequence[int], language: str) -> Speech:
    """Return how to speak to a programme: ``roles`` are words by id, and whether its cities share; groups by size."""
    giving = [name for name, gives in roles.values() if gives]
    learning = [name for name, gives in roles.values() if not gives]
    words = (giving[0], learning[0]) if giving and learning else ("", "")
    if tuple(roles) == _METHOD and words[0] and roles["mentor"][1]:
        words = _METHOD  # whatever they are called in the programme's language: the prose has its own words for them
    group = PAIR if not sizes else DUO if all(one == 2 for one in sizes) else GROUP
    return Speech(words, group, language)


def _decline(role: str, language: str) -> tuple[str, str]:
    """Return the words for one city and for several in a role."""
    if language == "fr":
        named = re.sub("^ville ", "", role)
        return f"ville {named}", f"villes {named}"
    if language == "nl":
        return role, role[:-4] + "steden" if role.endswith("stad") else f"{role}-steden"
    named = re.sub(" (?:city|town)$", "", role)
    return role, f"{named} cities"


def _replace(phrases: Phrases, text: str) -> str:
    """Return a text with phrases said otherwise, those that begin a sentence too."""
    for pattern, better in phrases:
        text = re.sub(pattern, better, text)
        if isinstance(better, str) and re.match(r"(?:\\b)?[a-z]", pattern):
            word = pattern.removeprefix(r"\b")
            text = re.sub(rf"\b{_capital(word)}", _capital(better), text)
    return text


def _like(word: str) -> Callable[[re.Match[str]], str]:
    """Return what writes a word with a capital where the word in its place had one."""
    return lambda found: _capital(word) if found[0][0].isupper() else word


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
