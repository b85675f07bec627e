"""Hostile data becomes harmless text or a plain refusal; nothing runs, nothing is fetched, nothing hangs."""

from __future__ import annotations

import json
import os
import shutil
import struct
import zlib

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
    "token": "zQ7v0x7Qz <!--prose 0--> zQ7d0x7Qz",
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
    "`<b>x</b>`{=html}\n\n```{=html}\n<script>alert(2)</script>\n```\n"
)


def test_raw_html_in_markdown_is_shown_as_text(project: TinyProject) -> None:
    project.write("templates/leaflet/text/fr/welcome.md", RAW_HTML)
    outcome = project.build("--only", "leaflet", "--lang", "fr")
    assert (outcome.code, outcome.err) == (0, "")
    tree = lxml.html.document_fromstring(project.made()["fr/leaflet.html"].decode())
    assert not tree.xpath("//script | //iframe | //main//b")
    text = tree.text_content()
    assert [shown in text for shown in ("alert(1)", "<iframe", "<b>x</b>", "alert(2)")] == [True] * 4


def test_an_attribute_that_runs_is_refused_where_it_stands(project: TinyProject) -> None:
    project.write("templates/leaflet/text/fr/welcome.md", f"{RAW_HTML}\n[x]{{onclick=alert(3)}}\n")
    outcome = project.build("--only", "leaflet", "--lang", "fr")
    assert outcome.code == 1
    assert "welcome.md:11:13: error: a page may not run 'alert(3)'" in outcome.err


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


@pytest.mark.parametrize("place", ["data/organisations.yaml", "templates/leaflet/text/fr/welcome.md"])
def test_a_link_that_leads_out_of_the_project_is_refused(built: TinyProject, place: str) -> None:
    before = built.made()
    target = built.root / place
    secret = built.root.parent / "secret"
    target.rename(secret)
    target.symlink_to(secret)
    outcome = built.build()
    assert (outcome.code, built.made()) == (1, before)
    assert outcome.err.startswith(
        f"{place}: error: this link leads out of the project\n  hint: copy the file"
    )


def test_a_link_inside_the_project_is_read(built: TinyProject) -> None:
    target = built.root / "templates/leaflet/text/fr/welcome.md"
    target.unlink()
    target.symlink_to("../en/welcome.md")
    outcome = built.build()
    assert (outcome.code, built.remade(outcome)) == (0, {"leaflet fr"})


@pytest.mark.parametrize("place", ["deliverables", "deliverables/fr", ".cache"])
def test_nothing_is_written_or_taken_away_where_a_link_leads_out(built: TinyProject, place: str) -> None:
    folder, elsewhere = built.root / place, built.root.parent / "elsewhere"
    folder.rename(elsewhere)
    (elsewhere / "mine" / "deep").mkdir(parents=True)
    (elsewhere / "mine" / "deep" / "letter.txt").write_text("mine")
    before = {path: path.read_bytes() for path in elsewhere.rglob("*") if path.is_file()}
    folder.symlink_to(elsewhere)
    built.change("data/programme.yaml", "deux villes", "deux bourgs")
    outcome = built.build()
    assert outcome.code == 1
    assert f"{place}: error: this link leads out of the project" in outcome.err
    assert {path: path.read_bytes() for path in elsewhere.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    "place", [".cache/lock", ".cache/build.log", ".cache/traces.json", "deliverables/fr/leaflet.html"]
)
def test_no_file_is_overwritten_through_a_link(built: TinyProject, place: str) -> None:
    letter = built.root.parent / "letter.txt"
    letter.write_text("mine")
    (built.root / place).unlink(missing_ok=True)
    (built.root / place).symlink_to(letter)
    built.change("data/programme.yaml", "deux villes", "deux bourgs")
    outcome = built.build("--verbose")
    assert outcome.code in (0, 1)
    assert letter.read_text() == "mine"


@pytest.mark.parametrize("name", ["traces.json", "portal.json", "checks.json", "build.log", "lock"])
@pytest.mark.parametrize("sort", ["pipe", "folder", "gigabytes", "numbers"])
def test_what_an_earlier_run_left_may_be_anything(built: TinyProject, name: str, sort: str) -> None:
    place = built.root / ".cache" / name
    place.unlink(missing_ok=True)
    if sort == "pipe":
        os.mkfifo(place)
        os.mkfifo(built.root / "deliverables" / "conformance.json")
    elif sort == "folder":
        place.mkdir()
    elif sort == "gigabytes":
        place.touch()
        os.truncate(place, 3 << 30)
    else:
        place.write_text(json.dumps({"format": 6, "questions": [1, 2], "traces": {"x": 5}, "portal": 7}))
    for arguments in (("build", "--workers", "1", "--verbose"), ("check",)):
        outcome = built.run(*arguments)
        assert outcome.code in (0, 1)
        assert outcome.code == 0 or "  hint: a folder stands where a file should" in outcome.err


@pytest.mark.parametrize("name", ["x", "\0 x", "leaflet  fr", "../../x ../../y", "k" * 5000 + " fr"])
def test_a_store_may_name_what_cannot_be(built: TinyProject, name: str) -> None:
    before = built.made()
    store = json.loads((built.root / ".cache/traces.json").read_bytes())
    store["traces"][name] = store["traces"]["leaflet fr"]
    store["portal"][name] = {"bytes": 1, "sha256": "x"}
    built.write(".cache/traces.json", json.dumps(store))
    assert (built.build().code, built.made()) == (0, before)


@pytest.mark.parametrize("entry", [{}, {"checks": 5}, {"checks": {"a": {"status": []}}}, {"status": 1}])
def test_a_report_of_checks_may_say_anything(built: TinyProject, entry: dict[str, object]) -> None:
    before = built.made()
    files = {one["path"]: {"sha256": one["sha256"], **entry} for one in built.manifest()["artifacts"]}
    built.write("deliverables/conformance.json", json.dumps({"files": files, "tools": {"a": {"b": 1}}}))
    assert built.build().code == 0
    after = built.made()
    after.pop("conformance.json")
    assert after == before


@pytest.mark.parametrize("code", ["../../x", "zz", "", "fr\0", "x" * 9999])
def test_translations_are_kept_for_languages_alone(project: TinyProject, code: str) -> None:
    before = sorted(project.root.parent.rglob("*"))
    outcome = project.run("translate", "update", "--lang", code)
    assert outcome.code == 2
    assert "is not a language" in outcome.err
    assert sorted(project.root.parent.rglob("*")) == before


def test_questions_of_a_store_that_are_no_questions_are_asked_in_vain(built: TinyProject) -> None:
    before = built.made()
    store = json.loads((built.root / ".cache/traces.json").read_bytes())
    store["questions"] = [5] * len(store["questions"])
    built.write(".cache/traces.json", json.dumps(store | {"inputs": ""}))
    assert (built.build().code, built.made()) == (0, before)


def test_a_folder_link_that_leads_in_a_circle_ends(built: TinyProject) -> None:
    (built.root / "data" / "again").symlink_to(built.root / "data")
    outcome = built.build()
    assert "Traceback" not in outcome.err
    assert outcome.code in (0, 1)


def test_a_file_that_is_too_large_is_refused(built: TinyProject) -> None:
    before = built.made()
    (built.root / "data" / "organisations" / "extra.yaml").parent.mkdir()
    (built.root / "data" / "organisations" / "extra.yaml").write_bytes(b"# " + b"x" * 9_000_000)
    outcome = built.build()
    assert (outcome.code, built.made()) == (1, before)
    assert "data/organisations/extra.yaml: error: larger than 8 MB" in outcome.err


def test_no_cell_of_a_table_begins_a_formula() -> None:
    from inclucities_docs.render.template.picture import Picture, write_table

    rows = (("=1+1", "+33 1", "-", "@x"), ("\t=1", "−5", "plain", ""))
    picture = Picture("k", "n", b"", 1, 1, "", "", "", "", "", "", "", ("a", "b", "c", "d"), rows)
    text = write_table(picture).decode("utf-8-sig")
    assert "'=1+1,+33 1,'-,'@x" in text
    assert "'\t=1" in text


ENDLESS = {
    "power": ("templates/leaflet/page.html", "{% set a = 9 ** 9999 %}{{ a ** 99999999 }}", "grows too large"),
    "product": ("templates/leaflet/page.html", "{{ 'x' * 9999999999 }}", "grows too large"),
    "list": ("templates/leaflet/page.html", "{{ ([1] * 999999999) | length }}", "grows too large"),
    "width": ("templates/leaflet/page.html", "{{ 'x'.rjust(99999999999) }}", "more than 4 GB of memory"),
    "format": (
        "templates/leaflet/page.html",
        "{{ '{:>99999999999}'.format(1) }}",
        "more than 4 GB of memory",
    ),
    "brackets": (
        "templates/leaflet/text/fr/welcome.md",
        "[" * 20 + "x" + "]" * 20,
        "more than 10 square brackets",
    ),
    "backticks": (
        "templates/leaflet/text/fr/welcome.md",
        " ".join("`" * one for one in range(1, 800)),
        "cannot be read within 512 MB",
    ),
    "style": ("templates/leaflet/style.css", "a{" * 20_000, "brackets in brackets"),
    "selector": ("templates/leaflet/style.css", ":not(" * 3000, "brackets in brackets"),
    "nodes": ("data/glossary.yaml", "- a\n" * 250_000, "too much for one file"),
    "plurals": (
        "templates/locale/fr/LC_MESSAGES/messages.po",
        'msgid ""\nmsgstr "Plural-Forms: nplurals=99999999; plural=(n>1);\\n"\n',
        "not a readable translation file",
    ),
    "data": ("data/glossary.yaml", "a: " + "[" * 100_000, "too deeply nested"),
}
"""What would take all time or memory: the file, what is added to it, and what is said."""


@pytest.mark.parametrize("sort", ENDLESS)
def test_what_would_take_all_time_or_memory_is_told_of(
    project: TinyProject, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, text, said = ENDLESS[sort]
    monkeypatch.setenv("INCLUCITIES_TIME_LIMIT", "30")
    monkeypatch.setattr("inclucities_docs.render.prose.markdown.SECONDS", 2)
    if path.endswith(".html"):
        project.change(path, "{{ prose(", f"{text}\n{{{{ prose(")
    else:
        project.write(path, f"{text}\n")
    outcome = project.build("--only", "leaflet", "--lang", "fr")
    assert outcome.code == 1
    place = (
        "templates/leaflet/: " if "GB" in said else f"{path}:"
    )  # what was stopped does not say where it was
    assert outcome.err.startswith(place), outcome.err
    assert said in outcome.err
    assert "the program itself" not in outcome.err
    assert "  hint: " in outcome.err
    assert set(project.made()) <= {"manifest.json"}


def test_brackets_in_brackets_are_refused_at_their_line(project: TinyProject) -> None:
    path = "templates/leaflet/text/fr/welcome.md"
    project.write(
        path, "One\n\n\\[ " + "[" * 10 + "x" + "]" * 10 + "\n\n" + "[ " * 6 + "\n" + "[ " * 5 + "\n"
    )
    outcome = project.build(*LEAFLET)
    assert outcome.err.startswith(f"{path}:6:9: error: more than 10 square brackets inside one another\n")
    assert outcome.err.count("error:") == 1
    project.write(path, "{% for a in range(30) %}[{% endfor %}\n")
    assert project.build(*LEAFLET).err.startswith(f"{path}: error: more than 10 square brackets")
    project.write(path, "One\n\n" + "\\[" * 20 + " " + "[a] " * 50 + "\n\n[b\n\n" * 20)
    assert project.build(*LEAFLET).err == ""


def test_the_state_of_translations_is_told_within_the_limits_of_a_build(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INCLUCITIES_TIME_LIMIT", "2")
    endless = "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}"
    project.change("templates/leaflet/page.html", "<ul>", f"{endless}<ul>")
    outcome = project.run("translate", "status")
    assert outcome.code == 1
    assert "card/hilltown" in outcome.out
    assert outcome.err.count("was not ready after 2 seconds of work and was stopped") == 2
    assert outcome.err.startswith("templates/leaflet/: error: the document leaflet in en was not ready")
    assert "in this folder page.html, style.css, text/en/, or in templates/base; look at" in outcome.err


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
    assert outcome.err.startswith(f"{path}:10: error: the translation says %"), outcome.err
    assert "keep what stands there as it is: %(number)s" in outcome.err


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


def test_a_text_as_long_as_a_library_is_refused(project: TinyProject) -> None:
    project.write("templates/leaflet/text/fr/welcome.md", "x" * 2_000_000)
    outcome = project.build(*LEAFLET)
    assert outcome.code == 1
    place = "templates/leaflet/text/fr/welcome.md:1: error: "
    assert outcome.err.startswith(f"{place}this text is longer than 400000 characters\n")


EXCESSIVE = {
    "division by nothing": "p{font-size:calc(1px / 0)}",
    "selector in selector": "p:has(p:has(p:has(*)))~*~*{color:red} " + "*~" * 200 + "*{color:red}",
    "address of an attribute": "a{background-image:attr(href url)}",
    "half a character": "*{bookmark-level:1;bookmark-label:'\\d800'}",
    "hyphens": "p{hyphens:auto;hyphenate-limit-chars:0 0 0;hyphenate-character:'" + "x" * 10000 + "';width:1px}",
}  # fmt: skip
"""Style sheets that the layout engine stops at."""


@pytest.mark.parametrize("sort", EXCESSIVE)
def test_a_style_that_stops_the_layout_engine_is_told_of(project: TinyProject, sort: str) -> None:
    project.change("templates/leaflet/kind.yaml", "[html]", "[pdf]")
    project.write("templates/leaflet/style.css", f"{EXCESSIVE[sort]}\n")
    outcome = project.build(*LEAFLET)
    assert outcome.code in (0, 1)
    assert "the program itself" not in outcome.err, outcome.err
    assert outcome.code == 0 or "more than the layout engine can" in outcome.err, outcome.err
    assert outcome.code == 0 or outcome.err.startswith("templates/leaflet/"), outcome.err


def test_a_mistake_of_the_program_is_not_taken_for_one_of_the_writer(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("ours")

    project.change("templates/leaflet/kind.yaml", "[html]", "[pdf]")
    monkeypatch.setattr("inclucities_docs.render.layout.engine.join_places", fail)
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


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:s="http://www.w3.org/2000/svg"'
    ' xmlns:l="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'
)

DRAWINGS = {
    "script": SVG.format("<script>alert(1)</script>"),
    "script by another prefix": SVG.format("<s:script>alert(1)</s:script>"),
    "script in UTF-16": '<?xml version="1.0" encoding="UTF-16"?>' + SVG.format("<script>alert(1)</script>"),
    "handler": SVG.format('<rect onload="alert(1)"/>'),
    "entity": '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG.format("<text>&x;</text>"),
    "laughs": "<!DOCTYPE svg [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(12))
    + "]>" + SVG.format("<text>&m;</text>"),
    "style sheet before it": '<?xml-stylesheet href="https://tandem.example/x.css"?>' + SVG.format(""),
    "import": SVG.format("<style>@import 'https://tandem.example/x.css';</style>"),
    "address in a style": SVG.format('<rect style="fill:url(https://tandem.example/x)"/>'),
    "address written with escapes": SVG.format('<rect style="fill:u\\72l(https://tandem.example/x)"/>'),
    "address written with references": SVG.format('<rect fill="&#117;rl(file:///etc/passwd)"/>'),
    "file": SVG.format('<image l:href="/etc/passwd"/>'),
    "other drawing": SVG.format('<use href="other.svg#a"/>'),
    "page": SVG.format('<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>'),
    "link set later": SVG.format('<a><set attributeName="href" to="java&#115;cript:alert(1)"/></a>'),
    "nested drawing": SVG.format('<image href="data:image/svg+xml,&lt;svg/&gt;"/>'),
    "no drawing": "<svg",
    "nothing": "",
    "page as a drawing": '<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
    "drawing of no kind": "<drawing/>",
    "handler set later": SVG.format('<rect><set attributeName="onclick" to="alert(1)"/></rect>'),
    "picture of a filter": SVG.format('<filter><feImage href="https://tandem.example/x"/></filter>'),
    "link with a tab": SVG.format('<a href="java&#9;script:alert(1)"/>'),
    "deep": SVG.format("<g>" * 9999 + "</g>" * 9999),
}  # fmt: skip


@pytest.mark.parametrize("sort", DRAWINGS)
def test_drawings_that_reach_or_run_are_refused(project: TinyProject, sort: str) -> None:
    content = DRAWINGS[sort].encode("utf-16" if "UTF-16" in sort else "utf-8")
    (project.root / "templates/leaflet/text/fr/x.svg").write_bytes(content)
    project.write("templates/leaflet/text/fr/welcome.md", "![A door](x.svg)\n")
    outcome = project.build("--only", "leaflet", "--lang", "fr")
    assert outcome.code == 1
    assert outcome.err.startswith(
        "templates/leaflet/text/fr/welcome.md:1:11: error: the drawing 'x.svg' holds"
    )


COPIES = {
    "copies of copies": "".join(
        f'<g id="a{n + 1}">' + f'<use href="#a{n}"/>' * 10 + "</g>" for n in range(12)
    ) + '<g id="a0"><rect/></g>',
    "itself": '<g id="a"><use href="#a"/></g>',
    "each other": '<g id="a"><use href="#b"/></g><g id="b"><use l:href=" #a"/></g>',
    "a long chain": "".join(f'<use id="a{n}" href="#a{n + 1}"/>' for n in range(3000)),
}  # fmt: skip


@pytest.mark.parametrize("sort", COPIES)
def test_drawings_that_copy_without_end_are_refused(project: TinyProject, sort: str) -> None:
    project.write("templates/leaflet/text/fr/x.svg", SVG.format(COPIES[sort]))
    project.write("templates/leaflet/text/fr/welcome.md", "![A door](x.svg)\n")
    outcome = project.build(*LEAFLET)
    assert outcome.code == 1
    assert ":1:11: error: the drawing 'x.svg' draws more than 100000 things, copies counted\n" in outcome.err
    project.write("templates/base/icons/dot.svg", SVG.format(COPIES[sort]))
    assert "there is no icon 'dot'" in project.build(*LEAFLET).err


@pytest.mark.parametrize("element", ["title", "desc", "text"])
def test_a_drawing_on_a_page_holds_no_page(project: TinyProject, element: str) -> None:
    inside = "<![CDATA[><script>alert(1)</script><img src=x onerror=alert(1)>]]>"
    project.write("templates/base/icons/dot.svg", SVG.format(f"<{element}>{inside}</{element}>"))
    assert project.build(*LEAFLET).code == 0
    page = project.read("deliverables/fr/leaflet.html")
    assert "&gt;&lt;script&gt;" in page
    assert "<script" not in page
    assert "<img src=x" not in page


def test_a_drawing_on_a_page_is_part_of_the_page_as_a_drawing(project: TinyProject) -> None:
    project.change("templates/leaflet/kind.yaml", "[html]", "[svg]")
    project.write(
        "templates/leaflet/page.html",
        '{% extends "base/page.html" %}{% block main %}{{ icon("dot") }}{% endblock %}',
    )
    outcome = project.build(*LEAFLET)
    assert outcome.code == 0, outcome.err
    assert 'circle cx="2"' in project.read("deliverables/fr/leaflet.svg")


def write_png(width: int, height: int) -> bytes:
    """Give a blank picture, packed small."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * ((width + 7) // 8 + 1) * height, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "content", "is_good"),
    [
        ("x.png", write_png(100, 100), True),
        ("x.png", write_png(20_000, 20_000), False),
        ("x.png", write_png(100, 100)[:60], False),
        ("x.png", b"<script>alert(1)</script>", False),
        ("x.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 2000, False),
    ],
    ids=["good", "bomb", "cut", "script", "no picture"],
)
def test_pictures_that_cannot_be_unpacked_are_refused(
    project: TinyProject, name: str, content: bytes, is_good: bool
) -> None:
    (project.root / "templates/leaflet/text/fr" / name).write_bytes(content)
    project.write("templates/leaflet/text/fr/welcome.md", f"![A door]({name})\n")
    outcome = project.build("--only", "leaflet", "--lang", "fr")
    assert outcome.code == (0 if is_good else 1), outcome.err
    assert is_good or f"the picture '{name}' cannot be read" in outcome.err
