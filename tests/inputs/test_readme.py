"""Who fills in a directory from the README alone gets one that is right."""

from __future__ import annotations

import re

from inclucities_docs.inputs.project import load_project
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.render import list_documents, render
from tiny_project import TESTS

WRITTEN = {
    "name": "Izdomāts nosaukums",
    "https://…": "https://library.example",
    "id of data/sources.yaml": "seed",
    "street and number": "Lielā iela 1",
    "postal code": "LV-3001",
    "town": "Jelgava",
    "region": "Zemgale",
    "degrees north": "56.65",
    "degrees east": "23.71",
    "short sentence": "Te runā latviski.",
    "number with its country: +371 …": "+371 63 005 522",
    "price, or that it is free": "Free",
    "e-mail of who checked it": "office@jelgava.example",
    "ce qui manque": "Le reste",
    "what is missing": "The rest",
}
"""What somebody writes in the place of each hint."""


def test_the_directory_in_the_readme_can_be_filled_in() -> None:
    readme = (TESTS.parent / "README.md").read_text()
    (example,) = re.findall(r"```yaml\n(city: .*?)```", readme, re.DOTALL)
    filled = re.sub(r"<([^<>]+)>", lambda hint: WRITTEN[hint[1]], example)
    files = {**Workspace.take(TESTS.parent).files, "data/directories/jelgava.yaml": filled.encode()}
    project = load_project(Workspace(files))
    for document in list_documents(project):
        if (
            document.subject == "jelgava"
            and document.kind == "one-stop-shop"
            and document.language in ("lv", "uk")
        ):
            made = render(Reader(project), document, ["html"])
            assert not made.problems
            assert b"tel:+37163005522" in made.files["html"]
