"""Changes are held against the data and the models, and written all or none."""

from __future__ import annotations

import subprocess

import pytest

from inclucities_docs.diagnostics import DiagnosticError
from inclucities_docs.inputs import file_transaction
from inclucities_docs.inputs.change import Change, read_field
from inclucities_docs.inputs.file_transaction import replace_inputs, restore_inputs
from inclucities_docs.inputs.project import Project, load_project
from inclucities_docs.inputs.revision import review_changes, write_changes
from inclucities_docs.inputs.workspace import Workspace
from tiny_project import TinyProject

PLAN = "data/plans/hilltown-1.yaml"
LEAD = "plans/hilltown-1.actions.desk.lead"


def _load(project: TinyProject) -> Project:
    return load_project(Workspace.take(project.root))


def test_an_answer_becomes_sourced(project: TinyProject) -> None:
    before = _load(project)
    source = next(iter(before.collections["sources"]))
    seen = read_field(before, LEAD, "en")
    assert seen == "The service"
    step = "plans/hilltown-1.actions.desk.steps.0"
    confirmed = read_field(before, step, "en")
    review = write_changes(
        project.root,
        [
            Change(LEAD, "Social services, desk 3", seen, "en", source),
            Change(step, confirmed, confirmed, "en", source),
            Change("plans/hilltown-1.date", "2021-05", None, "", source),
            Change("plans/hilltown-1.actions.desk.title", "The desk", "A desk", "en"),
        ],
    )
    assert [one.fate for one in review.outcomes] == ["ready"] * 4
    after = _load(project)
    lead = after.find("plans/hilltown-1.actions.0.lead")
    assert (lead.state, dict(lead.text), lead.source) == (
        "sourced",
        {"en": "Social services, desk 3"},
        (source,),
    )
    same = after.find("plans/hilltown-1.actions.0.steps.0")
    assert (same.state, same.text["fr"]) == ("sourced", "Chercher un lieu")
    assert after.find("plans/hilltown-1.date").period.start == "2021-05"
    assert "    title: {fr: Un guichet, en: The desk}\n" in project.read(PLAN)
    again = review_changes(after, [Change(LEAD, "Social services, desk 3", seen, "en", source)])
    assert again.outcomes[0].fate == "unchanged"


def test_conflicts_and_refusals(project: TinyProject) -> None:
    before = _load(project)
    review = review_changes(
        before,
        [
            Change(LEAD, "mine", "what stood there last year", "en", "seed"),
            Change("plans/hilltown-1.actions.desk.starts", 7, 1),
            Change("plans/hilltown-1.actions.desk.factor", "nowhere", "welcome"),
            Change("plans/hilltown-1.actions.bench.lead", "x", "y", "en"),
            Change("../../etc/passwd", "x", None),
            Change("templates/../secret.md", "x", None),
            Change("plans/../../secret", {}, None),
            Change("plans/hilltown-1.actions.desk.title", "one", "A desk", "en"),
            Change("plans/hilltown-1.actions.desk.title", "other", "A desk", "en"),
        ],
    )
    fates = [one.fate for one in review.outcomes]
    assert fates == ["conflict", *["refused"] * 6, "ready", "conflict"]
    assert "welcome" in str(review.outcomes[2].problems[0].hint)
    with pytest.raises(DiagnosticError):
        write_changes(project.root, [one.change for one in review.outcomes])
    assert project.read(PLAN).encode() == before.workspace.read(PLAN)


def test_items_of_lists(project: TinyProject) -> None:
    steps = "plans/hilltown-1.actions.desk.steps"
    first = "To find a place"
    new = {"text": {"en": "To ask"}, "state": "proposed"}
    write_changes(
        project.root, [Change(f"{steps}.0", new, is_new=True), Change(f"{steps}.1", new, is_new=True)]
    )
    assert [one.text["en"] for one in _load(project).find("plans/hilltown-1.actions.0.steps")] == [
        "To ask", first, "To ask",
    ]  # fmt: skip
    write_changes(  # it was sent before, when it was the first
        project.root,
        [
            Change(f"{steps}.0", "To look for a place", first, "en"),
            Change(f"{steps}.2", None, "To ask", "en"),
        ],
    )
    assert [one.text["en"] for one in _load(project).find("plans/hilltown-1.actions.0.steps")] == [
        "To ask", "To look for a place",
    ]  # fmt: skip


def test_a_killed_run_leaves_the_files_as_they_were(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = {path: (project.root / path).read_bytes() for path in (PLAN, "data/sources.yaml")}
    count = 0

    def die(root: object, path: str, content: bytes) -> None:
        nonlocal count
        if path in old:
            count += 1
            if count == 2:
                raise SystemExit("killed")
        write(root, path, content)  # type: ignore[arg-type]

    write = file_transaction.replace_file
    monkeypatch.setattr(file_transaction, "replace_file", die)
    monkeypatch.setattr(file_transaction, "restore_inputs", lambda root: False)  # nor does it get to mend it
    with pytest.raises(SystemExit):
        replace_inputs(project.root, dict.fromkeys(old, b"new"), old)
    assert (project.root / PLAN).read_bytes() == b"new"
    monkeypatch.undo()
    assert restore_inputs(project.root)
    assert {path: (project.root / path).read_bytes() for path in old} == old
    assert not restore_inputs(project.root)
    assert not (project.root / ".cache" / "undo").exists()


def test_a_file_that_is_not_committed_is_kept(project: TinyProject) -> None:
    def git(*words: str) -> None:
        subprocess.run(["git", "-C", str(project.root), *words], check=True, capture_output=True)

    git("init", "-q")
    git("add", "data")
    git("-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "x")
    project.change(PLAN, "edition: 1", "edition: 1  # mine")
    change = [Change("plans/hilltown-1.actions.desk.title", "The desk", "A desk", "en")]
    with pytest.raises(DiagnosticError, match="not committed"):
        write_changes(project.root, change)
    write_changes(project.root, change, spare=False)
    assert "edition: 1  # mine" in project.read(PLAN)
    assert "en: The desk" in project.read(PLAN)
