"""The bill of materials of a release: what affects the documents, with versions, checksums and licences.

CycloneDX 1.6 in JSON, from requirements.lock and the installed packages; free of times and of random
names, so that the same lock gives the same bytes. Written where the first argument says.
"""

from __future__ import annotations

import re
import sys
import uuid
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement

PROJECT = "inclucities-docs"
LOCK = Path("requirements.lock")


def read_hashes() -> dict[str, list[str]]:
    """Give the SHA-256 checksums that the lock allows for each package."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in LOCK.read_text("utf-8").splitlines():
        if begun := re.match(r"([A-Za-z0-9._-]+)==", line):
            name = begun[1].lower()
        if digest := re.search(r"--hash=sha256:([0-9a-f]{64})", line):
            found.setdefault(name, []).append(digest[1])
    return found


def needed(name: str, seen: set[str]) -> Iterator[str]:
    """Give the packages that one needs where it is installed, by their names in the lock."""
    for text in metadata.requires(name) or ():
        one = Requirement(text)
        other = re.sub(r"[._-]+", "-", one.name).lower()
        if (one.marker is None or one.marker.evaluate({"extra": ""})) and other not in seen:
            seen.add(other)
            yield other
            yield from needed(other, seen)


def describe(name: str, kind: ComponentType, hashes: list[str]) -> Component:
    """Give a package with its version, licence and checksums."""
    told = metadata.metadata(name)
    version = str(told["Version"])
    licence = told.get("License-Expression") or told.get("License") or ""
    return Component(
        name=name,
        type=kind,
        version=version,
        bom_ref=f"{name}@{version}",
        purl=PackageURL("pypi", None, name, version),
        description=told.get("Summary"),
        licenses=[LicenseFactory().make_from_string(licence.splitlines()[0])] if licence else [],
        external_references=[
            ExternalReference(
                type=ExternalReferenceType.DISTRIBUTION,
                url=XsUri(f"https://pypi.org/project/{name}/{version}/#files"),
                comment="the files that the lock allows",
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in hashes],
            )
        ]
        if hashes
        else [],
    )


def main() -> int:
    """Write the bill; gives the exit code."""
    hashes = read_hashes()
    names = sorted(needed(PROJECT, {PROJECT}))
    bom = Bom(serial_number=uuid.uuid5(uuid.NAMESPACE_URL, LOCK.read_text("utf-8")))
    root = describe(PROJECT, ComponentType.APPLICATION, [])
    bom.metadata.component = root
    bom.metadata.timestamp = None  # type: ignore[assignment]
    parts = {name: describe(name, ComponentType.LIBRARY, hashes.get(name, [])) for name in names}
    bom.components.update(parts.values())
    for name, component in [(PROJECT, root), *parts.items()]:
        direct = {
            re.sub(r"[._-]+", "-", Requirement(one).name).lower() for one in metadata.requires(name) or ()
        }
        bom.register_dependency(component, [parts[one] for one in sorted(direct & parts.keys())])
    text = JsonV1Dot6(bom).output_as_string(indent=1)
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f"{text}\n", "utf-8")
    print(f"{len(parts)} packages in {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
