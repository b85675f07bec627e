"""Documents made up for the portal's tests, and how much a reader's device takes of a page."""

from __future__ import annotations

import gzip
import hashlib
import io
import posixpath
import re
from pathlib import Path
from typing import Any

LANGUAGES = ("fr", "en", "lv")
Files = dict[str, bytes]
FIRST_VIEW = 300_000
"""Most bytes of a first view, packed as every server sends them."""


def write_pdf() -> bytes:
    """Give a page of A4 with nothing on it."""
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def write_html(title: str, language: str, words: str) -> bytes:
    """Give a document with two sections."""
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head>'
        f'<body><main><h1 id="top">{title}</h1><section id="start"><h2>Début</h2><p>{words}</p></section>'
        f'<section id="end"><h2>Fin</h2><p>Rien de plus.</p></section></main></body></html>'
    ).encode()


def make_entries(documents: list[tuple[str, str]], files: Files, pdf: bytes) -> list[dict[str, Any]]:
    """Give manifest entries for documents in three languages and formats, and their files."""
    entries = []
    for kind, subject in documents:
        name = f"{kind}-{subject}" if subject else kind
        for language in LANGUAGES:
            title = f"{kind} {subject or 'tous'}".replace("-", " ").capitalize()
            for format_name in ("html", "pdf", "docx"):
                path = f"{language}/{name}.{format_name}"
                words = f"Un guichet unique pour {subject or 'chacun'}, expliqué en {language}skan."
                content = {
                    "html": write_html(title, language, words),
                    "pdf": pdf,
                    "docx": b"PK" + path.encode(),
                }
                files[path] = content[format_name]
                entries.append(
                    {
                        "path": path, "kind": kind, "subject": subject, "language": language,
                        "format": format_name, "title": title, "state": "draft", "proposed": 3, "awaited": 2,
                        "bytes": len(files[path]), "sha256": hashlib.sha256(files[path]).hexdigest(),
                        **({"edition": 2} if kind == "action-plan" else {}),
                        **({"pages": 1} if format_name == "pdf" else {}),
                    }
                )  # fmt: skip
    return entries


def put(root: Path, files: Files) -> Path:
    """Write files below a folder."""
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return root


def count_first_view(files: dict[str, bytes], path: str) -> int:
    """Give the bytes of a page, its style and script, packed, and of the pictures it shows at once."""
    page = files[path].decode()
    total = len(gzip.compress(files[path]))
    loaded = re.findall(r'<link rel="stylesheet" href="([^"]+)"|<script src="([^"]+)"', page)
    pictures = [one for one in re.findall(r"<img [^>]*>", page) if 'loading="lazy"' not in one]
    loaded += re.findall(r'src="([^":]+)"()', " ".join(pictures))
    for reference in {first or second for first, second in loaded}:
        content = files[posixpath.normpath(posixpath.join(posixpath.dirname(path), reference))]
        total += len(gzip.compress(content))
    return total
