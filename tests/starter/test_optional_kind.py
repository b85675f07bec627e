"""Kinds that a programme names for itself: agenda, invitation, evaluation sheet, press release."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from inclucities_docs.starter.role_word import METHOD, speak_as
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
    assert "Lugo takes part in Nets" in _read(nets, "press-release-lugo")


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


def test_the_method_speaks_of_the_roles_that_a_programme_has() -> None:
    """Its own words where it has roles, cities that have experience and cities that learn where it has none."""
    text = "The mentor shows what a mentee needs: mentors’ lessons. {{ term('mentor') }} {#mentor-x} Mentoring helps."
    assert speak_as(text, "en", METHOD) == text
    assert speak_as(text, "en", ("lead", "partner")) == (
        "The lead shows what a partner needs: lead cities’ lessons. {{ term('mentor') }} {#mentor-x} Peer learning helps."
    )
    equals = speak_as("A mentor and a mentor city, and a mentee.", "en", ("", ""))
    assert equals == "An experienced city and an experienced city, and a learning city."
    shown = 'Asked to mentor: {{ term("mentor", "Mentor city") }}, {{ term("mentee") }}.'
    assert speak_as(shown, "en", ("lead", "partner")) == (
        'Asked to accompany: {{ term("mentor", "Lead") }}, {{ term("mentee") }}.'
    )
    french = speak_as("Le mentorat : le mentor, la ville apprenante.", "fr", ("", ""))
    assert french == "L’apprentissage entre pairs : la ville expérimentée, la ville apprenante."
    assert (
        speak_as("De mentorstad en de mentorsteden.", "nl", ("", ""))
        == "De ervaren stad en de ervaren steden."
    )


def test_no_mentor_is_left_in_the_guide_of_equals(tmp_path: Path) -> None:
    """A programme without roles gets a guide that names none."""
    (tmp_path / "answers.yaml").write_text(ANSWERS.replace("[brochure, agenda", "[guide, agenda"), "utf-8")
    told = TinyProject(tmp_path).run(
        "new", str(tmp_path / "made"), "--answers", str(tmp_path / "answers.yaml")
    )
    assert told.code == 0, told.err
    texts = sorted((tmp_path / "made/templates/guide/text/en").glob("*.md"))
    assert len(texts) > 20
    for path in texts:
        said = re.sub(r"\{\{.*?\}\}|\{#.*?\}|\{%.*?%\}", "", path.read_text("utf-8"), flags=re.DOTALL)
        assert not re.search("mentor|mentee", said, re.IGNORECASE), path.name
