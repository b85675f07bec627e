"""One round tells all: data that is wrong hides no mistake in texts, and a cause is told in place of its effects."""

from __future__ import annotations

import re

import pytest

from tiny_project import TinyProject


def _check(project: TinyProject) -> list[str]:
    """Give the problems of a project that was sound a moment ago, a line each."""
    told = project.run("check")
    assert told.code == 1, told.err
    return [line for line in told.err.splitlines() if " error: " in line]


def test_mistakes_of_all_layers_are_told_in_one_round(project: TinyProject) -> None:
    assert project.run("check").code == 0
    project.change("data/cities/riverton.yaml", "country: FR", "country: France")
    project.change("data/groups/riverton-hilltown.yaml", "{city: hilltown", "{city: hiltown")
    project.change("templates/leaflet/text/en/welcome.md", "duos[", "duoss[")
    project.change("templates/leaflet/text/fr/welcome.md", "duos[", "duoss[")
    project.change("templates/card/kind.yaml", "order:", "ordre:")
    style = project.read("templates/leaflet/style.css")
    project.write("templates/leaflet/style.css", f"p {{ color: red\n{style}")
    told = "\n".join(_check(project))
    assert "data/cities/riverton.yaml:4:10: error: 'France'" in told
    assert "data/groups/riverton-hilltown.yaml:6:12: error: 'hiltown' is not a city" in told
    assert "templates/leaflet/text/en/welcome.md:3:12: error: 'duoss' is not known" in told
    assert "templates/leaflet/text/fr/welcome.md:3:" in told
    assert "templates/card/kind.yaml:7:1: error: 'ordre'" in told
    assert "templates/leaflet/style.css:" in told
    assert len(told.splitlines()) == 6, f"an effect was told beside its cause:\n{told}"


def test_a_file_that_is_gone_is_told_once_at_its_place(project: TinyProject) -> None:
    assert project.run("check").code == 0
    (project.root / "data/cities/hilltown.yaml").unlink()
    (line,) = _check(project)
    assert line == "data/cities/hilltown.yaml: error: this file is gone, and 6 places name 'hilltown'"
    assert "take the name out: data/groups/riverton-hilltown.yaml:6," in project.run("check").err


def test_a_file_that_was_renamed_is_recognised(project: TinyProject) -> None:
    assert project.run("check").code == 0
    cities = project.root / "data/cities"
    (cities / "hilltown.yaml").rename(cities / "hill-town.yaml")
    assert len(_check(project)) == 1
    assert "hint: was it renamed to data/cities/hill-town.yaml?" in project.run("check").err


def test_a_file_with_another_ending_is_told_without_what_follows(project: TinyProject) -> None:
    for name in ("cities/riverton", "meetings", "programme"):
        path = project.root / f"data/{name}.yaml"
        path.rename(path.with_suffix(".yml"))
        (line,) = _check(project)
        assert line == f"data/{name}.yml: error: nothing reads this file"
        assert f"hint: file names end in .yaml: name it data/{name}.yaml" in project.run("check").err
        path.with_suffix(".yml").rename(path)


def test_an_awaited_date_is_a_blank_for_every_filter(project: TinyProject) -> None:
    """Without its record, a visit is awaited by itself: its bare period is no failure of the template."""
    (project.root / "data/meetings.yaml").unlink()
    project.write(
        "templates/leaflet/text/fr/welcome.md",
        'Le {{ visits["round-1-riverton-hilltown"].when.period | period }}.\n',
    )
    assert project.run("check").code == 0
    assert project.build("--only", "leaflet", "--lang", "fr", "--format", "html").code == 0
    assert '<span class="blank">' in project.made()["fr/leaflet.html"].decode()


TORN = (
    ("{{ programme.title } and more", "one } stands here in place of }}"),
    ("{{ programme.title , and {{ programme.title }}", "'{{' is never closed in this line"),
    ("{{ cite('booklet) }}", "a quotation mark without its other half"),
    ('{{ cite("booklet" }}', "')' is missing before '}'"),
    ("{{ cite(“booklet”) }}", "a quotation mark of a text editor stands here"),
    ("{{ programme.titel }}", "'titel' is not known in a programme"),
    ("{{ programme.title | uper }}", "there is no filter 'uper'"),
    ("{% if programme.title is text %}{% endif %}", "there is no test 'text'"),
    ("{% endfor %}", "'for' is closed here, and was never opened"),
    ("{% else %}", "'else' stands here outside of what it belongs to"),
    ("{% fi programme.title %}{% endif %}", "there is no tag 'fi'"),
    ("{% for one in cities }{{ one.naem }}{% endfor %}", "one } stands here in place of %}"),
    ("{% for one in %}{{ one.naem }}{% endfor %}", "something is missing before '%}'"),
    ("{% if programme.title %}", "'if' is never closed"),
    ("{{ 1e999 }}", "this number is larger than any can be"),
    ("{{ 1e308 * 10 }}", "a number that grows too large is printed here"),
    ("{{ (1e308 * 10) | number }}", "a number or a text that grows too large"),
    ("{{ cities['rivertown'].name }}", "'rivertown' is not known in cities"),
    ("{{ 'soon' | date }}", "`| date` cannot write 'soon'"),
    ("{{ programme.title | percent }}", "`| percent` cannot write"),
    ("{{ programme.title / 2 }}", "a value is not of the kind that is needed here"),
    ("{% if 1 / 0 %}{% endif %}", "a value is not of the kind that is needed here"),
    ("{{ programme.tilte }}", "'tilte' is not known in a programme"),
)
"""A line with a slip, and what is said of it."""


@pytest.mark.parametrize("path", ["templates/leaflet/text/en/welcome.md", "templates/leaflet/page.html"])
def test_no_slip_of_a_template_hides_another(project: TinyProject, path: str) -> None:
    """Each is told at its line, and what a value means behind a torn one too; no effect is told beside them."""
    before = project.read(path).replace("{% endblock %}", "").rstrip("\n").splitlines()
    after = ["{% endblock %}"] if path.endswith(".html") else []
    project.write(path, "\n".join([*before, *(f"{line}\n" for line, _ in TORN), *after, ""]))
    told = _check(project)
    expected = [(len(before) + 2 * number + 1, words) for number, (_, words) in enumerate(TORN)]
    missing = [
        one for one in expected if not any(f"{path}:{one[0]}" in line and one[1] in line for line in told)
    ]
    assert not missing, "\n".join(told)
    others = {f"{path}:{number}" for number, _ in expected}
    assert not [line for line in told if not any(re.match(rf"{one}(?!\d)", line) for one in others)], told
    assert sum("'naem' is not known in a city" in line for line in told) == 1, (
        "a loop over nothing goes round"
    )
    assert project.build("--lang", "en").code == 1
    assert "en/leaflet.html" not in project.made(), "a page without what is torn was put in place"
    again = project.run("check").err
    assert [line for line in again.splitlines() if " error: " in line] == told, (
        "what was torn was kept as sound"
    )


def test_a_torn_block_takes_no_text_with_it(project: TinyProject) -> None:
    project.change("templates/leaflet/page.html", "{% block main %}", "{% block main }")
    project.change("templates/leaflet/text/en/welcome.md", "duos[", "duoss[")
    told = _check(project)
    assert [line.partition(" error: ")[0] for line in told] == [
        "templates/leaflet/page.html:3:1:",
        "templates/leaflet/text/en/welcome.md:3:12:",
    ]


IMPORT = '{% import "base/macros.html" as m with context %}'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (IMPORT, IMPORT.replace("import", "imprt")),
        (IMPORT, IMPORT.replace('html"', "html")),
        ("{% block main %}", "{% blokc main %}"),
        ("{% block main %}", "{% block %}"),
    ],
)
def test_a_page_that_loses_a_block_or_a_name_hides_no_slip(project: TinyProject, old: str, new: str) -> None:
    page = "templates/leaflet/page.html"
    project.change(page, old, new)
    project.change(page, "programme.title", "programme.titel")
    project.write(page, project.read(page).replace("{% endblock %}", "{{ m.saay(1) }}\n{% endblock %}"))
    told = _check(project)
    number = 2 if old == IMPORT else 3
    assert told[0].startswith(f"{page}:{number}:"), told
    assert "'titel' is not known in a programme" in told[1], told
    assert "'saay' is not known in templates/base/macros.html" in told[2], told
    assert len(told) == 3, told


def test_a_lost_macro_is_told_and_not_missed(project: TinyProject) -> None:
    project.change("templates/base/macros.html", "macro say(one)", "macro say(one")
    project.change("templates/leaflet/page.html", "programme.title", "programme.titel")
    told = _check(project)
    assert [line.partition(" error: ")[0] for line in told] == [
        "templates/base/macros.html:2:1:",
        "templates/leaflet/page.html:4:17:",
    ]


GROUP = "data/groups/riverton-hilltown.yaml"

SLIPS = (
    ("number: 1", "number: 1\nnumber: 2", 1, "the key 'number' stands here twice"),
    ("{city: hilltown, role", "{city: hiltown, role", 0, "'hiltown' is not a city"),
    ("title: {fr: L’école, en: School}", "title: {fr: L’école, en: School", 0, "a brace is never closed"),
    ("proposed\n  key", "propsed\n  key", 0, "'propsed' is not a known value of 'state'"),
    ("    source: booklet\nstrengths", "    source booklet\nstrengths", 0, "a key without a colon"),
    ("{fr: Des écoles, en: Schools}", '"Schools', 0, "a text in quotes is never closed"),
    (
        "    city: riverton\n",
        "    city: riverton\n    citty: riverton\n",
        1,
        "'citty' is not a key that is known here",
    ),
    ("    text: {fr: Chaque", "    texts: {fr: Chaque", 0, "'texts' is not a key that is known here"),
    ("practice: open-door", "practice: open: door", 0, "a colon in the middle of a text"),
)
"""What stands in a group's file, what in its place, on which of its lines that is told, and how."""


@pytest.mark.parametrize(
    "wrong", [(0, 1, 3), (0, 6), (2, 3), (2, 4, 5, 8), (3, 4, 6, 8), (4, 7), (5, 6), tuple(range(2, 9))]
)
def test_no_slip_of_a_data_file_hides_another(project: TinyProject, wrong: tuple[int, ...]) -> None:
    """Words that name what is not there are looked at where the file can be read; all else in any case."""
    expected = []
    for number in wrong:
        old, new, below, words = SLIPS[number]
        project.change(GROUP, old, new)
        expected.append((new.split("\n")[below].strip(), words))
    lines = project.read(GROUP).splitlines()
    told = _check(project)
    assert len(told) == len(expected), "\n".join(told)
    for text, words in expected:
        (number,) = [at for at, line in enumerate(lines, 1) if text in line]
        assert any(line.startswith(f"{GROUP}:{number}:") and words in line for line in told), (text, told)
