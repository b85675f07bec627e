"""The tree put into shape: no loose text, nothing empty, nothing that says nothing, headings from the first level."""

from __future__ import annotations

from inclucities_docs.render.layout.tags.node import GROUPS, INLINE, LEVELS, Annotated, Marked, Node

__all__ = ["put_in_shape"]


def put_in_shape(root: Node) -> None:
    """Tidy a whole tree."""
    tidy(root)
    splice(root)
    raise_headings(root, raise_headings(root, 0))


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
    """Raise headings by some levels; return the highest, from 0, so that parts can begin at the first."""
    highest = LEVELS.index(node.role) if node.role in LEVELS else len(LEVELS)
    if node.role in LEVELS:
        node.role = LEVELS[highest - above]
    return min([highest, *(raise_headings(kid, above) for kid in node.kids if isinstance(kid, Node))])
