"""Edits of the real project by chance: what a build of what changed keeps must be what a build from nothing gives.

    python tests/proof/stale.py --edits 60 --seed 7

A few documents of every format and layout are built once; each edit is then made on a copy, and whatever
its traces call current is rendered anew and compared. Exit code 1 where anything was stale.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

from edits import Edit, list_edits  # noqa: E402
from inclucities_docs.diagnostics import DiagnosticError  # noqa: E402
from inclucities_docs.inputs.answer import Answers  # noqa: E402
from inclucities_docs.inputs.project import Project, load_project  # noqa: E402
from inclucities_docs.inputs.reader import Reader  # noqa: E402
from inclucities_docs.inputs.workspace import Workspace  # noqa: E402
from inclucities_docs.render import Document, Rendered, list_documents, render  # noqa: E402

ROOT = TESTS.parent
SAMPLE = (
    ("brochure", "html"), ("brochure", "pdf"), ("action-plan", "docx"), ("toolkit", "epub"), ("infographic-duo", "svg"),
    ("infographic-city", "png"), ("infographic-network", "card.png"), ("one-stop-shop", "html"),
    ("one-stop-leaflet", "pdf"), ("one-stop-card", "pdf"),
)  # fmt: skip
"""Kind and format of each document that is looked at, in a language and about a subject drawn by chance."""


def draw_sample(project: Project, chance: random.Random) -> list[tuple[Document, str]]:
    """Give a document of each kind and format of the sample."""
    documents = list_documents(project)
    return [(chance.choice([one for one in documents if one.kind == kind]), key) for kind, key in SAMPLE]


def hash_files(done: Rendered) -> dict[str, str]:
    """Give the checksum of each file."""
    return {key: hashlib.sha256(content).hexdigest() for key, content in done.files.items()}


def find_stale(
    edit: Edit, folder: Path, known: list[tuple[Document, str, Rendered]], checked: int, chance: random.Random
) -> tuple[list[str], int] | None:
    """Give what an edit leaves stale and how many documents were called current; none for what cannot be read."""
    copy = folder / "edited"
    shutil.rmtree(copy, ignore_errors=True)
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, copy / name)
    edit.apply(copy)
    try:
        project = load_project(Workspace.take(copy))
        owed = {(one.name, one.language): one for one in list_documents(project)}
    except DiagnosticError:
        return None
    answers = Answers(project)
    current = [
        one for one in known if answers.are_same(one[2].trace) and (one[0].name, one[0].language) in owed
    ]
    stale = []
    for document, key, before in chance.sample(current, min(checked, len(current))):
        now = render(Reader(project), owed[document.name, document.language], [key])
        if now.problems or hash_files(now) != hash_files(before):
            stale.append(f"{document.name} {document.language} {key}")
    return stale, len(current)


def main() -> int:
    """Try edits and tell of each that leaves something stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=60)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--checked", type=int, default=2, help="documents rendered anew for each edit")
    given = parser.parse_args()
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    chance = random.Random(given.seed)
    project = load_project(Workspace.take(ROOT))
    known = [(one, key, render(Reader(project), one, [key])) for one, key in draw_sample(project, chance)]
    by_sort = list_edits(ROOT, chance)
    sorts = sorted(by_sort)
    tried, faults, kept = 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(given.edits * 4):
            if tried == given.edits:
                break
            edit = chance.choice(by_sort[sorts[number % len(sorts)]])
            found = find_stale(edit, Path(folder), known, given.checked, chance)
            if found is None:
                continue
            tried += 1
            stale, current = found
            kept += current
            faults += bool(stale)
            if stale:
                print(f"STALE after {edit.name}: {', '.join(stale)}")
    print(
        f"{tried} edits of {len(sorts)} sorts, {len(known)} documents: "
        f"{kept / max(1, tried):.1f} called current after an edit, {faults} edits left something stale"
    )
    return 1 if faults or tried < given.edits else 0


if __name__ == "__main__":
    sys.exit(main())
