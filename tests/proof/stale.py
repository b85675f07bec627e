"""Edits of the real project by chance: what a build of what changed keeps must be what a build from nothing gives.

    python tests/proof/stale.py --edits 60 --seed 7

A few documents of every format and layout are built once; each edit is then made on a copy, and whatever
its traces call current is rendered anew and compared. Exit code 1 where anything was stale.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import os
import random
import shutil
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

from edits import Edit, list_edits  # noqa: E402
from inclucities_docs.build.executor import process_context, run_tasks  # noqa: E402
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


KNOWN: list[tuple[Document, str, Rendered]] = []
"""In a worker: the documents as they were built once."""


def start(known: list[tuple[Document, str, Rendered]]) -> None:
    """Give a worker the documents."""
    KNOWN[:] = known


def find_stale(edit: Edit, checked: int, seed: str) -> tuple[str, list[str], int] | None:
    """Give an edit, what it leaves stale and how many documents were called current; none for what cannot be read."""
    with tempfile.TemporaryDirectory() as folder:
        return look_behind(edit, Path(folder), checked, random.Random(seed))


def look_behind(
    edit: Edit, copy: Path, checked: int, chance: random.Random
) -> tuple[str, list[str], int] | None:
    """Make an edit in a copy of the project and render anew what it leaves current."""
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
        one for one in KNOWN if answers.are_same(one[2].trace) and (one[0].name, one[0].language) in owed
    ]
    stale = []
    for document, key, before in chance.sample(current, min(checked, len(current))):
        now = render(Reader(project), owed[document.name, document.language], [key])
        if now.problems or hash_files(now) != hash_files(before):
            stale.append(f"{document.name} {document.language} {key}")
    return edit.name, stale, len(current)


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
    sample = draw_sample(project, chance)
    made = {
        (one.document, *one.files): one for one in run_tasks(project, [(one, (key,)) for one, key in sample])
    }
    known = [(one, key, made[one, key]) for one, key in sample]
    by_sort = list_edits(ROOT, chance)
    sorts = sorted(by_sort)
    drawn = ((chance.choice(by_sort[sorts[at % len(sorts)]]), at) for at in range(given.edits * 4))
    tried, faults, kept = 0, 0, 0
    with ProcessPoolExecutor(mp_context=process_context(), initializer=start, initargs=(known,)) as workers:
        while some := list(itertools.islice(drawn, given.edits - tried)):
            tasks = [
                workers.submit(find_stale, edit, given.checked, f"{given.seed} {at}") for edit, at in some
            ]
            for name, stale, current in filter(None, (one.result() for one in tasks)):
                tried += 1
                kept += current
                faults += bool(stale)
                if stale:
                    print(f"STALE after {name}: {', '.join(stale)}")
    print(
        f"{tried} edits of {len(sorts)} sorts, {len(known)} documents: "
        f"{kept / max(1, tried):.1f} called current after an edit, {faults} edits left something stale"
    )
    return 1 if faults or tried < given.edits else 0


if __name__ == "__main__":
    sys.exit(main())
