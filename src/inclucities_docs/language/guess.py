"""Which language a text seems to be in, by its letters and by the words that nearly every sentence has.

A guess is only made where it is plain. Libraries that tell hundreds of languages apart were looked at:
they are larger than this program, and are sure of short texts without a reason.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter

__all__ = ["guess_language"]

_OF_SCRIPT = {
    "CYRILLIC": ("ru", "uk", "bg", "sr", "mk", "be"), "ARABIC": ("ar", "fa", "prs", "ps", "ur", "ckb"), "GREEK": ("el",),
    "ETHIOPIC": ("ti", "am"), "HEBREW": ("he", "yi"), "ARMENIAN": ("hy",), "GEORGIAN": ("ka",),
}  # fmt: skip
"""The languages of each script beside the Latin one; the first stands for it."""

_COMMON = {
    "fr": "le la les de des du d et est une un dans pour avec sur par qui que aux ce cette nous vous sont au à en ou il",
    "en": "the of and to in is for with on by that are this we our from at be as it has have will",
    "it": "il lo gli della delle dei di e è una un nel nella per con che da sono del al alla i le",
    "es": "el los las de la y es una un en para con por que del al se su son la como más",
    "nl": "de het een van en is in voor met op door dat die zijn wij ons bij aan te niet worden",
    "lv": "un ir par ar no uz kas kā lai pie vai arī tiek tika pēc mēs mūsu bez šis šī",
    "pt": "o os as da do das dos e é uma um em para com por que não na no ao são",
    "ro": "și este pentru cu din la care nu sunt de în pe un o ale lui",
    "de": "der die das und ist für mit von den dem ein eine nicht im zu auf wird sind",
    "tr": "ve bir bu için ile olarak da de olan gibi daha çok",
    "ru": "и в на не что с по для от это как или если вы вам к из у вас при где её они",
    "uk": "і в на не що з для від це як або якщо ви вам до та у вас при де її вони ви",
    "ar": "في من على إلى أن أو التي الذي هذا هذه مع عن كل إذا ما لا هو هي",
    "fa": "در به از که این را است برای با می آن یا هر اگر شما تا بر هم",
    "ps": "په د چې کې له سره او دي ته دا ده یا که تاسو لپاره کولی شئ هم",
}
"""Words that nearly every sentence of a language has some of."""

_KIN = {"prs": "fa"}
"""Languages that are written with the words of another."""


def guess_language(text: str, own: str, least: int = 3) -> str:
    """Return the language that a text seems to be in where that is not its own, or an empty text.

    ``least`` is how many common words of another language make a guess.
    """
    own = own.partition("-")[0]
    script = _find_script(text)
    expected = next((one for one, languages in _OF_SCRIPT.items() if own in languages), "LATIN")
    if not script:
        return ""
    known = _list_common()
    own = _KIN.get(own, own)
    scores = dict.fromkeys(_COMMON, 0)
    for word in re.findall(r"[^\W\d_]+", text.lower()):
        for language in known.get(word, ()):
            scores[language] += 1
    if script != expected:
        others = {one for languages in _OF_SCRIPT.values() for one in languages}
        able = _OF_SCRIPT.get(script, ("en", *(one for one in _COMMON if one not in others)))
        return max(able, key=lambda one: scores.get(one, 0))
    best = max(scores, key=lambda one: (scores[one], one == own))
    if own not in scores or best == own or scores[best] < least or scores[best] < 2 * scores[own] + 2:
        return ""
    return best


_ENOUGH = 600
"""So many characters tell the script of a text."""


def _find_script(text: str) -> str:
    """Return the script of most letters of a text, LATIN or CYRILLIC; empty where that is not plain."""
    letters = Counter(_name_script(one) for one in text[:_ENOUGH] if one.isalpha())
    total = letters.total()
    script, count = letters.most_common(1)[0] if letters else ("", 0)
    return script if count * 2 > total > 8 else ""


@functools.cache
def _name_script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0]


@functools.cache
def _list_common() -> dict[str, tuple[str, ...]]:
    """Return the languages of each common word."""
    found: dict[str, tuple[str, ...]] = {}
    for language, words in _COMMON.items():
        for word in dict.fromkeys(words.split()):
            found[word] = (*found.get(word, ()), language)
    return found
