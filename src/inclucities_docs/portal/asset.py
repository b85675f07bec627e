"""What all pages of the portal share: one style sheet that carries its fonts, one script."""

from __future__ import annotations

from functools import lru_cache

from inclucities_docs.diagnostics import DiagnosticError
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.language.localisation import Localisation
from inclucities_docs.render.font import embed_faces, find_faces
from inclucities_docs.render.style.sheet import find_fetches, publish_rules, write_brand

__all__ = ["collect_letters", "write_script", "write_style"]

SHEETS = ("templates/base/base.css", "templates/base/screen.css", "templates/portal/portal.css")
SHOWN = (
    *(
        f"data/{name}"
        for name in ("programme", "cities", "groups", "organisations", "funders", "meetings", "plans")
    ),
    "templates/portal/",
)
"""Files whose letters the fonts must have; another letter comes from the reader's device."""
PLAIN = "".join(chr(code) for code in range(0x20, 0x7F)) + "«»‘’“”–—…·•×→←↑↓✓◊€§©"
"""Letters that are always there, whatever the data holds."""


def collect_letters(project: Project) -> str:
    """Return every letter of the facts and words that the portal's pages show, sorted."""
    languages = project.portal.languages if project.portal else ()
    data = (*SHOWN, *(f"templates/locale/{one}/" for one in languages))
    texts = (content for path, content in project.workspace.files.items() if path.startswith(data))
    doors = _door_words(project)
    return "".join(sorted(set(PLAIN).union(*(_letters(text) for text in texts), doors)))


def _door_words(project: Project) -> str:
    """Return what the portal says in languages that it does not speak: their names, and the way in."""
    door = project.kinds.get((project.portal.door if project.portal else None) or "")
    names = Localisation("en")
    return "".join(names.own_language_name(one) + text for one, text in door.title.items()) if door else ""


@lru_cache(maxsize=1024)
def _letters(content: bytes) -> frozenset[str]:
    return frozenset(one for one in set(content.decode("utf-8", "replace")) if one.isprintable())


def write_style(letters: str, reader: Reader) -> bytes:
    """Return the style sheet: brand, base, the portal's own, and the fonts cut to the letters used."""
    brand = reader.brand
    parts, problems = [write_brand(brand)], []
    for path in SHEETS:
        sheet = reader.read_text(path) or ""
        problems += find_fetches(path, sheet)
        if not problems:
            parts.append(publish_rules(sheet))
    if problems:
        raise DiagnosticError(problems)
    faces = [
        face
        for face in find_faces(brand)
        if face.style == "normal" and (face.family == brand.text.family or face.weight < 700)
    ]
    return f"{embed_faces(faces, letters)}\n{chr(10).join(parts)}\n".encode()


def write_script(name: str, reader: Reader) -> bytes:
    """Return a script as staff wrote it."""
    path = f"templates/portal/{name}"
    return (reader.read(path) or b"").replace(b"\r\n", b"\n")
