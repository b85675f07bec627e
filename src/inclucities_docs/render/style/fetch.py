"""What a page may reach: what travels with it, and the addresses that a reader chooses to follow."""

from __future__ import annotations

import functools
import re
from collections.abc import Container, Iterable, Iterator
from typing import Any

import tinycss2
from lxml.html import HtmlElement

from inclucities_docs.diagnostics import DiagnosticError, Location
from inclucities_docs.render.template.sandbox import Problems
from inclucities_docs.source.reader import Lookup
from inclucities_docs.source.remark import blank_remarks

__all__ = ["check_reach", "find_addresses", "find_in_templates"]

_LOADS = (
    "src", "srcset", "imagesrcset", "srcdoc", "poster", "background", "data", "action", "formaction", "ping",
    "manifest", "xlink:href",
)  # fmt: skip
"""Attributes that make a reader's program fetch something, or show a page in the page."""

_LOADING = ("use", "image", "feimage", "base")
"""Elements whose ``href`` is fetched without being asked for; so it is with links to styles, not to versions."""

_FOREIGN = {
    "style": "styles stand in style.css beside the page",
    "script": "what happens on a screen stands in screen.js",
    "applet": "take it out", "plaintext": "take it out", "xmp": "take it out", "listing": "take it out",
    "noembed": "take it out", "noframes": "take it out",
}  # fmt: skip
"""Elements that bring in rules or code of their own, or that readers take for something else, and what to do."""

_STYLE_LOADS = ("url", "src", "image", "image-set", "-webkit-image-set", "cross-fade")
"""Functions of style sheets that fetch what they name."""

_SPANS = ("colspan", "rowspan", "span")
"""Attributes that say how much of a table something takes; the layout engine keeps each cell of it."""

_FOLLOWED = re.compile(r"(?:https?:|mailto:|tel:|geo:|csv:|#|(?![a-z][a-z0-9+.-]*:|//))", re.IGNORECASE)


def check_reach(problems: Problems, tree: HtmlElement, kind: str, pictures: Container[str]) -> None:
    """Note what a page would fetch, run or open; raises DiagnosticError if there is any."""
    for address, message, hint in _find(tree, pictures):
        problems.add(find_in_templates(problems.lookup, kind, address), message, hint, address)
    if problems.found:
        raise DiagnosticError(problems.found.values())


def find_addresses(tokens: Iterable[Any], inside: bool = False) -> Iterator[tuple[int, int]]:
    """Give line and column of each address in a style that is not embedded, and of each font; raises RecursionError."""
    for token in tokens:
        place = (token.source_line, token.source_column)
        if token.type == "at-keyword" and token.lower_value in ("import", "font-face"):
            yield place
        elif token.type == "url" or (token.type == "string" and inside):
            if not token.value.strip().lower().startswith(("data:", "#")):
                yield place
        elif token.type == "function":
            loads = inside or token.lower_name in _STYLE_LOADS
            for found in find_addresses(token.arguments, loads):
                yield place if loads else found
        elif token.type in ("() block", "[] block", "{} block"):
            yield from find_addresses(token.content, inside and token.type == "() block")


def _find(tree: HtmlElement, pictures: Container[str]) -> Iterator[tuple[str, str, str]]:
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.lower()
        if tag in _FOREIGN and not (tag == "script" and element.get("type") == "application/ld+json"):
            inside = (element.text or "").strip().partition("\n")[0]
            yield inside or f"<{tag}", f"a page may not hold <{tag}>", _FOREIGN[tag]
        for name, value in element.attrib.items():
            found = _judge(element, tag, name, value, pictures)
            if found:
                yield (value, *found)


def _judge(
    element: HtmlElement, tag: str, name: str, value: str, pictures: Container[str]
) -> tuple[str, str] | None:
    """Give message and hint for an attribute that reaches out or runs something."""
    address = _as_followed(value)
    shown = value.strip()[:80]
    loads = tag in _LOADING or (
        tag == "link" and element.get("rel") not in ("alternate", "license", "canonical")
    )
    if name in _LOADS or (name == "href" and loads):
        is_own = (shown.startswith("figure:") and shown[7:] in pictures) or (
            tag == "use" and re.fullmatch(r"#[\w-]+", value)  # a drawing that stands on this page
        )
        if not is_own and not shown.startswith(("data:image/", "data:font/")):
            return (
                f"a page may not fetch '{shown}'",
                "pictures are named with {{ picture(…) }} or in Markdown, and travel inside the page",
            )
    elif name == "href" and not _FOLLOWED.match(address):
        return (
            f"a link may not lead to '{shown}'",
            "links begin with https:// or mailto:, or with a hash sign",
        )
    elif name.startswith("on") or (name == "attributename" and address.startswith(("on", "href", "xlink:"))):
        return f"a page may not run '{shown}'", "what happens on a screen stands in screen.js"
    elif name == "http-equiv":
        return f"a page may not say '{shown}' of itself", "take it out; its policy is written by the build"
    elif name in _SPANS and not re.fullmatch(r"\d{1,3}|1000", value.strip()):
        return f"a cell may not span '{shown}' columns or rows", "write a number up to 1000"
    elif name == "style" and _fetches(value):
        return "a style may not fetch anything", "pictures are named with {{ picture(…) }}"
    return None


def _as_followed(address: str) -> str:
    """Give an address as browsers read it: without what they pass over, and with slashes for backslashes."""
    return re.sub(r"[\t\n\r]|^[\0- ]+|[\0- ]+$", "", address).replace("\\", "/").lower()


@functools.lru_cache(maxsize=512)
def _fetches(style: str) -> bool:
    try:
        return any(True for _ in find_addresses(tinycss2.parse_component_value_list(style)))
    except RecursionError:
        return True


def find_in_templates(lookup: Lookup, kind: str, address: str) -> Location:
    """Give the first line of the kind's files, or of those all kinds share, that holds an address."""
    for folder in (kind, "base"):
        for path in lookup.paths(f"templates/{folder}/", (".html", ".md")):
            text = blank_remarks(lookup.text(path), is_markdown=path.endswith(".md"))
            for number, line in enumerate(text.splitlines(), 1):
                if address and address in line:
                    return Location(path, number, line.index(address) + 1)
    return Location(f"templates/{kind}/page.html")
