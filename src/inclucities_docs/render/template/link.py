"""What a page names and leads to: sources, chapters, terms, good practices, its other languages, the portal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Protocol

from markupsafe import Markup

from inclucities_docs.diagnostics import nearest, suggest
from inclucities_docs.inputs.branch import Branch, Records
from inclucities_docs.inputs.document import Document
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.language.localisation import Localisation
from inclucities_docs.render.problem import Problems, template_place

__all__ = ["link_portal", "list_alternatives", "list_link_functions"]


class Asking(Protocol):
    """What a page offers to the words that name something by its id."""

    records: Records
    format: Localisation
    problems: Problems
    names: dict[str, Any]
    notes: list[dict[str, Any]]
    marks: dict[str, list[Branch]]
    document: Document

    def own(self, branch: Branch) -> Branch:
        """Return a record as the page's language says it."""

    def gettext(self, message: str, **values: Any) -> Markup:
        """Return an interface word in the page's language."""


def list_link_functions(page: Asking) -> dict[str, Callable[..., Any]]:
    """Return the functions that a template can call to name something by its id."""

    def note_mark(source: Branch) -> Markup:
        """Return one note mark; the note stands in the list once, however often it is cited."""
        note = next((one for one in page.notes if one["source"] == source), None)
        if note is None:
            note = {"number": len(page.notes) + 1, "source": source, "marks": []}
            page.notes.append(note)
        mark = f"mark-{note['number']}-{len(note['marks']) + 1}"
        note["marks"].append(mark)
        shown = Localisation(page.document.language).digits(note["number"])
        said = page.gettext("Note %(number)s", number=shown)
        return Markup('<a href="#note-{0}" id="{1}" role="doc-noteref" aria-label="{2}">{3}</a>').format(
            note["number"], mark, said, shown
        )

    def cite(*sources: Any) -> Markup:
        """Put in note marks for sources: ids, source records, or statements that have sources.

        ``{{ cite(programme.network) }}``
        """
        branches: list[Branch] = []
        for one in _flatten(sources):
            if isinstance(one, str):
                if one in page.records.sources:
                    branches.append(page.own(page.records.sources[one]))
                    continue
                guess = nearest(one, page.records.sources._names())
                page.problems.add_here(
                    f"'{one}' is not a source",
                    (f"did you mean '{guess}'? " if guess else "") + "The sources are in data/sources.yaml.",
                    one,
                )
            elif isinstance(one, Branch) and "source" in (names := one._names()):
                branches += map(page.own, one.source)
                if "state" in names and one.state in page.marks and one not in page.marks[one.state]:
                    page.marks[one.state].append(page.own(one))
            else:
                branches.append(page.own(one) if isinstance(one, Branch) else one)
        marks = [note_mark(branch) for branch in dict.fromkeys(branches)]
        return Markup('<sup class="note-mark">{}</sup>').format(Markup("").join(marks)) if marks else Markup()

    def ref(target: str, shown: str = "number") -> Markup:
        """Put in a cross-reference by id: chapter 4; the title of what it names with "title" behind it.

        ``{{ ref("fig-network") }}``
        """
        return Markup('<a class="ref ref-{}" href="#{}" data-place="{}"></a>').format(
            shown, target, str(template_place())
        )

    def term(key: str, shown: str | None = None) -> Markup:
        """Put in a glossary term by id; its definition stands in the glossary of the document.

        ``{{ term("study-visit") }}``
        """
        terms = page.records.glossary
        if key not in terms:
            guess = nearest(key, terms._names())
            page.problems.add_here(
                f"'{key}' is not a term of the glossary",
                f"did you mean '{guess}'? The terms are in data/glossary.yaml."
                if guess
                else "the terms are in data/glossary.yaml",
                key,
            )
            return Markup()
        name = shown if shown is not None else terms[key].name
        return Markup('<span class="term" data-term="{}">{}</span>').format(key, name)

    def practice(group: str, key: str) -> Any:
        """Return a group's good practice by id.

        ``{% for one in groups if one.practices %}{{ practice(one.id, one.practices[0].id).name }} {% endfor %}``
        """
        practices = {one.id: one for one in page.records.groups[group].practices}
        if key not in practices:
            page.problems.add_here(
                f"'{key}' is not a practice of this group",
                suggest(key, practices, f"its practices: {', '.join(practices)}"),
                key,
            )
            return page.names["programme"]
        return practices[key]

    return {"cite": cite, "ref": ref, "term": term, "practice": practice}


def _flatten(values: Iterable[Any]) -> Iterable[Any]:
    for value in values:
        if isinstance(value, list | tuple):
            yield from _flatten(value)
        elif value is not None:
            yield value


def link_portal(reader: Reader, language: str) -> dict[str, str]:
    """Return the way back to the portal, where there is one."""
    languages = reader.value("portal.languages")
    if languages is None:
        return {}
    if language in languages:
        return {"portal": "index.html"}
    door = reader.value("portal.door")
    speaks = door and language in reader.list_languages(door, "programme")
    return {"portal": f"{door}.html" if speaks else f"../{languages[0]}/index.html"}


def list_alternatives(reader: Reader, document: Document) -> list[dict[str, Any]]:
    """List the same document in all its languages."""
    languages = reader.list_languages(document.kind, document.record)
    paths = {one: replace(document, language=one).artifacts[0].path for one in languages}
    return [
        {
            "language": one,
            "name": Localisation(document.language).own_language_name(one),
            "path": path,
            "href": f"../{path}",
            "current": one == document.language,
        }
        for one, path in paths.items()
    ]
