"""One document in one language: its template run over the records, its prose, its figures."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2.exceptions import TemplateError
from lxml.html import HtmlElement
from markupsafe import Markup, escape

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location, nearest
from inclucities_docs.render.artifact import Edition, list_editions
from inclucities_docs.render.environment import Problems, explain_failure, make_environment
from inclucities_docs.render.finish import finish
from inclucities_docs.render.font import find_faces
from inclucities_docs.render.localisation import Localisation
from inclucities_docs.render.picture import Picture, data_uri, is_picture, is_safe_svg
from inclucities_docs.render.prose import Piece, Tokens, check_markdown, convert_pieces
from inclucities_docs.source.inquiry import ABSENT, Inquiry
from inclucities_docs.source.project import Project
from inclucities_docs.source.view import Records, View
from inclucities_docs.source.yaml_file import read_yaml

__all__ = ["Page", "make_page"]


_FAILURES = (
    TemplateError,
    LookupError,
    TypeError,
    ValueError,
    ArithmeticError,
    AttributeError,
    RecursionError,
)
"""What a template can make of wrong values; each becomes a diagnostic at its line."""


@dataclass(frozen=True)
class Page:
    """A finished page, ready to be written in any format."""

    edition: Edition
    tree: HtmlElement
    title: str
    pictures: Mapping[str, Picture]
    proposed: int
    awaited: int
    project: Project
    inquiry: Inquiry = field(repr=False)


def make_page(project: Project, edition: Edition, inquiry: Inquiry, *, drawn: bool = True) -> Page:
    """Give a document's page; raises DiagnosticError with everything that is wrong with it.

    Without ``drawn`` its figures have words and tables, but no drawing.
    """
    return _Maker(project, edition, inquiry, drawn).make()


def kind_title(project: Project, edition: Edition, inquiry: Inquiry) -> str:
    """Give a document's title in its language: the kind's, with the subject's name in it."""
    records = Records(project, edition.language, inquiry)
    language, text = project.choose(project.kinds[edition.kind].title, edition.language)
    inquiry.note(
        f"fact:kinds/{edition.kind}.title@{edition.language}",
        project.answer(f"fact:kinds/{edition.kind}.title@{edition.language}"),
    )
    if "{subject}" in text:
        subject = records.view(edition.record)
        name = getattr(subject, "name", None) or getattr(subject, "title", "")
        text = text.replace("{subject}", str(name))
    return text


class _Maker:
    """Holds what one page collects while it is made."""

    def __init__(self, project: Project, edition: Edition, inquiry: Inquiry, drawn: bool) -> None:
        self.drawn = drawn
        self.project, self.edition, self.inquiry = project, edition, inquiry
        self.workspace = project.workspace
        self.language = edition.language
        self.records = Records(project, edition.language, inquiry)
        self.format = Localisation(edition.language)
        self.problems = Problems(self.workspace)
        self.tokens = Tokens()
        self.pieces: list[Piece] = []
        self.pictures: dict[str, Picture] = {}
        self.notes: list[dict[str, Any]] = []
        self.marks: dict[str, list[View]] = {"proposed": [], "awaited": []}
        self.names: dict[str, Any] = {}
        known = self._known_names
        self.pages = make_environment(self.workspace, inquiry, self.problems, known)
        self.texts = make_environment(
            self.workspace, inquiry, self.problems, known, self.tokens.finalize()
        )

    # ── the steps ────────────────────────────────────────────────────────────────────────────

    def make(self) -> Page:
        kind = self.project.kinds[self.edition.kind]
        title = kind_title(self.project, self.edition, self.inquiry)
        self.names = self._vocabulary(title)
        for environment in (self.pages, self.texts):
            environment.globals.update(self.names)
            environment.filters.update(self._filters())
        html = ""
        try:
            template = self.pages.get_template(f"{self.edition.kind}/{kind.page}")
            template.render()  # collects marks, for covers that count them
            self._start_again()
            html = template.render()
            parts = convert_pieces(self.pieces, self.tokens, self.problems)
            html = re.sub(r"<!--prose (\d+)-->", lambda found: self._dress(parts, int(found[1])), html)
        except DiagnosticError:
            raise
        except _FAILURES as error:
            explain_failure(error, self.problems)
        if self.problems.found:
            raise DiagnosticError(self.problems.found.values())
        done = finish(html, self.language, self.gettext)
        for target, place in done.dangling:
            guess = nearest(target, done.targets)
            self.problems.add(
                place,
                f"nothing here has the name '{target}'",
                f"did you mean '{guess}'?" if guess else "a name stands in braces after a heading or caption: {#name}",
                target,
            )
        if self.problems.found:
            raise DiagnosticError(self.problems.found.values())
        self._check_letters(done.text)
        return Page(
            self.edition,
            done.tree,
            title,
            self.pictures,
            len(self.marks["proposed"]),
            len(self.marks["awaited"]),
            self.project,
            self.inquiry,
        )

    def _start_again(self) -> None:
        """Forget what the first run collected, but for the marks, which stand on covers."""
        self.names["marks"].update({state: list(found) for state, found in self.marks.items()})
        self.marks = {"proposed": [], "awaited": []}
        self.notes.clear()
        self.pieces.clear()
        self.tokens.values.clear()

    def _dress(self, parts: list[str], index: int) -> str:
        piece, html = self.pieces[index], parts[index]
        language = f' lang="{piece.language}"' if piece.language != self.language else ""
        state = ' data-state="proposed"' if piece.state == "proposed" else ""
        return f'<div class="prose"{language}{state}>{html}</div>'

    # ── what templates and texts can name ────────────────────────────────────────────────────

    def _known_names(self) -> Iterable[str]:
        return [*self.names, *self.pages.globals]

    def _vocabulary(self, title: str) -> dict[str, Any]:
        records = self.records
        subject = records.view(self.edition.record)
        names: dict[str, Any] = {
            name: getattr(records, name)
            for name in (
                "programme", "cities", "duos", "visits", "events", "organisations",
                "plans", "shops", "glossary", "sources",
            )
        }
        names |= {
            "subject": subject,
            "title": title,
            "kind": View(records, self.project.kinds[self.edition.kind], f"kinds/{self.edition.kind}"),
            "brand": View(records, self.project.brand, "brand"),
            "language": self.language,
            "direction": self.format.direction,
            "alternatives": self._alternatives(),
            "formats": self.edition.formats,
            "marks": {"proposed": [], "awaited": []},
            "notes": self.notes,
            "_": self.gettext,
            "gettext": self.gettext,
            "ngettext": self.ngettext,
            "figure": self.figure,
            "prose": self.prose,
            "has_prose": self.has_prose,
            "texts": self.list_texts,
            "cite": self.cite,
            "icon": self.icon,
            "picture": self.picture,
            "ref": self.ref,
            "term": self.term,
            "figure_macros": self._figure_macros,
            "practice": self.practice,
        }
        city = subject if self.edition.record.startswith("cities/") else None
        duo = subject if self.edition.record.startswith("duos/") else (city.duo if city else None)
        if duo is not None:
            names["duo"] = duo
        if city is not None:
            names["city"] = city
            names["plan"] = city.plan
        return names

    def _filters(self) -> dict[str, Callable[..., Any]]:
        local = self.format
        return {
            "number": local.number,
            "percent": local.percent,
            "date": local.date,
            "period": local.period,
            "moment": self.moment,
            "quantity": self.quantity,
            "country": local.country,
            "language_name": local.language_name,
            "own_language_name": local.own_language_name,
            "join_list": local.join_list,
            "plain": lambda value: str(value),
        }

    def _alternatives(self) -> list[dict[str, Any]]:
        """List the same document in all its languages."""
        mine = [
            one
            for one in list_editions(self.project)
            if (one.kind, one.subject) == (self.edition.kind, self.edition.subject)
        ]
        return [
            {
                "language": one.language,
                "name": self.format.own_language_name(one.language),
                "href": "../" + one.artifacts[0].path,
                "current": one.language == self.language,
            }
            for one in mine
        ]

    # ── functions of the vocabulary ──────────────────────────────────────────────────────────

    def gettext(self, message: str, **values: Any) -> Markup:
        """Give an interface word in the page's language, with values in it."""
        found, _ = self.project.words.find(self.language, message)
        question = f"words:{self.language}|{message}"
        self.inquiry.note(question, self.project.answer(question))
        return escape(found) % values if values else escape(found)

    def ngettext(self, one: str, many: str, number: int, **values: Any) -> Markup:
        """Give interface words that follow a number, which they may name as ``%(num)s``."""
        found, _ = self.project.words.find(self.language, one, many, number)
        question = f"words:{self.language}|{one}|{many}|{number}"
        self.inquiry.note(question, self.project.answer(question))
        return escape(found) % {"num": self.format.number(number), **values}

    def moment(self, moment: View) -> str:
        """Write when something takes place; an empty text where that is awaited."""
        return self.format.period(moment.period) if moment.period is not None else ""

    def quantity(self, quantity: View) -> str:
        """Write a number with its unit."""
        if quantity.value is None:
            return ""
        if quantity.unit == "percent":
            return self.format.percent(quantity.value)
        return self.format.number(quantity.value)

    def _text_path(self, name: str) -> tuple[str, str] | None:
        """Find a text of the kind: its path and language, or none; what was looked for is noted."""
        fallbacks = self.project.programme.fallback_languages
        for language in dict.fromkeys((self.language, *fallbacks)):
            path = f"templates/{self.edition.kind}/text/{language}/{name}.md"
            self.inquiry.note(f"file:{path}", self.workspace.digest(path) or ABSENT)
            if self.workspace.digest(path) is not None:
                return path, language
        return None

    def has_prose(self, name: str) -> bool:
        """Tell whether there is a text of that name, in any language that serves."""
        return self._text_path(name) is not None

    def list_texts(self, start: str = "") -> list[str]:
        """List the kind's texts by name, in the order of their file names."""
        fallback = self.project.programme.fallback_languages
        found: set[str] = set()
        for language in (self.language, *fallback):
            folder = f"templates/{self.edition.kind}/text/{language}"
            question = f"names:{folder}|.md"
            self.inquiry.note(question, self.project.answer(question))
            found |= {path.rsplit("/", 1)[1][:-3] for path in self.workspace.names(folder, ".md")}
        return sorted(name for name in found if name.startswith(start))

    def prose(self, name: str) -> Markup:
        """Put in a Markdown text of the kind, in the page's language or the one it falls back to."""
        found = self._text_path(name)
        if found is None:
            known = self.list_texts()
            guess = nearest(name, known)
            self.problems.add_here(
                f"there is no text '{name}' for this kind",
                f"did you mean '{guess}'?"
                if guess
                else f"write it in templates/{self.edition.kind}/text/{self.language}/{name}.md",
                name,
            )
            return Markup()
        path, language = found
        text = self.workspace.read_text(path) or ""
        front, body = _split_front_matter(text)
        state = "sourced"
        if front:
            matter = read_yaml(path, front)
            for problem in matter.problems:
                self.problems.add(problem.location, problem.message, problem.hint)
            if isinstance(matter.value, dict):
                state = str(matter.value.get("state", "sourced"))
        check_markdown(path, text, self.problems)
        self._check_pictures(path, body)
        name_below = path.removeprefix("templates/")
        try:
            template = self.texts.get_template(name_below)
            markdown = template.render()
        except _FAILURES as error:
            explain_failure(error, self.problems)
            return Markup()
        _, markdown = _split_front_matter(markdown)
        self.pieces.append(Piece(path, language, markdown, state))
        return Markup(f"<!--prose {len(self.pieces) - 1}-->")

    def _check_pictures(self, path: str, body: str) -> None:
        """Note pictures in Markdown that are not files of the kind's folder."""
        for number, line in enumerate(body.splitlines(), 1):
            for found in re.finditer(r"!\[[^\]]*\]\(\s*<?([^)>\s]+)", line):
                if "zQ7v" not in found[1] and "{{" not in found[1]:
                    self._find_picture(found[1], path, Location(path, number, found.start(1) + 1))

    def _find_picture(self, name: str, beside: str, place: Location | None = None) -> bytes | None:
        folder = posixpath.dirname(beside)
        path = posixpath.normpath(posixpath.join(folder, name))
        content = self.workspace.read(path) if path.startswith("templates/") else None
        self.inquiry.note(f"file:{path}", self.workspace.digest(path) or ABSENT)
        message = hint = ""
        if re.match(r"[a-z][a-z0-9+.-]*:|//|\\\\", name, re.IGNORECASE) or not path.startswith("templates/"):
            message = f"the picture '{name[:80]}' is not a file of the project"
            hint = "copy it beside the text and name it without an address"
        elif content is None or not is_picture(path):
            guess = nearest(path, [one for one in self.workspace.files if is_picture(one)])
            message = f"there is no picture '{name[:80]}'"
            hint = f"did you mean '{posixpath.relpath(guess, folder)}'?" if guess else "pictures are SVG, PNG, JPEG or WebP"
        elif path.endswith(".svg") and not is_safe_svg(content):
            message = f"the drawing '{name}' holds a script, an entity or a link to another file"
            hint = "save it again as plain SVG"
        if message:
            if place is None:
                self.problems.add_here(message, hint, name)
            else:
                self.problems.add(place, message, hint)
            return None
        return content

    def picture(self, name: str, alt: str, **attributes: str) -> Markup:
        """Put in a picture of the templates, named from templates/: an empty alt says it decorates."""
        content = self._find_picture(name, "templates/x")
        if content is None:
            return Markup()
        suffix = Path(name).suffix.lower()
        more = Markup("").join(
            Markup(' {}="{}"').format(key.replace("_", "-"), value) for key, value in attributes.items()
        )
        return Markup('<img src="{}" alt="{}"{}>').format(data_uri(content, suffix), alt, more)

    def icon(self, name: str) -> Markup:
        """Put in a drawing of templates/base/icons/: it decorates, words stand beside it."""
        path = f"templates/base/icons/{name}.svg"
        content = self.workspace.read(path)
        self.inquiry.note(f"file:{path}", self.workspace.digest(path) or ABSENT)
        if content is None or not is_safe_svg(content):
            known = [one.rsplit("/", 1)[1][:-4] for one in self.workspace.names("templates/base/icons", ".svg")]
            guess = nearest(name, known)
            self.problems.add_here(
                f"there is no icon '{name}'", f"did you mean '{guess}'?" if guess else f"icons: {', '.join(known)}", name
            )
            return Markup()
        drawing = re.sub(r"<\?xml.*?\?>|<!--.*?-->", "", content.decode("utf-8", "replace"), flags=re.DOTALL)
        drawing = drawing.strip().replace("<svg ", '<svg class="icon" aria-hidden="true" focusable="false" ', 1)
        return Markup(drawing)

    def _figure_macros(self) -> Any:
        """Give the macros that say how a figure stands on a page."""
        return self.pages.get_template("base/figure.html").make_module(self.names)

    def figure(self, name: str, subject: str | None = None, **options: Any) -> Markup:
        """Put in a figure by name, about the page's subject or another."""
        from inclucities_docs.render.figure import place_figure

        return place_figure(self, name, subject, **options)

    def cite(self, *sources: Any) -> Markup:
        """Put in note marks for sources: ids, source records, or statements that have sources."""
        views: list[View] = []
        for one in _flatten(sources):
            if isinstance(one, str):
                if one in self.project.collections["sources"]:
                    views.append(self.records.sources[one])
                    continue
                guess = nearest(one, self.project.collections["sources"])
                self.problems.add_here(
                    f"'{one}' is not a source",
                    (f"did you mean '{guess}'? " if guess else "") + "The sources are in data/sources.yaml.",
                    one,
                )
            elif isinstance(one, View) and "source" in one._names():
                views += one.source
                if "state" in one._names() and one.state in self.marks and one not in self.marks[one.state]:
                    self.marks[one.state].append(one)
            else:
                views.append(one)
        marks = [self._note(view) for view in dict.fromkeys(views)]
        return Markup('<sup class="note-mark">{}</sup>').format(Markup("").join(marks)) if marks else Markup()

    def _note(self, source: View) -> Markup:
        """Give one note mark; the note stands in the list once, however often it is cited."""
        note = next((one for one in self.notes if one["source"] == source), None)
        if note is None:
            note = {"number": len(self.notes) + 1, "source": source, "marks": []}
            self.notes.append(note)
        mark = f"mark-{note['number']}-{len(note['marks']) + 1}"
        note["marks"].append(mark)
        words = self.gettext("Note %(number)s", number=note["number"])
        return Markup('<a href="#note-{0}" id="{1}" role="doc-noteref" aria-label="{2}">{0}</a>').format(
            note["number"], mark, words
        )

    def ref(self, target: str) -> Markup:
        """Put in a cross-reference to a chapter, section, table or figure by its id."""
        from inclucities_docs.render.environment import template_place

        place = template_place()
        return Markup('<a class="ref" href="#{}" data-place="{}"></a>').format(target, str(place))

    def term(self, key: str, shown: str | None = None) -> Markup:
        """Put in a glossary term by id."""
        terms = self.project.collections["glossary"]
        if key not in terms:
            guess = nearest(key, terms)
            self.problems.add_here(
                f"'{key}' is not a term of the glossary",
                f"did you mean '{guess}'? The terms are in data/glossary.yaml." if guess else "the terms are in data/glossary.yaml",
                key,
            )
            return Markup()
        name = shown if shown is not None else self.records.glossary[key].name
        return Markup('<span class="term" data-term="{}">{}</span>').format(key, name)

    def practice(self, duo: str, key: str) -> Any:
        """Give a duo's good practice by id."""
        practices = {one.id: one for one in self.records.duos[duo].practices}
        if key not in practices:
            guess = nearest(key, practices)
            self.problems.add_here(
                f"'{key}' is not a practice of this duo",
                f"did you mean '{guess}'?" if guess else f"its practices: {', '.join(practices)}",
                key,
            )
            return self.names["programme"]
        return practices[key]

    def _check_letters(self, text: str) -> None:
        """Note characters that no font of the project has, at the file that holds them."""
        from inclucities_docs.render.font import find_missing

        missing = find_missing(text, find_faces(self.project.brand))
        if not missing:
            return
        found = []
        for letter in missing:
            place = Location(f"templates/{self.edition.kind}")
            excerpt = ""
            for path, content in self.workspace.files.items():
                if path.endswith((".yaml", ".md", ".html", ".po")) and letter.encode() in content:
                    lines = content.decode("utf-8", "replace").splitlines()
                    number = next(index for index, line in enumerate(lines, 1) if letter in line)
                    place = Location(path, number, lines[number - 1].index(letter) + 1)
                    excerpt = lines[number - 1]
                    break
            found.append(
                Diagnostic(
                    place,
                    f"no font of the project has the character '{letter}' (U+{ord(letter):04X})",
                    "write it otherwise, or add a typeface that has it to templates/base/brand.yaml",
                    excerpt=excerpt,
                )
            )
        raise DiagnosticError(found)


def _flatten(values: Iterable[Any]) -> Iterable[Any]:
    for value in values:
        if isinstance(value, list | tuple):
            yield from _flatten(value)
        elif value is not None:
            yield value


def _split_front_matter(text: str) -> tuple[str, str]:
    """Part a text from the keys above it; the lines of the text keep their numbers."""
    found = re.match(r"---\n(.*?\n)---\n", text, re.DOTALL)
    if not found:
        return "", text
    return found[1], "\n" * found[0].count("\n") + text[found.end() :]
