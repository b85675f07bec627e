"""Kits: all files of a city, of a language, or all there are.

The portal lists them, and its script puts them together in the reader's browser: copies of copies
made four fifths of what was published. ``write_kit`` is for the command that packs one for a desk
without a network, the same bytes for the same files.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from inclucities_docs.portal.deliverable import Deliverables, File
from inclucities_docs.schema.format import find_format
from inclucities_docs.zip_archive import write_zip

__all__ = ["Kit", "list_kits", "write_kit"]


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
    listed = (
        ("CONTENTS.txt", ("\ufeff" + contents).replace("\n", "\r\n").encode()),
        ("SHA256SUMS", checksums.encode()),
    )
    taken = ((one.path, read(one.path)) for one in files)  # one after the other: all at once are large
    return write_zip(itertools.chain(listed, taken), _is_compressed)


def _is_compressed(path: str) -> bool:
    known = find_format(path.rpartition(".")[2])
    return bool(known and known.is_compressed)
