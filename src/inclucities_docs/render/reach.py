"""What a finished page may reach: itself, and the addresses that a reader chooses to follow."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from lxml.html import HtmlElement

from inclucities_docs.diagnostics import DiagnosticError, Location
from inclucities_docs.render.environment import Problems
from inclucities_docs.source.remark import blank_remarks

__all__ = ["check_reach"]

_LOADS = ("src", "srcset", "poster", "background", "data", "action", "formaction", "xlink:href")
"""Attributes that make a reader's program fetch something."""

_LOADING = ("use", "image", "base")
"""Elements whose ``href`` is fetched without being asked for; so it is with links to styles, not to versions."""

_FOLLOWED = re.compile(r"(?:https?:|mailto:|tel:|geo:|csv:|#|(?![a-z][a-z0-9+.-]*:|//))", re.IGNORECASE)
_FETCHED_BY_STYLE = re.compile(r"\b(?:url|src|image|image-set)\((?!\s*['\"]?(?:data:|#))", re.IGNORECASE)


def check_reach(problems: Problems, tree: HtmlElement, kind: str, pictures: Container[str]) -> None:
    """Note what a page would fetch, run or open; raises DiagnosticError if there is any."""
    for address, message, hint in _find(tree, pictures):
        problems.add(_locate(problems, kind, address), message, hint, address)
    if problems.found:
        raise DiagnosticError(problems.found.values())


def _find(tree: HtmlElement, pictures: Container[str]) -> Iterator[tuple[str, str, str]]:
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        for name, value in element.attrib.items():
            shown = value.strip()[:80]
            loads = element.tag in _LOADING or (
                element.tag == "link" and element.get("rel") not in ("alternate", "license", "canonical")
            )
            if name in _LOADS or (name == "href" and loads):
                if shown.startswith("figure:") and shown[7:] in pictures:
                    continue
                if element.tag == "use" and re.fullmatch(r"#[\w-]+", value):
                    continue  # a drawing that stands on this page
                if not shown.startswith(("data:image/", "data:font/")):
                    yield (
                        value,
                        f"a page may not fetch '{shown}'",
                        "pictures are named with {{ picture(…) }} or in Markdown, and travel inside the page",
                    )
            elif name == "href" and not _FOLLOWED.match(value.strip()):
                yield (
                    value,
                    f"a link may not lead to '{shown}'",
                    "links begin with https:// or mailto:, or with a hash sign",
                )
            elif name.startswith("on"):
                yield value, f"a page may not run '{shown}'", "what happens on a screen stands in screen.js"
            elif name == "style" and _FETCHED_BY_STYLE.search(value):
                yield value, "a style may not fetch anything", "pictures are named with {{ picture(…) }}"


def _locate(problems: Problems, kind: str, address: str) -> Location:
    """Give the first line of the kind's files, or of those all kinds share, that holds an address."""
    workspace = problems.workspace
    for folder in (kind, "base"):
        for path in sorted(workspace.files):
            if path.startswith(f"templates/{folder}/") and path.endswith((".html", ".md")):
                text = blank_remarks(workspace.read_text(path) or "", is_markdown=path.endswith(".md"))
                for number, line in enumerate(text.splitlines(), 1):
                    if address and address in line:
                        return Location(path, number, line.index(address) + 1)
    return Location(f"templates/{kind}/page.html")
