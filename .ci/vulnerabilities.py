"""Known vulnerabilities of the locked packages, asked of OSV: https://osv.dev.

Exit codes: 0 none is known, 1 some are, 3 the database could not be had: then nothing is known, and it says so.
"""

from __future__ import annotations

import json
import re
import sys
import urllib.request
from pathlib import Path

DATABASE = "https://api.osv.dev/v1/querybatch"
SECONDS = 30
UNKNOWN = 3
AT_ONCE = 500


def list_packages() -> list[dict[str, object]]:
    """Give what is asked for each locked package, of Python and of npm."""
    found = []
    for lock in (Path("requirements.lock"), Path("tests/bench/peers/requirements.lock")):
        for name, version in re.findall(
            r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", lock.read_text("utf-8"), re.MULTILINE
        ):
            found.append((name, version, "PyPI"))
    for lock in (Path("src/inclucities_docs/conformance"), Path("tests/bench/peers")):
        packages = json.loads((lock / "package-lock.json").read_text("utf-8"))["packages"]
        for path, one in packages.items():
            if path and one.get("version"):
                found.append((path.rpartition("node_modules/")[2], one["version"], "npm"))
    return [
        {"package": {"name": name, "ecosystem": ecosystem}, "version": version}
        for name, version, ecosystem in sorted(set(found))
    ]


def ask(packages: list[dict[str, object]], database: str) -> list[list[str]]:
    """Give the vulnerabilities of each package; raises OSError and ValueError where none can be had."""
    answers = []
    for start in range(0, len(packages), AT_ONCE):
        part = packages[start : start + AT_ONCE]
        request = urllib.request.Request(
            database, json.dumps({"queries": part}).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            results = json.loads(answer.read(64 << 20))["results"]
        if len(results) != len(part):
            raise ValueError("an answer for other packages")
        answers += [[str(one["id"]) for one in result.get("vulns", ())] for result in results]
    return answers


def main(database: str = DATABASE) -> int:
    """Look for known vulnerabilities; gives the exit code."""
    packages = list_packages()
    try:
        answers = ask(packages, database)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        print(
            f"NOT CHECKED: the database of vulnerabilities could not be had ({type(error).__name__}: {error})"
        )
        print(
            f"  nothing is known of these {len(packages)} packages; run it again where {database} can be reached"
        )
        return UNKNOWN
    known = [(one, found) for one, found in zip(packages, answers, strict=True) if found]
    for one, found in known:
        package = one["package"]
        assert isinstance(package, dict)
        print(
            f"{package['ecosystem']} {package['name']} {one['version']}: {', '.join(found)} (https://osv.dev/)"
        )
    print(f"{len(packages)} packages asked for, {len(known)} with known vulnerabilities")
    return 1 if known else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
