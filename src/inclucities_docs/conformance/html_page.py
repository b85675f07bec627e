"""Every page: markup by the W3C Nu checker, and what it does not look at, by reading the page."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from inclucities_docs import __name__ as program
from inclucities_docs.conformance.examiner import Examiner
from inclucities_docs.conformance.html_tree import Element, read_page, read_target
from inclucities_docs.conformance.inventory import Delivered
from inclucities_docs.conformance.result import Finding, Result, conclude
from inclucities_docs.conformance.text import find_broken, find_foreign_script, looks_like_file
from inclucities_docs.conformance.tool import (
    ToolMissingError,
    find_java,
    find_package,
    list_java_options,
    version_of,
)

__all__ = [
    "CHECKS",
    "EXAMINERS",
    "FORMAT",
    "LINK_CHECKS",
    "MARKUP_CHECKS",
    "check",
    "check_links",
    "check_markup",
]

MARKUP_CHECKS = ("html-markup",)
LINK_CHECKS = ("html-links",)
CHECKS = ("html-structure", "html-safety")
FORMAT = "html"
READER = (program, "")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LOADING = {
    "script": ("src",), "img": ("src", "srcset"), "source": ("src", "srcset"), "iframe": ("src",),
    "audio": ("src",), "video": ("src", "poster"), "object": ("data",), "embed": ("src",),
    "form": ("action",), "input": ("src",), "track": ("src",), "use": ("href", "xlink:href"),
    "image": ("href", "xlink:href"),
}  # fmt: skip
LOADING_LINKS = {
    "stylesheet",
    "icon",
    "preload",
    "modulepreload",
    "prefetch",
    "manifest",
    "preconnect",
    "dns-prefetch",
}
REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
REMOTE_STYLE = re.compile(r"""(?:url\(|@import)\s*["']?\s*(?:https?:)?//""", re.IGNORECASE)
REFERRING = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "for", "headers")

STACK = "-Xss16m"
"""Room for the Nu checker, which calls itself for each element of a page: it gives up where that ends."""
STYLE = re.compile(rb"(<style\b[^>]*>)(.*?)(?=</style>)", re.DOTALL | re.IGNORECASE)
FACE = re.compile(rb"@font-face\s*\{[^}]*\}")
LETTERS = re.compile(rb"""(url\(["']?data:)font/woff2;base64,[A-Za-z0-9+/]+={0,2}(?=["']?\))""")
SHEET = b'<!doctype html><html lang="en"><meta charset="utf-8"><title>Style</title><style>%s</style>'
"""A page of one style sheet, which begins on its first line."""


def check_markup(delivered: Sequence[Delivered], workers: int) -> list[Result]:
    """Run the Nu checker once on all pages; only errors count.

    Pages share their styles, which take it as long as the rest: each different sheet is a page of its own to it, and what
    it says of that is told of every page that carries it.
    """
    del workers
    jar = find_package("vnu-jar") / "build" / "dist" / "vnu.jar"
    with tempfile.TemporaryDirectory() as name:
        asked: dict[Path, list[tuple[Delivered, int]]] = {}
        for number, one in enumerate(delivered):
            page, sheets = part_styles(one.file.read_bytes())
            file = Path(name, f"{number}.html") if sheets else one.file.resolve()
            if sheets:
                file.write_bytes(page)
            asked[file] = [(one, 0)]
            for sheet, before in sheets:
                shared = Path(name, f"{hashlib.sha256(sheet).hexdigest()}.html")
                if shared not in asked:
                    shared.write_bytes(SHEET % sheet)
                asked.setdefault(shared, []).append((one, before))
        found = ask_checker(jar, asked)
    tool = ("Nu Html Checker", version_of("vnu-jar"))
    return [conclude(one.path, MARKUP_CHECKS[0], tool, found[one]) for one in delivered]


def part_styles(page: bytes) -> tuple[bytes, list[tuple[bytes, int]]]:
    """Return a page with the letters that it carries alone for its styles, and each style sheet with the lines before it."""
    sheets: list[tuple[bytes, int]] = []

    def part(style: re.Match[bytes]) -> bytes:
        faces = b"".join(LETTERS.sub(rb"\1,", face) for face in FACE.findall(style[2]))
        sheet = FACE.sub(lambda face: b"\n" * face[0].count(b"\n"), style[2])
        sheets.append((sheet, page.count(b"\n", 0, style.start(2))))
        return style[1] + faces + b"\n" * (style[2].count(b"\n") - faces.count(b"\n"))

    return STYLE.sub(part, page), sheets


def ask_checker(jar: Path, asked: dict[Path, list[tuple[Delivered, int]]]) -> dict[Delivered, list[Finding]]:
    """Return what the checker says of files, told of the pages that each stands for, so many lines further down."""
    ran = subprocess.run(
        [
            str(find_java()), *list_java_options(len(asked)), STACK, "-jar", str(jar),
            "--errors-only", "--format", "json", "--stdout", *map(str, asked),
        ],
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=120 + 10 * len(asked),
    )  # fmt: skip
    try:
        messages = json.loads(ran.stdout)["messages"]
    except (ValueError, KeyError):
        last = ran.stderr.strip().splitlines()[-1:] or ["it gave no reason"]
        raise ToolMissingError("vnu-jar", f"it did not start: {last[0]}") from None
    pages = {file.as_uri().replace("file:///", "file:/"): some for file, some in asked.items()}
    found: dict[Delivered, list[Finding]] = {one: [] for some in asked.values() for one, _ in some}
    everywhere = [(one, 0) for one in found]
    for message in messages:
        line = message.get("firstLine") or message.get("lastLine") or 0
        extract = " ".join(message.get("extract", "").split())
        for one, before in pages.get(message.get("url"), everywhere):
            place = f"line {line + before}" if line else ""
            found[one].append(Finding(place, message["message"], extract))
    return found


def check(delivered: Sequence[Delivered], workers: int) -> list[Result]:
    """Read pages one by one."""
    del workers
    results = []
    for one in delivered:
        page = read_page(one.file)
        subjects = (list_structure(page, one), list_dangers(page))
        results += [
            conclude(one.path, name, READER, [*found]) for name, found in zip(CHECKS, subjects, strict=True)
        ]
    return results


def check_links(delivered: Sequence[Delivered], workers: int) -> list[Result]:
    """Follow the links of pages, which lead to other files: what passed before may have lost them."""
    del workers
    return [
        conclude(one.path, LINK_CHECKS[0], READER, list(list_dead_links(read_page(one.file), one)))
        for one in delivered
    ]


def blame(one: Element, message: str, hint: str = "") -> Finding:
    """Return a finding at an element, with the template line where the page tells it."""
    return Finding(one.place, message, "; ".join(part for part in (hint, one.origin) if part))


def list_structure(page: Element, delivered: Delivered) -> Iterator[Finding]:
    """Language, title, headings, landmarks, pictures, tables, notes, ids."""
    top = next(page.find("html"), page)
    if not top.get("lang"):
        yield blame(top, "the page has no language", "give <html> a lang")
    elif delivered.language and top.get("lang") != delivered.language:
        yield blame(top, f"the page says lang={top.get('lang')}, the manifest {delivered.language}")
    title = next(page.find("title"), None)
    if title is None or not title.text or looks_like_file(title.text):
        yield Finding("", "the page has no title that names it")
    yield from list_heading_faults(page)
    yield from list_landmark_faults(page)
    yield from list_picture_faults(page)
    for table in page.find("table"):
        yield from list_table_faults(table)
    yield from list_note_faults(page)
    ids = Counter(one.get("id") for one in page.walk() if one.get("id"))
    for name, times in ids.items():
        if times > 1:
            yield Finding("", f"id {name!r} stands {times} times")
    for one in page.walk():
        for attribute in REFERRING:
            for name in one.get(attribute).split():
                if name not in ids:
                    yield blame(one, f"{attribute} names {name!r}, which is not on the page")
    body = next(page.find("body"), page)
    yield from list_language_faults(body)


def list_heading_faults(page: Element) -> Iterator[Finding]:
    headings = list(page.find(*HEADINGS))
    if sum(one.tag == "h1" for one in headings) != 1:
        yield Finding("", f"{sum(one.tag == 'h1' for one in headings)} headings of level 1, not one")
    level = 0
    for one in headings:
        if int(one.tag[1]) > level + 1:
            message = f"heading level jumps from {level} to {one.tag[1]}: {one.text[:60]!r}"
            yield blame(one, message, f"use <h{level + 1}>")
        level = int(one.tag[1])
        if not one.text and not any(image.get("alt") for image in one.find("img")):
            yield blame(one, "empty heading")


def list_landmark_faults(page: Element) -> Iterator[Finding]:
    def is_of_page(one: Element) -> bool:
        around = {ancestor.tag for ancestor in one.ancestors() if ancestor is not one}
        return not around & {"main", "article", "section", "aside", "nav"}

    for tag, name in (("main", "main"), ("header", "banner"), ("footer", "contentinfo")):
        found = [one for one in page.find(tag) if is_of_page(one)]
        if len(found) != 1:
            yield Finding("", f"{len(found)} {name} landmarks (<{tag}>), not one")
    navigations = list(page.find("nav"))
    names = [one.get("aria-label") or one.get("aria-labelledby") for one in navigations]
    for one, name in zip(navigations, names, strict=True):
        if len(names) > 1 and (not name or names.count(name) > 1):
            yield blame(one, "navigation without a name of its own", "give it an aria-label")
    first = next((one for one in page.find("a") if one.get("href")), None)
    main = next(page.find("main"), None)
    if main is not None and (first is None or first.get("href") != f"#{main.get('id')}"):
        yield Finding("", "the first link does not skip to the main content")


def list_picture_faults(page: Element) -> Iterator[Finding]:
    for one in page.find("img", "area"):
        if "alt" not in one.attributes:
            yield blame(one, "image without alternative text")
        elif one.get("alt") and looks_like_file(one.get("alt")):
            yield blame(one, f"alternative text is a file name or says nothing: {one.get('alt')!r}")
    for one in page.find("svg"):
        hidden = any(around.get("aria-hidden") == "true" for around in one.ancestors())
        named = one.get("aria-label") or one.get("aria-labelledby") or any(one.find("title"))
        if not hidden and not named:
            yield blame(one, "drawing neither named nor hidden from assistive technology")
    for one in page.find("a", "button"):
        if one.tag == "a" and not one.get("href"):
            continue
        named = one.text or one.get("aria-label") or one.get("title")
        if not named and not any(image.get("alt") for image in one.find("img")):
            yield blame(one, "link or button without words")


def list_table_faults(table: Element) -> Iterator[Finding]:
    if table.get("role") in {"presentation", "none"}:
        return
    caption = next(table.find("caption"), None)
    if (caption is None or not caption.text) and not table.get("aria-labelledby"):
        yield blame(table, "table without caption")
    headers = list(table.find("th"))
    if not headers:
        yield blame(table, "table without header cells")
    for cell in headers:
        if not cell.text and not any(image.get("alt") for image in cell.find("img")):
            yield blame(cell, "empty header cell", "an empty corner is a <td>")
        if cell.get("scope") not in {"row", "col", "rowgroup", "colgroup"}:
            yield blame(cell, f"header cell without scope: {cell.text[:40]!r}")


def list_note_faults(page: Element) -> Iterator[Finding]:
    ids = {one.get("id"): one for one in page.walk() if one.get("id")}
    calls = [one for one in page.find("a") if one.get("role") == "doc-noteref"]
    called = {one.get("href").removeprefix("#") for one in calls}
    for one in calls:
        note = ids.get(one.get("href").removeprefix("#"))
        if note is None:
            yield blame(one, f"note mark leads nowhere: {one.get('href')}")
        elif not any(back.get("href").startswith("#") for back in note.find("a")):
            yield blame(note, "note without a link back to the text")
    for section in page.walk():
        if section.get("role") != "doc-endnotes":
            continue
        for item in section.find("li"):
            if item.get("id") and item.get("id") not in called:
                yield blame(item, "note that no mark in the text leads to")


def list_language_faults(body: Element) -> Iterator[Finding]:
    for one in body.walk():
        if one.tag in {"script", "style"}:
            continue
        is_drawn = any(around.get("role") == "img" and around.get("aria-label") for around in one.ancestors())
        for text in (child for child in one.children if isinstance(child, str)):
            foreign = find_foreign_script(text, one.language)
            if foreign and not is_drawn:  # a drawing's label is read in place of its words
                yield blame(one, f"{foreign[0]} text without its language: {foreign[1]!r}", "give it a lang")
            if broken := find_broken(text):
                yield blame(one, f"unreadable character {broken} in {text.strip()[:40]!r}")


def list_dangers(page: Element) -> Iterator[Finding]:
    """What a page must not do: run inline code, load from elsewhere, do without a policy."""
    policies = [
        one for one in page.find("meta") if one.get("http-equiv").lower() == "content-security-policy"
    ]
    if not policies:
        yield Finding("", "the page has no Content-Security-Policy", "add the meta element to the head")
    for one in policies:
        rules = {rule.split()[0]: rule.split()[1:] for rule in one.get("content").split(";") if rule.split()}
        if "default-src" not in rules or "*" in rules["default-src"]:
            yield blame(one, "the policy has no strict default-src")
        scripts = rules.get("script-src", rules.get("default-src", []))
        if {"'unsafe-inline'", "'unsafe-eval'", "*"} & set(scripts):
            yield blame(one, "the policy allows scripts from anywhere")
    for one in page.walk():
        for name, value in one.attributes.items():
            if name.startswith("on"):
                yield blame(one, f"inline event handler {name}", "move the code to the page's script")
            if name in {"href", "src", "action"} and value.strip().lower().startswith("javascript:"):
                yield blame(one, f"code in {name}")
            if name == "style" and REMOTE_STYLE.search(value):
                yield blame(one, "style loads from another site")
        if one.tag == "style" and REMOTE_STYLE.search(one.text or "".join(map(str, one.children))):
            yield blame(one, "style sheet loads from another site")
        wanted = LOADING.get(one.tag, ())
        if one.tag == "link" and LOADING_LINKS & set(one.get("rel").lower().split()):
            wanted = ("href",)
        for name in wanted:
            if REMOTE.match(one.get(name).strip()):
                yield blame(one, f"loads from another site: {one.get(name)[:100]}")


def list_dead_links(page: Element, delivered: Delivered) -> Iterator[Finding]:
    """Local links and fragments that lead nowhere, and editions in other languages not linked."""
    directory = Path(delivered.directory).resolve()
    for one in page.walk():
        for name in ("href", "src", "data", "poster"):
            if one.get(name) and (fault := find_dead(one.get(name), delivered.file, directory)):
                yield blame(one, fault)
        if one.get("hreflang") and not REMOTE.match(one.get("href")):
            target = locate(delivered.file.parent, urlsplit(one.get("href")).path)
            if target.suffix == ".html" and target.is_file():
                stated = read_target(target).language
                if one.get("hreflang") not in {stated, "x-default"}:
                    yield blame(
                        one, f"hreflang {one.get('hreflang')} leads to a page in {stated or 'no language'}"
                    )
    linked = {
        locate(delivered.file.parent, urlsplit(one.get("href")).path)
        for one in page.find("a")
        if one.get("hreflang")
    }
    parts = Path(delivered.path).parts
    if len(parts) > 1:
        for other in sorted(directory.glob(f"*/{'/'.join(parts[1:])}")):
            if other != delivered.file.resolve() and other not in linked and read_target(other).language:
                path = other.relative_to(directory).as_posix()
                yield Finding("", f"the edition {path} is not linked", "lead readers there: <a hreflang=…>")


def find_dead(reference: str, file: Path, directory: Path) -> str:
    """Say why a local reference leads nowhere; empty where it leads somewhere or far."""
    parts = urlsplit(reference.strip())
    if parts.scheme or parts.netloc:
        return ""
    target = locate(file.parent, parts.path) if parts.path else file.resolve()
    if not target.is_relative_to(directory):
        return f"link leaves the deliverables: {reference}"
    if not target.is_file():
        return f"dead link: {reference}"
    if parts.fragment and target.suffix == ".html":
        name = unquote(parts.fragment)
        if not name.startswith(":~:") and name not in read_target(target).ids:
            return f"dead fragment: {reference}"
    return ""


@lru_cache(maxsize=65536)
def locate(folder: Path, path: str) -> Path:
    """Return where a path leads from a folder, asked of the disk once: the pages of a folder share most of their links."""
    target = (folder / unquote(path)).resolve()
    return target / "index.html" if path and target.is_dir() else target


EXAMINERS = (
    Examiner(MARKUP_CHECKS, ("html",), check_markup, starts_programs=True),
    Examiner(CHECKS, ("html",), check),
    Examiner(LINK_CHECKS, ("html",), check_links, is_alone=False),
)
