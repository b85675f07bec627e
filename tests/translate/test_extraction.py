"""The list of interface words holds every word that code and templates use, wherever they stand."""

from __future__ import annotations

import ast
from pathlib import Path

from babel.messages.pofile import read_po

from figures.inputs import ROOT, read_project
from inclucities_docs.inputs.catalogue import respell_messages
from inclucities_docs.translate.extraction import TEMPLATE, extract_words
from tiny_project import TinyProject

SPEAKING = {"_", "gettext", "ngettext", "label", "gettext_noop"}


def list_spoken(path: Path) -> set[str]:
    """Give the first text of each call that marks a word, as Python reads the file."""
    calls = (one for one in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(one, ast.Call))
    return {
        one.args[0].value
        for one in calls
        if isinstance(one.func, ast.Name) and one.func.id in SPEAKING and one.args
        and isinstance(one.args[0], ast.Constant) and isinstance(one.args[0].value, str)
    }  # fmt: skip


def test_the_list_is_written_anew_when_words_change() -> None:
    assert extract_words(read_project()) == (ROOT / TEMPLATE).read_text("utf-8"), (
        "run: nox -s translate -- extract"
    )


def test_no_word_of_the_program_is_missing_however_deep_its_module_stands() -> None:
    with (ROOT / TEMPLATE).open("rb") as stream:
        known = {one.id if isinstance(one.id, str) else one.id[0] for one in read_po(stream)}
    package = ROOT / "src/inclucities_docs"
    spoken = {path: list_spoken(path) for path in package.rglob("*.py")}
    deep = {path for path, words in spoken.items() if words and len(path.relative_to(package).parts) > 2}
    assert len(deep) > 5
    assert {path.name: words - known for path, words in spoken.items() if words - known} == {}


def test_an_update_keeps_what_editors_wrote_into_a_catalogue(project: TinyProject) -> None:
    path = "templates/locale/fr/LC_MESSAGES/messages.po"
    project.change(
        path,
        'msgid ""\nmsgstr ""\n',
        '# Traduction : Jeanne D., 2026.\nmsgid ""\nmsgstr ""\n"Last-Translator: Jeanne <j@d.example>\\n"\n'
        '"X-Generator: Poedit 3\\n"\n',
    )
    project.change(path, 'msgid "Licence"', '# relu\n#| msgid "License"\nmsgid "Licence"')
    project.write(path, f'{project.read(path)}\n#~| msgid "x"\n#~ msgid ""\n#~ "y"\n#~ msgstr "z"\n')
    assert project.run("translate", "update", "--lang", "fr").code == 0
    made = project.read(path)
    kept = (
        "# Traduction : Jeanne",
        "Last-Translator: Jeanne <",
        "X-Generator: Poedit 3",
        "# relu",
        'License"\nmsgid "Lic',
        '#~| msgid "x"\n#~ msgid "y"\n#~ msgstr "z"\n',
    )
    assert [one for one in kept if one not in made] == []
    assert project.run("translate", "update", "--lang", "fr").code == 0
    assert project.read(path) == made
    assert project.build("--only", "leaflet", "--lang", "fr").code == 0, "former words stop no document"
    again = respell_messages(made, "fr", {"Licence": "Licence ouverte"})
    assert [one for one in kept if one not in again] == [], (
        "an editor of one word takes nothing of others away"
    )
