"""Sentences for newcomers are short, in every script, and a long one is shown where it stands."""

from __future__ import annotations

from inclucities_docs.inputs.project import load_project
from inclucities_docs.inputs.readability import LONGEST, check_plainness
from inclucities_docs.inputs.workspace import Workspace
from tiny_project import TESTS

PATH = "data/categories.yaml"


def test_the_texts_for_newcomers_are_plain() -> None:
    assert list(check_plainness(load_project(Workspace.take(TESTS.parent)))) == []


def test_a_long_sentence_is_pointed_out_in_its_language() -> None:
    files = dict(Workspace.take(TESTS.parent).files)
    text = files[PATH].decode()
    short = "أين يمكنك تعلّم اللغة."
    line = text[: text.index(short)].count("\n") + 1
    files[PATH] = text.replace(short, "كلمة " * LONGEST + "أخيرة. " + short).encode()
    (found,) = check_plainness(load_project(Workspace(files)))
    assert (found.severity, found.location.path, found.location.line) == ("warning", PATH, line)
    assert f"{LONGEST + 1} words" in found.message
