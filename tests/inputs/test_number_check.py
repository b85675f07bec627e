"""Numbers of a text, which are the same in every language."""

from __future__ import annotations

from inclucities_docs.inputs.number_check import check_numbers
from inclucities_docs.inputs.project import load_project
from inclucities_docs.inputs.workspace import Workspace
from tiny_project import TESTS

SPAIN = "data/directories/spain.yaml"


def test_all_texts_hold_the_same_numbers_in_every_language() -> None:
    assert list(check_numbers(load_project(Workspace.take(TESTS.parent)))) == []


def test_a_number_that_a_translation_lacks_or_adds_is_pointed_out() -> None:
    files = dict(Workspace.take(TESTS.parent).files)
    text = files[SPAIN].decode()
    assert "مشورهٔ حقوقی از ساعت ۸ تا ۲۲." in text
    assert "from 8 am to 10 pm" in text
    text = text.replace("مشورهٔ حقوقی از ساعت ۸ تا ۲۲.", "مشورهٔ حقوقی از ساعت ۸ تا ۲۰.")
    files[SPAIN] = text.replace("from 8 am to 10 pm", "from 8 am to 11 pm").encode()
    found = list(check_numbers(load_project(Workspace(files))))
    assert [one.location.path for one in found] == [SPAIN, SPAIN]
    lines = text.splitlines()
    assert {lines[one.location.line - 1].split()[0] for one in found} == {"en:", "prs:"}
    assert any(
        "'prs' holds other numbers than the one in 'fr': 20, 8, not 22, 8" in one.message for one in found
    )
