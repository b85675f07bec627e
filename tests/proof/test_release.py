"""A release is the same bytes from the same commit, and the check of vulnerabilities says when it knows nothing."""

from __future__ import annotations

import hashlib
import http.server
import json
import shutil
import subprocess
import sys
import threading
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Give a small history with what a release is made from."""
    folder = tmp_path / "clone"
    for name in ("src", ".ci", "templates", "data"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "noxfile.py", "requirements.lock", ".gitignore"):
        shutil.copy(ROOT / name, folder)
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "x")):
        git(folder, *command)
    return folder


def git(folder: Path, *command: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@b.example", *command], cwd=folder, check=True
    )


def release(folder: Path, target: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ".ci/release.py", str(target)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_release_is_the_same_bytes_from_the_same_commit(clone: Path, tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        done = release(clone, tmp_path / name)
        assert done.returncode == 0, done.stderr
        made.append({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()})
    assert made[0] == made[1]
    (wheel,) = [name for name in made[0] if name.endswith(".whl")]
    assert set(made[0]) == {wheel, "sbom.cdx.json", "provenance.intoto.json", "SHA256SUMS"}
    sums = dict(reversed(line.split("  ")) for line in made[0]["SHA256SUMS"].decode().splitlines())
    assert sums == {
        name: hashlib.sha256(content).hexdigest() for name, content in made[0].items() if name != "SHA256SUMS"
    }
    statement = json.loads(made[0]["provenance.intoto.json"])
    assert {one["name"] for one in statement["subject"]} == {wheel, "sbom.cdx.json"}
    assert "gitCommit" in statement["predicate"]["buildDefinition"]["resolvedDependencies"][0]["digest"]
    inside = set(zipfile.ZipFile(tmp_path / "one" / wheel).namelist())
    starter = {
        "templates/base/page.html",
        "templates/locale/lv/LC_MESSAGES/messages.po",
        "data/maps/europe.json",
    }
    assert {
        "inclucities_docs/cli/__init__.py",
        *(f"inclucities_docs/starter/{one}" for one in starter),
    } <= inside
    (clone / "README.md").write_text("changed")
    assert "not committed" in release(clone, tmp_path / "three").stderr


@pytest.mark.parametrize(("sort", "code"), [("none", 0), ("some", 1), ("other", 3), ("away", 3)])
def test_vulnerabilities_are_told_or_it_is_said_that_nothing_is_known(sort: str, code: int) -> None:
    class Database(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
            results: list[Any] = [{} for _ in asked]
            if sort == "some":
                results[0] = {"vulns": [{"id": "GHSA-x"}]}
            answer = json.dumps({"results": results[1:] if sort == "other" else results}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Database)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = 9 if sort == "away" else server.server_address[1]
    done = subprocess.run(
        [sys.executable, ".ci/vulnerabilities.py", f"http://127.0.0.1:{port}/"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    server.shutdown()
    assert done.returncode == code, done.stdout + done.stderr
    assert ("NOT CHECKED" in done.stdout) == (code == 3)
    assert ("GHSA-x" in done.stdout) == (code == 1)


def test_everything_that_is_installed_is_locked_by_hash() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    for name in ("hatchling", "pip", "setuptools", "uv"):
        assert f"\n{name}==" in lock
    noxfile = (ROOT / "noxfile.py").read_text("utf-8")
    assert "--no-build-isolation" in noxfile
    assert (
        noxfile.count('"install"') == noxfile.count("--require-hashes") + 1
    )  # one lists the way, one installs the project
    for folder in ("src/inclucities_docs/conformance", "tests/bench/peers"):
        packages = json.loads((ROOT / folder / "package-lock.json").read_text())["packages"]
        assert all("integrity" in one or one.get("link") for path, one in packages.items() if path), folder
