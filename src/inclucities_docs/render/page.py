"""One document in one language: its template run over the records, its prose, its figures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location, nearest
from inclucities_docs.render.artifact import Edition
from inclucities_docs.render.dress import dress_text, find_in_texts
from inclucities_docs.render.environment import explain_failure
from inclucities_docs.render.finish import Finished, finish
from inclucities_docs.render.font import find_faces, find_missing
from inclucities_docs.render.picture import Picture
from inclucities_docs.render.prose import Piece, convert_pieces
from inclucities_docs.render.vocabulary import FAILURES, Vocabulary
from inclucities_docs.source.inquiry import Inquiry
from inclucities_docs.source.project import Project

__all__ = ["Page", "make_page"]


@dataclass(frozen=True)
class Page:
    """A finished page, ready to be written in any format."""

    edition: Edition
    tree: HtmlElement
    title: str
    pictures: Mapping[str, Picture]
    proposed: int
    awaited: int
    translation: Mapping[str, str]
    """Each translated text that it shows, by name, and its state."""
    project: Project
    inquiry: Inquiry = field(repr=False)


def make_page(project: Project, edition: Edition, inquiry: Inquiry, *, drawn: bool = True) -> Page:
    """Give a document's page; raises DiagnosticError with everything that is wrong with it.

    Without ``drawn`` its figures have words and tables, but no drawing.
    """
    words = Vocabulary(project, edition, inquiry, drawn)
    html = _run_template(words)
    done = finish(html, edition.language, words.gettext)
    _check_references(words, done)
    _check_letters(words, done.text)
    return Page(
        edition,
        done.tree,
        str(words.names["title"]),
        words.pictures,
        len(words.marks["proposed"]),
        len(words.marks["awaited"]),
        words.tally.states,
        project,
        inquiry,
    )


def _run_template(words: Vocabulary) -> str:
    """Give a page's HTML with its prose in place; the template runs twice, for covers that count."""
    kind = words.project.kinds[words.edition.kind]
    html = ""
    try:
        template = words.pages.get_template(f"{words.edition.kind}/{kind.page}")
        template.render()
        words.start_again()
        html = template.render()
        parts = convert_pieces(words.pieces, words.tokens, words.problems)
        html = re.sub(
            r"<!--prose (\d+)-->",
            lambda found: _dress(words, words.pieces[int(found[1])], parts[int(found[1])]),
            html,
        )
    except DiagnosticError:
        raise
    except FAILURES as error:
        explain_failure(error, words.problems)
    if words.problems.found:
        raise DiagnosticError(words.problems.found.values())
    return html


def _dress(words: Vocabulary, piece: Piece, html: str) -> str:
    other = f' lang="{piece.language}"' if piece.language != words.language else ""
    state = ' data-state="proposed"' if piece.state == "proposed" else ""
    return f'<div class="prose"{other}{state}>{dress_text(html, words.prose_macros())}</div>'


def _check_references(words: Vocabulary, done: Finished) -> None:
    for target, place in done.references.dangling:
        guess = nearest(target, done.references.names)
        words.problems.add(
            place if place.path else find_in_texts(words.workspace, words.shelf.folder, f"(#{target})"),
            f"nothing here has the name '{target}'",
            f"did you mean '{guess}'?"
            if guess
            else "a name stands in braces after a heading or caption: {#name}",
            target,
        )
    for name in done.references.twice:
        words.problems.add(
            find_in_texts(words.workspace, words.shelf.folder, f"{{#{name}}}"),
            f"the name '{name}' stands at two places of this document",
            "give one of them another name",
            name,
        )
    if words.problems.found:
        raise DiagnosticError(words.problems.found.values())


def _check_letters(words: Vocabulary, text: str) -> None:
    """Note characters that no font of the project has, at the file that holds them."""
    missing = find_missing(text, find_faces(words.project.brand))
    if not missing:
        return
    found = []
    for letter in missing:
        place = Location(f"templates/{words.edition.kind}")
        excerpt = ""
        for path, content in words.workspace.files.items():
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
