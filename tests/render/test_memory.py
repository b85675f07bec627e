"""A worker makes a thousand documents: what one needs is given back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tiny_project import TESTS, copy_project

MAKE_MANY = """
from pathlib import Path
from inclucities_docs.render import list_documents, render
from inclucities_docs.inputs.project import load_project
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.inputs.workspace import Workspace

def measure():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 2**20

project = load_project(Workspace.take(Path.cwd()))
card = next(one for one in list_documents(project) if one.name == "card/hilltown")
sizes = []
for _ in range(3):
    for _ in range(50):
        assert render(Reader(project), card, ("pdf",)).files["pdf"][:4] == b"%PDF"
    sizes.append(measure())
print(min(sizes[1] - sizes[0], sizes[2] - sizes[1]))  # Python takes memory in steps; a leak is in each
"""


def test_fifty_more_documents_need_no_more_memory(tmp_path: Path) -> None:
    project = copy_project(TESTS / "project", tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", MAKE_MANY], cwd=project.root, capture_output=True, text=True, check=True
    )
    assert float(done.stdout) < 6  # a view of all fonts for each document took 12
