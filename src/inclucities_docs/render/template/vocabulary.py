"""What templates and Markdown texts can name: records, words, figures, notes, references."""

from __future__ import annotations

import copy
import functools
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from markupsafe import Markup, escape

from inclucities_docs.diagnostics import Diagnostic, suggest
from inclucities_docs.inputs.branch import (
    FALLBACK_END,
    FALLBACK_START,
    Branch,
    Records,
    mark_text,
    without_marks,
)
from inclucities_docs.inputs.document import Document
from inclucities_docs.inputs.prose import split_front_matter
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.inputs.translation import Tally
from inclucities_docs.language.localisation import Localisation
from inclucities_docs.language.typography import elide
from inclucities_docs.render.problem import Problems
from inclucities_docs.render.prose.markdown import Piece, Tokens, check_markdown, read_state
from inclucities_docs.render.prose.prose_finder import ProseFinder
from inclucities_docs.render.template.blank import write_blank
from inclucities_docs.render.template.figure import list_figure_functions
from inclucities_docs.render.template.filter import list_filters
from inclucities_docs.render.template.link import link_portal, list_alternatives, list_link_functions
from inclucities_docs.render.template.picture import Picture, list_picture_functions
from inclucities_docs.render.template.sandbox import make_environment, run_template
from inclucities_docs.render.template.service import list_service_functions

__all__ = ["Vocabulary", "kind_title"]


def kind_title(reader: Reader, document: Document) -> str:
    """Return a document's title in its language: the kind's, with the subject's name in it."""
    records = Records(reader, document.language)
    _, text = reader.choose(f"kinds/{document.kind}.title", document.language)
    if "{subject}" in text:
        subject = records.branch(document.record)
        name = getattr(subject, "name", None) or getattr(subject, "title", "")
        text = elide(text.replace("{subject}", str(name)), document.language)
    return text


_SUBJECT_NAMES = {
    "cities": "city",
    "groups": "group",
    "meetings": "meeting",
    "organisations": "organisation",
    "funders": "funder",
}
"""What a template calls the record that its document is about, by the record's collection."""


_COLLECTIONS = (
    "programme", "cities", "groups", "duos", "meetings", "visits", "events", "organisations",
    "funders", "roles", "plans", "shops", "glossary", "sources", "categories", "directories",
)  # fmt: skip
"""What a template can name of the records, whatever its document is about."""


BLOCK = "name_block"
"""What stands in a text that is edited before the first word of each paragraph: a call with the paragraph's name."""


def name_block(path: str) -> Markup:
    """Put in the name of a paragraph of prose, without words: it is for the element that holds it."""
    return Markup(mark_text("", "", path))


class Vocabulary:
    """What the templates and texts of one page can name and call; it keeps what they collect."""

    def __init__(self, reader: Reader, document: Document, drawn: bool) -> None:
        self.drawn = drawn
        self.reader, self.document = reader, document
        self.language = document.language
        self.tally = Tally()
        self.is_edited = document.view == "edit"
        self.records = Records(reader, document.language, self.tally, marked=self.is_edited)
        self.kind = self.records.branch(f"kinds/{document.kind}")
        self.prose_finder = ProseFinder(reader, document, self.tally)
        self.format = Localisation(document.language)
        self.problems = Problems(reader.lookup)
        self.tokens = Tokens()
        self.pieces: list[Piece] = []
        self.pictures: dict[str, Picture] = {}
        self.notes: list[dict[str, Any]] = []
        self.marks: dict[str, list[Branch]] = {"proposed": [], "awaited": []}
        self.names: dict[str, Any] = {}
        self.lates: list[Callable[[], Markup]] = []
        self._is_late = False
        self.warnings: list[Diagnostic] = []
        self._spoken = {self.language: self}
        self._prepare()

    def _prepare(self) -> None:
        """Make the environments of page and texts, and the names that both know."""
        known = self._known_names
        named = BLOCK if self.is_edited else ""
        make = functools.partial(
            make_environment, self.reader, self.problems, known, named=named, say_blank=self.say_blank
        )
        self.pages, self.texts = make(), make(self.tokens.finalize())
        self.names = self._list_names(kind_title(self.reader, replace(self.document, language=self.language)))
        for environment in (self.pages, self.texts):
            environment.globals.update(self.names)
            environment.filters.update(list_filters(self))

    def speak(self, language: str) -> Vocabulary:
        """Return what texts in another language name and call: a text that stands in for a missing one prints its own.

        What they collect, they collect together.
        """
        if language not in self._spoken:
            other = copy.copy(self)
            other.language, other.format = language, Localisation(language)
            other.records = Records(self.reader, language, marked=self.is_edited)
            shared = {name: self.names[name] for name in ("marks", "translation", "notes")}
            other._prepare()
            other.names.update(shared)
            other.texts.globals.update(shared)
            self._spoken[language] = other
        return self._spoken[language]

    def words_in(self, language: str) -> Callable[..., Markup]:
        """Return what gives interface words in the language of a text on this page, else in the page's."""
        return self._spoken.get(language, self).gettext

    def own(self, branch: Branch) -> Branch:
        """Return a record as the page's language says it."""
        records = self._spoken[self.document.language].records
        return branch if branch._records is records else Branch(records, branch._model, branch._path)

    def late(self, caller: Callable[[], Markup]) -> Markup:
        """Put in what counts the rest of the page, once the rest is there.

        ``{% call late() %}{{ marks.awaited | length }}{% endcall %}``
        """
        if self._is_late:
            return caller()
        self.lates.append(caller)
        return Markup(f"<!--late {len(self.lates) - 1}-->")

    def say_late(self) -> list[str]:
        """Return what stands in the places of late words, by what the page has collected so far."""
        self.names["translation"].update(self.tally.count())
        self.names["marks"].update({state: list(found) for state, found in self.marks.items()})
        read = [one["source"].read for one in self.notes if isinstance(one["source"], Branch)]
        self.names["marks"]["read"] = max(read, key=lambda one: str(one.start), default=None)
        self.names["marks"]["proposed"] += [one for one in self.pieces if one.state == "proposed"]
        self._is_late = True
        return [str(caller()) for caller in self.lates]

    # ── what templates and texts can name ────────────────────────────────────────────────────

    def _known_names(self) -> Iterable[str]:
        return [*self.names, *self.pages.globals]

    def _list_names(self, title: str) -> dict[str, Any]:
        records = self.records
        subject = records.branch(self.document.record)
        names: dict[str, Any] = {name: getattr(records, name) for name in _COLLECTIONS}
        names |= {
            "subject": subject,
            "title": title,
            "kind": self.kind,
            "brand": records.branch("brand"),
            "language": self.language,
            "direction": self.format.direction,
            "alternatives": list_alternatives(self.reader, self.document),
            "formats": self.document.formats,
            "marks": {"proposed": [], "awaited": [], "read": None},
            "notes": self.notes,
            "translation": self.tally.count(),
            "_": self.gettext,
            "gettext": self.gettext,
            "late": self.late,
            "ngettext": self.ngettext,
            **list_figure_functions(self),
            "prose": self.prose,
            **({BLOCK: name_block} if self.is_edited else {}),
            "has_prose": self.has_prose,
            "texts": self.texts_of_kind,
            "field": self.field,
            "figure_macros": self._figure_macros,
            "file_name": self.file_name,
            **list_link_functions(self),
            **link_portal(self.reader, self.language),
            **list_picture_functions(self),
            **list_service_functions(self),
        }
        city = subject if self.document.record.startswith("cities/") else None
        collection = self.document.record.partition("/")[0]
        if collection in _SUBJECT_NAMES:
            names[_SUBJECT_NAMES[collection]] = subject
        group = subject if collection == "groups" else getattr(subject, "group", None)
        if group is not None:
            names["group"] = names["duo"] = group
        if city is not None:
            names["plan"] = city.plan
        return names

    # ── functions of the vocabulary ──────────────────────────────────────────────────────────

    def gettext(self, message: str, **values: Any) -> Markup:
        """Return an interface word in the page's language, with values in it; it comes from templates/locale/.

        ``{{ _("Sources") }}``
        """
        return self._words(message, "", 1, values)

    def ngettext(self, one: str, many: str, number: int, **values: Any) -> Markup:
        """Return interface words that follow a number, which they may name as %(num)s.

        ``{{ ngettext("%(num)s city", "%(num)s cities", cities | length) }}``
        """
        return self._words(one, many, number, values | {"num": self.format.number(number)})

    def _words(self, one: str, many: str, number: int, values: dict[str, Any]) -> Markup:
        found, is_there = self.reader.find_word(self.language, one, many, number)
        state = self.reader.judge_word(self.language, one)
        if state is not None:
            self.tally.note(f"words:{one}", state)
        if not is_there:
            values = {name: without_marks(value) for name, value in values.items()}
        text = escape(found) % values if values else escape(found)
        if is_there and not self.is_edited:
            return text
        whole = mark_text("\0", "" if is_there else "en", f"words:{one}" if self.is_edited else "")
        opening, closing = whole.split("\0")
        inside = re.sub(  # a value in yet another language keeps its own mark: marks never nest
            f"{FALLBACK_START}[^{FALLBACK_END}]*{FALLBACK_END}",
            lambda found: f"{closing}{found[0]}{opening}",
            str(text),
        )
        return Markup(f"{opening}{inside}{closing}")

    def say_blank(self, awaited: Branch) -> Markup:
        """Return the blank of what is awaited, with its sources."""
        return write_blank(self.gettext, awaited) + Markup(self.names["cite"](awaited))

    def prose(self, name: str) -> Markup:
        """Put in a Markdown text of the kind, in the page's language or the one it falls back to.

        ``{{ prose(texts() | first) }}``
        """
        found = self.prose_finder.find(name)
        if found is None:
            known = self.prose_finder.list()
            self.problems.add_here(
                f"there is no text '{name}' for this kind",
                suggest(
                    name, known, f"write it in templates/{self.document.kind}/text/{self.language}/{name}.md"
                ),
                name,
            )
            return Markup()
        path, language = found
        text = self.reader.read_text(path) or ""
        state = read_state(path, text, self.problems)
        check_markdown(path, text, self.problems)
        markdown = run_template(self.speak(language).texts, path.removeprefix("templates/"), self.problems)
        if markdown is None:
            return Markup()
        _, markdown = split_front_matter(markdown)
        self.pieces.append(Piece(path, language, markdown, state))
        return Markup(f"<!--prose {len(self.pieces) - 1}-->")

    def has_prose(self, name: str) -> bool:
        """Tell whether the kind has a text of this name.

        ``{% if has_prose("introduction") %}{{ prose("introduction") }}{% endif %}``
        """
        return self.prose_finder.find(name) is not None

    def texts_of_kind(self, start: str = "") -> list[str]:
        """List the names of the kind's texts, in their order; those that begin so, where that is said.

        ``{{ texts("0") | join(", ") }}``
        """
        return self.prose_finder.list(start)

    def _figure_macros(self) -> Any:
        """Return the macros that say how a figure stands on a page."""
        return self.pages.get_template("base/figure.html").make_module(self.names)

    def prose_macros(self) -> Any:
        """Return the macros around a text: the label of a callout, the mark of a proposed text."""
        return self.pages.get_template("base/prose.html").make_module(self.names)

    def file_name(self, format_name: str, part: str = "") -> str:
        """Return the name of a file of this document, or of one of its parts, for a link to it.

        ``{{ file_name("pdf") }}``
        """
        paths = {(one.format, one.part): one.path for one in self.document.artifacts}
        return paths.get((format_name, part), "").rsplit("/", 1)[-1]

    def field(self, record: object, name: str = "") -> Markup:
        """Return the attribute that says which fact an element shows: for those who edit what they see.

        ``<p{{ field(programme, "subtitle") }}>{{ programme.subtitle }}</p>``
        """
        if not isinstance(record, Branch):
            return Markup()
        path = record._name
        return Markup(' data-field="{}"').format(f"{path}.{name}" if name else path)
