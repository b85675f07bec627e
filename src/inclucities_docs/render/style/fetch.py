"""What a page may reach: what travels with it, and the addresses that a reader chooses to follow."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Container, Iterable, Iterator
from typing import Any

import tinycss2
from lxml.html import HtmlElement

from inclucities_docs.diagnostics import Location
from inclucities_docs.inputs.reader import Lookup
from inclucities_docs.inputs.template_comment import blank_comments
from inclucities_docs.render.picture import DRAWN, PictureError, admit_address
from inclucities_docs.render.problem import Problems

__all__ = ["admit_style", "check_urls", "find_addresses", "find_in_templates"]

_LOADS = (
    "src", "srcset", "imagesrcset", "srcdoc", "poster", "background", "data", "action", "formaction", "ping",
    "manifest", "xlink:href",
)  # fmt: skip
"""Attributes that make a reader's program fetch something, or show a page in the page."""

_SHOWING = ("img", "image", "feimage", "link")
"""Elements that may show an embedded picture."""

_DRAWN = {one.lower() for one in DRAWN} - {"style"}

_LOADING = ("use", "image", "feimage", "base")
"""Elements whose ``href`` is fetched without being asked for; so it is with links to styles, not to versions."""

_OTHERWISE_READ = (
    "annotation-xml", "applet", "base", "embed", "fencedframe", "foreignobject", "frame", "frameset", "iframe",
    "listing", "marquee", "noembed", "noframes", "noscript", "object", "plaintext", "portal", "template", "xmp",
)  # fmt: skip
_FOREIGN = {
    "style": "styles stand in style.css beside the page",
    "script": "what happens on a screen stands in screen.js",
    "math": "write it as text, or as a picture",
    **dict.fromkeys(_OTHERWISE_READ, "take it out"),
}
"""Elements that bring in rules or code of their own, or that readers take for something else, and what to do."""

_BRINGING = ("import", "font-face", "color-profile", "namespace")
"""Rules of style sheets that bring in something from elsewhere."""

_STYLE_LOADS = ("url", "src", "image", "image-set", "-webkit-image-set", "cross-fade")
"""Functions of style sheets that fetch what they name."""

_ELSEWHERE = ("var", "attr", "env", "if")
"""Functions whose value stands elsewhere: inside one that fetches, nobody sees the address."""

_SPANS = ("colspan", "rowspan", "span")
"""Attributes that say how much of a table something takes; the layout engine keeps each cell of it."""

_PLAIN = {"alt", "aria-label", "class", "data-field", "id", "lang", "role", "scope", "title"}
"""Attributes that fetch nothing and run nothing, whatever they say: most of a page's."""

_FOLLOWED = re.compile(r"(?:https?:|mailto:|tel:|sms:|geo:|csv:|#|(?![a-z][a-z0-9+.-]*:|//))", re.IGNORECASE)


def _owns_nothing(_: HtmlElement, __: str) -> bool:
    return False


def check_urls(
    problems: Problems,
    tree: HtmlElement,
    kind: str,
    pictures: Container[str],
    is_own: Callable[[HtmlElement, str], bool] = _owns_nothing,
) -> None:
    """Note what a page would fetch, run or open; raise DiagnosticError if there is any.

    What it embeds is put through the door for pictures. ``is_own`` tells of an element and the name of
    its attribute whether that names what lies beside the page, where a site is made.
    """
    for address, message, hint in _find(tree, pictures, is_own):
        problems.add(find_in_templates(problems.lookup, kind, address), message, hint, address)
    problems.raise_found()


def find_addresses(tokens: Iterable[Any], inside: bool = False) -> Iterator[tuple[int, int]]:
    """Return line and column of each address in a style that is not embedded, and of each font; raise RecursionError."""
    for token, address in list_addresses(tokens, inside):
        if address is None or not address.strip().lower().startswith(("data:", "#")):
            yield token.source_line, token.source_column


def list_addresses(tokens: Iterable[Any], inside: bool = False) -> Iterator[tuple[Any, str | None]]:
    """Return each address in a style with the token to point at, and none as the address of fonts and other sheets."""
    for token in tokens:
        if token.type == "at-keyword" and token.lower_value in _BRINGING:
            yield token, None
        elif token.type == "url" or (token.type == "string" and inside):
            yield token, token.value
        elif token.type == "function" and inside and token.lower_name in _ELSEWHERE:
            yield token, None
        elif token.type == "function":
            loads = inside or token.lower_name in _STYLE_LOADS
            for found, address in list_addresses(token.arguments, loads):
                yield (token if loads else found), address
        elif token.type in ("() block", "[] block", "{} block"):
            yield from list_addresses(token.content, inside and token.type == "() block")


def admit_style(style: str) -> str:
    """Return a style with its pictures as they may be published; raise PictureError, and RecursionError for one without end."""
    for _, address in list_addresses(tinycss2.parse_component_value_list(style)):
        if address is not None and address.strip().lower().startswith("data:"):
            admitted = admit_address(address)
            if admitted != address:
                if address not in style:
                    raise PictureError("a picture written with escapes", "name the picture's file instead")
                style = style.replace(address, admitted)
    return style


def _find(
    tree: HtmlElement, pictures: Container[str], is_own: Callable[[HtmlElement, str], bool]
) -> Iterator[tuple[str, str, str]]:
    drawn = {element for drawing in tree.iter("svg") for element in drawing.iter()}
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.lower()
        is_ours = tag == "script" and (
            element.get("type") == "application/ld+json"
            or (is_own(element, "src") and not (element.text or "").strip())
        )
        if tag in _FOREIGN and not is_ours:
            inside = (element.text or "").strip().partition("\n")[0]
            yield inside or f"<{tag}", f"a page may not hold <{tag}>", _FOREIGN[tag]
        if element in drawn and tag not in _DRAWN and tag not in _FOREIGN:
            yield f"<{tag}", f"a drawing on a page may not hold <{tag}>", "draw it with shapes and words"
        if tag in ("title", "textarea") and len(element):
            yield f"<{tag}", f"<{tag}> may hold words alone", "take its elements out"
        for name, value in element.items():
            if name in _PLAIN:
                continue
            try:
                found = _judge(element, tag, name, value, pictures) if not is_own(element, name) else None
                if not found:
                    _put_through(element, tag, name, value)
            except PictureError as error:
                found = f"an embedded picture {error.message}", error.hint
            except RecursionError:
                found = "brackets in brackets in this style, without end", "take most of them out"
            if found:
                yield (value, *found)


def _put_through(element: HtmlElement, tag: str, name: str, value: str) -> None:
    """Put the pictures that an attribute embeds through the door for pictures; raise PictureError."""
    if name in ("src", "href", "xlink:href") and value.strip().lower().startswith("data:") and tag != "a":
        element.set(name, admit_address(value))
    elif name == "style" and "data:" in value:
        element.set(name, admit_style(value))


def _judge(
    element: HtmlElement, tag: str, name: str, value: str, pictures: Container[str]
) -> tuple[str, str] | None:
    """Return message and hint for an attribute that reaches out or runs something."""
    shown = value.strip()[:80]
    loads = name == "href" and (
        tag in _LOADING
        or (tag == "link" and element.get("rel") not in ("alternate", "license", "canonical", "next", "prev"))
    )
    if name in _LOADS or loads:
        is_own = (shown.startswith("figure:") and shown[7:] in pictures) or (
            tag == "use" and re.fullmatch(r"#[\w-]+", value)  # a drawing that stands on this page
        )
        is_picture = (
            tag in _SHOWING
            and name in ("src", "href", "xlink:href")
            and shown.lower().startswith("data:image/")
        )
        if not is_own and not is_picture:
            return (
                f"a page may not fetch '{shown}'",
                "pictures are named with {{ picture(…) }} or in Markdown, and travel inside the page",
            )
    elif name == "href" and not _FOLLOWED.match(_as_followed(value)):
        return (
            f"a link may not lead to '{shown}'",
            "links begin with https:// or mailto:, or with a hash sign",
        )
    elif name.startswith("on") or (
        name == "attributename" and _as_followed(value).startswith(("on", "href", "xlink:"))
    ):
        return f"a page may not run '{shown}'", "what happens on a screen stands in screen.js"
    elif name == "http-equiv":
        return f"a page may not say '{shown}' of itself", "take it out; its policy is written by the build"
    elif name in _SPANS and not re.fullmatch(r"\d{1,3}|1000", value.strip()):
        return f"a cell may not span '{shown}' columns or rows", "write a number up to 1000"
    elif name == "style" and _fetches(value):
        return "a style may not fetch anything", "pictures are named with {{ picture(…) }}"
    return None


def _as_followed(address: str) -> str:
    """Return an address as browsers read it: without what they pass over, and with slashes for backslashes."""
    return re.sub(r"[\t\n\r]|^[\0- ]+|[\0- ]+$", "", address).replace("\\", "/").lower()


@functools.lru_cache(maxsize=512)
def _fetches(style: str) -> bool:
    try:
        return any(True for _ in find_addresses(tinycss2.parse_component_value_list(style)))
    except RecursionError:
        return True


def find_in_templates(lookup: Lookup, kind: str, address: str) -> Location:
    """Return the first line of the kind's files, or of those all kinds share, that holds an address."""
    for folder in (kind, "base"):
        for path in lookup.paths(f"templates/{folder}/", (".html", ".md")):
            text = blank_comments(lookup.text(path), is_markdown=path.endswith(".md"))
            for number, line in enumerate(text.splitlines(), 1):
                if address and address in line:
                    return Location(path, number, line.index(address) + 1)
    return Location(f"templates/{kind}/page.html")
