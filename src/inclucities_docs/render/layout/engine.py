"""A page laid out by the layout engine, from which PDF, SVG and PNG are made."""

from __future__ import annotations

import contextlib
import copy
import ctypes.util
import functools
import logging
import os
import re
import sys
import threading
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location, refuse, suggest
from inclucities_docs.machine import LIBRARIES, find_library, say_install
from inclucities_docs.render.font import find_faces, provide_fonts
from inclucities_docs.render.layout.book import (
    NUMBER,
    SHELF,
    SPINE,
    can_be_cut,
    cut,
    give_numbers,
    lay_out_pieces,
)
from inclucities_docs.render.layout.card import empty_unseen
from inclucities_docs.render.layout.chapter import take_part
from inclucities_docs.render.layout.contents_page import divide_contents
from inclucities_docs.render.layout.turn import turn_lists
from inclucities_docs.render.page.page import Page
from inclucities_docs.render.page.tree import number_places
from inclucities_docs.render.page.unbroken import bind_last_words, keep_names_whole, lead_with_spaces
from inclucities_docs.render.page.view import choose_view
from inclucities_docs.render.style.sheet import list_sheets
from inclucities_docs.render.template.picture import Picture

__all__ = [
    "check_styles",
    "find_slow_parts",
    "heed",
    "lay_out",
    "lay_out_part",
    "load_engine",
    "prepare",
]


def find_slow_parts() -> str:
    """Return a note on a missing library that only costs time, or an empty text."""
    missing = [one for one in LIBRARIES if not find_library(one)]
    return "\n".join(
        f"note: {one.name} is missing: {one.without}; {say_install(*missing)}" for one in missing[-1:]
    )


@contextlib.contextmanager
def _libraries_by_name() -> Iterator[None]:
    """Have system libraries opened by their names alone, where those are enough.

    The engine tries some names that no Linux has, and for each of them Python asks the compiler:
    a second for each process. The right name is among those that it tries next.
    """
    if sys.platform != "linux":
        yield
        return
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None  # noqa: ARG005
    try:
        yield
    finally:
        ctypes.util.find_library = search


def load_engine() -> Any:
    """Import the layout engine; return the module that writes its tag tree. Raise OSError without Pango."""
    with _libraries_by_name():
        from inclucities_docs.render.layout import plain_page, tags  # noqa: F401
    return tags


def prepare(page_fonts: tuple[str, ...]) -> None:
    """Load the layout engine with the project's fonts alone; once for each process."""
    provide_fonts(page_fonts)
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    try:
        tag_tree = load_engine()
    except OSError as error:
        found = re.search(r"lib[\w.+-]+|'([^']+)'", str(error))
        name = found[0].strip("'") if found else "Pango"
        raise refuse(
            "this machine", f"the system library {name} is missing, which PDF needs", say_install(*LIBRARIES)
        ) from None
    tag_tree.install()


class _Listener(logging.Handler):
    """Keeps what the engine complains of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.messages.append(record.getMessage())


@contextlib.contextmanager
def _listen() -> Iterator[list[str]]:
    """Hear what the engine complains of: it logs."""
    listener = _Listener()
    logger = logging.getLogger("weasyprint")
    before, logger.handlers = logger.handlers, [listener]
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    try:
        yield listener.messages
    finally:
        logger.handlers = before


@contextlib.contextmanager
def heed(page: Page) -> Iterator[list[str]]:
    """Refuse what the engine complains of: a page with a fault is not to be published.

    Gives the complaints so far, to be taken out by who answers for them; raise DiagnosticError
    for those that are left.
    """
    place = Location(f"templates/{page.document.kind}/page.html")
    with _listen() as messages:
        try:
            yield messages
        except Exception as error:
            if not _is_of_the_engine(error):
                raise
            message = "this page is more than the layout engine can do"
            raise DiagnosticError([Diagnostic(place, message, _EXCESS)]) from None
    problems = [
        Diagnostic(
            place,
            f"the page layout says: {_EMBEDDED.sub('data:…', message)}",
            "look at pictures and styles of this document",
        )
        for message in dict.fromkeys(messages)
        if "aspect-ratio" not in message  # drawings say it for browsers
    ]
    if problems:
        raise DiagnosticError(problems)


_EMBEDDED = re.compile(r"data:[^\s'\")]{30,}")

_EXCESS = (
    "look in its styles for sizes and numbers far too large or too small; try without what was written last"
)

_ENGINE = ("weasyprint", "tinycss2", "cssselect2", "tinyhtml5", "pydyf")


def _is_of_the_engine(error: Exception) -> bool:
    """Return whether the layout engine stopped at what it was given, and not this program."""
    trace, ours = error.__traceback__, True
    while trace is not None:
        name = str(trace.tb_frame.f_globals.get("__name__", "")).partition(".")[0]
        ours = name == "inclucities_docs" or (ours and name not in _ENGINE)
        trace = trace.tb_next
    return not ours and not isinstance(error, MemoryError | DiagnosticError)


def lay_out_part(page: Page, name: str) -> Any:
    """Return a chapter or an annex of a page laid out as a document of its own."""
    prepare(tuple(face.path for face in find_faces(page.reader.brand)))
    return _lay_out(page, "print", part=name)


def lay_out(page: Page, medium: str = "print") -> Any:
    """Return a page laid out with the styles of a medium: ``print``, or ``card`` for shared links.

    It is laid out once, however many formats are made of it. Raise DiagnosticError for what the
    layout engine can't do.
    """
    if medium not in page.layouts:
        prepare(tuple(face.path for face in find_faces(page.reader.brand)))
        SHELF.begin()
        with heed(page) as messages:
            try:
                page.layouts[medium] = _lay_out(page, medium)
            except Exception as error:
                culprit = _find_culprit(page, medium) if _is_of_the_engine(error) else ""
                messages.clear()
                if not culprit:
                    raise
                raise refuse(culprit, _TOO_MUCH, _EXCESS) from None
        SHELF.keep()
    return page.layouts[medium]


_TOO_MUCH = "with this style sheet, a page is more than the layout engine can do"


def _find_culprit(page: Page, medium: str) -> str:
    """Return the style sheet without which a page could be laid out, or an empty text."""
    for path, _ in reversed(list_sheets(page, medium)):
        with contextlib.suppress(Exception):
            _lay_out(page, medium, without=path)
            return path
    return ""


_SHARES = (96, 92, 88, 84, 80)
"""Per cent of their width that the figures of a poster take where they would run over its page."""


@functools.lru_cache(maxsize=4)
def _configure_fonts(_file: str, _thread: int) -> Any:
    """Return the engine's view of the fonts: one for all documents of a thread, as style sheets add none."""
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def _lay_out(page: Page, medium: str, without: str = "", part: str = "") -> Any:
    import weasyprint

    from inclucities_docs.render.layout.plain_page import drop_unread, open_page

    fetcher = _make_fetcher(page.pictures)
    configuration = _configure_fonts(os.environ["FONTCONFIG_FILE"], threading.get_ident())
    problems: list[Diagnostic] = []
    sheets, listed = [], [one for one in list_sheets(page, medium) if one[0] != without]
    is_book = page.kind.layout == "book" and medium == "print"
    for path, text in listed:
        sheet, faults = _read_sheet(path, give_numbers(text) if is_book else text)
        sheets.append(sheet)
        problems += faults

    drawings: dict[str, Any] = {}  # read once for all pieces

    def render(tree: HtmlElement, rules: str = "") -> Any:
        more = [weasyprint.CSS(string=rules)] if rules else []
        return open_page(tree, (text for _, text in listed), fetcher).render(
            stylesheets=[*sheets, *more], font_config=configuration, cache=drawings
        )

    tree = take_part(page.tree, part) if part else copy.deepcopy(page.tree)
    etree.strip_attributes(tree, NUMBER, SPINE)  # ours: no template says them
    _number_lists(tree)  # attributes that the engine does not read become styles
    if not part:
        number_places(tree)  # before anything is taken out: a book for readers finds its pages by them
    choose_view(tree)  # before the last words of anything are looked for: hidden ones are none
    if medium == "card":
        empty_unseen(tree, listed[-1][1])  # late: the step before looks for what links lead to
    keep_names_whole(tree, page.document.language)  # spans around names
    bind_last_words(tree)  # sees where names were bound already
    lead_with_spaces(tree)  # moves spaces between the spans of the steps before
    if is_book:
        turn_lists(tree)
        divide_contents(tree)
    drop_unread(tree, (text for _, text in listed))
    if is_book:
        document, is_true = lay_out_pieces(
            cut(tree) if can_be_cut(listed) and not part else [tree],
            render,
            repr((listed, page.pictures)) if SHELF.is_open and not part else "",
        )
        if not is_true:
            message = "pages of this document name pages that change each time they are laid out"
            where = Location(f"templates/{page.document.kind}/page.html")
            hint = "name fewer pages, or give their numbers room that does not depend on them"
            page.warnings.append(Diagnostic(where, message, hint, severity="warning"))
    else:
        document = render(tree)
    name, kind = page.document.kind, page.kind
    if kind.layout == "poster":
        for share in _SHARES:
            if len(document.pages) > 1:
                document = render(tree, f".poster-part img{{width:{share}%!important}}")
        if len(document.pages) > 1:
            problems.append(
                Diagnostic(
                    Location(f"templates/{name}/page.html"),
                    f"this poster does not fit on its page ({page.document.name}, {page.document.language})",
                    "shorten its texts, or raise `taken`, which leaves less room to its figures",
                )
            )
    elif kind.most_pages and len(document.pages) > kind.most_pages and medium == "print":
        problems.append(_too_long(page, len(document.pages), kind.most_pages, "most_pages"))
    elif kind.folded_pages and len(document.pages) > kind.folded_pages and medium == "print":
        page.warnings.append(_too_long(page, len(document.pages), kind.folded_pages, "folded_pages"))
    if problems:
        raise DiagnosticError(problems)
    return document


_NUMERALS = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}


def _number_lists(tree: HtmlElement) -> None:
    """Say by style how lists are numbered, and from where: the engine does not read their attributes."""
    for numbered in tree.iter("ol"):
        style = numbered.get("style", "")
        numeral, start = numbered.get("type", ""), numbered.get("start", "")
        if numeral in _NUMERALS:
            style += f";list-style-type:{_NUMERALS[numeral]}"
        if re.fullmatch(r"-?\d{1,6}", start):
            style += f";counter-reset:list-item {int(start) - 1}"
        if style:
            numbered.set("style", style.strip(";"))


def _too_long(page: Page, pages: int, most: int, key: str) -> Diagnostic:
    """Say that a document runs over the pages that its kind allows, or that its folded sheet has."""
    path = f"templates/{page.document.kind}/kind.yaml"
    lines = page.reader.lookup.text(path).splitlines()
    number = next((at for at, line in enumerate(lines, 1) if line.startswith(f"{key}:")), 0)
    name = f"({page.document.name}, {page.document.language})"
    is_refused = key == "most_pages"
    return Diagnostic(
        Location(path, number),
        f"this document has {pages} pages and may have {most} {name}"
        if is_refused
        else f"this document has {pages} pages and does not fit its sheet, which has {most} when folded {name}",
        f"shorten its texts in this language, or raise `{key}:`",
        "error" if is_refused else "warning",
        lines[number - 1] if number else "",
    )


@functools.lru_cache(maxsize=128)
def _read_sheet(path: str, text: str) -> tuple[Any, tuple[Diagnostic, ...]]:
    """Return a style sheet as the engine has it, and what it cannot use; raise DiagnosticError where it cannot read it."""
    import weasyprint

    with _listen() as messages:
        try:
            sheet = weasyprint.CSS(string=text, media_type="print", url_fetcher=_make_fetcher({}))
        except Exception as error:
            if not _is_of_the_engine(error):
                raise
            message = "this style sheet is more than the layout engine can read"
            raise refuse(path, message, _EXCESS) from None
    return sheet, tuple(_at_rule(path, text, message) for message in messages)


def check_styles(page: Page) -> tuple[Diagnostic, ...]:
    """Return what print cannot use in a page's style sheets, without laying it out."""
    prepare(tuple(face.path for face in find_faces(page.reader.brand)))
    return tuple(problem for sheet in list_sheets(page, "print") for problem in _read_sheet(*sheet)[1])


_IGNORED = re.compile(
    r"Ignored `(?P<name>[\w-]+)\s*:\s*(?P<value>.*?)` at \d+:\d+, (?P<reason>[^.]*)", re.DOTALL
)


def _at_rule(path: str, text: str, message: str) -> Diagnostic:
    """Place a complaint of the CSS reader, which names line:column, and say it in plain words."""
    found = re.search(r"at (\d+):(\d+)", message)
    line, column = (int(found[1]), int(found[2])) if found else (0, 0)
    ignored = _IGNORED.match(message)
    hint = "rules for screens alone stand in screen.css"
    width = 1
    if ignored and ignored["reason"] == "unknown property":
        from weasyprint.css.properties import KNOWN_PROPERTIES

        plain = f"'{ignored['name']}' is not a property that print knows"
        hint = suggest(ignored["name"], KNOWN_PROPERTIES, hint)
        width = len(ignored["name"])
    elif ignored:
        plain = f"'{ignored['value']}' is not a value of '{ignored['name']}' that print knows"
    else:
        plain = "this style can't be used in print: " + re.sub(r"\s*at \d+:\d+\s*", ": ", message).rstrip(
            " :.,"
        )
    return Diagnostic.at(Location(path, line, column), text, plain, hint, width=width)


def _make_fetcher(pictures: Mapping[str, Picture]) -> Any:
    """Return what fetches pictures: a page's own figures and embedded data, nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Door(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("figure:"):
                return URLFetcherResponse(url, pictures[url[7:]].svg, {"Content-Type": "image/svg+xml"})
            if url.startswith("data:"):
                return super().fetch(url, headers)
            raise ValueError(f"'{url[:80]}' is not part of the document, and nothing is fetched")

    return Door(allowed_protocols=("data",), allow_redirects=False)
