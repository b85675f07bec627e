"""What follows from records together: an action plan shows what changed since the edition before."""

from __future__ import annotations

from inclucities_docs.inputs.branch import Records
from inclucities_docs.inputs.project import load_project
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.inputs.workspace import Workspace
from tiny_project import TESTS

FIRST = "data/plans/hilltown-1.yaml"


def test_a_plan_shows_what_was_added_revised_and_dropped() -> None:
    files = dict(Workspace.take(TESTS / "project").files)
    first = files[FIRST].decode()
    start, end = first.index("  - id: desk"), first.index("follow_up:")
    desk = first[start:end]
    garden, choir = desk.replace("id: desk", "id: garden"), desk.replace("id: desk", "id: choir")
    files[FIRST] = (first[:end] + garden + first[end:]).encode()
    second = first.replace("edition: 1", "edition: 2").replace("To find a place", "To find two rooms")
    cut = second.index("follow_up:")
    files["data/plans/hilltown-2.yaml"] = (second[:cut] + choir + second[cut:]).encode()
    project = load_project(Workspace(files))
    records = Records(Reader(project), "en")
    plan = records.branch("plans/hilltown-2")
    changed = [(one["change"], one["action"].id, one["fields"]) for one in plan.changed_actions]
    assert changed == [("revised", "desk", ["steps"]), ("added", "choir", []), ("dropped", "garden", [])]
    assert records.branch("plans/hilltown-1").changed_actions == []
