"""Two readers of one page: the public, who reads a text, and the office, which sees its marks.

A page carries both: what has the class ``review-only`` or ``public-only`` is for one of them.
Screens hide and show it by style; print and Word hold the one that they are made for.
"""

from __future__ import annotations

from lxml.html import HtmlElement

from inclucities_docs.render.page.tree import has_class

__all__ = ["choose_view", "name_view"]

VIEWS = ("public", "review")


def name_view(tree: HtmlElement, view: str) -> None:
    """Say on a page which of its readers it is made for; who edits it reads it as the office does."""
    tree.set("data-view", "review" if view == "edit" else view)


def choose_view(tree: HtmlElement) -> None:
    """Take out of a page what is for its other reader, and the links that led there."""
    other = next(one for one in VIEWS if one != tree.get("data-view", "public"))
    for element in list(tree.iter()):
        if isinstance(element.tag, str) and has_class(element, f"{other}-only") and _is_within(element, tree):
            element.drop_tree()
    names = {element.get("id") for element in tree.iter() if isinstance(element.tag, str)}
    for link in list(tree.iter("a")):
        target = link.get("href", "")
        if not target.startswith("#") or target[1:] in names:
            continue
        parent = link.getparent()
        if has_class(link, "note-back") and _find_mark(target[1:], names):
            link.set("href", f"#{_find_mark(target[1:], names)}")
        elif (
            parent is not None and parent.tag == "li" and len(parent) == 1 and not (parent.text or "").strip()
        ):
            parent.drop_tree()  # an entry of the contents
        elif has_class(link, "note-back") or has_class(link, "index-place"):
            link.drop_tree()
        else:
            link.drop_tag()


def _is_within(element: HtmlElement, tree: HtmlElement) -> bool:
    """Return whether an element still stands in a tree, and not in what was taken out of it."""
    return element is tree or any(one is tree for one in element.iterancestors())


def _find_mark(name: str, names: set[str | None]) -> str:
    """Return another place that cites the same note, or an empty text: ``mark-4-2`` for ``mark-4-1``."""
    stem = name.rpartition("-")[0]
    found = [one for one in names if one and one.startswith(f"{stem}-")]
    return min(found, default="", key=lambda one: (len(one), one))  # a set has no order
