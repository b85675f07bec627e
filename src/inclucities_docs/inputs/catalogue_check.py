"""What is wrong with translations of interface words, though they can be read: values left out, words left in English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location
from inclucities_docs.inputs.catalogue import PLACEHOLDER, parse_catalogue, read_catalogue
from inclucities_docs.inputs.word_language import find_foreign_texts
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.language.localisation import Localisation

if TYPE_CHECKING:
    from babel.messages.catalog import Message

__all__ = ["check_catalogues"]


def _find_lost(path: str, text: str, language: str, messages: list[Message]) -> Iterator[Diagnostic]:
    """Yield a warning for each translation that leaves out a value; a form of a plural may say it in words."""
    said = _list_said(messages)
    for message in messages:
        place = Location(path, message.lineno or 1)
        asked = message.id[-1] if isinstance(message.id, tuple) else message.id
        given = _list_forms(message)
        for words, hint in _find_faults(asked, given, language, said, is_sure=not message.fuzzy):
            yield Diagnostic.at(place, text, words, hint, "warning")


def _list_forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def _find_faults(
    asked: str,
    given: tuple[str, ...],
    language: str,
    said: dict[str, list[tuple[str, str]]],
    *,
    is_sure: bool,
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with one translation, and what to do."""
    if asked and any(given) and not all(given):
        lacking = next(number for number, words in enumerate(given) if not words)
        hint = f"write msgstr[{lacking}] too: this language has {len(given)} forms"
        yield "a form of this plural says nothing: readers get English", hint
    if not asked or not all(given) or not is_sure:
        return
    if _is_untranslated(asked, given, language) or (
        asked in given and _ONE_WORD.fullmatch(asked) and _is_else(asked, said)
    ):
        hint = f"write it in '{language}', or leave it empty: msgstr \"\""
        yield "the translation is, word for word, what it translates", hint
    if asked.endswith(":") and not all(words.rstrip().endswith((":", "፦")) for words in given):
        hint = "write it: what follows is its list or its value"
        yield "the translation ends without the colon of what it translates", hint
    for name in sorted(set(PLACEHOLDER.findall(asked)) - set(PLACEHOLDER.findall("".join(given)))):
        hint = f"write {name} where the value stands"
        yield f"the translation leaves out {name}, which the words it translates put in", hint


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
    """Return what is wrong with the catalogues of all languages, each looked at by itself and beside the others."""
    found: list[Diagnostic] = []
    catalogues: dict[str, list[Message]] = {}
    for path in sorted(workspace.files):
        language = _CATALOGUE.fullmatch(path)
        try:
            if language and not (text := workspace.read_text(path) or "").strip():
                hint = "bring back what stood in it, or run: nox -s translate -- update"
                found.append(Diagnostic(Location(path, 1), "nothing stands in this file", hint))
            elif language:
                read_catalogue(path, language[1], text)
                messages = list(parse_catalogue(language[1], text))
                found += _find_lost(path, text, language[1], messages)
                catalogues[language[1]] = messages
        except DiagnosticError as error:
            found += error.diagnostics
    return [*found, *_find_foreign(workspace, catalogues)]


_CATALOGUE = re.compile(r"templates/locale/([^/]+)/LC_MESSAGES/messages\.po")

SURE = 4
"""So many words of another language for one of its own: interface words are short."""


def _find_foreign(workspace: Workspace, catalogues: dict[str, list[Message]]) -> Iterator[Diagnostic]:
    """Yield a warning for each translation whose words are those of another language's catalogue."""
    texts: dict[str, dict[str, str]] = {}
    lines: dict[tuple[str, str], int] = {}
    for language, messages in catalogues.items():
        for message in messages:
            asked = message.id[0] if isinstance(message.id, tuple) else message.id
            given = _list_forms(message)
            if asked and all(given) and not message.fuzzy:
                texts.setdefault(asked, {})[language] = " ".join(dict.fromkeys(given))
                lines[asked, language] = message.lineno or 1
    name = Localisation("en").language_name
    for asked, language, other in find_foreign_texts(texts.items(), SURE):
        path = f"templates/locale/{language}/LC_MESSAGES/messages.po"
        told = f"this translation seems to be in {name(other)}, and readers of {name(language)} get it"
        place = Location(path, lines[asked, language])
        yield Diagnostic.at(
            place, workspace.read_text(path) or "", told, "write it in that language", "warning"
        )
