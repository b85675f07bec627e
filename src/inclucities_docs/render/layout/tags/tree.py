"""The nodes of a document, collected from the boxes of its pages: one for each HTML element."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from inclucities_docs.render.layout.book import SPINE
from inclucities_docs.render.layout.tags.element import (
    BLOCKS,
    LETTERED,
    is_hidden,
    name_image,
    name_link,
    role_of,
)
from inclucities_docs.render.layout.tags.node import GROUPS, WORDS, Annotated, Marked, Node
from inclucities_docs.render.template.origin_mark import MARK

__all__ = ["Tree"]


_MAY_RUN_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Where Unicode keeps its scripts from right to left: few texts need a look at each letter."""


def _runs_left(text: str) -> bool:
    return bool(_MAY_RUN_LEFT.search(text)) and any(
        unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text
    )


class Tree:
    """Collects the nodes of a document from its pages, one node for each HTML element."""

    def __init__(self, language: str) -> None:
        self.root = Node("Document", language, 0)
        self.nodes: dict[Any, Node] = {}
        self.inner: dict[Any, Node] = {}
        self.artifacts: dict[int, dict[int, str]] = defaultdict(dict)
        """What is decoration, by page and number of its mark."""
        self.page = 0
        self.tags: dict[Any, dict[str, Any]] = {}
        self.height = 0.0
        self.calls: dict[Any, Node] = {}
        self.redundant: list[tuple[int, Any]] = []

    def add_page(self, page: int, page_box: Any, tags: dict[Any, dict[str, Any]]) -> None:
        """Take the boxes of one page; ``tags`` gives the marked content of each box."""
        self.page, self.tags = page, tags
        self.height = page_box.margin_height()
        for child in page_box.children:
            if isinstance(child, boxes.MarginBox):
                self.discard(child, "Pagination")
            else:
                self.walk(child, self.root)
        for rest in tags.values():  # nothing may stay marked without a parent
            self.artifacts[page][rest["mcid"]] = "Layout"
        tags.clear()

    def discard(self, box: Any, kind: str = "Layout") -> None:
        """Make all content of a box an artifact."""
        box = box._box if isinstance(box, AbsolutePlaceholder) else box
        if (mark := self.tags.pop(box, None)) is not None:
            self.artifacts[self.page][mark["mcid"]] = kind
        for child in getattr(box, "children", ()):
            self.discard(child, kind)

    def walk(self, box: Any, parent: Node, *, is_linked: bool = False) -> None:
        """Add a box and what is in it; ``is_linked``: a box around it carries its link."""
        box = box._box if isinstance(box, AbsolutePlaceholder) else box
        element = box.element
        if isinstance(box, boxes.TextBox):
            self.add_text(box, parent)
            return
        if element is not None and (is_hidden(element) or self.is_repeated(box)):
            self.discard(box)
            return
        node = self.node_for(box, parent)
        if isinstance(box, boxes.ReplacedBox):
            mark = self.tags.pop(box)
            node.kids.append(Marked(self.page, mark["mcid"]))
        if box.link_annotation and is_linked:
            # WeasyPrint gives every box in a link an annotation of its own: readers would hear it twice
            self.redundant.append((self.page, box.link_annotation))
        elif box.link_annotation:
            annotation = box.link_annotation
            annotation["Contents"] = pydyf.String(name_link(element) or str(element.get("href")))
            node.kids.append(Annotated(self.page, annotation))
        for child in getattr(box, "children", ()):
            self.walk(child, node, is_linked=is_linked or bool(box.link_annotation))

    def add_text(self, box: Any, parent: Node) -> None:
        """Add a run of text, with what it says where its letters say something else."""
        mark = self.tags.pop(box, None)
        if mark is None:
            return
        pseudo = str(box.element_tag or "").partition("::")[2]
        if pseudo in {"before", "after"} and box.element.tag != "q" and not any(map(str.isalnum, box.text)):
            self.artifacts[self.page][mark["mcid"]] = "Layout"
            return
        if not box.text.strip() and parent.role in GROUPS:
            self.artifacts[self.page][mark["mcid"]] = "Layout"
            return
        content = Marked(self.page, mark["mcid"])
        hyphen = box.style["hyphenate_character"]
        if (
            box.text.endswith(hyphen)
            and box.style["hyphens"] != "none"
            and len(box.text) > 1
            and box.text[-2:-1].isalpha()
            and hyphen != "-"
        ):
            whole = pydyf.String(box.text.removesuffix(hyphen) + "\u00ad")
            parent.kids.append(Node("Span", parent.language, self.page, [content], {"ActualText": whole}))
        elif _runs_left(box.text):
            # joined letters of scripts from right to left come out of a PDF in the order they are drawn
            whole = pydyf.String(box.text)
            parent.kids.append(Node("Span", parent.language, self.page, [content], {"ActualText": whole}))
        else:
            parent.kids.append(content)

    def is_repeated(self, box: Any) -> bool:
        """Return whether a table's head or foot was there on an earlier page."""
        if box.element_tag not in {"thead", "tfoot"}:
            return False
        known = self.nodes.get(box.element)
        return known is not None and known.page != self.page

    def node_for(self, box: Any, parent: Node) -> Node:
        """Return the node a box's content belongs to, made when its element is met first."""
        element, tag = box.element, str(box.element_tag or "")
        if element is None or element.tag in {"html", "body"} or isinstance(box, boxes.PageBox):
            return parent
        if tag.endswith("::marker") and element.tag in {"li", "summary"}:
            item = self.nodes.get(element)
            if item is None or item.role not in {"LI", "TOCI"}:
                return parent
            label = Node("Lbl", item.language, self.page)
            item.kids.insert(0, label)
            return label
        key = element.get(SPINE) or element
        if key in self.inner:
            return self.inner[key]
        if "::footnote-call" in tag:
            call = Node("Reference", parent.language, self.page)
            parent.kids.append(call)
            self.calls[element] = parent
            return call
        outer, inner = self.make(element, box, parent)
        self.nodes[key], self.inner[key] = outer, inner
        outer.origin = inner.origin = element.get(MARK, "")
        return inner

    def make(self, element: Any, box: Any, parent: Node) -> tuple[Node, Node]:
        """Return the outermost and the innermost node of an element that is met first."""
        tag = str(element.tag).rpartition("}")[2]
        aria = element.get("role", "")
        language = str(box.style["lang"] or parent.language)

        def add(to: Node, role: str, **entries: Any) -> Node:
            node = Node(role, language, self.page, [], entries)
            to.kids.append(node)
            return node

        if tag in {"ul", "ol"} and (parent.is_contents or parent.role in {"TOC", "TOCI"}):
            node = add(parent, "TOC")
            return node, node
        if tag == "li":
            if parent.role == "TOC":
                node = add(parent, "TOCI")
                return node, node
            item = add(parent if parent.role == "L" else add(parent, "L"), "LI")
            body = add(item, "LBody")
            if aria in {"doc-footnote", "doc-endnote"} or parent.is_notes:
                return item, add(body, "Note", ID=pydyf.String(f"note-{len(self.nodes)}"))
            return item, body
        if tag == "div" and parent.role == "L":
            node = add(parent, "LI")
            return node, node
        if tag == "dt":
            item = parent if parent.role == "LI" else add(parent, "LI")
            return item, add(item, "Lbl")
        if tag == "dd":
            item = parent
            if parent.role == "L":
                known = [kid for kid in parent.kids if isinstance(kid, Node)]
                item = known[-1] if known else add(parent, "LI")
            return item, add(item, "LBody")
        if tag == "a":
            if element.get("href") is None or (not box.link_annotation and "::" not in str(box.element_tag)):
                node = add(parent, "Span")
                return node, node
            if aria in {"doc-noteref", "doc-backlink"} or parent.role == "TOCI":
                outer = add(parent, "Reference")
                return outer, add(outer, "Link")
            node = add(parent, "Link")
            return node, node
        if aria in {"doc-footnote", "doc-endnote"} or element in self.calls:
            node = add(self.calls.get(element, parent), "Note", ID=pydyf.String(f"note-{len(self.nodes)}"))
            return node, node
        role = role_of(tag, is_block=box.style["display"][0] == "block")
        if role == "Div" and tag not in BLOCKS and parent.role in WORDS:
            node = add(parent, "Span")  # a line of its own among words, or words set beside them
            if not len(element) and element.text:
                node.entries["ActualText"] = pydyf.String(f"{element.text.strip()} ")
            return node, node
        node = add(parent, role)
        node.is_contents = aria == "doc-toc"
        node.is_notes = aria == "doc-endnotes" or (tag == "ol" and parent.is_notes)
        self.describe(node, tag, element, box)
        return node, node

    def describe(self, node: Node, tag: str, element: Any, box: Any) -> None:
        """Add what a reader is told of a node beside its role: alternative text, scope, numbering."""
        if node.role == "Figure":
            x, y = box.content_box_x() * 0.75, (self.height - box.content_box_y()) * 0.75
            node.entries["A"] = pydyf.Dictionary(
                {
                    "O": "/Layout",
                    "Placement": "/Block" if isinstance(box, boxes.BlockLevelBox) else "/Inline",
                    "BBox": pydyf.Array((x, y - box.height * 0.75, x + box.width * 0.75, y)),
                }
            )
            node.entries["Alt"] = pydyf.String(name_image(element))
        elif node.role == "L":
            numbering = LETTERED.get(str(box.style["list_style_type"]), "None")
            node.entries["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{numbering}"})
        elif node.role in {"TH", "TD"}:
            attributes = {"O": "/Table"}
            if node.role == "TH":
                scope = {"row": "Row", "rowgroup": "Row"}.get(element.get("scope", ""), "Column")
                attributes["Scope"] = f"/{scope}"
            attributes |= {
                name: span for name, span in (("ColSpan", box.colspan), ("RowSpan", box.rowspan)) if span != 1
            }
            if len(attributes) > 1:
                node.entries["A"] = pydyf.Dictionary(attributes)
        elif tag == "abbr" and element.get("title"):
            node.entries["E"] = pydyf.String(element.get("title"))
