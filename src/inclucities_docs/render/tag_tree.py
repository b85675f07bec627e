"""The tag tree of a PDF, made from the boxes that WeasyPrint laid out.

WeasyPrint's own tree starts anew on each page and knows neither languages, scopes, notes nor
decoration.  This one gives one structure element for each HTML element, over all its pages.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pydyf
import weasyprint.pdf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

__all__ = ["install"]

GROUPS = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote"}
INLINE = {"Span", "Link", "Reference", "Quote", "Code", "Figure"}
ROLES = {
    "main": "Part",
    "article": "Art",
    "section": "Sect",
    "nav": "Sect",
    "aside": "Sect",
    "blockquote": "BlockQuote",
    "p": "P",
    "pre": "P",
    "address": "P",
    "summary": "P",
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "caption": "Caption",
    "figcaption": "Caption",
    "img": "Figure",
    "svg": "Figure",
    "q": "Quote",
    "code": "Code",
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
}
LEVELS = tuple(f"H{level}" for level in range(1, 7))
BLOCKS = {"div", "header", "footer", "figure", "hgroup", "details", "body", "search"}
LETTERED = {
    "decimal": "Decimal",
    "lower-alpha": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
    "disc": "Disc",
    "circle": "Circle",
    "square": "Square",
}


@dataclass(eq=False)
class Marked:
    """One marked-content sequence of a page."""

    page: int
    number: int


@dataclass(eq=False)
class Annotated:
    """One link annotation of a page."""

    page: int
    annotation: Any


@dataclass(eq=False)
class Node:
    """One structure element in the making."""

    role: str
    language: str
    page: int
    kids: list[Node | Marked | Annotated] = field(default_factory=list)
    entries: dict[str, Any] = field(default_factory=dict)
    is_contents: bool = False
    is_notes: bool = False


class Tree:
    """Collects the nodes of a document from its pages, one node for each HTML element."""

    def __init__(self, language: str) -> None:
        self.root = Node("Document", language, 0)
        self.nodes: dict[Any, Node] = {}
        self.inner: dict[Any, Node] = {}
        self.artifacts: dict[tuple[int, int], str] = {}
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
            self.artifacts[page, rest["mcid"]] = "Layout"
        tags.clear()

    def discard(self, box: Any, kind: str = "Layout") -> None:
        """Make all content of a box an artifact."""
        box = box._box if isinstance(box, AbsolutePlaceholder) else box
        if (mark := self.tags.pop(box, None)) is not None:
            self.artifacts[self.page, mark["mcid"]] = kind
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
        mark = self.tags.pop(box, None)
        if mark is None:
            return
        pseudo = str(box.element_tag or "").partition("::")[2]
        if pseudo in {"before", "after"} and box.element.tag != "q" and not any(map(str.isalnum, box.text)):
            self.artifacts[self.page, mark["mcid"]] = "Layout"
            return
        if not box.text.strip() and parent.role in GROUPS:
            self.artifacts[self.page, mark["mcid"]] = "Layout"
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
        elif any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in box.text):
            # joined letters of scripts from right to left come out of a PDF in the order they are drawn
            whole = pydyf.String(box.text)
            parent.kids.append(Node("Span", parent.language, self.page, [content], {"ActualText": whole}))
        else:
            parent.kids.append(content)

    def is_repeated(self, box: Any) -> bool:
        """Tell whether a table's head or foot was there on an earlier page."""
        if box.element_tag not in {"thead", "tfoot"}:
            return False
        known = self.nodes.get(box.element)
        return known is not None and known.page != self.page

    def node_for(self, box: Any, parent: Node) -> Node:
        """Give the node a box's content belongs to, made when its element is met first."""
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
        if element in self.inner:
            return self.inner[element]
        if "::footnote-call" in tag:
            call = Node("Reference", parent.language, self.page)
            parent.kids.append(call)
            self.calls[element] = parent
            return call
        outer, inner = self.make(element, box, parent)
        self.nodes[element], self.inner[element] = outer, inner
        return inner

    def make(self, element: Any, box: Any, parent: Node) -> tuple[Node, Node]:
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
        role = ROLES.get(tag) or ("Div" if tag in BLOCKS or box.style["display"][0] == "block" else "Span")
        node = add(parent, role)
        node.is_contents = aria == "doc-toc"
        node.is_notes = aria == "doc-endnotes" or (tag == "ol" and parent.is_notes)
        if role == "Figure":
            x, y = box.content_box_x() * 0.75, (self.height - box.content_box_y()) * 0.75
            node.entries["A"] = pydyf.Dictionary(
                {
                    "O": "/Layout",
                    "Placement": "/Block" if isinstance(box, boxes.BlockLevelBox) else "/Inline",
                    "BBox": pydyf.Array((x, y - box.height * 0.75, x + box.width * 0.75, y)),
                }
            )
            node.entries["Alt"] = pydyf.String(name_image(element))
        elif role == "L":
            numbering = LETTERED.get(str(box.style["list_style_type"]), "None")
            node.entries["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{numbering}"})
        elif role in {"TH", "TD"}:
            attributes = {"O": "/Table"}
            if role == "TH":
                scope = {"row": "Row", "rowgroup": "Row"}.get(element.get("scope", ""), "Column")
                attributes["Scope"] = f"/{scope}"
            attributes |= {
                name: span for name, span in (("ColSpan", box.colspan), ("RowSpan", box.rowspan)) if span != 1
            }
            if len(attributes) > 1:
                node.entries["A"] = pydyf.Dictionary(attributes)
        elif tag == "abbr" and element.get("title"):
            node.entries["E"] = pydyf.String(element.get("title"))
        return node, node


def is_hidden(element: Any) -> bool:
    """Tell whether an element is decoration."""
    if element.get("aria-hidden") == "true" or element.get("role") in {"presentation", "none"}:
        return element.tag not in {"table", "ul", "ol"}
    return str(element.tag).rpartition("}")[2] == "img" and element.get("alt") == ""


def name_image(element: Any) -> str:
    title = element.find("{http://www.w3.org/2000/svg}title")
    return str(
        element.get("alt") or element.get("aria-label") or (title.text if title is not None else "") or ""
    )


def name_link(element: Any) -> str:
    """Give the words of a link: its label, or its text with the alternatives of its images."""

    def words(one: Any) -> Iterator[str]:
        if one.get("aria-hidden") == "true":
            return
        yield one.get("alt") or one.text or ""
        for child in one:
            if isinstance(child.tag, str):
                yield from words(child)
            yield child.tail or ""

    return " ".join(
        (element.get("aria-label") or "".join(words(element)) or element.get("title") or "").split()
    )


def tidy(node: Node) -> bool:
    """Wrap loose text in paragraphs, drop what is empty; tell whether something is left."""
    node.kids = [kid for kid in node.kids if not isinstance(kid, Node) or tidy(kid)]
    if node.role in GROUPS:
        kids: list[Node | Marked | Annotated] = []
        run: Node | None = None
        blocks = [kid for kid in node.kids if isinstance(kid, Node) and not is_inline(kid)]
        if node.role == "Div" and not blocks and node.kids:
            node.role = "P"
            return True
        for kid in node.kids:
            if isinstance(kid, Node) and (kid in blocks or (kid.role == "Figure" and run is None)):
                run = None
                kids.append(kid)
            elif run is None:
                run = Node("P", node.language, kid.page, [kid])
                kids.append(run)
            else:
                run.kids.append(kid)
        node.kids = kids
    return bool(node.kids) or node.role in {"TD", "TH"}


def is_inline(node: Node) -> bool:
    if node.role == "Figure":
        return bool(node.entries["A"]["Placement"] == "/Inline")
    return node.role in INLINE


def splice(node: Node) -> None:
    """Take away groups and spans that say nothing."""
    kids: list[Node | Marked | Annotated] = []
    for kid in node.kids:
        if isinstance(kid, Node):
            splice(kid)
            if (
                kid.role in {"Div", "Span"}
                and not kid.entries
                and kid.language == node.language
                and not any(isinstance(one, Node) and one.role == "Caption" for one in kid.kids)
            ):
                kids.extend(kid.kids)
                continue
        kids.append(kid)
    node.kids = kids


def raise_headings(node: Node, above: int) -> int:
    """Raise headings by some levels; gives the highest, from 0, so that parts can begin at the first."""
    highest = LEVELS.index(node.role) if node.role in LEVELS else len(LEVELS)
    if node.role in LEVELS:
        node.role = LEVELS[highest - above]
    return min([highest, *(raise_headings(kid, above) for kid in node.kids if isinstance(kid, Node))])


def add_tags(pdf: Any, document: Any, pdf_version: Any, page_streams: list[Any]) -> None:
    """Write the tag tree of a document; stands in for WeasyPrint's function of this name."""
    tree = Tree(str(document.metadata.lang or ""))
    sizes = []
    for number, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True)):
        sizes.append(len(stream._tags))
        tree.add_page(number, page._page_box, stream._tags)
    tidy(tree.root)
    splice(tree.root)
    raise_headings(tree.root, raise_headings(tree.root, 0))
    for number, stream in enumerate(page_streams):
        turn_to_artifacts(
            stream, {mark: kind for (page, mark), kind in tree.artifacts.items() if page == number}
        )

    leaves = [one for one in pdf.objects if isinstance(one, dict) and one.get("Type") == "/Page"]
    for page_number, annotation in tree.redundant:
        leaves[page_number]["Annots"].remove(annotation.reference)

    owners: list[list[Any]] = [[b"null"] * size for size in sizes]
    linked: list[tuple[Any, Any]] = []

    def write(node: Node, parent: Any) -> Any:
        element = pydyf.Dictionary(
            {
                "Type": "/StructElem",
                "S": f"/{node.role}",
                "P": parent,
                "Pg": pdf.page_references[node.page],
                **node.entries,
            }
        )
        pdf.add_object(element)
        kids = pydyf.Array()
        for kid in node.kids:
            if isinstance(kid, Node):
                child = write(kid, element.reference)
                if kid.language and kid.language != node.language:
                    child["Lang"] = pydyf.String(kid.language)
                kids.append(child.reference)
            elif isinstance(kid, Marked):
                owners[kid.page][kid.number] = element.reference
                kids.append(
                    kid.number
                    if kid.page == node.page
                    else pydyf.Dictionary(
                        {"Type": "/MCR", "Pg": pdf.page_references[kid.page], "MCID": kid.number}
                    )
                )
            else:
                linked.append((element.reference, kid.annotation))
                kids.append(
                    pydyf.Dictionary(
                        {
                            "Type": "/OBJR",
                            "Obj": kid.annotation.reference,
                            "Pg": pdf.page_references[kid.page],
                        }
                    )
                )
        element["K"] = kids
        return element

    root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(root)
    top = write(tree.root, root.reference)
    root["K"] = pydyf.Array([top.reference])
    numbers = pydyf.Array()
    for number, page_owners in enumerate(owners):
        numbers.extend([number, pydyf.Array(page_owners)])
    for number, (owner, annotation) in enumerate(linked, start=len(owners)):
        annotation["StructParent"] = number
        numbers.extend([number, owner])
    parents = pydyf.Dictionary({"Nums": numbers})
    pdf.add_object(parents)
    root["ParentTree"] = parents.reference
    root["ParentTreeNextKey"] = len(owners) + len(linked)
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


def turn_to_artifacts(stream: Any, kinds: dict[int, str]) -> None:
    """Rewrite the marks of decoration in a page's content."""
    operators = stream.stream
    for index, operator in enumerate(operators):
        if isinstance(operator, pydyf.Dictionary) and operator.get("MCID") in kinds:
            operators[index - 1] = "/Artifact"
            operators[index] = pydyf.Dictionary({"Type": f"/{kinds[operator['MCID']]}"})


def install() -> None:
    """Make WeasyPrint write this tag tree."""
    weasyprint.pdf.add_tags = add_tags
