"""Other engines that set the same pages, where they are installed."""

from __future__ import annotations

import base64
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pypandoc

from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.render import Document
from inclucities_docs.render.page.page import make_page
from inclucities_docs.render.page.tree import serialise
from inclucities_docs.render.style.sheet import list_sheets

__all__ = ["ENGINES", "find_typst", "write_print_page", "write_typst"]

Engine = Callable[[Path, Path], tuple[str, ...]]
"""Gives the command that sets a page (an HTML file with its print style) as a PDF."""

FOLDER = Path(__file__).parent.parent.parent / ".cache/bench"
"""Where `nox -s bench` installs the engines that are no part of the program."""
PACKAGES = FOLDER / "packages"


def write_print_page(project: Project, document: Document, folder: Path) -> Path:
    """Write a document's page with its print style and figures, so that any engine can set it."""
    page = make_page(Reader(project), document)
    html = serialise(page.tree)
    for key, picture in page.pictures.items():
        data = base64.b64encode(picture.svg).decode()
        html = html.replace(f"figure:{key}", f"data:image/svg+xml;base64,{data}")
    html = re.sub(
        r'<link [^>]*>| href="\.\./[^"]*"', "", html
    )  # one engine stops at addresses of other documents
    style = "\n".join(text for _, text in list_sheets(page, "print"))
    path = folder / f"{document.kind}-{document.subject}-{document.language}.html"
    path.write_text(html.replace("</head>", f"<style>{style}</style></head>"), "utf-8")
    return path


def _find_weasyprint() -> Engine | None:
    variant = ("--pdf-variant", "pdf/a-2a", "--pdf-tags")
    return lambda page, target: (sys.executable, "-m", "weasyprint", str(page), str(target), *variant)


def _find_chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("google-chrome")


def _find_browser() -> Engine | None:
    browser = _find_chromium()
    if browser is None:
        return None
    return lambda page, target: (
        browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        f"--user-data-dir={target.with_suffix('.profile')}", f"--print-to-pdf={target}", page.as_uri(),
    )  # fmt: skip


def _find_vivliostyle() -> Engine | None:
    program, browser = FOLDER / "node_modules/.bin/vivliostyle", _find_chromium()
    if browser is None or not program.is_file():
        return None
    return lambda page, target: (
        str(program), "build", str(page), "--output", str(target), "--executable-browser", browser,
        "--log-level", "silent",
    )  # fmt: skip


def _find_ferropdf() -> Engine | None:
    if not (PACKAGES / "ferropdf").is_dir():
        return None
    code = (
        f"import sys; sys.path.insert(0, {str(PACKAGES)!r}); import ferropdf, pathlib;"
        "pathlib.Path(sys.argv[2]).write_bytes(ferropdf.from_file(sys.argv[1]))"
    )
    return lambda page, target: (sys.executable, "-c", code, str(page), str(target))


def find_typst() -> Engine | None:
    """Give what sets a Typst file as PDF/UA-1 and PDF/A-2a in a fresh process."""
    if not (PACKAGES / "typst").is_dir():
        return None
    code = (
        f"import sys; sys.path.insert(0, {str(PACKAGES)!r}); import typst;"
        'typst.compile(sys.argv[1], output=sys.argv[2], pdf_standards=["ua-1", "a-2a"])'
    )
    return lambda page, target: (sys.executable, "-c", code, str(page), str(target))


ENGINES: tuple[tuple[str, Callable[[], Engine | None]], ...] = (
    ("plain WeasyPrint", _find_weasyprint),
    ("Chromium print", _find_browser),
    ("Vivliostyle", _find_vivliostyle),
    ("ferropdf", _find_ferropdf),
    ("Typst, of the text alone", find_typst),
)
"""Name, and what finds them."""


TEXT_ALONE = """
local function open_up(one) return one.content end
function Image() return {} end
function Figure() return {} end
function RawInline() return {} end
function RawBlock() return {} end
Link, Span, Div = open_up, open_up, open_up
function DefinitionList(list)
  local blocks = {}
  for _, item in ipairs(list.content) do
    table.insert(blocks, pandoc.Para(item[1]))
    for _, one in ipairs(item[2]) do for _, block in ipairs(one) do table.insert(blocks, block) end end
  end
  return blocks
end
"""
"""Leaves words, headings, lists and tables to Typst: its own tag tree breaks over blocks in lists of terms."""


def write_typst(page: Path) -> Path:
    """Write a page's text in Typst's markup."""
    code = page.with_suffix(".lua")
    code.write_text(TEXT_ALONE, "utf-8")
    text = pypandoc.convert_text(
        page.read_text("utf-8"), "typst", "html", extra_args=["--lua-filter", str(code)]
    )
    path = page.with_suffix(".typ")
    path.write_text(f'#set document(title: "Guide")\n#set text(lang: "fr")\n{text}', "utf-8")
    return path
