"""One document in one language: its template run over the records, its prose, its figures."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import unquote

from lxml import etree
from lxml.html import HtmlElement

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location, suggest
from inclucities_docs.inputs.branch import Branch, Records
from inclucities_docs.inputs.document import Document
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.render.font import find_faces, find_missing
from inclucities_docs.render.page.parse import LostTextError, parse_page
from inclucities_docs.render.page.transform import Transformed, transform
from inclucities_docs.render.page.view import name_view
from inclucities_docs.render.picture import PictureError
from inclucities_docs.render.prose.callout import figure_call, find_in_texts, format_text
from inclucities_docs.render.prose.markdown import Piece, convert_pieces
from inclucities_docs.render.style.fetch import check_urls, find_in_templates
from inclucities_docs.render.template.picture import Picture, embed_picture
from inclucities_docs.render.template.sandbox import FAILURES, explain_failure, run_template
from inclucities_docs.render.template.vocabulary import Vocabulary
from inclucities_docs.schema.value import INVISIBLE

__all__ = ["Page", "make_page", "put_late", "put_texts", "read_tree", "say_late"]


@dataclass(frozen=True)
class Page:
    """A finished page, ready to be written in any format."""

    document: Document
    tree: HtmlElement
    title: str
    pictures: Mapping[str, Picture]
    proposed: int
    awaited: int
    translation: Mapping[str, str]
    """Each translated text that it shows, by name, and its state."""
    marks: tuple[tuple[str, str], ...]
    """State and path of each statement or text in it that is proposed or awaited."""
    sources: tuple[str, ...]
    """Ids of the sources that it cites, in their order."""
    reader: Reader = field(repr=False)
    kind: Branch
    records: Records
    """The records, for what formats say of a document beside its page."""
    warnings: list[Diagnostic] = field(default_factory=list)
    """What can be published, and should be looked at."""
    layouts: dict[str, Any] = field(default_factory=dict, repr=False)
    """The page laid out, by medium: several formats are made of the same layout."""
    written: dict[str, tuple[bytes, int]] = field(default_factory=dict, repr=False)
    """The whole in a format and its number of pages, once it was written: other formats are made of it too."""


def make_page(reader: Reader, document: Document, *, drawn: bool = True) -> Page:
    """Return a document's page; raise DiagnosticError with everything that is wrong with it.

    Without ``drawn`` its figures have words and tables, but no drawing.
    """
    for name in ("formats", "parts"):  # which other files there are, to which pages lead
        reader.value(f"kinds/{document.kind}.{name}")
    vocabulary = Vocabulary(reader, document, drawn)
    html = _run_template(vocabulary)
    done = _settle(vocabulary, html)
    name_view(done.tree, document.view)
    _check_references(vocabulary, done)
    check_urls(vocabulary.problems, done.tree, document.kind, vocabulary.pictures)
    _check_letters(vocabulary, done.text)
    marks = _list_marks(vocabulary)
    return Page(
        document,
        done.tree,
        str(vocabulary.names["title"]),
        vocabulary.pictures,
        sum(state == "proposed" for state, _ in marks),
        sum(state == "awaited" for state, _ in marks),
        vocabulary.tally.states,
        marks,
        tuple(str(note["source"].id) for note in vocabulary.notes),
        reader,
        vocabulary.kind,
        Records(reader, document.language),
        vocabulary.warnings,
    )


def _list_marks(vocabulary: Vocabulary) -> tuple[tuple[str, str], ...]:
    """Return what keeps the document from being final: statements by path, whole texts by file."""
    marks = [(state, one._path) for state, branches in vocabulary.marks.items() for one in branches]
    marks += [("proposed", piece.path) for piece in vocabulary.pieces if piece.state == "proposed"]
    return tuple(dict.fromkeys(marks))


def _run_template(vocabulary: Vocabulary) -> str:
    """Return a page's HTML with its prose in place; its late words are still to come."""
    html = ""
    try:
        path = f"{vocabulary.document.kind}/{vocabulary.kind.page}"
        if vocabulary.reader.read(f"templates/{path}") is None:
            vocabulary.problems.add(
                Location(f"templates/{vocabulary.document.kind}/kind.yaml", 1),
                f"there is no template '{path}'",
                "write it, or name another with `page:`",
            )
            raise DiagnosticError(vocabulary.problems.found.values())
        html = put_texts(vocabulary, run_template(vocabulary.pages, path, vocabulary.problems) or "")
    except DiagnosticError:
        raise
    except FAILURES as error:
        explain_failure(error, vocabulary.problems)
    vocabulary.problems.raise_found()
    return html


MOST_PASSES = 5
"""How often what depends on the whole page is worked out again, until nothing changes."""


def _settle(vocabulary: Vocabulary, html: str) -> Transformed:
    """Complete a page, again while its completion changes what it says of itself; tell what did not settle."""
    said = say_late(vocabulary)
    for _ in range(MOST_PASSES):
        tree = read_tree(vocabulary, put_late(html, said))
        done = transform(tree, vocabulary.document.language, vocabulary.words_in)
        before, said = said, say_late(vocabulary)
        if said == before:
            return done
    changed = next(now for then, now in zip(before, said, strict=True) if then != now)
    told = " ".join(re.sub(r"<[^>]*>", " ", changed).split())
    message = f"what this page says of itself changes each time it is worked out: '{told[:80]}'"
    hint = "look at what stands between {% call late() %} and {% endcall %}: it must not count itself"
    place = find_in_templates(vocabulary.reader.lookup, vocabulary.document.kind, "call late()")
    vocabulary.warnings.append(Diagnostic(place, message, hint, severity="warning"))
    return done


def say_late(vocabulary: Vocabulary) -> list[str]:
    """Return a page's late words; raise DiagnosticError where they go wrong."""
    said: list[str] = []
    try:
        said = vocabulary.say_late()
    except FAILURES as error:
        explain_failure(error, vocabulary.problems)
    vocabulary.problems.raise_found()
    return said


def put_late(html: str, said: list[str]) -> str:
    """Put late words, in their places."""
    return re.sub(r"<!--late (\d{1,6})-->", lambda found: "".join(said[int(found[1]) :][:1]), html)


def put_texts(vocabulary: Vocabulary, html: str) -> str:
    """Put the Markdown texts that a page asked for in their places."""
    parts = convert_pieces(vocabulary.pieces, vocabulary.tokens, vocabulary.problems)
    made = list(zip(vocabulary.pieces, parts, strict=True))
    return re.sub(
        r"<!--prose (\d{1,6})-->",
        lambda found: "".join(_wrap_piece(vocabulary, *one) for one in made[int(found[1]) :][:1]),
        html,
    )


_FRAME = ("<!doctype html", "<html", "<head", "<title", "</title>", "</head>", "<body", "</body>", "</html>")
"""What every page has, in this order."""


_NUMBERED = re.compile(
    r"&#(?:x0*(?:[0-8bcef]|1[0-9a-f]|7f|fff[ef]|d[89a-f]..)(?![0-9a-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]|127)(?!\d));?",
    re.IGNORECASE,
)
_IN_MEMORY = re.compile(r"&lt;(?:[^&<>]|&#39;){1,300} at 0x[0-9a-f]{6}")
"""How Python writes what has no words: another address each time, and a name of the program's."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def _check_controls(vocabulary: Vocabulary, html: str) -> None:
    """Refuse characters that no text has, however they got into a page: written as numbers, most often."""
    if not (_CONTROL.search(html) or _NUMBERED.search(html)):
        return
    kind = vocabulary.document.kind
    message = "a character that text must not have, written as a number"
    lookup = vocabulary.reader.lookup
    for path in lookup.paths((f"templates/{kind}/", "templates/base/"), (".md", ".html")):
        for number, line in enumerate(lookup.text(path).split("\n"), 1):
            for found in _NUMBERED.finditer(line):
                vocabulary.problems.add(
                    Location(path, number, found.start() + 1), message, "delete it", found[0]
                )
    if not vocabulary.problems.found:
        vocabulary.problems.add(Location(f"templates/{kind}/page.html"), message, "delete it")
    raise DiagnosticError(vocabulary.problems.found.values())


def read_tree(vocabulary: Vocabulary, html: str) -> HtmlElement:
    """Return a whole page as a tree with all its words, without remarks; raise DiagnosticError where it would be none."""
    _check_controls(vocabulary, html)
    text = html.strip().lower()
    place = 0 if text.startswith(_FRAME[0]) and text.endswith(_FRAME[-1]) else -1
    for part in _FRAME:
        place = text.find(part, place) if place >= 0 else -1
    kind = vocabulary.document.kind
    page = Location(f"templates/{kind}/{vocabulary.kind.page}")
    if _IN_MEMORY.search(html):
        hint = "put in parts of it: look at filters and ~ behind names of collections, records and functions"
        vocabulary.problems.add(page, "something is printed here that is no text", hint)
    tree = None
    try:
        tree = parse_page(html) if place >= 0 else None
    except LostTextError as error:
        near = [
            error.words,
            error.words[:12],
            error.words.split(" ", maxsplit=1)[0],
            error.tag,
        ]  # the rest may be a fact
        near = [one for one in near if re.search(r"[^\W\d]", one)]
        places = [(one, find_in_templates(vocabulary.reader.lookup, kind, one)) for one in near]
        said, where = next((one for one in places if one[1].line), ("", page))
        vocabulary.problems.add(where, error.message, error.hint, said)
    else:
        if tree is None or tree.find("head/title") is None or tree.find("body") is None:
            vocabulary.problems.add(
                page,
                "this does not make a whole page",
                "a page begins with <!doctype html> and has html, head with title, and body;"
                " extend base/page.html, and look at what was changed there last",
            )
    if tree is None or vocabulary.problems.found:
        raise DiagnosticError(vocabulary.problems.found.values())
    etree.strip_elements(tree, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    return tree


def _wrap_piece(vocabulary: Vocabulary, piece: Piece, html: str) -> str:
    is_other = piece.language != vocabulary.language
    other = f' lang="{piece.language}"' if is_other else ""
    is_proposed = piece.state == "proposed"
    state = ' data-state="proposed"' if is_proposed else ""
    html = _embed_pictures(vocabulary, piece, html)
    notice = _say_notice(vocabulary, piece.language, is_proposed=is_proposed)
    formatted = format_text(html, vocabulary.speak(piece.language).prose_macros().label, notice)
    return f'<div class="prose"{other}{state}>{formatted}</div>'


def _say_notice(vocabulary: Vocabulary, language: str, *, is_proposed: bool) -> str:
    """Return what stands below a text's title: that it is proposed, or not translated, in the page's language."""
    macros = vocabulary.prose_macros()
    if language != vocabulary.language and hasattr(macros, "untranslated"):  # an older folder has none
        return str(macros.untranslated(language, vocabulary.language, is_proposed))
    return str(macros.proposed()) if is_proposed else ""


def _embed_pictures(vocabulary: Vocabulary, piece: Piece, html: str) -> str:
    """Put the pictures that a text names into it; what is wrong is noted where the text names them."""

    def embed(found: re.Match[str]) -> str:
        name = unquote(unescape(found[2]))
        if name.startswith(("data:image/", "figure:")):
            return found[0]
        try:
            return found[1] + embed_picture(vocabulary.reader, name, posixpath.dirname(piece.path))
        except PictureError as error:
            lines = vocabulary.reader.lookup.text(piece.path).splitlines()
            at = [(number, line.rindex(name) + 1) for number, line in enumerate(lines, 1) if name in line]
            vocabulary.problems.add(
                Location(piece.path, *at[-1] if at else (0, 0)), error.message, error.hint, name
            )
            return found[1]

    return re.sub(r'(<\w+\b[^>]*?\bsrc=")([^"]*)', embed, html)


def _check_references(vocabulary: Vocabulary, done: Transformed) -> None:
    for target, place in done.references.dangling:
        vocabulary.problems.add(
            place
            if place.path
            else find_in_texts(vocabulary.reader.lookup, vocabulary.prose_finder.folder, f"(#{target})"),
            f"nothing here has the name '{target}'",
            suggest(
                target, done.references.names, "a name stands in braces after a heading or caption: {#name}"
            ),
            target,
        )
    twins = _find_twins(vocabulary, done.references.twice)
    for first, second, name in dict.fromkeys(twins.values()):
        vocabulary.problems.add(
            find_in_texts(vocabulary.reader.lookup, second.rpartition("/")[0], f"{{#{name}}}"),
            f"this text and {first} seem to be one under two names: both hold '{name}'",
            f"a translation has the name of its original: {first.rpartition('/')[2]}",
            name,
        )
    for name in (one for one in done.references.twice if one not in twins):
        is_figure = name.startswith("fig-")
        lookup, words = vocabulary.reader.lookup, figure_call(name) if is_figure else f"{{#{name}}}"
        where = find_in_texts(lookup, vocabulary.prose_finder.folder, words, -1)
        if not where.line:  # a template says it
            tried = (
                find_in_templates(lookup, vocabulary.document.kind, f"id={sign}{name}{sign}")
                for sign in "\"'"
            )
            where = next((one for one in tried if one.line), where)
        vocabulary.problems.add(
            where,
            "this figure stands at two places of this document"
            if is_figure
            else f"the name '{name}' stands at two places of this document",
            f'keep one, and refer to it: {{{{ ref("{name}") }}}}'
            if is_figure
            else "give one of them another name",
            "figure" if is_figure else name,
        )
    vocabulary.problems.raise_found()


def _find_twins(vocabulary: Vocabulary, names: Iterable[str]) -> dict[str, tuple[str, str, str]]:
    """Return the names that texts of unlike names hold in two languages: paths of both, and the first such name."""
    found: dict[str, tuple[str, str, str]] = {}
    lookup, folder = vocabulary.reader.lookup, f"templates/{vocabulary.document.kind}/text"
    original = f"/{vocabulary.reader.original_language}/"
    first: dict[tuple[str, str], str] = {}
    for name in names:
        holders: dict[str, list[str]] = {}
        for path in lookup.paths(f"{folder}/", ".md"):
            if f"{{#{name}}}" in lookup.text(path):
                holders.setdefault(path.rpartition("/")[2], []).append(path)
        if len(holders) != 2:
            continue
        usual, odd = sorted(
            holders.values(), key=lambda paths: (all(original not in one for one in paths), -len(paths))
        )
        if not {one.split("/")[-2] for one in usual} & {one.split("/")[-2] for one in odd}:
            found[name] = (usual[0], odd[0], first.setdefault((usual[0], odd[0]), name))
    return found


_INVISIBLE = "delete it, or write the text again by hand"


def _check_letters(vocabulary: Vocabulary, text: str) -> None:
    """Note characters that no font of the project has, at the file that holds them."""
    missing = dict.fromkeys(sorted(set(INVISIBLE.findall(text))), _INVISIBLE)
    missing |= dict.fromkeys(find_missing(INVISIBLE.sub("", text), find_faces(vocabulary.reader.brand)), "")
    if not missing:
        return
    found, lookup = [], vocabulary.reader.lookup
    for letter, hint in missing.items():
        place = Location(f"templates/{vocabulary.document.kind}")
        excerpt = ""
        for path in lookup.paths(ends=(".yaml", ".md", ".html", ".po")):
            if letter in (text := lookup.text(path)):
                lines = text.split("\n")  # a letter may itself end a line
                number = next(index for index, line in enumerate(lines, 1) if letter in line)
                place = Location(path, number, lines[number - 1].index(letter) + 1)
                excerpt = lines[number - 1]
                break
        found.append(
            Diagnostic(
                place,
                f"holds an invisible control character (U+{ord(letter):04X})"
                if hint
                else f"no font of the project has the character '{letter}' (U+{ord(letter):04X})",
                hint or "write it otherwise, or add a typeface that has it to templates/base/brand.yaml",
                excerpt=excerpt,
            )
        )
    raise DiagnosticError(found)
