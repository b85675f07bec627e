"""All that a translator touches goes out as one PO file, and comes back as any tool writes it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from inclucities_docs.exchange.po_file import list_passages, read_catalogue, write_translations
from inclucities_docs.inputs.project import Project, load_project
from inclucities_docs.inputs.translation import ledger_path
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.translate.command import list_languages
from tiny_project import TESTS, Outcome, TinyProject

LEAD = "plans/hilltown-1.actions.desk.lead.text"
OBSOLETE = b'\n#~ msgid "old"\n#~ msgstr "older"\n\n#~| msgid "oldest"\n#~ msgid "x"\n#~ msgstr "y"\n'
WELCOME = "templates/leaflet/text/en/welcome.md"


def _load(root: Path) -> Project:
    return load_project(Workspace.take(root))


def _open(project: TinyProject, language: str = "en") -> Catalog:
    told = project.run("exchange", "send", language, "--to", str(project.root))
    assert told.code == 0, told.err
    assert "words" in told.out
    return read_po(io.BytesIO((project.root / f"tandem-{language}.po").read_bytes()), locale=language)


def _receive(project: TinyProject, catalogue: Catalog, *arguments: str) -> Outcome:
    made = io.BytesIO()
    write_po(made, catalogue, width=60)
    path = project.root / "back.po"
    path.write_bytes(
        made.getvalue()
        + b'\n#~ msgid "old"\n#~ msgstr "older"\n\n#~| msgid "oldest"\n#~ msgid "x"\n#~ msgstr "y"\n'
    )
    return project.run("exchange", "receive", str(path), *arguments)


def test_an_untouched_file_changes_nothing_in_any_language() -> None:
    project = _load(TESTS.parent)
    for language in list_languages(project):
        content = write_translations(project, language)
        catalogue = read_po(io.BytesIO(content))
        made = io.BytesIO()
        write_po(made, catalogue, width=len(content) % 2 * 50)  # as tools do: on long lines or on short ones
        back = read_catalogue(project, "x.po", made.getvalue().replace(b"\n", b"\r\n"))
        assert (back.answers, back.remarks) == ((), ()), language


def test_translations_come_back(project: TinyProject) -> None:
    assert project.run("translate", "update").code == 0
    catalogue = _open(project)
    assert "nothing changed" in _receive(project, catalogue).out
    comments = {one.context: one.auto_comments for one in catalogue if one.context}
    page = comments[f"{WELCOME}#0"][0]
    assert page == "seen on en/leaflet.html"
    assert "at most 12 characters: it stands in a small box" in comments["plans/hilltown-1.phases.0"]
    _set(catalogue, LEAD, "The new service")
    _set(catalogue, f"{WELCOME}#0", "Now {{ nothing }}")
    told = _receive(project, catalogue, "--accept")
    assert "it says {{ nothing }}, which the original does not" in told.out, told.out
    _set(catalogue, f"{WELCOME}#0", "# Come in")
    assert "it is a heading of another level" in _receive(project, catalogue).out
    _set(catalogue, f"{WELCOME}#0", "## Come in")
    assert "1 ready" in _receive(project, catalogue, "--accept").out
    assert project.read(WELCOME).startswith("## Come in\n")
    assert _load(project.root).find("plans/hilltown-1.actions.0.lead").text["en"] == "The new service"
    assert "proposed" not in project.read(ledger_path("en"))


def test_what_is_uncertain_or_was_changed_is_told(project: TinyProject) -> None:
    catalogue = _open(project)
    title = "plans/hilltown-1.title"
    _set(catalogue, LEAD, "The new service")
    _set(catalogue, title, "Room for all", fuzzy=True)
    _set(catalogue, "plans/hilltown-1.actions.desk.title", "One desk")
    project.change(
        "data/plans/hilltown-1.yaml", "fr: Le service, en: The service", "fr: Le bureau, en: The service"
    )
    project.change("data/plans/hilltown-1.yaml", "fr: Un guichet, en: A desk", "fr: Un guichet, en: Our desk")
    told = _receive(project, catalogue, "--accept")
    assert "uncertain (fuzzy)" in told.out
    assert "The original was changed since" in told.out
    assert "1 in conflict, 2 refused" in told.out


def test_a_language_gets_a_text_once_all_of_it_is_there(project: TinyProject) -> None:
    text = project.read(WELCOME)
    (project.root / WELCOME).unlink()
    catalogue = _open(project)
    blocks = [one.name for one in list_passages(_load(project.root), "en") if one.name.startswith(WELCOME)]
    for number, name in enumerate(blocks):
        message = next(one for one in catalogue if one.context == name)
        message.string = str(message.id)
        told = _receive(project, catalogue, "--accept")
        assert ("written" in told.out) == (number == len(blocks) - 1), told.out
    assert project.read(WELCOME) == project.read("templates/leaflet/text/fr/welcome.md") != text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'msgid ""\nmsgstr ""\n"Language: en\\n"\n\nmsgid "a\n', "not a readable translation file"),
        (b'msgid "\xff"\nmsgstr "b"\n', "not a readable translation file"),
        (b'msgid "a"\nmsgstr "b"\n', "does not say which language"),
        (
            b'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=99999999; plural=0;\\n"\n',
            "not a readable translation file",
        ),
        (
            b'msgid ""\nmsgstr ""\n"Language: en\\n"\n' + b'\nmsgid "a"\nmsgstr "b"\n' * 50_001,
            "more than 50000 entries",
        ),
    ],
)
def test_files_that_are_none(project: TinyProject, content: bytes, message: str) -> None:
    (project.root / "bad.po").write_bytes(content)
    told = project.run("exchange", "receive", str(project.root / "bad.po"))
    assert told.code == 1
    assert message in told.err


def test_a_flood_is_told_as_the_first_hundred_and_a_count(project: TinyProject) -> None:
    unknown = "".join(f'\nmsgid "m{number}"\nmsgstr "x"\n' for number in range(300))
    (project.root / "flood.po").write_text(f'msgid ""\nmsgstr ""\n"Language: fr\\n"\n{unknown}', "utf-8")
    told = project.run("exchange", "receive", str(project.root / "flood.po")).out
    assert told.count("refused: ") == 100
    assert "300 refused" in told
    assert "the page tells those after the first 100" in told
    assert "m299" in project.read(".cache/review/flood.html")


def _set(catalogue: Catalog, context: str, words: str, *, fuzzy: bool = False) -> None:
    message = next(one for one in catalogue if one.context == context)
    message.string = words
    if fuzzy:
        message.flags.add("fuzzy")


@pytest.mark.parametrize(
    ("tail", "message"),
    [
        ('\nmsgid "a text"\n', "this entry has no msgstr"),
        ('\nmsgid "a text"\nmsgst "un texte"\n', "did you mean 'msgstr'?"),
        ('\nmsgid "a text"\nmsgstr "un texte\n', "a quotation mark is missing"),
        ("\n<!DOCTYPE html>\n", "a quotation mark is missing"),
    ],
)
def test_a_file_torn_behind_its_last_good_entry_is_refused(
    project: TinyProject, tail: str, message: str
) -> None:
    assert project.run("translate", "update").code == 0
    made = io.BytesIO()
    write_po(made, _open(project))
    (project.root / "torn.po").write_bytes(made.getvalue() + tail.encode())
    told = project.run("exchange", "receive", str(project.root / "torn.po"))
    assert told.code == 1
    assert message in told.err
    assert "nothing changed" not in told.out
