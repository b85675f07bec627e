"""Texts that no reader of their language finds: folders of languages not owed, chapters in one language alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from inclucities_docs.diagnostics import Diagnostic, Location, nearest
from inclucities_docs.inputs.document import list_languages
from inclucities_docs.inputs.language_check import list_owed
from inclucities_docs.inputs.name_check import is_slip
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.warning import warn_at

__all__ = ["check_prose_languages"]

LONG = 200
"""So many letters are never the same in two languages by chance."""

FEW = 3
"""So many texts that a language lacks were forgotten or misnamed; more of them are still to be translated."""


def check_prose_languages(project: Project) -> list[Diagnostic]:
    """Return a warning for each language of texts that no document is owed in, and for each text left behind."""
    texts_of_kinds: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one in project.workspace.list_prose():
        if one.kind in project.kinds and not is_slip(one.path, project.workspace.files):
            texts_of_kinds[one.kind][one.language].add(one.name)
    read = list_owed(project)
    return [
        one
        for kind, texts in sorted(texts_of_kinds.items())
        for one in _check_texts(project, kind, texts, read)
    ]


def _check_texts(
    project: Project, kind: str, texts: dict[str, set[str]], read: set[str]
) -> Iterator[Diagnostic]:
    """Yield what is wrong with a kind's texts; ``read`` are the languages of all documents."""
    owed = {
        one
        for subject, _ in project.list_records()
        for one in list_languages(project, project.kinds[kind], subject)
    }
    spare = {project.programme.original_language, *project.programme.fallback_languages}
    for_others = set(project.kinds[kind].title) - read  # what `new` takes along for other programmes
    for language in sorted(set(texts) - owed - spare - for_others):
        guess = nearest(language, owed)
        hint = f"did you mean '{guess}'? " if guess else ""
        yield Diagnostic(
            Location(f"templates/{kind}/text/{language}"),
            f"no document of {kind} is owed in '{language}': nobody reads these texts",
            f"{hint}add '{language}' to `languages:` in templates/{kind}/kind.yaml, or take the folder out",
            "warning",
        )
    for name in sorted(set().union(*texts.values())):
        first: dict[str, str] = {}
        own = project.programme.original_language
        for language in sorted(
            (one for one in texts if name in texts[one]), key=lambda one: (one != own, one)
        ):
            path = f"templates/{kind}/text/{language}/{name}.md"
            text = (project.workspace.read_text(path) or "").strip()
            same = first.setdefault(text, language)
            if same != language and len(text) > LONG:
                yield Diagnostic(
                    Location(path, 1),
                    f"this text is, letter for letter, the one in '{same}'",
                    "put the translation here, or take the file out: readers are then told what language it is in",
                    "warning",
                )
    yield from (*_check_refs(project, kind, texts), *_check_parts(project, kind, texts))
    original = next((one for one in (project.programme.original_language, *spare) if one in texts), "")
    others = [texts[one] for one in owed & set(texts) - {original}]
    gone = sorted(set.intersection(*others) - texts[original]) if original and others else []
    lost = texts.get(original, set()).difference(*others)
    gone = [name for name in gone if not nearest(name, lost)]  # one under another name is told below
    for name in gone if len(gone) <= FEW else ():
        yield Diagnostic(
            Location(f"templates/{kind}/text/{original}/{name}.md"),
            f"'{name}' stands in {'all other languages' if len(others) > 1 else 'another language'} and not in"
            f" {original}, which they are translated from",
            "bring the file back, or give it the same name as there",
            "warning",
        )
    for language in sorted(owed & set(texts) - {original}):
        missing = sorted(texts.get(original, set()) - texts[language])
        strange = sorted(texts[language] - texts.get(original, set()))
        for name in missing if len(missing) <= FEW else ():
            guess = nearest(name, strange)
            yield Diagnostic(
                Location(f"templates/{kind}/text/{language}/{guess or name}.md"),
                f"'{name}' stands in {original} and not in {language}: readers get it in another language",
                f"give {guess}.md the name {name}.md, if it is its translation"
                if guess
                else f"write templates/{kind}/text/{language}/{name}.md",
                "warning",
            )


def _check_refs(project: Project, kind: str, texts: dict[str, set[str]]) -> Iterator[Diagnostic]:
    """Yield a warning for each name of a heading or table that one language of a text alone lacks."""
    original = project.programme.original_language
    for name in sorted(set().union(*texts.values())):
        paths = {one: f"templates/{kind}/text/{one}/{name}.md" for one in texts if name in texts[one]}
        names = {
            one: set(re.findall(r"\{#([^\s}!]+)", project.workspace.read_text(path) or ""))
            for one, path in paths.items()
        }
        for ref in sorted(set().union(*names.values())):
            without = [one for one in names if ref not in names[one]]
            is_alone = len(without) == 1 and (len(names) > 2 or (len(names) == 2 and without != [original]))
            if not is_alone:
                continue
            language = without[0]
            strange = nearest(
                ref, names[language] - set().union(*(names[one] for one in names if one != language))
            )
            lines = (project.workspace.read_text(paths[language]) or "").splitlines()
            at = next((at for at, line in enumerate(lines, 1) if strange and f"{{#{strange}" in line), 1)
            message = f"'{ref}' is a name in this text in {'all other languages' if len(names) > 2 else original}, and not here"
            hint = (
                f"did you mean '{ref}' in place of '{strange}'?"
                if strange
                else f"write {{#{ref}}} behind its heading"
            )
            yield warn_at(project, paths[language], at, message, hint, f"#{strange}" if strange else "")


_PART = re.compile(r"^(?:(#{1,6}) .*|:{3,}[ ]*([^\s:].*)|\{\{[ ]*(figure)\(.*|(Table):.*)$", re.MULTILINE)
"""A heading, a box, a figure, a table's title."""


def _check_parts(project: Project, kind: str, texts: dict[str, set[str]]) -> Iterator[Diagnostic]:
    """Yield a warning for each translation that alone lacks a part of its text, or has one more."""
    original = project.programme.original_language
    for name in sorted(texts.get(original, ())):
        paths = {one: f"templates/{kind}/text/{one}/{name}.md" for one in texts if name in texts[one]}
        parts = {
            one: list(_PART.finditer(project.workspace.read_text(path) or "")) for one, path in paths.items()
        }
        signs = {one: [_name_part(part) for part in found] for one, found in parts.items()}
        strange = [one for one in signs if len(signs[one]) != len(signs[original])]
        if len(signs) < 3 or len(strange) != 1:  # of two, one cannot say which is right
            continue
        (language,) = strange
        at = next(
            (
                number
                for number, (one, other) in enumerate(zip(signs[original], signs[language], strict=False))
                if one != other
            ),
            min(len(signs[original]), len(signs[language])),
        )
        is_less = len(signs[language]) < len(signs[original])
        holder = original if is_less else language
        text = project.workspace.read_text(paths[holder]) or ""
        line = text.count("\n", 0, parts[holder][at].start()) + 1
        words = parts[holder][at][0][:60]
        own = project.workspace.read_text(paths[language]) or ""
        near = parts[language][min(at, len(parts[language]) - 1)].start() if parts[language] else 0
        message = (
            f"a part of this text seems to be missing: '{words}' ({original}, line {line})"
            if is_less
            else f"this part stands in no other language of the text: '{words}'"
        )
        hint = f"each part of {paths[original]} stands in its translations too"
        yield warn_at(project, paths[language], own.count("\n", 0, near) + 1, message, hint)


def _name_part(part: re.Match[str]) -> str:
    """Return what sort of part this is; headings of each level are one of their own."""
    return str(next(filter(None, part.groups())))
