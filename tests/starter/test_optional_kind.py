"""Kinds that a programme names for itself: agenda, invitation, evaluation sheet, press release."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from inclucities_docs.starter.speech import DUO, GROUP, METHOD, PAIR, Speech, choose_speech
from tiny_project import TinyProject

ANSWERS = """\
name: Nets
languages: [en]
lead: {name: Office of Nets, country: IT}
cities: [Lugo, Adria]
documents: [brochure, agenda, invitation, evaluation, press-release]
rounds: [{title: First meeting, host: Adria, when: '2027-03'}]
"""

SESSIONS = """\
  sessions:
    - {day: 1, starts: '09:30', ends: '10:30', title: {en: Welcome}}
    - {day: 2, starts: '14:00', title: {en: What we promise}, lead: {text: {en: Who closes}, awaited_from: adria}}
"""


@pytest.fixture(scope="module")
def nets(tmp_path_factory: pytest.TempPathFactory) -> TinyProject:
    """Give a programme that owes such documents, with a meeting whose sessions are known, and one page of each."""
    folder = tmp_path_factory.mktemp("nets")
    (folder / "answers.yaml").write_text(ANSWERS, "utf-8")
    project = TinyProject(folder / "nets")
    told = TinyProject(folder).run("new", str(project.root), "--answers", str(folder / "answers.yaml"))
    assert told.code == 0, told.err
    meetings = project.root / "data/meetings.yaml"
    meetings.write_text(meetings.read_text("utf-8") + SESSIONS, "utf-8")
    made = project.build("--format", "html", *(f"--only={kind}/*" for kind in ANSWERS_KINDS))
    assert made.code == 0, made.err
    return project


ANSWERS_KINDS = ("agenda", "invitation", "evaluation", "press-release")


def _read(project: TinyProject, name: str) -> str:
    page = (project.root / f"deliverables/en/{name}.html").read_text("utf-8")
    return " ".join(re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL).split())


def test_they_say_what_the_records_say(nets: TinyProject) -> None:
    """Sessions stand by day with their times; what nobody said is a blank, and drafted words say so."""
    agenda = _read(nets, "agenda-round-1")
    assert all(
        one in agenda for one in ("First meeting", "March 2027", "Adria", "09:30–10:30", "Day 2", "14:00")
    )
    assert agenda.index("Welcome") < agenda.index("What we promise")
    assert "to be confirmed" in agenda
    for name in ("agenda-round-1", "invitation-round-1", "evaluation-round-1", "press-release-lugo"):
        assert "proposed, to be validated" in _read(nets, name), name
    assert "Lugo is one of the cities of Nets" in _read(nets, "press-release-lugo")


def test_a_second_page_keeps_the_margins_of_the_first(nets: TinyProject) -> None:
    voice = next((nets.root / "templates/press-release/text/en").glob("*voice.md"))
    text = voice.read_text("utf-8")
    voice.write_text(text + "\nAnother word.\n" * 40, "utf-8")
    assert nets.build("--format", "pdf", "--only=press-release/lugo").code == 0
    voice.write_text(text, "utf-8")
    pages = pypdfium2.PdfDocument(nets.root / "deliverables/en/press-release-lugo.pdf")
    assert len(pages) == 2
    texts = [page.get_textpage() for page in pages]
    left, right = (one.get_charbox(one.get_text_range().index("Another"))[0] for one in texts)
    assert left == pytest.approx(right, abs=1)


def test_they_are_made_only_where_they_are_named(nets: TinyProject) -> None:
    """Without the line in programme.yaml none is owed; a name that no folder has is told at its line."""
    path = nets.root / "data/programme.yaml"
    text = path.read_text("utf-8")
    try:
        path.write_text(text.replace("  - agenda\n", ""), "utf-8")
        assert "agenda" not in nets.run("list").out
        assert "invitation" in nets.run("list").out
        path.write_text(text.replace("  - agenda\n", "  - agenta\n"), "utf-8")
        told = nets.run("check")
        assert told.code == 1
        assert "there is no kind of document 'agenta'" in told.err
        assert "did you mean 'agenda'?" in told.err
    finally:
        path.write_text(text, "utf-8")


LEAD = Speech(("lead", "partner"), DUO, "en")
EQUALS = Speech(("", ""), PAIR)
TRIOS = Speech(("lead", "partner"), GROUP, "en")


@pytest.mark.parametrize(
    ("speech", "language", "written", "said"),
    [
        (METHOD, "en", "The mentor of a duo.", "The mentor of a duo."),
        (
            LEAD, "en",
            "The mentor shows what a mentee needs: mentors’ lessons. {{ term('mentor') }} {#mentor-x} Mentoring helps.",
            "The lead shows what a partner needs: lead cities’ lessons. {{ term('mentor') }} {#mentor-x} Peer learning"
            " helps.",
        ),
        (
            LEAD, "en",
            'Asked to mentor: {{ term("mentor", "Mentor city") }}. A lead mentor, a duo.',
            'Asked to accompany: {{ term("mentor", "Lead") }}. A head of practice, a duo.',
        ),
        (LEAD, "fr", "Le mentor, la ville apprenante.", "La ville expérimentée, la ville apprenante."),
        (
            EQUALS, "en",
            "A mentor and a mentor city, and a mentee: from two duos on.",
            "An experienced city and an experienced city, and a learning city: from two pairs on.",
        ),
        (
            EQUALS, "fr",
            "Le mentorat : le mentor, l’apprenante. L’apprenante d’un duo. De bons apprenants.",
            "L’apprentissage entre pairs : la ville expérimentée, la ville apprenante. La ville apprenante d’un tandem."
            " De bons apprenants.",
        ),
        (EQUALS, "nl", "De mentorstad en de mentorsteden, per duo.", "De ervaren stad en de ervaren steden, per koppel."),
        (EQUALS, "es", "La mentoría entre ciudades: guía", "Ciudades que aprenden unas de otras: guía"),
        (
            TRIOS, "en",
            "The two cities form a {{ term('duo') }}. Training for both cities of a duo.",
            "The cities form a {{ term('duo') }}. Training for all cities of a group.",
        ),
        (TRIOS, "nl", "Het duo antwoordt; elk duo, twee duo’s.", "De groep antwoordt; elke groep, twee groepen."),
        (
            TRIOS, "de",
            "Was {{ duo.mentee.name }} braucht: die Studienbesuche jedes Duos.",
            'Was {{ duo.learners | map(attribute="name") | join_list }} braucht: die Studienbesuche jeder Gruppe.',
        ),
        (TRIOS, "pl", "Infografika, duet: Lugo", "Infografika, grupa: Lugo"),
    ],
)  # fmt: skip
def test_the_method_speaks_of_what_a_programme_has(
    speech: Speech, language: str, written: str, said: str
) -> None:
    """Its own words where it has roles, cities that have experience and cities that learn where it has none."""
    assert speech.say(written, language) == said


def test_how_to_speak_follows_from_roles_and_groups() -> None:
    """Of groups of two that are all duos; roles of the method's own names are spoken of in each language's words."""
    own = {"mentor": ("Mentorin", True), "mentee": ("mentee", False)}
    assert choose_speech(own, [2, 2], "de") == Speech(METHOD.roles, DUO, "de")
    assert choose_speech(own, [2, 3], "de").group == GROUP
    assert choose_speech({}, [], "en") == Speech(("", ""), PAIR, "en")


def test_no_duo_and_no_mentor_are_left_in_the_guide_of_equals(tmp_path: Path) -> None:
    """A programme without roles and groups gets a guide that names none, from its title to its glossary and files."""
    answers = ANSWERS.replace("[brochure, agenda", "[guide, agenda").replace("[en]", "[en, fr, nl]")
    (tmp_path / "answers.yaml").write_text(answers, "utf-8")
    project = TinyProject(tmp_path / "made")
    told = TinyProject(tmp_path).run("new", str(project.root), "--answers", str(tmp_path / "answers.yaml"))
    assert told.code == 0, told.err
    ours = re.compile(r".{0,30}\b(?:duo|mentor|mentee)\w*.{0,20}", re.IGNORECASE)
    prose = sorted((project.root / "templates/guide/text").glob("*/*.md"))
    assert len(prose) == 75
    for path in prose:
        said = re.sub(r"\{\{.*?\}\}|\{#.*?\}|\{%.*?%\}", "", path.read_text("utf-8"), flags=re.DOTALL)
        assert not ours.findall(said), path
        assert not ours.search(path.name)
    made = project.build("--only", "guide", "--format", "html", "--lang", "en")
    assert made.code == 0, made.err
    page = (project.root / "deliverables/en/guide.html").read_text("utf-8")
    page = re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL)
    assert len(page.split()) > 15_000, "the guide has no prose"
    assert not ours.findall(page)
