"""One page of the portal: a template of templates/portal/ run over the records and what there is to find."""

from __future__ import annotations

import functools
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml.html import HtmlElement
from markupsafe import Markup

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location
from inclucities_docs.figures import EmptyFigureError, FigureError
from inclucities_docs.inputs.branch import FALLBACK_BREAK, FALLBACK_END, FALLBACK_START, LocalText
from inclucities_docs.inputs.document import Document
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.language.localisation import Localisation
from inclucities_docs.portal.citation import FORMS
from inclucities_docs.portal.deliverable import Deliverable, Deliverables, table_path
from inclucities_docs.portal.kit import Kit
from inclucities_docs.portal.metadata import TYPES, describe_document, describe_site, find_date, find_id
from inclucities_docs.render.page.page import put_late, put_texts, read_tree
from inclucities_docs.render.page.transform import transform
from inclucities_docs.render.page.tree import serialise
from inclucities_docs.render.stand_in import name_stand_in
from inclucities_docs.render.style.fetch import check_urls
from inclucities_docs.render.template.figure import draw_picture
from inclucities_docs.render.template.sandbox import FAILURES, explain_failure
from inclucities_docs.render.template.vocabulary import Vocabulary
from inclucities_docs.render.write.html import inline_drawing
from inclucities_docs.schema import Portal
from inclucities_docs.schema.format import find_format

__all__ = ["KIND", "PageData", "PageSpec", "PageVocabulary", "make_page", "make_text"]

KIND = "portal"
"""The portal's pages share the vocabulary of documents, as a kind that owes no file."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
    "img-src 'self' data:; font-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'"
)
"""Only what lies beside the pages, and no code in them."""

_MARK = re.compile(f"{FALLBACK_START}[^{FALLBACK_BREAK}]*{FALLBACK_BREAK}([^{FALLBACK_END}]*){FALLBACK_END}")


@dataclass(frozen=True)
class PageData:
    """What a page of the portal can look at besides the records: all that it is given, and nothing else."""

    portal: Portal
    deliverables: Deliverables
    kits: tuple[Kit, ...]
    doors: tuple[str, ...] = ()
    """The languages of the page that newcomers enter by."""
    indexed: tuple[str, ...] = ()
    """The languages whose texts can be searched."""


@dataclass(frozen=True)
class PageSpec:
    """Where a page stands, in which language, and what it is about."""

    path: str
    language: str
    record: str = "programme"
    view: str = "public"
    """``edit`` where its words say which fields they come from, ``unseen`` where it is only checked: nothing is drawn."""


class PageVocabulary(Vocabulary):
    """The vocabulary of a page of the portal: that of documents, with all deliverables added."""

    def __init__(self, data: PageData, spec: PageSpec, reader: Reader) -> None:
        document = Document(KIND, "", spec.record, spec.language, ("html",), view=spec.view)
        super().__init__(reader, document, spec.view != "unseen")
        self.data, self.path = data, spec.path
        self.drawings: list[tuple[str, str]] = []
        self._name_page()

    def speak(self, language: str) -> Vocabulary:
        """Return what texts in another language name and call, with what a page has beyond a document."""
        is_new = language not in self._spoken
        other = super().speak(language)
        if is_new and isinstance(other, PageVocabulary):
            other._name_page()
        return other

    def _name_page(self) -> None:
        """Add what a page of the portal has beyond a document."""
        data = self.data
        programme_id = str(self.names["programme"].name)
        names = {
            "settings": data.portal,
            "deliverables": data.deliverables,
            "kits": {one.name: one for one in data.kits},
            "path": self.path,
            "policy": POLICY,
            "website": data.portal.website or "",
            "to": self.address,
            "page_to": lambda rest: self.address(f"{self.document.language}/{rest}"),
            "drawing": self.drawing,
            "format_name": self.format_name,
            "kind_name": self.kind_name,
            "kind_about": self.kind_about,
            "size": self.size,
            "state_of": self.say_state,
            "facts_of": self.say_facts,
            "thumbnail": self.thumbnail,
            "card_picture": self.card_picture,
            "structured": self.structured,
            "media_type": TYPES.get,
            "id_of": lambda path: find_id(programme_id, data.portal.website or "", path),
            "changed_on": self.find_change,
            "citation_forms": FORMS,
            "table_of": table_path,
            "as_of": lambda: find_date(self.records.sources),
            "record": self.records.branch,
            "choose": self.choose,
            "mend": self.mend,
            "task_count": self.count_tasks,
            "alternatives": self.list_versions(),
            "doors": self.list_doors(),
        }
        self.names.update(names)
        for environment in (self.pages, self.texts):
            environment.globals.update(names)

    def address(self, path: str) -> str:
        """Return the way from this page to a file, by its path below deliverables/."""
        target, hash_, anchor = path.partition("#")
        return posixpath.relpath(target, posixpath.dirname(self.path) or ".") + hash_ + anchor

    def list_versions(self) -> list[dict[str, Any]]:
        """List this page in all languages of the portal."""
        folder = "versions/" if self.path.startswith("versions/") else ""
        _, _, rest = self.path.removeprefix(folder).partition("/")
        return [
            {
                "language": one,
                "name": self.format.own_language_name(one),
                "path": f"{folder}{one}/{rest}",
                "href": self.address(f"{folder}{one}/{rest}"),
                "current": one == self.language,
            }
            for one in self.data.portal.languages
        ]

    def list_doors(self) -> list[dict[str, Any]]:
        """List the page that newcomers enter by in all its languages; none where a portal has no such page."""
        door = self.data.portal.door
        titles = self.reader.value(f"kinds/{door}.title") if door else None
        if not titles:
            return []
        return [
            {
                "language": one,
                "name": self.format.own_language_name(one),
                "words": titles.get(one, ""),
                "href": self.address(f"{one}/{door}.html"),
            }
            for one in self.data.doors
        ]

    def thumbnail(self, document: Deliverable) -> str:
        """Return the path of the picture of a document's first page; empty where there is none."""
        file = document.find(document.language_for(self.language), "pdf")
        return f"portal/pages/{file.language}-{document.name}.webp" if file else ""

    def card_picture(self, document: Deliverable) -> str:
        """Return the path of the picture that shows when a document's page is shared; empty if none."""
        own = document.picture_in(document.language_for(self.language))
        path = self.thumbnail(document)
        return own.path if own else path.replace("portal/pages/", "portal/cards/").replace(".webp", ".png")

    def structured(self, document: Deliverable | None = None) -> Markup:
        """Return what machines read of the portal, or of a document."""
        programme, base = self.names["programme"], self.data.portal.website or ""
        if document is None:
            return describe_site(programme, self.language, base or str(programme.website or ""))
        places = [str(self.records.cities[one].name) for one in document.cities]
        about = str(self.kind_about(document.kind))
        return describe_document(
            document,
            programme,
            self.language,
            about=about,
            base=base or f"{self.address('.')}/",
            places=places,
        )

    def find_change(self, document: Deliverable) -> str:
        """Return the day of the newest source that a document cites, the latest that its facts may have changed."""
        at = document.language_for(self.language)
        cited = set(self.data.deliverables.details_of(document, at).sources)
        return find_date([one for one in self.records.sources if one.id in cited] or self.records.sources)

    def choose(self, text: Mapping[str, str]) -> Any:
        """Return a text per language in the page's."""
        if not text:
            return ""
        languages = (self.language, *self.reader.fallback_languages, *text)
        language = next(one for one in languages if one in text)
        return LocalText.make(text[language], language, self.language)

    def mend(self, path: str, line: int) -> str:
        """Return the address where a line of a file can be looked at, or mended."""
        if self.data.portal.source_link:
            return self.data.portal.source_link.replace("{path}", path).replace("{line}", str(line))
        return self.address(f"source/{path}.html#L{line}")

    def count_tasks(self, document: Deliverable, state: str, language: str) -> int:
        """Return how many parts of a document are in a state in a language."""
        counts = {"proposed": document.proposed, "awaited": document.awaited}.get(state)
        if counts is not None:
            return counts.get(language, 0)
        return sum(one.state == state for one in self.data.deliverables.details_of(document, language).marks)

    def format_name(self, name: str) -> str:
        """Return what people call a format."""
        known = find_format(name)
        return known.label if known else name.upper()

    def kind_name(self, kind: str) -> Any:
        """Return what a sort of document is called where no subject is named."""
        if self.reader.value(f"kinds/{kind}.title") is None:
            return kind
        branch = self.records.branch(f"kinds/{kind}")
        if branch.name is not None:
            return branch.name
        text = str(branch.title)
        if "{subject}" not in text:
            return branch.title
        return re.sub(r"(?:[\s–—:·,-]+\S{0,3})?[\s–—:·,'’-]*\{subject\}.*", "", text).strip() or kind

    def kind_about(self, kind: str) -> Any:
        """Return what a sort of document is for."""
        is_there = self.reader.value(f"kinds/{kind}.about") is not None
        return self.records.branch(f"kinds/{kind}").about if is_there else ""

    def size(self, count: int) -> str:
        """Write a number of bytes as people do: 1,2 Mo."""
        unit = "o" if self.language == "fr" else "B"
        if count >= 995_000:
            return self.format.number(round(count / 1e6, 1)) + f"\u00a0M{unit}"
        return self.format.number(max(1, round(count / 1000))) + f"\u00a0k{unit}"

    def say_state(self, document: Deliverable) -> str:
        """Return whether a document is a draft, and what it still lacks: its first word, and the rest."""
        at = document.language_for(self.language)
        proposed, awaited = document.proposed.get(at, 0), document.awaited.get(at, 0)
        lacks = [self.ngettext("%(num)s item awaited", "%(num)s items awaited", awaited)] if awaited else []
        if proposed:
            lacks.append(
                self.ngettext("%(num)s statement to validate", "%(num)s statements to validate", proposed)
            )
        word = self.gettext("Draft") if lacks else self.gettext("Final")
        return f"{word}\n{', '.join(lacks)}"

    def say_facts(self, document: Deliverable) -> str:
        """Say a document's edition and length in small type."""
        pages = document.pages(self.language)
        facts = [self.gettext("Edition %(number)s", number=document.edition)] if document.edition else []
        facts += [self.ngettext("%(num)s page", "%(num)s pages", pages)] if pages else []
        return " · ".join(facts)

    def name_language(self, code: str) -> list[str]:
        """Return what a language is called in itself and in all languages of the portal."""
        spoken = [Localisation(one).language_name(code) for one in self.data.portal.languages]
        return [self.format.own_language_name(code), *spoken]

    def drawing(self, name: str, record: str = "programme", width: float = 160) -> Markup:
        """Put in a figure without its frame."""
        try:
            picture = draw_picture(self.reader, name, record, self.language, width, self.drawn)
        except EmptyFigureError:
            return Markup()
        except FigureError as error:
            self.problems.add_here(error.message, error.hint, name)
            return Markup()
        if not self.drawn:
            return Markup('<div class="drawing"></div>')  # what a template says around it is looked at
        mark = name_stand_in("d", len(self.drawings))
        self.drawings.append((mark, inline_drawing(picture, picture.alt)))
        return Markup('<div class="drawing">{}</div>').format(mark)


def make_page(data: PageData, template: str, spec: PageSpec, reader: Reader, **names: Any) -> bytes:
    """Return an HTML page; raise DiagnosticError with everything that is wrong with its template."""
    vocabulary = PageVocabulary(data, spec, reader)
    html = _run(vocabulary, template, names)
    done = transform(read_tree(vocabulary, html), spec.language, vocabulary.words_in)
    check_urls(
        vocabulary.problems, done.tree, KIND, vocabulary.pictures, functools.partial(_is_own, spec.path)
    )
    text = serialise(_tidy(done.tree), with_fields=spec.view == "edit")
    for mark, drawing in vocabulary.drawings:
        text = text.replace(mark, drawing)
    return text.encode()


_BESIDE = {
    ("script", "src"): (".js",),
    ("link", "href"): (".css",),
    ("img", "src"): (".webp", ".png", ".svg"),
}
"""What a page of the portal may take from beside it: element and attribute → ending of the file."""


def _is_own(path: str, element: HtmlElement, name: str) -> bool:
    """Return whether an attribute of the page at a path names a file of the site, or is the site's own policy."""
    value = str(element.get(name, ""))
    if name == "http-equiv":
        return value == "Content-Security-Policy" and str(element.get("content")) == POLICY
    if (element.tag, name) not in _BESIDE or not re.fullmatch(r"(?:\.\./)*[\w-][\w./-]*", value):
        return False
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), value))
    is_ours = str(element.tag) == "img" or target.startswith("portal/")
    return is_ours and not target.startswith("..") and target.endswith(_BESIDE[str(element.tag), name])


def make_text(data: PageData, template: str, spec: PageSpec, reader: Reader, **names: Any) -> str:
    """Return what a template makes of plain text or XML, without marks; raise DiagnosticError."""
    text = _MARK.sub(r"\1", _run(PageVocabulary(data, spec, reader), template, names))
    if template.endswith(".xml") and not _is_feed(text):
        place = Location(f"templates/{KIND}/{template}")
        message = "this makes no feed that readers' programs can take, or one that holds something else"
        hint = (
            "a feed holds elements of Atom alone, without scripts, style sheets or a DOCTYPE; close every tag"
        )
        raise DiagnosticError([Diagnostic(place, message, hint)])
    return text


_ATOM = "http://www.w3.org/2005/Atom"


def _is_feed(text: str) -> bool:
    """Return whether a text is an Atom feed and nothing besides."""
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return False
    before = list(root.itersiblings(preceding=True))
    parts = [one for one in root.iter() if one.tag is not etree.Comment]
    return (
        root.tag == f"{{{_ATOM}}}feed"
        and "<!DOCTYPE" not in text
        and all(one.tag is etree.Comment for one in before)
        and all(isinstance(one.tag, str) and etree.QName(one).namespace == _ATOM for one in parts)
        and not any("javascript:" in str(value).lower() for one in parts for value in one.attrib.values())
    )


def _run(vocabulary: PageVocabulary, template: str, names: dict[str, Any]) -> str:
    html = ""
    try:
        html = put_texts(vocabulary, vocabulary.pages.get_template(f"{KIND}/{template}").render(names))
        html = put_late(html, vocabulary.say_late())
    except FAILURES as error:
        explain_failure(error, vocabulary.problems)
    vocabulary.problems.raise_found()
    return html


def _tidy(tree: HtmlElement) -> HtmlElement:
    """Take out spaces between elements that only indent the template."""
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("pre", "script", "textarea"):
            continue
        for name in ("text", "tail"):
            value = getattr(element, name)
            if value and "\n" in value:
                setattr(element, name, re.sub(r"[ \t]*\n\s*", "\n", value))
    return tree
