"""The PDF against the HTML edition of the same document: the same words, in the same order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from inclucities_docs.conformance.html_tree import BLOCKS, Element
from inclucities_docs.conformance.result import Finding
from inclucities_docs.conformance.structure import Tag
from inclucities_docs.conformance.text import squash

__all__ = ["list_reading_faults"]

SCREEN_ONLY = frozenset({"screen-only", "no-print", "print-hidden", "review-only"})
"""Classes of what a page shows on screens only; ``data-media=screen`` says the same."""
SKIPPED = frozenset({"button", "nav", "script", "style", "svg", "template", "form", "dialog"})
SHORTEST = 8
"""Letters from which a passage is long enough to be looked for by itself."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a page between two borders of blocks."""

    text: str
    squashed: str
    element: Element


def list_reading_faults(root: Tag, page: Element) -> Iterator[Finding]:
    """Passages of the page's main content that the PDF lacks, or reads in another order."""
    main = next(page.find("main"), None)
    if main is None:
        return
    printed = squash_tags(root)
    places: list[tuple[int, Passage]] = []
    for passage in list_passages(main):
        if len(passage.squashed) < SHORTEST:
            continue
        at = printed.find(passage.squashed)
        if at < 0:
            where = f"HTML {passage.element.place}"
            yield Finding(where, f"the PDF lacks: {passage.text[:80]!r}", passage.element.origin)
        elif printed.find(passage.squashed, at + 1) < 0:
            places.append((at, passage))
    kept = longest_rise([at for at, _ in places])
    for index, (_, passage) in enumerate(places):
        if index not in kept:
            where = f"HTML {passage.element.place}"
            yield Finding(
                where, f"the PDF reads in another order: {passage.text[:80]!r}", passage.element.origin
            )
    yield from list_language_faults(root, main)


def list_passages(main: Element) -> list[Passage]:
    """Return the passages of an element in the order of the page."""
    passages: list[Passage] = []
    pieces: list[str] = []

    def end(holder: Element) -> None:
        text = " ".join("".join(pieces).split())
        pieces.clear()
        if squash(text):
            passages.append(Passage(text, squash(text), holder))

    def take(one: Element) -> None:
        if is_left_out(one):
            return
        is_block = one.tag in BLOCKS
        if is_block and one.parent is not None:
            end(one.parent)
        for child in one.children:
            if isinstance(child, str):
                pieces.append(child)
            else:
                take(child)
        if is_block:
            end(one)

    take(main)
    end(main)
    return passages


def is_left_out(one: Element) -> bool:
    """Return whether an element is for screens only, folded away, or hidden from readers."""
    return (
        one.tag in SKIPPED
        or "hidden" in one.attributes
        or one.get("aria-hidden") == "true"
        or one.get("data-media") == "screen"
        or (one.tag == "details" and "open" not in one.attributes)
        or bool(SCREEN_ONLY & set(one.get("class").split()))
    )


def squash_tags(root: Tag) -> str:
    """Return the letters of the tag tree in reading order, without the labels of lists."""
    parts: list[str] = []

    def take(tag: Tag) -> None:
        if tag.role == "Lbl" and len(squash(tag.text)) <= 4:
            return
        if tag.actual is not None:
            parts.append(tag.actual)
            return
        for kid in tag.kids:
            if isinstance(kid, str):
                parts.append(kid)
            elif isinstance(kid, Tag):
                take(kid)

    take(root)
    return squash("".join(parts))


def longest_rise(numbers: list[int]) -> set[int]:
    """Return the indices of a longest increasing run, so that few misplaced passages are named."""
    tails: list[int] = []
    chain: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(chain[at - 1] if at else -1)
        tails[at : at + 1] = [number]
        chain[at : at + 1] = [index]
    kept: set[int] = set()
    index = chain[-1] if chain else -1
    while index >= 0:
        kept.add(index)
        index = before[index]
    return kept


def list_language_faults(root: Tag, main: Element) -> Iterator[Finding]:
    """Passages in another language on the page that the PDF does not tag with it."""
    tagged: dict[str, str] = {}
    for tag in root.walk():
        if tag.parent is not None and tag.language != tag.parent.language:
            tagged[tag.language] = tagged.get(tag.language, "") + squash(tag.text) + "|"
    for one in main.walk():
        around = one.parent.language if one.parent is not None else ""
        if not one.get("lang") or one.get("lang") == around:
            continue
        if any(is_left_out(ancestor) for ancestor in one.ancestors()):
            continue
        words = squash(one.text)
        if words and words not in tagged.get(one.get("lang"), ""):
            message = f"the PDF does not tag as {one.get('lang')}: {one.text[:60]!r}"
            yield Finding(f"HTML {one.place}", message, one.origin)
