"""A release: wheel, bill of materials, checksums and provenance, the same bytes from the same commit.

Written below the folder that the first argument names. Nothing is signed here: whoever publishes the
release signs ``SHA256SUMS``, or has the platform attest ``provenance.intoto.json``.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

PROVENANCE = "provenance.intoto.json"
SUMS = "SHA256SUMS"
EPOCH = 315_532_800
"""The first day that a ZIP file can name, for a folder without history."""


def ask_git(*arguments: str) -> str:
    """Give what git says, or an empty text where there is none."""
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def digest(path: Path) -> str:
    """Give a file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def describe(files: list[Path], commit: str) -> dict[str, object]:
    """Give the provenance as an in-toto statement with SLSA's predicate: what was made, from what, by which steps."""
    locks = (Path("requirements.lock"), Path("pyproject.toml"), Path("noxfile.py"))
    materials = [{"uri": path.name, "digest": {"sha256": digest(path)}} for path in locks]
    if commit:
        materials.insert(0, {"uri": "git+file:.", "digest": {"gitCommit": commit}})
    return {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": one.name, "digest": {"sha256": digest(one)}} for one in files],
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {
                "buildType": "https://github.com/wntrblm/nox#release",
                "externalParameters": {"session": "release"},
                "internalParameters": {"python": ".".join(map(str, sys.version_info[:2]))},
                "resolvedDependencies": materials,
            },
            "runDetails": {"builder": {"id": "nox -s release, on a machine of whoever ran it; not signed"}},
        },
    }


def main(target: Path) -> int:
    """Make a release; gives the exit code."""
    commit = ask_git("rev-parse", "HEAD")
    if commit and ask_git("status", "--porcelain", "--untracked-files=normal"):
        print(
            "error: there are changes that are not committed: a release is made from a commit",
            file=sys.stderr,
        )
        print("  hint: commit them, or put them aside; `git status` names them", file=sys.stderr)
        return 1
    target.mkdir(parents=True, exist_ok=True)
    for left in target.iterdir():  # of an earlier release
        if left.suffix == ".whl" or left.name in (PROVENANCE, SUMS, "sbom.cdx.json"):
            left.unlink()
    moment = ask_git("log", "-1", "--format=%ct") or str(EPOCH)
    environment = {**os.environ, "SOURCE_DATE_EPOCH": moment, "PYTHONHASHSEED": "0"}
    for command in (
        ["-P", "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)],
        [".ci/sbom.py", str(target / "sbom.cdx.json")],
    ):
        subprocess.run([sys.executable, *command], env=environment, check=True)
    files = sorted(one for one in target.iterdir() if one.suffix == ".whl" or one.name == "sbom.cdx.json")
    statement = json.dumps(describe(files, commit), indent=1, sort_keys=True) + "\n"
    (target / PROVENANCE).write_text(statement, "utf-8")
    files.append(target / PROVENANCE)
    (target / SUMS).write_text("".join(f"{digest(one)}  {one.name}\n" for one in files), "utf-8")
    for one in files:
        print(f"{digest(one)}  {one}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
