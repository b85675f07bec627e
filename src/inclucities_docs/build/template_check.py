"""What can be said of page templates and texts before any page is made: syntax, and blocks that nobody shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.ext import Extension

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location, suggest
from inclucities_docs.inputs.reader import Lookup
from inclucities_docs.inputs.template_comment import blank_comments
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.render.problem import Problems
from inclucities_docs.render.template.filter import FILTERS
from inclucities_docs.render.template.syntax import note_slips, note_unknown
from inclucities_docs.render.template.worked_example import WorkedExample

__all__ = ["check_templates"]

_FOLDER = "templates/"


def check_templates(
    workspace: Workspace, endings: str | tuple[str, ...] = (".html", ".md")
) -> list[Diagnostic]:
    """Return the templates that cannot be read, and their blocks that are not shown; needs no data."""
    problems = Problems(Lookup(workspace))
    extensions: list[str | type[Extension]] = ["jinja2.ext.do", "jinja2.ext.loopcontrols", WorkedExample]
    page = Environment(autoescape=True, extensions=extensions)
    prose = Environment(
        autoescape=True, extensions=extensions, comment_start_string="{#!", comment_end_string="!#}"
    )
    for engine in (page, prose):
        engine.filters |= dict.fromkeys(FILTERS, str)
    pages: dict[str, nodes.Template] = {}
    for path in sorted(workspace.files):
        if not path.startswith(_FOLDER) or not path.endswith(endings):
            continue
        try:
            is_prose = path.endswith(".md")
            text = blank_comments(workspace.read_text(path) or "", is_markdown=is_prose)
            if not is_prose:
                _note_curly(path, text, problems)
                _note_elements(path, text, problems)
            engine = prose if is_prose else page
            try:
                tree = engine.parse(text, path, path)
            except TemplateSyntaxError:
                mended = note_slips(engine, text, path, problems)
                if mended is None:
                    continue
                tree = engine.parse(mended.text, path, path)
                is_prose = is_prose or bool(mended.lost)  # a lost block shows what is not meant
            note_unknown(tree, path, engine, problems)
            if not is_prose:
                pages[path] = tree
        except DiagnosticError as error:
            problems.found.update({(one.location, one.message): one for one in error.diagnostics})
        except RecursionError:
            hint = "look for braces that are opened again and again, and never closed"
            problems.add(Location(path, 1), "too deeply nested to be read", hint)
    return [*problems.found.values(), *_find_unshown(workspace, pages)]


_CURLY = re.compile(r"<[a-z][^<>]*?\s[a-z-]+=([“”„«‘’])")
"""A tag of a page in which an editor turned a quotation mark."""


def _note_curly(path: str, text: str, problems: Problems) -> None:
    """Note typographic quotation marks around a value of an element, which browsers take for a part of it."""
    for found in _CURLY.finditer(text):
        message = "a quotation mark of a text editor stands here"
        hint = 'around values of elements write straight ones: class="…"'
        problems.add(Location(path, text.count("\n", 0, found.start(1)) + 1), message, hint, found[1])


_CLOSED = re.compile(
    r"<(h[1-6]|a|[biqs]|em|strong|span|small|cite|time|label|button|div|section|article|aside|header|footer|nav|main|figure"
    r"|figcaption|blockquote|caption|table|[uod]l|details|summary)\b[^<>{}]*(?:\{\{[^<>{}]*\}\}[^<>{}]*)*>"
    r"((?:[^<{]|\{(?!%))*)</([a-z][\w-]*)[ ]*>"
)
"""An element that holds words alone, and the name by which it is closed."""

_NOWHERE = re.compile(r"\shref=([\"'])#?\1")


def _note_elements(path: str, text: str, problems: Problems) -> None:
    """Note elements that are closed by the name of another, and links that lead nowhere."""
    for found in _CLOSED.finditer(text):
        if found[1] != found[3]:
            message = f"<{found[1]}> is closed by </{found[3]}>"
            place = Location(path, text.count("\n", 0, found.start(3)) + 1)
            problems.add(place, message, f"write </{found[1]}>", found[3])
    for found in _NOWHERE.finditer(text):
        message = "this link leads nowhere"
        hint = "give it an address, or the name of a part of the page: #contact"
        problems.add(Location(path, text.count("\n", 0, found.start()) + 1), message, hint, "href")


def _find_unshown(workspace: Workspace, pages: dict[str, nodes.Template]) -> Iterator[Diagnostic]:
    """Yield a warning for what a page says in no block, and for each block that the page it extends does not have."""
    for path, tree in pages.items():
        parent = _find_parent(tree)
        for line in _find_outside(tree):
            message = "no reader sees this: it stands outside every block of a page that extends another"
            hint = "move it into a block, above its {% endblock %}"
            yield Diagnostic(Location(path, line), message, hint, "warning", workspace.line(path, line))
        shown: set[str] = set()
        above = parent
        while above in pages and above != path and len(shown) < 1000:
            shown |= {one.name for one in pages[above].find_all(nodes.Block)}
            above = _find_parent(pages[above])
        if not shown or above:
            continue  # what it extends is missing, broken, or named by a value
        for block in tree.body:
            if isinstance(block, nodes.Block) and block.name not in shown:
                yield Diagnostic(
                    Location(path, block.lineno),
                    f"no reader sees the block '{block.name}': {parent.removeprefix(_FOLDER)} has none of this name",
                    suggest(block.name, shown, f"its blocks: {', '.join(sorted(shown))}"),
                    "warning",
                    workspace.line(path, block.lineno),
                )


def _find_outside(tree: nodes.Template) -> Iterator[int]:
    """Yield the line of the first words of a page that extends another which stand in none of its blocks."""
    extends = [one for one in tree.body if isinstance(one, nodes.Extends)]
    if extends:
        for one in tree.body[tree.body.index(extends[0]) + 1 :]:
            parts = one.nodes if isinstance(one, nodes.Output) else []
            for part in parts:
                words = part.data if isinstance(part, nodes.TemplateData) else "x"
                if words.strip():
                    yield part.lineno + words[: -len(words.lstrip())].count("\n")
                    return


def _find_parent(tree: nodes.Template) -> str:
    """Return the path of the template that one extends; empty where there is none."""
    found = tree.find(nodes.Extends)
    if found is None:
        return ""
    return f"{_FOLDER}{found.template.value}" if isinstance(found.template, nodes.Const) else "?"
