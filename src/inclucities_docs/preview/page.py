"""Pages of the preview: a document with the script that reloads it, and pages in place of what can't be shown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from html import escape, unescape
from urllib.parse import quote

__all__ = ["POLICY", "inject_scripts", "make_list", "make_notice"]

POLICY = (
    "default-src 'none'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Only what this server gives; no script of a page but those that its own policy names by their contents."""

_OWN_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def inject_scripts(content: bytes, problems: str, fingerprint: str, origin: str) -> tuple[bytes, str]:
    """Return a page with the preview's scripts, and the policy under which it is shown."""
    html = content.decode("utf-8", "replace")
    own = _OWN_POLICY.search(html.partition("<body")[0])
    rules = re.search(r"script-src ([^;]*)", unescape(own[1])) if own else None
    known = (
        [one for one in rules[1].split() if re.fullmatch(r"'self'|'sha256-[\w+/=]+'", one)] if rules else []
    )
    html = html.replace(own[0], "", 1) if own else html
    first = ""
    if problems:
        told = json.dumps(problems).replace("<", "\\u003c")
        first = f'<script type="application/json" id="preview-first">{told}</script>'
    tail = (
        f'<link rel="stylesheet" href="/-/editor.css">{first}'
        f'<script src="/-/preview.js" data-shown="{escape(fingerprint)}"></script><script src="/-/editor.js"></script>'
    )
    head, body, rest = html.rpartition("</body>")
    page = f"{head}{tail}{body}{rest}" if body else f"{html}{tail}"
    return page.encode(), POLICY.format(scripts=" ".join([f"{origin}/-/", *known]))


def make_notice(path: str, problems: str) -> bytes:
    """Return the page that stands in place of a file that can't be made; it is reloaded when it can."""
    said = "This document can’t be made as its files are now." if problems else ""
    return _make_page(path, f'<p>{said} <a href="/-/documents">All documents</a></p>')


def make_list(documents: Iterable[tuple[str, str, tuple[str, ...]]], problems: Mapping[str, str]) -> bytes:
    """Return a page that lists documents (name, language, files), each with the problems its files had."""
    rows = []
    for name, language, paths in documents:
        links = " ".join(
            f'<a href="/{quote(path)}">{escape(path.rpartition(".")[2])}</a>' for path in sorted(paths)
        )
        told = dict.fromkeys(problems.get(path, "") for path in paths)
        told.pop("", None)
        notes = "".join(f"<pre>{escape(one)}</pre>" for one in told)
        rows.append(f"<li><b>{escape(name)}</b> {escape(language)}: {links}{notes}</li>")
    said = (
        "Each is made when it is asked for. A problem stands below a document that was asked for and has one."
    )
    return _make_page("Documents", f"<p>{said}</p><ul>{''.join(rows)}</ul>")


_LOOK = (
    "body{font:16px/1.6 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}pre{white-space:pre-wrap}"
)


def _make_page(title: str, content: str) -> bytes:
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f"<style>{_LOOK}</style><body><main><h1>{escape(title)}</h1>{content}</main></body></html>"
    ).encode()
