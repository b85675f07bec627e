"""The program from its wheel, outside the repository: all that a new programme begins with is inside."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]

ANSWERS = """\
name: Étangs
languages: [fr]
lead: Office
cities: [Annecy]
documents: [brochure]
"""


def test_a_wheel_makes_and_checks_a_programme_without_the_repository(tmp_path: Path) -> None:
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    made = subprocess.run(
        [sys.executable, "-c", build, tmp_path], cwd=ROOT, text=True, capture_output=True, check=True
    )
    site = tmp_path / "site"
    with zipfile.ZipFile(tmp_path / made.stdout.split()[-1]) as wheel:
        wheel.extractall(site)
    assert "inclucities-docs = " in next(site.glob("*.dist-info/entry_points.txt")).read_text("utf-8")
    folder = tmp_path / "un été"
    folder.mkdir()
    (folder / "answers.yaml").write_text(ANSWERS, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONSAFEPATH": "1"}

    def run(*arguments: str, where: Path = folder) -> str:
        ended = subprocess.run(
            [sys.executable, *arguments],
            check=False,
            cwd=where,
            env=environment,
            text=True,
            capture_output=True,
            encoding="utf-8",
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return ended.stdout

    assert str(site) in run("-c", "import inclucities_docs; print(inclucities_docs.__file__)")
    told = run("-m", "inclucities_docs", "new", "mes étangs", "--answers", "answers.yaml")
    assert 'cd "mes étangs"' in told
    told = run("-m", "inclucities_docs", "check", where=folder / "mes étangs")
    assert told.startswith(("all is well: ", "nothing stops a build, "))
