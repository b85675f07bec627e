"""A chapter or annex as a document of its own: its title block, its text, its own sources, the colophon."""

from __future__ import annotations

import copy

import lxml.html
from lxml.html import HtmlElement

from inclucities_docs.render.page.tree import HEADINGS, has_class, words_of

__all__ = ["take_part"]


def take_part(tree: HtmlElement, name: str) -> HtmlElement:
    """Return the page of one part, which counts its own pages and notes.

    Its links to other parts lead nowhere: ``choose_view`` takes them out.
    """
    whole = copy.deepcopy(tree)
    part = next(one for one in whole.iter("section") if one.get("data-file") == name)
    head = _make_head(whole)
    notes = _take_notes(whole, part)
    foot = [one for one in whole.iter("footer") if has_class(one, "colophon")]
    _leave_alone(part, whole)
    opener = next((index + 1 for index, one in enumerate(part) if has_class(one, "opener")), 0)
    part.insert(opener, head)
    part.extend([*notes, *foot])
    body = next(whole.iter("body"))
    body.set("class", f"{body.get('class', '')} extract".strip())
    heading = next(part.iter(*HEADINGS), None)
    title = whole.find("head/title")
    if heading is not None and title is not None:
        title.text = f"{words_of(heading)} – {title.text}"
    return whole


def _make_head(whole: HtmlElement) -> HtmlElement:
    """Return the title block: what this is a part of, and how far that is settled."""
    head = lxml.html.Element("div", {"class": "extract-head"})
    main = next(whole.iter("main"), whole)
    of = lxml.html.Element("p", {"class": "extract-of"})
    names = [main.get("data-programme", ""), main.get("data-title", "")]
    of.text = " · ".join(one for one in names if one)
    head.append(of)
    state = next((one for one in whole.iter("p") if has_class(one, "state")), None)
    if state is not None:
        state.tail = None
        head.append(copy.deepcopy(state))
    return head


def _take_notes(whole: HtmlElement, part: HtmlElement) -> list[HtmlElement]:
    """Return the sources that a part cites, and number its marks as they come."""
    section = next((one for one in whole.iter("section") if has_class(one, "sources")), None)
    marks = [one for one in part.iter("a") if one.get("role") == "doc-noteref"]
    if section is None or not marks:
        return []
    notes = {str(one.get("id")): one for one in section.iter("li") if one.get("id")}
    signs: dict[str, str] = {}
    """How the language of the page writes the number of each note."""
    for link in whole.iter("a"):
        signs.setdefault(link.get("href", ""), link.text or "")
    cited = [one for one in dict.fromkeys(mark.get("href", "")[1:] for mark in marks) if one in notes]
    new = dict(zip(cited, (signs.get(f"#{one}", "") for one in notes), strict=False))
    first: dict[str, str] = {}
    for mark in marks:
        note = mark.get("href", "")[1:]
        if note in new:
            before, mark.text = mark.text or "", new[note]
            mark.set("aria-label", mark.get("aria-label", "").replace(before, new[note]))
            first.setdefault(note, mark.get("id", ""))
    for name, note in notes.items():
        if name not in new:
            note.drop_tree()
        for link in note.iter("a"):
            if link.get("role") == "doc-backlink" and name in new:
                link.set("href", f"#{first[name]}")
    for name in cited:  # in the order in which they are called here
        parent = notes[name].getparent()
        if parent is not None:
            parent.append(notes[name])
    return [section]


def _leave_alone(part: HtmlElement, whole: HtmlElement) -> None:
    """Take everything out of a page but its head and one part with what it stands in."""
    kept = part
    for holder in part.iterancestors():
        if holder is whole:
            break
        for child in list(holder):
            if child is not kept:
                holder.remove(child)
        holder.text = None
        kept = holder
