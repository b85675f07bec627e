"""French ordinals: endings raised, centuries in small capitals, no letter changed."""

from __future__ import annotations

import subprocess

import lxml.html
import pytest

from inclucities_docs.language.ordinal import raise_endings
from tiny_project import TinyProject

UP, END = '<sup class="ordinal">', "</sup>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le 1er mai, la 2e visite", f"Le 1{UP}er{END} mai, la 2{UP}e{END} visite"),
        ("la 1re et les 21es", f"la 1{UP}re{END} et les 21{UP}es{END}"),
        ("au XXIe siècle", f'au <span class="century">XXI</span>{UP}e{END} siècle'),
        ("<b>La</b> 3e <i>visite</i> du 1er", f"<b>La</b> 3{UP}e{END} <i>visite</i> du 1{UP}er{END}"),
        ("Xe arrondissement, 2er/3, v1e, 1.2e, #1e", "Xe arrondissement, 2er/3, v1e, 1.2e, #1e"),
    ],
)
def test_endings_are_raised(text: str, expected: str) -> None:
    element = lxml.html.fragment_fromstring(text, create_parent="p")
    before = element.text_content()
    raise_endings(element)
    assert lxml.html.tostring(element, encoding="unicode") == f"<p>{expected}</p>"
    assert element.text_content() == before


def test_a_page_and_its_print_have_them_and_keep_the_words_whole(project: TinyProject) -> None:
    project.change("templates/leaflet/text/fr/welcome.md", "La porte", "Au XXIe siècle, la 2e porte")
    project.change("templates/leaflet/text/en/welcome.md", "## ", "The 2e stays.\n\n## ")
    project.change("templates/leaflet/kind.yaml", "formats: [html]", "formats: [html, pdf]")
    outcome = project.build("--only", "leaflet")
    assert outcome.code == 0, outcome.err
    assert f"2{UP}e{END} porte" in project.read("deliverables/fr/leaflet.html")
    assert "2<sup" not in project.read("deliverables/en/leaflet.html")
    pdf = project.root / "deliverables/fr/leaflet.pdf"
    words = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, check=True).stdout.decode()
    assert "XXIe siècle, la 2e porte" in " ".join(words.split())
