"""A page as one HTML file that needs nothing beside it, and lets nothing in."""

from __future__ import annotations

import base64
import copy
import hashlib
import re
from collections.abc import Sequence

import lxml.html
from lxml.html import HtmlElement

from inclucities_docs.render.font import carry_letters, embed_faces, find_faces
from inclucities_docs.render.page.page import Page
from inclucities_docs.render.page.tree import FIELD, list_elements, serialise
from inclucities_docs.render.picture import look_again, read_address
from inclucities_docs.render.stand_in import name_stand_in
from inclucities_docs.render.style.sheet import LETTERS, has_pane, list_sheets, list_words, publish_rules
from inclucities_docs.render.template.picture import Picture, data_uri, write_table
from inclucities_docs.render.write import Written

__all__ = ["find_italics", "inline_drawing", "write"]

LONG_BOOK = 100_000
"""Letters from which on a book is laid out by browsers as it is read: a guide, no plan."""


def write(page: Page, keys: Sequence[str] = ("html",)) -> Written:
    """Return the page for screens; raise DiagnosticError for styles that reach outside."""
    tree = copy.deepcopy(page.tree)
    head = tree.find("head")
    assert head is not None
    _measure_parts(tree)
    drawings = _place_drawings(tree, page)
    _dress_covers(tree, page)
    script = _script(page)
    style = _style(page, tree, "".join(drawings.values()))
    policy = lxml.html.Element(
        "meta", {"http-equiv": "Content-Security-Policy", "content": _policy(style, script)}
    )
    charset = next((one for one in head if one.get("charset")), None)
    head.insert(0 if charset is None else head.index(charset) + 1, policy)
    _append(head, "style", style)
    if script:
        body = tree.find("body")
        assert body is not None
        _append(body, "script", script)
    text = serialise(tree, with_fields=page.document.view == "edit")
    for mark, drawing in drawings.items():
        text = text.replace(mark, drawing)
    return {keys[0]: (text.encode(), 0)}


def _dress_covers(tree: HtmlElement, page: Page) -> None:
    """Have the pictures of covers carry their letters: what is drawn as a ground does not see those of the page."""
    for cover in tree.find_class("cover-art"):
        before, _, after = cover.get("style", "").partition("url('")
        address, _, after = after.partition("'")
        if (drawing := read_address(address)) and b"<text" in drawing:
            dressed = carry_letters(drawing, find_faces(page.reader.brand))
            cover.set("style", f"{before}url('{data_uri(dressed, '.svg')}'{after}")


def _measure_parts(tree: HtmlElement) -> None:
    """Say how many letters each part of a long book has: browsers guess its height until they lay it out."""
    for book in tree.find_class("book-text"):
        letters = {part: sum(map(len, part.itertext())) for part in book.iterchildren("section")}
        if sum(letters.values()) < LONG_BOOK:
            continue
        for part, count in letters.items():
            style = part.get("style", "")
            part.set("style", f"{style}{';' if style else ''}{LETTERS}:{count}")


def _append(parent: HtmlElement, tag: str, text: str) -> None:
    element = lxml.html.Element(tag)
    element.text = text
    parent.append(element)


def _place_drawings(tree: HtmlElement, page: Page) -> dict[str, str]:
    """Put marks where drawings go, so that their XML never passes through the HTML writer."""
    drawings: dict[str, str] = {}
    for image in list(tree.iter("img")):
        address = image.get("src", "")
        if address.startswith("figure:"):
            picture = page.pictures[address[7:]]
            holder = lxml.html.Element("div", {"class": image.get("class", "drawing")})
            holder.tail = image.tail
            if page.document.view == "edit":  # its title, notes and table say the same facts
                whole = next(image.iterancestors("figure"), holder)
                whole.set(FIELD, f"facts:{' '.join(picture.facts)}")
            mark = name_stand_in("d", len(drawings))
            holder.text = mark
            drawings[mark] = inline_drawing(picture, image.get("alt", ""))
            parent = image.getparent()
            assert parent is not None
            parent.replace(image, holder)
    for link in tree.iter("a"):
        if link.get("href", "").startswith("csv:"):
            content = write_table(page.pictures[link.get("href", "")[4:]])
            link.set("href", f"data:text/csv;charset=utf-8;base64,{base64.b64encode(content).decode()}")
    return drawings


def inline_drawing(picture: Picture, alt: str) -> str:
    """Return a figure as part of a page, with the words for those who do not see it; without any, it is hidden from them.

    Its colours are custom properties, in which base/screen.css chooses between light and dark.
    """
    svg = look_again(picture.svg).decode()
    svg = re.sub(r"<\?xml.*?\?>|<!DOCTYPE.*?>", "", svg, flags=re.DOTALL).strip()
    svg = re.sub(r'^(<svg [^>]*?)\s+(?:xml:)?lang="[^"]*"', r"\1", svg)
    for number, (light, _) in enumerate(picture.on_dark):
        svg = svg.replace(f'"{light}"', f'"var(--c{number})"')
    colours = ";".join(
        f"--c{number}:var(--on-light,{light}) var(--on-dark,{dark})"
        for number, (light, dark) in enumerate(picture.on_dark)
    )
    label = alt.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    said = f'role="img" aria-label="{label}"' if alt else 'aria-hidden="true"'
    return re.sub(r"^<svg ", f'<svg {said} style="{colours}" ', svg, count=1)


def _style(page: Page, tree: HtmlElement, drawings: str) -> str:
    rules = "\n".join(publish_rules(sheet) for _, sheet in list_sheets(page, "screen"))
    words = "".join(list_words(sheet) for _, sheet in list_sheets(page, "screen"))
    named = "".join(dict(re.findall(r"(--(?:text|label)-face):([^;}]*)", rules)).values())
    faces = (face for face in find_faces(page.reader.brand) if not named or f'"{face.family}"' in named)
    fonts = embed_faces(
        faces,
        f"{''.join(map(str, tree.itertext()))}{drawings}{words}0123456789",
        page.reader.list_letters(page.document.language),
        find_italics(tree, rules) + (drawings if _SLANTED.search(drawings) else ""),
    )
    return f"{fonts}\n{rules}".replace("</", "<\\/")


_SLANTED = re.compile(r"\b(?:italic|oblique)\b")
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_BESIDE = re.compile(r"/\*.*?\*/|\[[^\]]*\]|:(?:lang|dir|nth-[\w-]+)\([^)]*\)", re.DOTALL)
"""What a selector says beside elements and classes."""
_ITALIC_TAGS = frozenset({"address", "cite", "dfn", "em", "i", "var"})
"""Elements that browsers set in italics by themselves."""


def find_italics(tree: HtmlElement, rules: str) -> str:
    """Return all text of a page that may be set in italics: by its element, a class that a rule names, or a style.

    A rule that names neither class nor element may mean any text.
    """
    names = set(_ITALIC_TAGS)
    for selectors, body in _RULE.findall(rules):
        if not _SLANTED.search(body):
            continue
        for selector in _BESIDE.sub("", selectors).split(","):
            found = re.findall(r"(?<![\w:#=-])\.?[a-zA-Z_][\w-]*", selector)
            if not found:
                return "".join(map(str, tree.itertext()))
            names.update(found)
    said: list[str] = []
    for element in list_elements(tree):
        own = {str(element.tag), *(f".{name}" for name in element.get("class", "").split())}
        if own & names or _SLANTED.search(element.get("style", "")):
            said += map(str, element.itertext())
    return "".join(said)


def _script(page: Page) -> str:
    parts = []
    kind = page.document.kind
    layout = page.kind.layout or "screen"
    pane = ("templates/base/pane.js",) if has_pane(page) else ()
    for path in dict.fromkeys(
        ("templates/base/screen.js", *pane, f"templates/base/{layout}.js", f"templates/{kind}/screen.js")
    ):
        text = page.reader.read_text(path)
        if text is not None:
            parts.append(text)
    return "\n".join(parts).replace("</", "<\\/")


def _policy(style: str, script: str) -> str:
    """Return a policy that allows just this style and this script, and nothing from elsewhere."""
    is_app = "serviceWorker" in script
    rules = [
        "default-src 'none'",
        "img-src 'self' data:" if is_app else "img-src data:",  # an app's icon lies beside it
        "font-src data:",
        f"style-src 'sha256-{_digest(style)}'",
        "style-src-attr 'unsafe-inline'",
        f"script-src 'sha256-{_digest(script)}'" if script else "script-src 'none'",
        *(("manifest-src 'self'", "worker-src 'self'") if is_app else ()),
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(rules)


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
