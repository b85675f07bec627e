"""What is wrong with translations of interface words, though they can be read: values left out, words left in English."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location
from inclucities_docs.inputs.catalogue import PLACEHOLDER, drop_former, read_catalogue
from inclucities_docs.inputs.word_language import find_foreign_texts
from inclucities_docs.inputs.workspace import Workspace

if TYPE_CHECKING:
    from babel.messages.catalog import Message

__all__ = ["check_catalogues"]


def _find_lost(path: str, text: str, language: str) -> Iterator[Diagnostic]:
    """Yield a warning for each translation that leaves out a value; a form of a plural may say it in words."""
    from babel.messages.pofile import read_po

    messages = list(read_po(io.StringIO(drop_former(text)), locale=language))
    said = _list_said(messages)
    for message in messages:
        asked = message.id[-1] if isinstance(message.id, tuple) else message.id
        given = message.string if isinstance(message.string, tuple) else (message.string,)
        if asked and any(given) and not all(given):
            lacking = next(number for number, words in enumerate(given) if not words)
            yield Diagnostic.at(
                Location(path, message.lineno or 1),
                text,
                "a form of this plural says nothing: readers get English",
                f"write msgstr[{lacking}] too: this language has {len(given)} forms",
                "warning",
            )
        if not asked or not all(given) or message.fuzzy:
            continue
        if _is_untranslated(asked, given, language) or (
            asked in given and _ONE_WORD.fullmatch(asked) and _is_else(asked, said)
        ):
            yield Diagnostic.at(
                Location(path, message.lineno or 1),
                text,
                "the translation is, word for word, what it translates",
                f"write it in '{language}', or leave it empty: msgstr \"\"",
                "warning",
            )
        if asked.endswith(":") and not all(words.rstrip().endswith((":", "፦")) for words in given):
            yield Diagnostic.at(
                Location(path, message.lineno or 1),
                text,
                "the translation ends without the colon of what it translates",
                "write it: what follows is its list or its value",
                "warning",
            )
        lost = set(PLACEHOLDER.findall(asked)) - set(PLACEHOLDER.findall("".join(given)))
        for name in sorted(lost):
            line = message.lineno or 1
            yield Diagnostic.at(
                Location(path, line),
                text,
                f"the translation leaves out {name}, which the words it translates put in",
                f"write {name} where the value stands",
                "warning",
            )


_ONE_WORD = re.compile(r"[A-Za-z]{3,}")


def _list_said(messages: Iterable[Message]) -> dict[str, list[tuple[str, str]]]:
    """Return for each English word the messages that hold it, with their translations."""
    found: dict[str, list[tuple[str, str]]] = {}
    for message in messages:
        asked = " ".join(message.id) if isinstance(message.id, tuple) else message.id
        given = " ".join(message.string) if isinstance(message.string, tuple) else message.string
        for word in {*_ONE_WORD.findall(asked.casefold())} if asked and given else ():
            found.setdefault(word, []).append((asked, given.casefold()))
    return found


def _is_else(word: str, said: dict[str, list[tuple[str, str]]]) -> bool:
    """Return whether a language has another word for it: other messages hold it, and no translation of them does."""
    others = [given for asked, given in said.get(word.casefold(), ()) if asked != word]
    return bool(others) and not any(word.casefold() in given for given in others)


_OF_OTHER_LETTERS = re.compile(r"[\u0370-\u1fff]")
"""Letters of Greek, Cyrillic, Arabic, Ethiopic and other scripts that English does not have."""


def _is_untranslated(asked: str, given: Iterable[str], language: str) -> bool:
    """Return whether words were left in English: two words are the same in no other language, one in another script."""
    from babel import Locale

    if asked not in given:
        return False
    words = re.findall(r"[A-Za-z]{2,}", PLACEHOLDER.sub(" ", asked))
    if len(words) > 1:
        return True
    name = Locale.parse(language).get_language_name(language) or ""
    return any(not one.isupper() for one in words) and bool(_OF_OTHER_LETTERS.search(name))


def check_catalogues(workspace: Workspace) -> list[Diagnostic]:
    """Return what is wrong with the catalogues of all languages, each looked at by itself."""
    found: list[Diagnostic] = []
    texts: dict[str, dict[str, str]] = {}
    for path in sorted(workspace.files):
        language = re.fullmatch(r"templates/locale/([^/]+)/LC_MESSAGES/messages\.po", path)
        try:
            if language and not (text := workspace.read_text(path) or "").strip():
                hint = "bring back what stood in it, or run: nox -s translate -- update"
                found.append(Diagnostic(Location(path, 1), "nothing stands in this file", hint))
            elif language:
                read_catalogue(path, language[1], text)
                found += _find_lost(path, text, language[1])
                for asked, given in _list_given(text, language[1]):
                    texts.setdefault(asked, {})[language[1]] = given
        except DiagnosticError as error:
            found += error.diagnostics
    return [*found, *_find_foreign(workspace, texts)]


def _list_given(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield words in English and what they are in a language, each form of a plural once."""
    from babel.messages.pofile import read_po

    for message in read_po(io.StringIO(drop_former(text)), locale=language):
        asked = message.id[0] if isinstance(message.id, tuple) else message.id
        given = message.string if isinstance(message.string, tuple) else (message.string,)
        if asked and all(given) and not message.fuzzy:
            yield asked, " ".join(dict.fromkeys(given))


SURE = 4
"""So many words of another language for one of its own: interface words are short."""


def _find_foreign(workspace: Workspace, texts: dict[str, dict[str, str]]) -> Iterator[Diagnostic]:
    """Yield a warning for each translation whose words are those of another language's catalogue."""
    from babel import Locale

    for asked, language, other in find_foreign_texts(texts.items(), SURE):
        path = f"templates/locale/{language}/LC_MESSAGES/messages.po"
        text = workspace.read_text(path) or ""
        given = texts[asked][language].split(" ")[0]
        line = next((at for at, one in enumerate(text.split("\n"), 1) if one == f'msgid "{asked}"'), 1)
        names = [Locale("en").languages.get(one, one) for one in (other, language)]
        message = f"this translation seems to be in {names[0]}, and readers of {names[1]} get it: '{given} …'"
        yield Diagnostic.at(Location(path, line), text, message, "write it in that language", "warning")
