"""Kits: all files of a city, of a language, or all there are.

The portal lists them, and its script puts them together in the reader's browser: copies of copies
made four fifths of what was published. ``write_kit`` is for the command that packs one for a desk
without a network, the same bytes for the same files.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from inclucities_docs.portal.deliverable import Deliverables, File
from inclucities_docs.schema.format import find_format

__all__ = ["Kit", "list_kits", "write_kit"]

FOREVER = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a kit: the earliest that ZIP knows."""


@dataclass(frozen=True)
class Kit:
    """What one ZIP holds."""

    name: str
    """Its name in addresses: ``city-jelgava``, ``language-lv``, ``everything``."""
    kind: str
    """city, language or everything."""
    key: str
    files: tuple[File, ...]

    @property
    def page(self) -> str:
        """Where its list stands below the folder of a language."""
        return f"kits/{self.name}.html"

    @property
    def bytes(self) -> int:
        """Size of its files before they are packed."""
        return sum(one.bytes for one in self.files)


def list_kits(deliverables: Deliverables, cities: Iterable[str]) -> list[Kit]:
    """Return the kits that hold something: of each city, of each language, of everything."""
    kits = []
    everything = tuple(file for document in deliverables.documents for file in document.files)
    for city in cities:
        chosen = [one for one in deliverables.documents if city in one.cities or not (one.cities or one.duo)]
        if any(city in one.cities for one in chosen):
            kits.append(
                Kit(f"city-{city}", "city", city, tuple(file for one in chosen for file in one.files))
            )
    for language in deliverables.languages:
        files = tuple(one for one in everything if one.language == language)
        kits.append(Kit(f"language-{language}", "language", language, files))
    return [Kit("everything", "everything", "", everything), *kits] if everything else []


def write_kit(kit: Kit, read: Callable[[str], bytes], heading: str) -> bytes:
    """Return the ZIP: a list of contents, checksums, and the files in the order of their paths."""
    files = sorted(kit.files, key=lambda one: one.path)
    contents = f"{heading}\n{'=' * len(heading)}\n\n" + "".join(
        f"{one.path}\n    {one.title}\n" for one in files
    )
    checksums = "".join(f"{one.sha256}  {one.path}\n" for one in files)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        _add(archive, "CONTENTS.txt", ("\ufeff" + contents).replace("\n", "\r\n").encode())
        _add(archive, "SHA256SUMS", checksums.encode())
        for one in files:
            _add(archive, one.path, read(one.path))
    return target.getvalue()


def _add(archive: zipfile.ZipFile, path: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(path, FOREVER)
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    known = find_format(path.rpartition(".")[2])
    entry.compress_type = zipfile.ZIP_STORED if known and known.is_compressed else zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)
