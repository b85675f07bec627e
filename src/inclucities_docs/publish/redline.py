"""What changed between two editions of a document: its text, paragraph by paragraph and word by word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

import lxml.html
from lxml.html import HtmlElement

__all__ = ["Block", "Piece", "Redline", "compare", "read_blocks"]

_BLOCKS = {
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "dt", "dd", "td", "th", "figcaption", "caption",
    "blockquote", "summary", "address", "label", "legend",
}  # fmt: skip
_LEFT_OUT = {"script", "style", "svg", "head", "nav", "noscript", "template", "button", "form"}
_ALIKE = 0.35
"""From this share of the same words on, two paragraphs are one that was changed."""

_WORD = re.compile(r"(?:\S|(?<=\d)[\u00a0\u202f](?=\d))+\s*")
"""A word with the space after it; a figure whose thousands stand apart by a no-break space is one."""


@dataclass(frozen=True)
class Block:
    """One paragraph, heading, item or cell."""

    tag: str
    text: str
    language: str = ""


@dataclass(frozen=True)
class Piece:
    """Some words of a block."""

    text: str
    change: str = ""
    """``ins``, ``del``, or nothing where the words stayed."""


@dataclass(frozen=True)
class Redline:
    """A document with what was put in and what was taken out."""

    blocks: tuple[tuple[Block, tuple[Piece, ...]], ...]

    @property
    def changed(self) -> int:
        """Number of blocks that differ."""
        return sum(any(one.change for one in pieces) for _, pieces in self.blocks)


def read_blocks(html: bytes) -> list[Block]:
    """Return the paragraphs of a page's main part that readers see, in their order.

    Numbers of notes go on from page to page and are no part of a text.
    """
    tree: HtmlElement = lxml.html.document_fromstring(html)
    for unseen in (*tree.xpath("//*[@role='doc-noteref']"), *tree.find_class("review-only")):
        unseen.drop_tree()
    main = tree.find(".//main")
    return [one for one in _walk(main if main is not None else tree, "") if one.text]


def _walk(element: HtmlElement, language: str) -> Iterator[Block]:
    if not isinstance(element.tag, str) or element.tag in _LEFT_OUT or element.get("hidden") is not None:
        return
    language = element.get("lang") or language
    inner = [one for one in element.iterdescendants() if isinstance(one.tag, str) and one.tag in _BLOCKS]
    if element.tag in _BLOCKS and not inner:
        yield Block(element.tag, _join(element.text_content()), language)
        return
    if (element.text or "").strip() and inner:
        yield Block("p", _join(element.text or ""), language)
    for child in element:
        if inner or element.tag not in _BLOCKS:
            yield from _walk(child, language)
            if (child.tail or "").strip() and element.tag in _BLOCKS:
                yield Block("p", _join(child.tail or ""), language)


def _join(text: str) -> str:
    return re.sub(r"[ \t\n\r\f]+", " ", text.replace("\u00ad", "")).strip()


def compare(before: bytes, after: bytes) -> Redline:
    """Return the later page's paragraphs, with those that were taken out where they stood."""
    old, new = read_blocks(before), read_blocks(after)
    matcher = difflib.SequenceMatcher(None, [one.text for one in old], [one.text for one in new], False)
    blocks: list[tuple[Block, tuple[Piece, ...]]] = []
    for change, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if change == "equal":
            blocks += [(one, (Piece(one.text),)) for one in new[new_start:new_end]]
        else:
            blocks += _align(old[old_start:old_end], new[new_start:new_end])
    return Redline(tuple(blocks))


def _align(old: list[Block], new: list[Block]) -> Iterator[tuple[Block, tuple[Piece, ...]]]:
    """Pair each new block with the next old one that is alike; what has no pair came in or went."""
    start = 0
    for block in new:
        pair = next(
            (
                place
                for place in range(start, min(start + 20, len(old)))
                if old[place].tag == block.tag and _share(old[place].text, block.text) >= _ALIKE
            ),
            None,
        )
        if pair is None:
            yield block, (Piece(block.text, "ins"),)
            continue
        for gone in old[start:pair]:
            yield gone, (Piece(gone.text, "del"),)
        yield block, tuple(_compare_words(old[pair].text, block.text))
        start = pair + 1
    for gone in old[start:]:
        yield gone, (Piece(gone.text, "del"),)


def _share(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one.split(), other.split(), False).ratio()


def _compare_words(old: str, new: str) -> Iterator[Piece]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    matcher = difflib.SequenceMatcher(
        None, [one.strip() for one in before], [one.strip() for one in after], False
    )
    for change, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if change == "equal":
            yield Piece("".join(after[new_start:new_end]))
            continue
        if old_end > old_start:
            yield Piece("".join(before[old_start:old_end]), "del")
        if new_end > new_start:
            yield Piece("".join(after[new_start:new_end]), "ins")
