"""Cross-references that cannot dangle, and glossary terms linked where a chapter first uses them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from inclucities_docs.diagnostics import Location
from inclucities_docs.inputs.catalogue import gettext_noop
from inclucities_docs.render.page.tree import HEADINGS, has_class, language_of, list_elements, plain, words_of

__all__ = ["References", "link_terms", "resolve_references"]

_WORDS = {
    "figure": gettext_noop("figure %(number)s"),
    "table": gettext_noop("table %(number)s"),
    "chapter": gettext_noop("chapter %(number)s"),
    "annex": gettext_noop("annex %(number)s"),
    "section": gettext_noop("section %(number)s"),
}
"""What a reference says, by the kind of what it names; the catalogues translate it."""


@dataclass
class References:
    """What can be referred to on a page, and what was referred to in vain."""

    names: list[str] = field(default_factory=list)
    dangling: list[tuple[str, Location]] = field(default_factory=list)
    """The name, and where it was asked for."""
    twice: list[str] = field(default_factory=list)
    """Names that stand at two places."""


def resolve_references(tree: HtmlElement, words_in: Callable[[str], Callable[..., str]]) -> References:
    """Return each cross-reference its words, and note those that lead nowhere."""
    targets: dict[str, HtmlElement] = {}
    counts: Counter[str] = Counter()
    for element in list_elements(tree):
        if element.get("id"):
            targets.setdefault(element.get("id", ""), element)
            counts[element.get("id", "")] += 1
    found = References(list(targets), twice=[name for name, count in counts.items() if count > 1])
    for link in tree.iter("a"):
        href = link.get("href", "")
        place = link.attrib.pop("data-place", "")
        if not href.startswith("#") or href == "#":
            continue
        target = targets.get(href[1:])
        if target is None:
            path, _, line = place.partition(":")
            found.dangling.append((href[1:], Location(path, int(line.split(":")[0] or 0) if line else 0)))
        elif has_class(link, "ref"):
            link.text = _name(target, link, words_in(language_of(link)))
    return found


def _name(target: HtmlElement, link: HtmlElement, gettext: Callable[..., str]) -> str:
    heading = target if target.tag in HEADINGS else next(iter(target.iter(*HEADINGS)), None)
    numbered = target if target.get("data-number") else heading
    kind = "" if numbered is None else numbered.get("data-kind", "")
    if kind in _WORDS and numbered is not None and not has_class(link, "ref-title"):
        words = plain(gettext(_WORDS[kind], number=numbered.get("data-number", "")))
        return words[:1].upper() + words[1:] if _opens_sentence(link) else words
    if heading is not None:
        return words_of(heading).removeprefix(heading.get("data-number", "")).strip()
    return str(target.get("data-name") or target.get("id", ""))


def _opens_sentence(link: HtmlElement) -> bool:
    parent, before = link.getparent(), link.getprevious()
    text = (before.tail if before is not None else parent.text if parent is not None else "") or ""
    if before is None and not text.strip():
        return parent is not None and parent.tag in {"p", "li", "td", "caption"}
    return text.rstrip().endswith((".", "!", "?")) and not text.rstrip().endswith("(")


def link_terms(tree: HtmlElement) -> None:
    """Link a glossary term to its entry where a chapter uses it first; elsewhere it is a word like others."""
    entries = {element.get("id", "") for element in list_elements(tree)}
    linked: set[tuple[HtmlElement | None, str]] = set()
    for term in list(tree.iter("span")):
        key = term.attrib.pop("data-term", None)
        if key is None:
            continue
        part = next((one for one in term.iterancestors() if one.get("data-part")), None)
        inside = {str(one.tag) for one in term.iterancestors()}
        if f"term-{key}" not in entries or inside & {"a", *HEADINGS} or (part, key) in linked:
            term.drop_tag()
            continue
        linked.add((part, key))
        term.tag = "a"
        term.set("href", f"#term-{key}")
