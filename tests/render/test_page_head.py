"""What search engines, tabs of browsers and previews of links read of a document's page."""

from __future__ import annotations

import lxml.html
import pytest
from newcomers import make

from inclucities_docs.inputs.project import load_project
from inclucities_docs.inputs.workspace import Workspace
from tiny_project import TESTS

WEBSITE = "https://docs.example/in/"


@pytest.mark.parametrize("website", ["", WEBSITE])
@pytest.mark.parametrize(
    ("kind", "subject"), [("one-stop-door", ""), ("one-stop-shop", "capaci"), ("infographic-city", "jelgava")]
)
def test_a_document_says_what_it_is_and_where(kind: str, subject: str, website: str) -> None:
    files = {**Workspace.take(TESTS.parent).files}
    settings = "templates/portal/portal.yaml"
    files[settings] += f"\nwebsite: {website}\n".encode() if website else b""
    project = load_project(Workspace(files))
    head = lxml.html.document_fromstring(make(project, kind, subject, "el").decode()).head
    own = f"el/{kind}-{subject}.html".replace("-.", ".")
    said = {one.get("property") or one.get("name"): one.get("content") for one in head.iter("meta")}
    links = [(one.get("rel"), one.get("hreflang"), one.get("href")) for one in head.iter("link")]
    assert said["description"] == said["og:description"] == project.kinds[kind].about["el"]
    assert said["og:locale"] == "el" and said["og:title"]
    assert [address[:19] for rel, _, address in links if rel == "icon"] == ["data:image/svg+xml,"]
    others = {language: address for rel, language, address in links if rel == "alternate"}
    first = (
        "it" if subject == "capaci" else "fr"
    )  # a city's own language stands first in what is about it alone
    if website:
        assert others["x-default"] == others[first] and {"el", "en"} < set(others)
        assert others["el"] == WEBSITE + own
    else:
        assert not others, "search engines take whole addresses alone"
    whole = {address for rel, _, address in links if rel == "canonical"} | {said.get("og:url", "")}
    assert whole == ({WEBSITE + own} if website else {""})
    if kind != "one-stop-door":
        picture = f"{WEBSITE}{own.removesuffix('.html')}-card.png" if website else None
        assert said.get("og:image") == picture, "a picture has an address of its own, or none is named"
