"""Full-text search that needs no server: an index of each language in scripts that a page can load.

Pages opened from disk may not fetch files, but they may load scripts. The index is therefore cut
into scripts: a directory, shards of sorted words, and for each document the text of its sections,
loaded only for what is shown.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import lxml.html
from lxml.html import HtmlElement

from inclucities_docs.portal.deliverable import Deliverable
from inclucities_docs.portal.folding import list_words, pack_places
from inclucities_docs.render.page.tree import words_of

__all__ = ["Index", "Section", "make_index", "read_sections", "write_texts"]

SHARD_SOURCE = 3_000_000
"""Bytes of HTML that one shard of words stands for."""
COMMON = 0.5
"""Words that stand in more than this share of the sections say nothing and are left out."""
HEADING_WEIGHT = 6
_LEAVE_OUT = {"script", "style", "svg", "head", "nav", "noscript"}
_LEFT_OUT = {"note-mark", "index-pages"}
"""Classes of marks, and of an index at the end of a book."""
_LISTS = ("doc-toc", "doc-index")
"""Roles of sections that only lead to others."""


@dataclass
class Section:
    """A heading of a document and the text below it."""

    anchor: str
    heading: str
    text: str = ""


@dataclass
class Index:
    """What the scripts of one language hold."""

    documents: list[tuple[str, str, str, int]] = field(default_factory=list)
    """Name, title, address, number of sections."""
    words: dict[str, str] = field(default_factory=dict)
    """Word → numbers of sections, each as the distance from the one before, in base 36."""
    common: list[str] = field(default_factory=list)

    def shard(self, number: int, count: int) -> list[tuple[str, str]]:
        """Return one of ``count`` equal parts of the words in their order."""
        ordered = sorted(self.words.items())
        size = math.ceil(len(ordered) / count) or 1
        return ordered[number * size : (number + 1) * size]

    def write_directory(self, language: str, count: int) -> bytes:
        """Return the script that is loaded first."""
        starts = [(self.shard(number, count) or [("\uffff", "")])[0][0] for number in range(count)]
        content = {"documents": self.documents, "common": self.common, "starts": starts}
        return _script(f"{language}/directory", content)

    def write_shard(self, language: str, number: int, count: int) -> bytes:
        """Return the script of one shard."""
        return _script(f"{language}/words-{number}", dict(self.shard(number, count)))

    def write_vocabulary(self, language: str) -> bytes:
        """Return the script of all words, for a word that was not found as it was typed."""
        return _script(f"{language}/vocabulary", " ".join(sorted(self.words)))


def write_texts(language: str, document: Deliverable, html: bytes) -> bytes:
    """Return the script with a document's sections, for what is shown of them."""
    sections = [[one.anchor, one.heading, one.text] for one in read_sections(html)]
    return _script(f"{language}/{document.name}", sections)


def _script(name: str, content: object) -> bytes:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f"portal.take({json.dumps(name)},{text});\n".encode()


def count_shards(size: int) -> int:
    """Return how many shards serve documents of so many bytes in all."""
    return max(1, min(256, math.ceil(size / SHARD_SOURCE)))


def make_index(
    documents: Sequence[Deliverable],
    language: str,
    read: Callable[[str], bytes],
    address: Callable[[str], str],
) -> Index:
    """Index the HTML editions of documents in a language; ``address`` gives a file's address."""
    index = Index()
    found: dict[str, dict[int, int]] = {}
    total = 0
    for document in documents:
        file = document.find(language, "html")
        if file is None:
            continue
        sections = read_sections(read(file.path))
        index.documents.append((document.name, file.title, address(file.path), len(sections)))
        for section in sections:
            counts = Counter(list_words(section.text))
            for word in list_words(section.heading):
                counts[word] += HEADING_WEIGHT
            for word, count in counts.items():
                found.setdefault(word, {})[total] = count
            total += 1
    for word, places in found.items():
        if total > 40 and len(places) > COMMON * total:
            index.common.append(word)
            continue
        index.words[word] = pack_places(places)
    index.common.sort()
    return index


def read_sections(html: bytes) -> list[Section]:
    """Return a page's text by its headings; what stands before the first one belongs to the title."""
    tree: HtmlElement = lxml.html.document_fromstring(html.decode("utf-8"))
    main = next(iter(tree.iter("main")), tree)
    sections = [Section("", "")]
    parts: list[list[str]] = [[]]

    def walk(element: HtmlElement) -> None:
        if (
            not isinstance(element.tag, str)
            or element.tag in _LEAVE_OUT
            or not _LEFT_OUT.isdisjoint(element.get("class", "").split())
            or element.get("role") in _LISTS
        ):
            return
        if element.get("hidden") is not None or element.get("aria-hidden") == "true":
            return
        anchor = _find_anchor(element) if element.tag in ("h1", "h2", "h3") else ""
        if anchor:
            sections.append(Section(anchor, _join(words_of(element))))
            parts.append([])
            return
        if element.text:
            parts[-1].append(element.text)
        for child in element:
            walk(child)
            if child.tail:
                parts[-1].append(child.tail)
        if element.tag in ("p", "li", "td", "th", "dt", "dd", "div", "h1", "h2", "h3", "h4", "figcaption"):
            parts[-1].append(" ")

    walk(main)
    for section, texts in zip(sections, parts, strict=True):
        section.text = _join("".join(texts))
    return [one for one in sections if one.text or one.heading]


def _find_anchor(heading: HtmlElement) -> str:
    """Return the id that leads to a heading: its own, or that of the section it opens."""
    parent = heading.getparent()
    around = (
        parent.get("id", "") if parent is not None and parent.tag in ("section", "article", "div") else ""
    )
    return str(heading.get("id") or around)


def _join(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())
