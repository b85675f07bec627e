"""What an edition was made with: the program and the packages that it needs, as CycloneDX 1.6.

A release's own bill (``.ci/sbom.py``) knows licences and the checksums of the lock; this one says what is
installed where the edition was published, and needs no package to say it. It is free of times.
"""

from __future__ import annotations

import json
import re
from importlib import metadata

from inclucities_docs import __version__

__all__ = ["write_bill"]

PROGRAM = "inclucities-docs"


def write_bill() -> bytes:
    """Return the bill of materials: each package with its version, and what it needs."""
    packages = _find_packages()
    program, *parts = [_describe(name, version) for name, (version, _) in packages.items()]
    references = {name: _refer(name, version) for name, (version, _) in packages.items()}
    content = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": program | {"type": "application"}},
        "components": sorted(parts, key=lambda one: one["name"]),
        "dependencies": [
            {"ref": references[name], "dependsOn": sorted(references[one] for one in needs)}
            for name, (_, needs) in sorted(packages.items())
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _find_packages() -> dict[str, tuple[str, set[str]]]:
    """Return package → version and the installed packages that it needs, the program first."""
    found: dict[str, tuple[str, set[str]]] = {PROGRAM: (__version__, set())}
    waiting = [PROGRAM]
    for name in waiting:
        try:
            package = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # one that this system or this Python does not need
        needs = {_read_name(one) for one in package.requires or () if "extra ==" not in one}
        found[name] = (package.version, needs)
        waiting += sorted(needs - {*waiting})
    return {name: (version, needs & found.keys()) for name, (version, needs) in found.items()}


def _read_name(requirement: str) -> str:
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    return re.sub(r"[._-]+", "-", name[0] if name else "").lower()


def _describe(name: str, version: str) -> dict[str, str]:
    reference = _refer(name, version)
    return {"type": "library", "bom-ref": reference, "name": name, "version": version, "purl": reference}


def _refer(name: str, version: str) -> str:
    return f"pkg:pypi/{name}@{version}"
