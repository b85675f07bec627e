"""A check remembers what it found sound, and looks again at what changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from inclucities_docs.build import checker
from inclucities_docs.build.style_check import find_style_slips
from inclucities_docs.inputs.project import load_project
from inclucities_docs.inputs.workspace import Workspace
from rich_project import make_rich_project
from tiny_project import TinyProject

TEXT = "templates/leaflet/text/fr/welcome.md"


def test_the_second_check_looks_at_nothing(project: TinyProject, looked_at: list[str]) -> None:
    first = project.run("check")
    assert (first.code, first.err) == (0, "")
    assert len(looked_at) == 4
    assert project.run("check") == first
    assert len(looked_at) == 4


def test_what_a_build_proved_is_not_checked(built: TinyProject, looked_at: list[str]) -> None:
    assert built.run("check").code == 0
    assert not looked_at


def test_one_change_is_checked_where_it_is_said(project: TinyProject, looked_at: list[str]) -> None:
    assert project.run("check").code == 0
    looked_at.clear()
    project.change("data/cities/hilltown.yaml", "Hilltown", "Hillton")
    assert project.run("check").code == 0
    assert set(looked_at) >= {"card/hilltown fr", "card/hilltown en"}
    looked_at.clear()
    project.write(TEXT, "Bonjour.\n")
    assert project.run("check").code == 0
    assert looked_at == ["leaflet fr"]


def test_warnings_and_errors_are_said_again(project: TinyProject) -> None:
    project.write(TEXT, "Riverton a 12345 habitants.\n")
    first = project.run("check")
    assert "the number 12345 is typed into prose" in first.err
    assert project.run("check") == first

    project.write(TEXT, "{{ cty.name }}\n")
    broken = project.run("check")
    assert (broken.code, "'cty' is not known" in broken.err) == (1, True)
    assert project.run("check") == broken


@pytest.mark.parametrize("content", ["", "{", "[]", '{"program": 1}', "null"])
def test_a_damaged_memory_is_an_empty_one(project: TinyProject, looked_at: list[str], content: str) -> None:
    assert project.run("check").code == 0
    memory = project.root / ".cache" / checker.MEMORY
    assert json.loads(memory.read_text())["documents"] == 4
    memory.write_text(content)
    looked_at.clear()
    assert project.run("check").code == 0
    assert len(looked_at) == 4


def test_what_only_the_layout_tells_is_told_by_a_deep_check(project: TinyProject) -> None:
    project.change("templates/leaflet/kind.yaml", "[html]", "[html, pdf]")
    project.write(
        "templates/leaflet/kind.yaml", project.read("templates/leaflet/kind.yaml") + "most_pages: 2\n"
    )
    assert project.build("--only", "leaflet", "--lang", "fr").code == 0
    text = project.read("templates/leaflet/text/fr/welcome.md")
    project.write("templates/leaflet/text/fr/welcome.md", text + "\nUne phrase de plus.\n" * 200)
    outcome = project.run("check", "--only", "leaflet", "--lang", "fr")
    assert outcome.code == 0
    assert "warning: leaflet in fr was 2 of 2 pages, and has changed since" in outcome.err
    before = project.made()
    outcome = project.run("check", "--deep", "--only", "leaflet", "--lang", "fr")
    assert outcome.code == 1
    assert "templates/leaflet/kind.yaml:" in outcome.err
    assert "pages" in outcome.err
    assert project.made() == before
    assert project.run("check", "--only", "leaflet", "--lang", "fr").code == 0


def test_slips_that_readers_would_see_are_named_in_one_round(project: TinyProject) -> None:
    project.change("templates/base/brand.yaml", 'primary: "#262A63"', 'primary: "#9A9ACC"')
    project.write("templates/base/print.css", "@media print { a { color: #222222; }\n")
    project.write("templates/base/screen.css", ".mark { color: var(--primary); }\n")
    for language, parts in {"fr": "## A\n\n## B\n", "en": "## A\n", "xx": "## A\n\n## B\n"}.items():
        project.write(f"templates/leaflet/text/{language}/07-parts.md", parts)
    project.write("templates/leaflet/text/fr/07-end.md", "Fin.\n")
    project.write("templates/leaflet/text/fr/3-roles.md", "Rôles.\n")
    project.write("templates/leaflet/text/fr/welcome (1).md", "Bonjour.\n")
    project.write("templates/leaflet/text/fr/moving.gif", "GIF89a")
    project.write("templates/Leaflet/Été.md", "Un.\n")
    project.write("templates/leaflet/text/fr/été.md", "Un.\n")
    project.write("templates/leaflet/text/fr/ÉTÉ.md", "Deux.\n")
    Image.new("RGB", (60, 40)).save(project.root / "templates/leaflet/Group.JPG", "JPEG")
    Image.new("RGB", (60, 40)).save(project.root / "templates/leaflet/text/fr/small.png")
    project.write("templates/leaflet/text/fr/08-small.md", "![Une salle](small.png)\n")
    page = "templates/leaflet/page.html"
    project.change(
        page, "<ul>", '<h4 class="{{ 1 }}">{{ 1 }}</h2>\n<p>Un <a href="#">{{ 1 }}</a><br>{{ 1 }}</p>\n<ul>'
    )
    project.change("data/groups/riverton-hilltown.yaml", "fr: L’école, en", "fr: L’ÉCOLE POUR TOUS ABC, en")
    catalogue = "templates/locale/fr/LC_MESSAGES/messages.po"
    project.change(catalogue, 'msgid "Licence"', '#, fuzzy\nmsgid "Licence"')
    project.change("data/cities/riverton.yaml", "languages: [fr]", "languages: [fr]\nmotto: 1")
    project.change(
        "data/cities/riverton.yaml",
        "  as_of: '2021'\n  source: register\n",
        "  as_of: '2021'\n  source: register\n  why: {fr: Celui de 2017., en: That of 2021.}\n  others:\n"
        "    - {value: 12000, definition: {fr: Habitants, en: Inhabitants}, as_of: '2019', source: booklet}\n",
    )
    plan = project.read("data/plans/hilltown-1.yaml").replace("edition: 1", "edition: 2")
    project.write("data/plans/hilltown-2.yaml", plan.replace("Un guichet", "Deux guichets"))
    title = "title: {fr: Une place pour chacun, en: A place for everyone}"
    project.change("data/plans/hilltown-1.yaml", title, "title:\n  fr: “Une place”\n  en: A place")
    named = {
        "templates/base/brand.yaml": "a contrast of 2.7:1 on paper, and needs 4.5:1",
        "templates/base/print.css:1:14": "the block that opens here is never closed",
        "templates/leaflet/text/en/07-parts.md:1": "a part of this text seems to be missing: '## B' (fr, line 3)",
        "templates/leaflet/text/fr/3-roles.md": "a number of one digit",
        "templates/leaflet/text/fr/welcome (1).md": "this is a copy of another file",
        "templates/leaflet/text/fr/moving.gif": "documents take no GIF pictures",
        "templates/leaflet: ": "this name and templates/Leaflet are one and the same on Windows and macOS",
        "templates/leaflet/text/fr/été.md": "this name and templates/leaflet/text/fr/ÉTÉ.md are one and the same",
        catalogue: "marked as unsure (fuzzy)",
        "templates/leaflet/Group.JPG:1": "no text and no page names this picture",
        "templates/leaflet/text/fr/small.png:1": "this picture is 60 pixels wide",
        f"{page}:5": "<h4> is closed by </h2>",
        f"{page}:6": "this link leads nowhere",
        "data/groups/riverton-hilltown.yaml:7": "these words are all in capitals",
        "data/plans/hilltown-1.yaml:6:7": "readers see these quotation marks",
        "data/cities/riverton.yaml:17": "this reason (fr) speaks of 2017, and the figure is of 2021",
        "data/plans/hilltown-2.yaml": "actions changed or went (desk), and no word says why",
    }
    told = project.run("check").err
    assert "'motto' is not a key" in told
    assert named["templates/base/print.css:1:14"] in told, (
        "files are looked at whatever is wrong with records"
    )
    project.change("data/cities/riverton.yaml", "motto: 1\n", "")
    told += project.run("check").err
    for place, message in named.items():
        assert [line for line in told.splitlines() if line.startswith(place) and message in line], (
            place,
            told,
        )
    assert told.count("is closed by") == 2, "a line that breaks closes nothing; told in both rounds"
    assert "words need 4.5:1" not in told, "a colour is told where the brand gives it"
    assert "'3-roles' stands in" not in told, "one slip is told once"
    assert len({line for line in told.splitlines() if "are one and the same" in line}) == 2


def test_a_city_that_owes_a_plan_and_a_copied_file_are_told_of_in_a_line_each(project: TinyProject) -> None:
    (project.root / "data/plans/hilltown-1.yaml").unlink()
    copy = project.read("data/cities/riverton.yaml").replace(
        "name: {fr: Riverton", "name: {fr:\u00a0Riverton"
    )
    project.write("data/cities/riverton (1).yaml", copy)
    outcome = project.run("check", "--only", "leaflet")
    assert outcome.err.count("error:") == 1, outcome.err
    assert "data/cities/riverton (1).yaml:3:1: error: by its name, this is a copy" in outcome.err
    (project.root / "data/cities/riverton (1).yaml").unlink()
    outcome = project.run("check", "--only", "leaflet")
    assert outcome.err.count("'hilltown' writes an action plan, as mentee, and has none") == 1
    project.change("data/groups/riverton-hilltown.yaml", "role: mentee", "role: mentor")
    outcome = project.run("check", "--only", "leaflet")
    assert "riverton-hilltown.yaml:6: warning: nobody in this group is mentee: all are mentor" in outcome.err


def test_signs_of_a_text_editor_are_named_where_they_break_something(project: TinyProject) -> None:
    project.write(TEXT, "Bonjour.\n\n{{ cite(“booklet”) }}\n\n{{\u00a0cite('booklet') }}\n\n![x](y.gif)\n")
    project.write("templates/leaflet/text/fr/y.gif", "GIF89a")
    assert "a quotation mark of a text editor stands here" in project.run("check").err
    project.write(TEXT, "![Un café](cafe\u0301.svg)\n\n![x](y.gif)\n")
    dot = project.read("templates/base/icons/dot.svg")
    project.write("templates/leaflet/text/fr/caf\u00e9.svg", dot)
    told = project.run("check").err
    assert "'y.gif' is no picture that documents take" in told
    assert "caf" not in told, "an accent is the same however it is written"


def test_slips_that_only_readers_would_see_are_told(project: TinyProject) -> None:
    catalogue = "templates/locale/fr/LC_MESSAGES/messages.po"
    project.change(catalogue, 'msgstr "Note %(number)s"', 'msgstr "Note"')
    page = "templates/leaflet/page.html"
    project.write(page, project.read(page) + "{% block mian %}Words.{% endblock %}\n")
    long = "Words that are the same in two languages, letter for letter, are no translation.\n" * 4
    for language in ("fr", "en"):
        project.write(f"templates/leaflet/text/{language}/more.md", long)
        project.write(f"templates/leaflet/text/{language}/none.md", "")
        project.write(
            f"templates/leaflet/text/{language}/link.md", "See [a](https://a.example and [b](#b) more.\n"
        )
    project.write("templates/leaflet/text/fr/mot.md", "Voir les les [règles]{.hilight} ici.\n")
    macros = "templates/base/macros.html"
    project.write(
        macros, project.read(macros) + '{% macro more() %}<p class="styled-by-a-kind carrd">{% endmacro %}'
    )
    given = '<p class="crad {{ 1 }} x-{{ 1 }}{% if 1 %} card{% endif %}"></p>'
    project.write(page, project.read(page).replace("{% block main %}", "{% block main %}" + given))
    icon = "templates/base/icons/nothing.svg"
    project.write(icon, '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d=""/></svg>')
    for language in ("fr", "en"):
        name = "ch-mots" if language == "fr" else "ch-môts"
        project.write(f"templates/leaflet/text/{language}/named.md", f"# Un {{#{name}}}\n\nSee page 12.\n")
    project.write("data/cities/answers.zip", "PK")
    project.write("data/answer.xlsx", "PK")
    project.write("templates/leaflet/texts/fr/lost.md", "Words.\n")
    project.write("templates/leaflet/text/fr/~$lost.docx", "x")
    accents = "Un e\u0301te\u0301.\rDeux.\r".encode()
    (project.root / "templates/leaflet/text/fr/mac.md").write_bytes(accents)
    torn = "p { color: red\n  margin: 3mm }\np { margin: 0 !importnat }\np, { color: red }\n@meda print { p { color: red } }\n"
    project.write("templates/leaflet/torn.css", torn)
    told = project.run("check").err
    for path, words in {
        "templates/leaflet/torn.css:2:3": "a semicolon is missing before 'margin'",
        "templates/leaflet/torn.css:3:16": "no browser knows '!importnat'",
        "templates/leaflet/torn.css:4:2": "nothing stands beside this comma",
        "templates/leaflet/torn.css:5:1": "no browser knows the rule '@meda'",
        "templates/leaflet/text/en/named.md:1:7": "'ch-mots' is a name in this text in fr, and not here",
        "data/cities/answers.zip": "nobody reads what is packed in this file",
        "data/answer.xlsx": "nobody reads this file: data is YAML",
        "templates/leaflet/texts/fr/lost.md": "nobody reads this text: it lies in no folder of a language",
        "templates/leaflet/text/fr/~$lost.docx": "an office program left this when it opened a file",
    }.items():
        assert f"{path}: warning: {words}" in told, told
    assert 'hint: refer to it by its name, {{ ref("ch-…") }}' in told
    assert "fr/mac.md" not in told, told
    assert "( stands here without" not in told, "an address is told once"
    assert "fr/mot.md:1:6: warning: 'les' stands here twice" in told
    assert "fr/mot.md:1:24: warning: no style sheet knows the class 'hilight'" in told
    assert "warning: no style sheet knows the class 'crad': it does nothing" in told
    assert told.count("no style sheet knows the class") == 3
    assert "warning: no style sheet knows the class 'carrd'" in told
    assert f"{icon}:1: warning: this drawing has no shapes: it shows nothing" in told
    assert f"{catalogue}:10: warning: the translation leaves out %(number)s" in told
    assert (
        "page.html:9: warning: no reader sees the block 'mian': base/page.html has none of this name" in told
    )
    assert "did you mean 'main'?" in told
    assert "en/more.md:1: warning: this text is, letter for letter, the one in 'fr'" in told
    assert told.count("warning: nothing stands in this text") == 2
    assert told.count("1:8: warning: this address is never closed") == 2


def test_a_value_of_another_form_says_which_is_meant(project: TinyProject) -> None:
    city = project.read("data/cities/riverton.yaml")
    for old, new, hint in (
        ("languages: [fr]", "languages: fr, en", "several stand in brackets: [fr, en]"),
        ("source: register", "source: register, booklet", "several stand in brackets: [register, booklet]"),
        ("source: register", "source: r\u0435gister", "the letter '\u0435' in it is Cyrillic: type it again"),
        ("47.5", "47,5", "is this the rest of a number? write it with a point: 56.65"),
    ):
        project.write("data/cities/riverton.yaml", city.replace(old, new, 1))
        assert f"hint: {hint}" in project.run("check").err, new


def test_all_layers_are_told_when_the_catalogues_cannot_be_read(project: TinyProject) -> None:
    project.write("templates/portal/portal.yaml", "door: leaflets\n")
    project.write("templates/portal/home.html", "{% if programme %}\n")
    project.write("templates/locale/fr/LC_MESSAGES/messages.po", 'msgid "A"\nmsgstr A"\n')
    project.write("templates/locale/nl/LC_MESSAGES/messages.po", "")
    project.write(TEXT, " ---\nstate: proposed\n---\n\nWords.\n")
    told = project.run("check").err
    assert "portal.yaml:1:7: error: 'leaflets' is not a kind of document" in told
    assert "did you mean 'leaflet'?" in told
    assert "home.html:1:1: error: this template cannot be read: 'if' is never closed" in told
    assert (
        "fr/LC_MESSAGES/messages.po:2: error: this is not a readable translation file: a quotation mark"
        in told
    )
    assert "nl/LC_MESSAGES/messages.po:1: error: nothing stands in this file" in told
    assert f"{TEXT}:1:2: error: a space stands before the three hyphens" in told
    assert "heading of the line above" not in told
    project.write("templates/locale/fr/LC_MESSAGES/messages.po", "")
    assert "home.html:1:1: error" in project.run("check").err


def test_what_readers_alone_would_notice_is_told(project: TinyProject) -> None:
    """Another language than the page's, words that nobody reads, styles that do nothing or cannot be read."""
    project.change("data/cities/riverton.yaml", "en: Riverton}", "en: Riverton, da: Rivertone}")
    project.change("data/programme.yaml", "en: Two cities learn}", "en: Two&nbsp;cities learn}")
    project.write("data/programme.yaml.bak", "x")
    project.write(
        "templates/base/screen.css",
        "body { colr: red; color: #222; background: var(--papper, var(--paper)); }\n"
        ".x { color: #777; background: #888 }\n.y { color: var(--inkk); }\n.z { color: #AAAAAA; }\n"
        ".v { color: redd; margin: 3 px; padding: 4 0; gap: 2pxx }\n"
        ".dark { background: #111; color: #eee; }\n.dark b { color: #fff; }\n"
        ".w { color: CanvasText; margin: 0 auto; line-height: 1.5; inset: 0; transition: color 1s; }\n"
        ".s { font-size: 4pt; font-family: Arial, sans-serif; }\n.h { font: 1pt serif; font-size: 1pt; }\n",
    )
    page = "templates/leaflet/page.html"
    typed = '<h2>Come in</h2><h2>{{ _("Welcom") }}</h2><p style="colour: red">{{ _("Licence") }}, PDF</p>'
    project.write(page, project.read(page).replace("{% block main %}", "{% block main %}" + typed))
    catalogue = "templates/locale/fr/LC_MESSAGES/messages.po"
    project.write(
        catalogue,
        project.read(catalogue)
        + '\nmsgid "To be supplied"\nmsgstr "To be supplied"\n'
        + '\nmsgid "Notes"\nmsgstr "Notes"\n\nmsgid "Towns"\nmsgstr "Towns"\n'
        + '\nmsgid "All towns"\nmsgstr "Toutes les villes"\n'
        + '\nmsgid "%(num)s day"\nmsgid_plural "%(num)s days"\nmsgstr[0] "%(num)s jour"\n',
    )
    english = "This leaflet is for those who work with people that have arrived in the town. " * 2
    french = "La ville accueille les personnes qui arrivent, et les aide avec des associations dans la vie de tous les jours."
    project.write("templates/leaflet/text/en/welcome.md", f"{english}\n\n{english}\n\n{french}\n")
    addresses = "[Un](https://example.org/?a=1&utm_source=mail), [deux](https://t.co/abc)"
    project.write("templates/leaflet/text/fr/welcome.md", f"{french}\n\n{french}\n\n{addresses}\n")
    named = {
        "templates/leaflet/text/fr/welcome.md:5:31": "this part of the address tells others who follows it",
        "templates/leaflet/text/fr/welcome.md:5:56": "this address leads by way of another site",
        "data/cities/riverton.yaml:3": "no document is owed in 'da': nobody reads this text",
        "data/programme.yaml:5": "a sign is written here as in a web page",
        "data/programme.yaml.bak": "an editor left this when it saved a file",
        "templates/base/screen.css:1:8": "no browser knows the property 'colr': it does nothing",
        "templates/base/screen.css:2:6": "a contrast of 1.3:1 on its background, and words need 4.5:1",
        "templates/base/screen.css:3:17": "nothing gives '--inkk' a value",
        "templates/base/screen.css:4:6": "a contrast of 2.3:1 on paper, and words need 4.5:1",
        "templates/base/screen.css:5:13": "'redd' is no colour",
        "templates/base/screen.css:5:29": "a space stands between this number and its unit",
        "templates/base/screen.css:5:42": "this number has no unit",
        "templates/base/screen.css:5:52": "'pxx' is no unit of sizes",
        "templates/base/screen.css:9:17": "words of 4pt are too small to read",
        "templates/base/screen.css:9:35": "'Arial' is no typeface of this project",
        f"{page}:3:21": "these words are typed into the page",
        f"{page}:3:43": "no catalogue has these words",
        f"{page}:3:69": "no browser knows the property 'colour'",
        f"{catalogue}:13": "the translation is, word for word, what it translates",
        f"{catalogue}:19": "the translation is, word for word, what it translates",
        f"{catalogue}:25": "a form of this plural says nothing",
        "templates/leaflet/text/en/welcome.md:5": "this paragraph seems to be in French, and readers of English get it",
    }
    outcome = project.run("check")
    assert outcome.code == 0, outcome.err
    for place, words in named.items():
        assert any(one.startswith(f"{place}: warning:") and words in one for one in outcome.err.splitlines()), (
            place, words, outcome.err,
        )  # fmt: skip
    told = [one for one in outcome.err.splitlines() if "warning:" in one]
    assert len(told) == len(named), told


def test_what_hardly_can_be_is_told(project: TinyProject) -> None:
    """A town larger than a country, a meeting of another decade, a level of headings left out, a text not translated."""
    project.change("data/cities/riverton.yaml", "value: 12345", "value: 123450000000")
    project.change("data/meetings.yaml", "period: 2021-10", "period: 2031-10")
    project.change(
        "data/cities/hilltown.yaml", "name: {fr: Hilltown-la-Haute, en: Hilltown}", "name: {en: Hilltown}"
    )
    text = project.read(TEXT)
    project.write(TEXT, f"{text}\n#### Un détail\n\nTexte.\n")
    outcome = project.run("check")
    assert outcome.code == 0
    assert outcome.out.startswith("nothing stops a build, ")
    assert "1 text is not translated (1 in fr)" in outcome.out
    for words in (
        "data/cities/riverton.yaml:12: warning: 123450000000 people live in no town",
        "data/meetings.yaml:18: warning: 2031-10 is outside the programme's years, 2021 to 2022",
        "welcome.md:10:1: warning: a heading of level 4 below one of level 2",
    ):
        assert words in outcome.err


def test_a_chapter_under_another_name_is_told_as_that(project: TinyProject) -> None:
    page = project.read("templates/leaflet/page.html")
    call = '{% for one in texts("0") %}{{ prose(one) }}{% endfor %}'
    project.write("templates/leaflet/page.html", page.replace('{{ prose("welcome") }}', call))
    (project.root / TEXT).unlink()
    (project.root / "templates/leaflet/text/en/welcome.md").unlink()
    for language in ("fr", "en"):
        project.write(
            f"templates/leaflet/text/{language}/01-roles.md", "## A {#ch-a}\n\nA.\n\n### B {#sec-b}\n\nB.\n"
        )
    assert project.run("check").code == 0
    old, new = (f"templates/leaflet/text/en/{name}.md" for name in ("01-roles", "01-rolse"))
    (project.root / old).rename(project.root / new)
    told = project.run("check").err
    assert f"{new}: warning: '01-roles' stands in fr and not in en" in told
    assert (
        f"{new}:1:6: error: this text and templates/leaflet/text/fr/01-roles.md seem to be one under two names"
        in told
    )
    assert told.count(" error: ") == 1, told
    (project.root / new).rename(project.root / old)
    for language, words in (("fr", "Fin."), ("en", "End.")):
        project.write(f"templates/leaflet/text/{language}/02-end.md", f"{words}\n")
    (project.root / "templates/leaflet/text/fr/01-roles.md").unlink()
    assert "'01-roles' stands in another language and not in fr" in project.run("check").err


def test_slips_in_several_layers_are_told_in_one_round(project: TinyProject) -> None:
    project.change("data/cities/riverton.yaml", "country: FR", "country: FR\nmotto: x")
    project.change("data/cities/riverton.yaml", "as_of: '2021'", "as_of: ‘2021’")
    project.change("templates/leaflet/page.html", "| number", "| nmber")
    project.write("templates/base/screen.css", "p { colr: #222222; }\n")
    project.write(TEXT, "::: practise\nx\n:::\n")
    told = project.run("check").err
    for words in (
        "'motto' is not a key",
        "readers see these quotation marks",
        "there is no filter 'nmber'",
        "no browser knows the property 'colr'",
        "'practise' is not a sort of callout",
    ):
        assert words in told, told


def test_no_style_of_the_real_project_is_pointed_out() -> None:
    project = load_project(Workspace.take(Path(__file__).parents[2]))
    brand = project.brand
    assert brand is not None and any(path.endswith(".css") for path in project.workspace.files)
    assert [str(one) for one in find_style_slips(project.workspace, brand)] == []


def test_what_a_page_of_the_portal_says_around_a_figure_is_looked_at_though_nothing_is_drawn(
    tmp_path: Path,
) -> None:
    rich = make_rich_project(tmp_path / "rich")
    page = "templates/portal/home.html"
    rich.change(page, "{{ drawing(", "{% if drawing('network') %}{{ programme.lost }}{% endif %}{{ drawing(")
    rich.change(page, "{% if cities | length > 1 %}", "{% if cities %}")
    assert f"{page}:135" in rich.run("check").err
