"""Texts that stand under a language that is not theirs: prose not yet translated, and codes that no document asks for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from inclucities_docs.diagnostics import Diagnostic, nearest
from inclucities_docs.inputs.document import list_languages
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.prose import split_front_matter
from inclucities_docs.inputs.warning import warn_at, warn_of
from inclucities_docs.inputs.word_language import OF_OTHERS, find_foreign_texts, find_same_texts
from inclucities_docs.language.guess import guess_language
from inclucities_docs.language.localisation import Localisation
from inclucities_docs.schema.language_tag import shorten_tag

__all__ = ["check_languages", "list_owed"]

FEWEST = 8
"""So many words must be left for a guess."""

SURE = 5
"""So many words that nearly every sentence of another language has make one."""


_PUT_HERE = (
    "put the translation here; where there is none yet, take the text out: it is then shown as not translated"
)

_TAKEN_ALONG = ("kinds/", "glossary/", "categories/")
"""Texts that a new programme takes over with more languages than it has, for the day when it has them."""


def check_languages(project: Project) -> Iterator[Diagnostic]:
    """Yield a warning for each text that is plainly in another language than it is kept under, and each strange code."""
    for one in project.workspace.list_prose():
        yield from _check_prose(project, one.path, one.language)
    yield from _check_texts(project)


def _guess(text: str, language: str) -> str:
    """Return the name of the language that a text is plainly in where it should be another."""
    if text.count(" ") + text.count("\n") + 1 < FEWEST:
        return ""
    words = OF_OTHERS.sub(" ", text)
    is_enough = len(re.findall(r"[^\W\d_]+", words)) >= FEWEST
    other = guess_language(words, language, SURE) if is_enough else ""
    return Localisation("en").language_name(other) if other else ""


def _check_prose(project: Project, path: str, language: str) -> Iterator[Diagnostic]:
    """Yield one warning for a text: it is all in another language, or some of its paragraphs are."""
    text = split_front_matter(project.workspace.read_text(path) or "")[1]
    told = Localisation("en").language_name(language)
    whole = _guess(text, language)
    if whole:
        number = next((at for at, line in enumerate(text.splitlines(), 1) if line.strip()), 1)
        message = f"this text seems to be in {whole}, and readers of {told} get it"
        yield warn_at(project, path, number, message, _PUT_HERE)
        return
    at = 1
    strange: list[tuple[int, str]] = []
    for block in re.split(r"(\n\s*\n)", text):
        other = _guess(block, language)
        if other:
            strange.append((at, other))
        at += block.count("\n")
    if strange:
        more = f" (and {len(strange) - 1} more below)" if len(strange) > 1 else ""
        message = f"this paragraph seems to be in {strange[0][1]}, and readers of {told} get it{more}"
        yield warn_at(project, path, strange[0][0], message, _PUT_HERE)


def _check_texts(project: Project) -> Iterator[Diagnostic]:
    """Yield the same for the texts of the data, and for languages that no document has."""
    owed = list_owed(project)
    uses: Counter[str] = Counter()
    told_of: set[tuple[str, str]] = set()
    first: dict[str, str] = {}
    texts = project.texts
    foreign = {(name, language): other for name, language, other in find_foreign_texts(texts)}
    for name, text in texts:
        for language, words in text.items():
            if language not in owed and not name.startswith(_TAKEN_ALONG):
                uses[language] += 1
                first.setdefault(language, name)
            other = _guess(words, language)
            if not other and (name, language) in foreign:
                other = Localisation("en").language_name(foreign[name, language])
            if other:
                told_of.add((name, language))
                told = Localisation("en").language_name(language)
                message = f"this text seems to be in {other}, and readers of {told} get it"
                yield warn_of(project, f"{name}.{language}", message, _PUT_HERE)
    for name, language, same in find_same_texts(texts):
        if not told_of & {(name, language), (name, same)}:
            message = f"this text is, word for word, the one in '{same}'"
            yield warn_of(project, f"{name}.{language}", message, _PUT_HERE)
    for language, count in uses.items():
        guess = nearest(language, owed)
        hint = f"did you mean '{guess}'? " if guess else ""
        more = f" (it stands in {count - 1} more)" if count > 1 else ""
        yield warn_of(
            project,
            f"{first[language]}.{language}",
            f"no document is owed in '{language}': nobody reads this text{more}",
            f"{hint}the languages are {', '.join(sorted(owed))}",
        )


def list_owed(project: Project) -> set[str]:
    """Return every language that some document is in, or that texts fall back on."""
    owed = {
        language
        for kind in project.kinds
        for subject, _ in project.list_records()
        for language in list_languages(project, project.kinds[kind], subject)
    }
    spare = {project.programme.original_language, *project.programme.fallback_languages}
    return {*owed, *spare, *map(shorten_tag, project.programme.languages)}
