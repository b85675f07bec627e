"""Hostile data becomes harmless text or a plain refusal; nothing runs, nothing is fetched, nothing hangs."""

from __future__ import annotations

import shutil

import lxml.html
import pytest

from tiny_project import TinyProject

LEAFLET = ("--only", "leaflet", "--lang", "fr")

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "picture": '"><img src=x onerror=alert(1)>',
    "template": "{{ 7 * 7 }}{% for x in range(9) %}y{% endfor %}",
    "comment": "{# gone #} <!-- gone -->",
    "markdown": "![x](https://tandem.example/x.png) [a](javascript:alert(1)) **bold** ::: practice",
    "token": "zQ7v0x7Qz zQ7v1x7Qz zQ7v99x7Qz <!--prose 0--> zQ7d0x7Qz",
    "formula": '=HYPERLINK("https://tandem.example")',
    "ampersands": "&lt;b&gt; &amp;amp; %(number)s {subject} %s",
}


@pytest.mark.parametrize("sort", HOSTILE)
def test_hostile_text_in_data_is_shown_as_it_stands(project: TinyProject, sort: str) -> None:
    text = HOSTILE[sort]
    quoted = text.replace("'", "''")
    project.change("data/programme.yaml", "fr: Un réseau de deux villes", f"fr: '{quoted}'")
    project.change("data/groups/riverton-hilltown.yaml", "title: {fr: L’école", f"title: {{fr: '{quoted}'")
    project.change("data/programme.yaml", "title: {fr: Deux villes apprennent", f"title: {{fr: '{quoted}'")

    outcome = project.build("--only", "leaflet", "--lang", "fr")

    assert (outcome.code, outcome.err) == (0, "")
    tree = lxml.html.document_fromstring(project.made()["fr/leaflet.html"].decode())
    plain = " ".join(tree.find("body").text_content().split())
    for mark in (" ", " ", " "):
        plain = plain.replace(mark, " ")
    assert squeeze(plain).count(squeeze(text)) >= 3, plain
    (prose,) = [one.text_content() for one in tree.iter("p") if "se retrouve le" in one.text_content()]
    assert squeeze(text) in squeeze(prose)
    assert not tree.xpath("//script | //img[@src='x'] | //*[@onerror]")
    assert not [link.get("href") for link in tree.iter("a") if "javascript" in link.get("href", "")]
    assert b'https://tandem.example/x.png"' not in project.made()["fr/leaflet.html"]


def squeeze(text: str) -> str:
    """Take out spaces and the signs that typography may set otherwise."""
    return "".join(letter for letter in text if not letter.isspace()).translate(
        str.maketrans({"«": '"', "»": '"', "’": "'", "“": '"', "”": '"'})
    )


RAW_HTML = (
    "<script>alert(1)</script>\n\n<iframe src='https://tandem.example'></iframe>\n\n"
    "`<b>x</b>`{=html}\n\n```{=html}\n<script>alert(2)</script>\n```\n\nzQ7v999x7Qz zQ7v&#57;99x7Qz\n"
)


def test_raw_html_in_markdown_is_shown_as_text(project: TinyProject) -> None:
    project.write("templates/leaflet/text/fr/welcome.md", RAW_HTML)
    outcome = project.build("--only", "leaflet", "--lang", "fr")
    assert (outcome.code, outcome.err) == (0, "")
    tree = lxml.html.document_fromstring(project.made()["fr/leaflet.html"].decode())
    assert not tree.xpath("//script | //iframe | //main//b")
    text = tree.text_content()
    assert text.count("zQ7v999x7Qz") == 2
    assert [shown in text for shown in ("alert(1)", "<iframe", "<b>x</b>", "alert(2)")] == [True] * 4


def test_an_attribute_that_runs_is_refused_where_it_stands(project: TinyProject) -> None:
    project.write("templates/leaflet/text/fr/welcome.md", f"{RAW_HTML}\n[x]{{onclick=alert(3)}}\n")
    outcome = project.build("--only", "leaflet", "--lang", "fr")
    assert outcome.code == 1
    assert "welcome.md:13:13: error: a page may not run 'alert(3)'" in outcome.err


def test_pages_carry_a_strict_policy(built: TinyProject) -> None:
    pages = [content.decode() for path, content in built.made().items() if path.endswith(".html")]
    assert len(pages) == 4
    for page in pages:
        tree = lxml.html.document_fromstring(page)
        (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert "default-src 'none'" in policy
        assert "script-src 'none'" in policy
        assert "http" not in policy
        assert not tree.xpath("//@src[not(starts-with(., 'data:'))] | //link[@rel='stylesheet'] | //@onclick")


def test_no_cell_of_a_table_begins_a_formula() -> None:
    from inclucities_docs.render.template.picture import Picture, write_table

    rows = (("=1+1", "+33 1", "-", "@x"), ("\t=1", "−5", "plain", ""))
    picture = Picture("k", "n", b"", 1, 1, "", "", "", "", "", "", "", ("a", "b", "c", "d"), rows)
    text = write_table(picture).decode("utf-8-sig")
    assert "'=1+1,+33 1,'-,'@x" in text
    assert "'\t'=1" in text


REACHING = {
    "style": "<style>p{color:red}</style>",
    "style with an address": "<style>p{background:url(https://e.example)}</style>",
    "style in a drawing": "<svg><style>@import 'https://e.example';</style></svg>",
    "script": "<script>alert(1)</script>",
    "script in a drawing": "<svg><script>alert(1)</script></svg>",
    "script as an address": "<script src='data:text/javascript,alert(1)'></script>",
    "address with escapes": "<p style='background:\\75rl(https://e.example)'>x</p>",
    "address in a function": "<p style='background:image-set(\"https://e.example\" 1x)'>x</p>",
    "page in the page": "<iframe srcdoc='<p>x</p>'></iframe>",
    "other page after a while": "<meta http-equiv='refresh' content='0;url=https://e.example'>",
    "policy": "<meta http-equiv='Content-Security-Policy' content='default-src *'>",
    "told elsewhere": "<a href='#' ping='https://e.example'>x</a>",
    "tab in a link": "<a href='java\tscript:alert(1)'>x</a>",
    "reference in a link": "<a href='java&#10;script:alert(1)'>x</a>",
    "share": "<a href='\\\\host\\share'>x</a>",
    "share with a slash": "<a href='/\\host'>x</a>",
    "picture of a filter": "<svg><filter><feImage href='https://e.example'/></filter></svg>",
    "link set later": "<svg><a><animate attributeName='href' values='javascript:x'/></a></svg>",
    "handler set later": "<svg><set attributeName='onclick' to='alert(1)'/></svg>",
    "pictures in advance": "<link rel='preload' as='image' imagesrcset='https://e.example 1x'>",
    "applet": "<applet code='x'></applet>",
    "columns without end": "<table><tr><td colspan='99999999'>x</td></tr></table>",
    "columns of a group": "<table><colgroup span='99999999'></colgroup><tr><td>x</td></tr></table>",
    "text of another reader": "<xmp><img src='https://e.example'></xmp>",
}
"""What a template may not hold: each reaches out of the page, runs, or has no bounds."""


@pytest.mark.parametrize("sort", REACHING)
def test_a_page_that_reaches_out_or_runs_something_is_refused(project: TinyProject, sort: str) -> None:
    project.change("templates/leaflet/page.html", "{{ prose(", f"{REACHING[sort]}\n{{{{ prose(")
    outcome = project.build(*LEAFLET)
    assert outcome.code == 1, project.read("deliverables/fr/leaflet.html")
    assert outcome.err.startswith(
        ("templates/leaflet/page.html:7:", "templates/leaflet/page.html: error: a ")
    )
    assert " may not " in outcome.err
    assert "  hint: " in outcome.err
    assert set(project.made()) <= {"manifest.json"}


WORDS = [
    "%(number)99999999999s",
    "%(number)s %",
    "%(number)s 100 % z",
    "%*s",
    "%(number)r",
    "%(number).9s",
    "%(other)s",
]
"""Translations that ask for something else than the words that they translate."""


@pytest.mark.parametrize("words", WORDS)
def test_words_that_ask_for_too_much_are_refused_where_they_stand(project: TinyProject, words: str) -> None:
    path = "templates/locale/fr/LC_MESSAGES/messages.po"
    project.change(path, 'msgstr "Note %(number)s"', f'msgstr "Note {words}"')
    outcome = project.build(*LEAFLET)
    assert outcome.code == 1
    assert outcome.err.startswith(f"{path}:11:"), outcome.err
    assert "error: the translation says %" in outcome.err
    assert "keep what stands there as it is: %(number)s" in outcome.err


@pytest.mark.parametrize("words", ["{name.__class__}", "{given:>99999999999}", "{", "{0}"])
def test_words_without_places_get_none_from_a_translator(project: TinyProject, words: str) -> None:
    path = "templates/locale/fr/LC_MESSAGES/messages.po"
    project.change(path, 'msgstr "Licence"', f'msgstr "Licence {words}"')
    outcome = project.build(*LEAFLET)
    assert outcome.code == 1
    assert outcome.err.startswith(f"{path}:8:17: error: the translation says {words[0]}"), outcome.err


@pytest.mark.parametrize("value", ["x | {name.__class__}", "{given:>20}", "x | {", "x | {name:>99}"])
def test_what_is_refused_is_said_as_it_was_written(project: TinyProject, value: str) -> None:
    """It stands in the message alone, word for word: nobody looks for places for values in it."""
    project.change("data/programme.yaml", "period: {start: '2021', end: '2022'}", f"period: '{value}'")
    outcome = project.build(*LEAFLET)
    assert outcome.code == 1
    assert f"data/programme.yaml:11:11: error: '{value}' is not a date" in outcome.err
    assert "hint: write 2021-05-03, 2021-05 or 2021\n" in outcome.err


def test_words_may_hold_a_sign_that_is_written_twice(project: TinyProject) -> None:
    path = "templates/locale/fr/LC_MESSAGES/messages.po"
    project.change(path, 'msgstr "Note %(number)s"', 'msgstr "Note %(number)s (100 %%)"')
    assert project.build(*LEAFLET).code == 0
    assert "Note 1 (100" in project.read("deliverables/fr/leaflet.html")


CONTROLS = {
    "templates/leaflet/style.css": "a { color: red\0 }",
    "templates/leaflet/page.html": "\x1b[2J",
    "templates/leaflet/text/fr/welcome.md": "\x07",
    "templates/leaflet/screen.js": "\uffff",
    "templates/locale/fr/LC_MESSAGES/messages.po": "# \x0c",
    "data/glossary.yaml": "# \x7f",
}


@pytest.mark.parametrize("path", CONTROLS)
def test_control_characters_are_told_of_with_their_place(project: TinyProject, path: str) -> None:
    before = project.read(path) if (project.root / path).is_file() else ""
    project.write(path, f"{before}\n{CONTROLS[path]}\n")
    outcome = project.build(*LEAFLET)
    line = before.count("\n") + 2
    assert outcome.code == 1
    assert f"{path}:{line}:" in outcome.err, outcome.err
    assert "holds a control character" in outcome.err


@pytest.mark.parametrize("key", ["website", "source_link"])
@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)//{path}", "data:text/html,x", "//e.example", "file:///x", 'https://e.example/"><b'],
)
def test_the_portal_leads_to_the_web_alone(project: TinyProject, key: str, address: str) -> None:
    project.write("templates/portal/portal.yaml", f"{key}: '{address}'\n")
    outcome = project.build()
    assert outcome.code == 1
    assert f"templates/portal/portal.yaml:1:{len(key) + 3}: error: " in outcome.err
    assert "an address begins with https://" in outcome.err


@pytest.mark.parametrize("name", ['x"}body{display:none}', "x</style><script>", "x; color: red", "x\\22"])
def test_a_family_of_fonts_is_a_name_and_no_style(project: TinyProject, name: str) -> None:
    project.change("templates/base/brand.yaml", "family: Fira Sans,", f"family: '{name}',")
    outcome = project.build(*LEAFLET)
    assert outcome.code == 1
    assert "templates/base/brand.yaml:18:16: error: " in outcome.err
    assert "a family of fonts is named with letters" in outcome.err


def test_two_documents_are_never_one_file(built: TinyProject) -> None:
    before = built.made()
    shutil.copytree(built.root / "templates/leaflet", built.root / "templates/card-hilltown")
    shutil.copytree(built.root / "templates/leaflet", built.root / "templates/index")
    outcome = built.build()
    assert (outcome.code, built.made()) == (1, before)
    place = "templates/card-hilltown/kind.yaml:1: error: "
    assert f"{place}'card-hilltown' would be the file" in outcome.err or (
        "templates/card/kind.yaml:1: error: 'card/hilltown' would be the file" in outcome.err
    )
    assert (
        "templates/index/kind.yaml:1: error: 'index' would be the file fr/index.html, which the portal"
        in outcome.err
    )
    assert built.run("check").code == 1


def test_a_part_that_the_page_does_not_show_is_told_of(project: TinyProject) -> None:
    project.change("templates/leaflet/kind.yaml", "[html]", "[html, pdf]\nparts: true")
    outcome = project.build(*LEAFLET)
    assert outcome.code == 1
    assert "templates/leaflet/page.html: error: 'welcome' is to be a file of its own" in outcome.err


@pytest.mark.parametrize("letter", ["\u2028", "\x85", "\u2029"])
def test_a_letter_that_ends_lines_for_some_has_its_place(project: TinyProject, letter: str) -> None:
    project.change("templates/leaflet/page.html", "<ul>", f"a{letter}b<ul>")
    outcome = project.build(*LEAFLET)
    assert outcome.code == 1
    assert outcome.err.startswith("templates/leaflet/page.html:5:2: error: "), outcome.err


@pytest.mark.parametrize("number", ["&#0;", "&#x1b;", "&#27;", "&#x0000B;", "&#xFFFE;", "&#xD800;", "&#127;"])
@pytest.mark.parametrize("path", ["templates/leaflet/text/fr/welcome.md", "templates/leaflet/page.html"])
def test_a_control_character_as_a_number_is_told_of(project: TinyProject, path: str, number: str) -> None:
    text = project.read(path)
    project.write(path, text.replace("La porte", f"{number}La porte").replace("<ul>", f"a{number}<ul>"))
    outcome = project.build(*LEAFLET)
    assert outcome.code in (0, 1)
    assert "the program itself" not in outcome.err
    assert outcome.code == 0 or "that text must not have" in outcome.err or "has the character" in outcome.err
    assert outcome.code == 0 or outcome.err.startswith("templates/leaflet"), outcome.err
    made = project.made().get("fr/leaflet.html", b"").decode()
    assert not set(made) & set("\0\x1b\x0b\x7f")


def test_a_mistake_of_the_program_is_not_taken_for_one_of_the_writer(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("ours")

    project.change("templates/leaflet/kind.yaml", "[html]", "[pdf]")
    monkeypatch.setattr("inclucities_docs.render.layout.engine.choose_view", fail)
    assert "the program itself failed here, in test_hostile.py" in project.build(*LEAFLET).err


ALIKE = [
    "{{ city }}",
    "{{ figure }}",
    "{{ self }}",
    "{{ cities }}",
    "{{ m }}",
    "{{ programme }}",
    "{{ self.main }}",
]
"""What a template may print by mistake."""


@pytest.mark.parametrize("words", ALIKE)
def test_nothing_that_a_page_prints_depends_on_the_machine(project: TinyProject, words: str) -> None:
    project.change("templates/card/page.html", "<p>{{ city.name }}", f"<p>{words} {{{{ city.name }}}}")
    outcome = project.build("--only", "card", "--lang", "fr")
    assert " at 0x" not in "".join(one.decode() for one in project.made().values()), outcome.err


@pytest.mark.parametrize("words", ["{{ lipsum() }}", "{{ cities | random }}"])
def test_chance_has_no_part_in_a_page(project: TinyProject, words: str) -> None:
    project.change("templates/leaflet/page.html", "{{ prose(", f"{words}\n{{{{ prose(")
    outcome = project.build(*LEAFLET)
    assert outcome.code == 1
    assert outcome.err.startswith("templates/leaflet/page.html:7:")
