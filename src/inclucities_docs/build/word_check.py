"""Words that a page says in one language alone: typed where readers see them, or asked for and in no catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location, suggest
from inclucities_docs.inputs.catalogue import Catalogues
from inclucities_docs.inputs.template_comment import blank_comments
from inclucities_docs.inputs.workspace import Workspace

__all__ = ["find_untranslated_words"]

_CATALOGUE = re.compile(r"templates/locale/([^/]+)/LC_MESSAGES/messages\.po")
_ASKED = re.compile(r"\b(?:_|ngettext|gettext)\(\s*(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')")
"""Words that a template asks a catalogue for."""

_SILENT = re.compile(r"<(script|style|svg|code|pre)\b(?:(?!<\1\b).)*?</\1\s*>", re.DOTALL)
_BETWEEN = re.compile(r"\{%-?\s*(?:end)?(?:block|macro|set|call|filter)\b(?:(?!\{%|%\}).)*%\}", re.DOTALL)
"""Where a piece of a page begins or ends that may stand anywhere, in the middle of a tag too."""

_VALUE = re.compile(
    r"\{\{(?:(?!\{\{|\}\}).)*\}\}|\{%(?:(?!\{%|%\}).)*%\}|&[#\w]+;|\bhttps?://[^\s\"<>]+", re.DOTALL
)
_TAG = re.compile(r"<([^<>]*)>")
_SAID = re.compile(r"\b(?:alt|title|aria-label)=\"([^\"]+)\"")
_WORD = re.compile(r"[^\W\d_]{2,}")
_ALONE = re.compile(r"[^\W\d_][^\W\d_A-Z]{3,}")
"""A word that is no name of a format or a brand: PDF, WhatsApp."""

_ONE_LANGUAGE = re.compile(r"^languages:\s*\[\s*\w{2,3}\s*\]", re.MULTILINE)


def find_untranslated_words(workspace: Workspace) -> Iterator[Diagnostic]:
    """Yield a warning for each page's words that are the same for readers of all languages; none in one language."""
    languages = [found[1] for path in sorted(workspace.files) if (found := _CATALOGUE.fullmatch(path))]
    try:
        catalogues = Catalogues(workspace)
        known = {words for one in languages for words in catalogues.list_words(one)}
        texts = {
            path: blank_comments(workspace.read_text(path) or "", is_markdown=False)
            for path in sorted(workspace.files)
            if path.startswith("templates/") and path.endswith(".html")
        }
    except DiagnosticError:
        return  # told where catalogues and templates are read
    for path, text in texts.items() if known else ():
        kind = workspace.read(f"{'/'.join(path.split('/')[:2])}/kind.yaml") or b""
        if _ONE_LANGUAGE.search(kind.decode("utf-8", "replace")):
            continue
        for found in _ASKED.finditer(text):
            words = re.sub(r"\\(.)", r"\1", found[1][1:-1])
            if words not in known and not path.startswith(
                "templates/base/"
            ):  # some serve kinds that a programme lacks
                hint = suggest(words, known, "`nox -s translate -- update` writes it into the catalogues")
                message = "no catalogue has these words: readers of every language get them in English"
                yield _warn(workspace, path, text, found.start(1) + 1, words, message, hint)
        for at, words in _list_typed(text):
            message = "these words are typed into the page: readers of every language get them as they stand"
            hint = f'write {{{{ _("{words[:40]}") }}}}, and run: nox -s translate -- update'
            yield _warn(workspace, path, text, at, words, message, hint)


def _list_typed(text: str) -> Iterator[tuple[int, str]]:
    """Yield where words stand that an element or an alternative text says, and the words."""
    plain = _BETWEEN.sub(lambda one: _blank(one, "\1"), _SILENT.sub(_blank, text))
    plain = _VALUE.sub(_blank, plain)
    said = [(found.start(1), found[1]) for tag in _TAG.finditer(plain) for found in _find_said(plain, tag)]
    pieces = _TAG.sub(lambda one: _blank(one, "\3" if " lang=" in one[1] else "\2"), plain)
    for found in re.finditer(r"[^\1\2\3]+", pieces):
        before, after = pieces[: found.start()][-1:], pieces[found.end() :][:1]
        if "\2" in (before, after) and before != "\3":
            said.append((found.start(), found[0]))
    for at, words in said:
        count = len(_WORD.findall(words))
        if count > 1 or (count and _ALONE.fullmatch(words.strip())):
            yield at + len(words) - len(words.lstrip()), " ".join(words.split())


def _find_said(plain: str, tag: re.Match[str]) -> Iterator[re.Match[str]]:
    return _SAID.finditer(plain, tag.start(), tag.end())


def _blank(found: re.Match[str], sign: str = "") -> str:
    """Return spaces in place of what was found, its lines kept, with a sign at its beginning."""
    spaces = re.sub(r"[^\n]", " ", found[0])
    return sign + spaces[1:] if sign else spaces


def _warn(
    workspace: Workspace, path: str, text: str, at: int, words: str, message: str, hint: str
) -> Diagnostic:
    number, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    excerpt = workspace.line(path, number)
    width = max(1, min(len(words), len(excerpt) - column + 1))
    return Diagnostic(Location(path, number, column), message, hint, "warning", excerpt, width)
