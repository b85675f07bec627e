"""Pages of the preview: a document with the script that reloads it, and pages in place of what can't be shown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from html import escape
from urllib.parse import quote

__all__ = ["SCRIPT", "dress_page", "make_list", "make_notice"]

SCRIPT = """
(() => {
  const shown = document.currentScript.dataset.shown;
  const key = "preview-scroll:" + location.pathname;
  const kept = sessionStorage.getItem(key);
  if (kept !== null) { sessionStorage.removeItem(key); addEventListener("load", () => scrollTo(0, +kept)); }
  let box = null;
  const show = (text) => {
    if (!text) { if (box) { box.remove(); box = null; } return; }
    if (!box) {
      box = document.createElement("pre");
      box.setAttribute("role", "alert");
      box.className = "preview-problems";
      document.body.append(box);
    }
    box.textContent = text;
  };
  const first = document.getElementById("preview-first");
  if (first) show(JSON.parse(first.textContent));
  const asked = new URLSearchParams({path: decodeURIComponent(location.pathname), shown});
  const events = new EventSource("/-/events?" + asked);
  events.onmessage = (event) => {
    const news = JSON.parse(event.data);
    if (news.reload) { sessionStorage.setItem(key, scrollY); location.reload(); } else show(news.problems);
  };
})();
"""

STYLE = (
    ".preview-problems{position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;margin:0;padding:1rem 1.25rem;"
    "background:#2b1116;color:#fff;font:14px/1.5 monospace;white-space:pre-wrap;z-index:9999;border-top:4px solid #ff6b81}"
)


def dress_page(content: bytes, problems: str, fingerprint: str = "") -> bytes:
    """Give a page with the preview's script, which its own policy would forbid, and what it shows."""
    html = content.decode("utf-8", "replace")
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
    first = ""
    if problems:
        told = json.dumps(problems).replace("</", "<\\/")
        first = f'<script type="application/json" id="preview-first">{told}</script>'
    tail = f'<style>{STYLE}</style>{first}<script src="/-/preview.js" data-shown="{fingerprint}"></script>'
    head, body, rest = html.rpartition("</body>")
    return f"{head}{tail}{body}{rest}".encode() if body else f"{html}{tail}".encode()


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
