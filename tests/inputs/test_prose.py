"""Markdown that readers would see otherwise than its writer meant is pointed out, and nothing else."""

from __future__ import annotations

import pytest

from inclucities_docs.inputs.prose import check_prose, split_front_matter
from tiny_project import TESTS, TinyProject


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("Deux jours :\n- lundi\n- mardi\n", 2, "this list goes on in the paragraph above"),
        ("Deux jours :\n1. lundi\n", 2, "this list goes on in the paragraph above"),
        ("Suite du texte\n## Un titre collé\n", 2, "this heading goes on in the paragraph above"),
        ("##Sans espace\n", 1, "no heading begins like this"),
        ("#\u00a0Titre\n", 1, "a space that does not break stands behind this sign"),
        ("• lundi\n• mardi\n", 1, "this sign makes no list"),
        ("Texte\n| a | b |\n|---|---|\n| 1 | 2 |\n", 2, "this table goes on in the paragraph above"),
        ("| a | b |\n| 1 | 2 |\n", 1, "this table has no rule below its head"),
        ("Texte\n::: note\nx\n:::\n", 2, "this box goes on in the paragraph above"),
        ("Texte\n---\n", 2, "this line makes a heading of the line above"),
        ("Voir <b>ici</b>.\n", 1, "readers would see this mark of a web page as it stands"),
        ("<o:p>x</o:p>\n", 1, "readers would see this mark of a web page as it stands"),
        ("Le lundi.[^1]\n\n[^1]: Sauf en août.\n", 1, "texts have no footnotes"),
        ("Le lundi.^[Sauf en août.]\n", 1, "texts have no footnotes"),
        ("[ici] (https://a.example)\n", 1, "this makes no link"),
        ("[a]: https://a.example\n[A]: https://b.example\n", 2, "the link [A] has an address in line 1 too"),
        ("Un *mot en italique.\n", 1, "* stands here without its other half"),
        ("Ville\tHabitants\n", 1, "columns that are set with tabs run together"),
        ("– lundi\n– mardi\n", 2, "a dash makes no list"),
        ("| a | b |\n|---|---|\n| 1 |\n", 3, "this row has 1 cells, and the one above 2"),
        (
            "[ici](http://localhost:80/a)\n",
            1,
            "this address is one of your own machine: no reader gets there",
        ),
        ("[ici](../en/a.md)\n", 1, "this address leads nowhere: readers have no files of this project"),
        (
            "![porte.png](porte.png)\n",
            1,
            "the name of a file says nothing to those who do not see the picture",
        ),
        ("TODO relire\n", 1, "a note to yourself stands here, and readers would read it"),
        ("Un **mot en gras.\n", 1, "** stands here without its other half"),
        ("Un **mot ** en gras.\n", 1, "a space stands inside these stars: the words are not bold"),
        ("Texte.\n\n**Un titre**\n\nTexte.\n", 3, "bold words alone in a line are no heading"),
        ("Texte.\n\nUN TITRE\n\nTexte.\n", 3, "capitals alone in a line are no heading"),
        ("1. un\n2. deux\n\n4. quatre\n", 4, "4 follows 2 in this list, and readers get 3"),
        ("# Un\n\n# Deux\n", 3, "a text has one title, and this is a second one"),
        ("Un\u00a0mot&#160;!\n", 1, "a sign is written here as in a web page"),
        ("[mot] {.index}\n", 1, "a space parts these words from what is said of them in braces"),
        ('{ { ref("x") } }\n', 1, "readers would see these braces: nothing is put in by name here"),
        ('Voir {ref("x")}.\n', 1, "readers would see these braces: nothing is put in by name here"),
        ("À {city.name}.\n", 1, "readers would see these braces: nothing is put in by name here"),
        ("::: note\nx\n::\n", 3, "two colons close no box"),
        ("| a |\n|---|\n| 1 |\n\nTableau : Qui {#tbl-a}\n", 5, "this is no title of a table"),
        ("<<Oui>>, dit-elle.\n", 1, "these signs are no quotation marks"),
        ("Voir [ici]().\n", 1, "this link has no words, or no address"),
        ("Voir [ici](#).\n", 1, "this link has no words, or no address"),
        ("Voir [](https://a.example).\n", 1, "this link has no words, or no address"),
        ("Voir https:/a.example.\n", 1, "this address does not begin as it should"),
        ("Écrire à a@ b.example.\n", 1, "a space stands in this e-mail address"),
        ("Un mot ,puis un autre.\n", 1, "a space stands before this sign"),
        ("La com-\nmune répond.\n", 2, "a word is cut in two at the end of the line above"),
        ("- un\n-deux\n", 2, "no item of a list begins like this"),
        ("Un mot (qui reste ouvert.\n", 1, "( stands here without its other half"),
        ("Un mot « qui reste\nouvert.\n", 1, "« stands here without its other half"),
        ("a\n\n    quatre espaces\n", 3, "indented by four spaces, this is set as code"),
        ("---\nstate: proposed\n# A\n", 1, "the keys above this text are never closed"),
        (
            "Le rÃ©seau.\n",
            1,
            "letters are garbled here: the text was read in another encoding than it was saved in",
        ),
        ("<<<<<<< HEAD\nun\n=======\ndeux\n>>>>>>> x\n", 3, "this line makes a heading of the line above"),
    ],
)
def test_slips_are_pointed_out(text: str, line: int, said: str) -> None:
    found = check_prose("templates/guide/text/fr/a.md", text)
    assert (found[0].location.line, found[0].message) == (line, said)
    assert found[0].hint
    moved = check_prose("x.md", "---\nstate: proposed\n---\n" + text) if not text.startswith("---") else []
    assert all(one.location.line == other.location.line + 3 for one, other in zip(moved, found, strict=False))


@pytest.mark.parametrize(
    "text",
    [
        "# Titre {#ch-a}\n\n- un\n- deux\n  suite\n- trois\n\nTexte.\n",
        "1. un\n   1. a\n   2. b\n\n2. deux\n   1. a\n\nTexte.\n\n1. un\n1. deux\n\nOCDE\n",
        "- un\n\n    suite de l’élément\n\n- deux\n",
        "1. un\n2. deux\n   - trois\n",
        "2021. gada\nmaijs\n",
        "| a | b |\n|:--|---:|\n| 1 | 2 |\n\nTable: Qui {#tbl-a}\n",
        "```\n<b>\n- x\n##y\n[^1]\n```\n",
        "`<b>` et {{ a < b > c }} et <https://a.example> et 3 < 4 > 2\n",
        "::: note\n**Titre**\n\n- un\n:::\n",
        "Salle A<br>Salle B <!-- <b>remarque</b> -->\n",
        "#IncluCities est un mot-dièse.\n",
        "{% for x in y %}\n- {{ x }}\n{% endfor %}\n",
        "**a** et **b\nc**\n",
        "{#! ##remarque !#}\n",
        "a) un (deux) ; b) voir [ici](https://a.example/x_(y)).\n",
        "avant- et\naprès-vente, pré-\net post, l’.NET, « a » et “b”, 3 < 5, à 10.30 h …\n",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert check_prose("templates/guide/text/fr/a.md", text) == ()


def test_the_projects_own_texts_have_no_slip() -> None:
    texts = sorted((TESTS.parent / "templates").glob("*/text/*/*.md"))
    assert texts
    assert [str(one) for path in texts for one in check_prose(path.name, path.read_text("utf-8"))] == []


@pytest.mark.parametrize("above", ["---\n", "\n---\n", "--- \n", "\ufeff---\n", "\n\n---\t\n"])
@pytest.mark.parametrize("below", ["---\n", "---  \n"])
def test_keys_above_a_text_are_found_however_they_are_spaced(above: str, below: str) -> None:
    given = f"{above}state: proposed\n{below}# A\n"
    front, body = split_front_matter(given)
    assert front.strip() == "state: proposed"
    assert body.strip() == "# A"
    assert body.count("\n") == given.count("\n")


def test_pieces_keep_their_own_links_and_their_keys(project: TinyProject) -> None:
    page = "templates/leaflet/page.html"
    project.change(
        page, '{{ prose("welcome") }}', '{{ prose("welcome") }}{{ prose("one") }}{{ prose("two") }}'
    )
    for language in ("fr", "en"):
        project.write(
            f"templates/leaflet/text/{language}/one.md",
            "\n---\nstate: proposed\n--- \nVoir [charte].\n\n[charte]: https://charte.example/un\n",
        )
        project.write(
            f"templates/leaflet/text/{language}/two.md",
            "Voir [charte], [plan] A<br>B.<!-- à relire {{ nothing }} -->\n\n[charte]: https://charte.example/deux\n"
            "[plan de ville]: https://charte.example/plan\n",
        )
    outcome = project.build("--lang", "fr")
    assert outcome.code == 0, outcome.err
    made = project.read("deliverables/fr/leaflet.html")
    assert 'href="https://charte.example/un">charte' in made
    assert 'href="https://charte.example/deux">charte' in made
    assert "[plan] A<br>B." in made
    assert "relire" not in made
    assert "state:" not in made


def test_a_key_that_no_text_has_is_refused(project: TinyProject) -> None:
    text = project.read("templates/leaflet/text/fr/welcome.md")
    project.write("templates/leaflet/text/fr/welcome.md", "---\nState: proposed\n---\n" + text)
    outcome = project.run("check")
    assert "templates/leaflet/text/fr/welcome.md:2:1: error: 'State' is not a key of a text" in outcome.err
    dashes = check_prose("x.md", "—\nstate: proposed\n---\n# A\n")
    assert dashes[0].message.startswith("these are no three hyphens")
    project.write("templates/leaflet/text/fr/welcome.md", "---\nstate:\u00a0proposed\n---\n" + text)
    page = "templates/leaflet/page.html"
    project.write(page, project.read(page).replace("<ul>", "<ul class=“many”>"))
    told = project.run("check").err
    assert "templates/leaflet/text/fr/welcome.md:2: error: this is no key of a text" in told
    assert f"{page}:5:11: error: a quotation mark of a text editor stands here" in told


def test_one_round_tells_what_is_wrong_in_data_prose_and_templates(project: TinyProject) -> None:
    project.change("data/cities/riverton.yaml", "association:", "asociation:")
    project.write("templates/leaflet/text/fr/welcome.md", "##Titre\n\n::: nte\nx\n:::\n")
    project.write("templates/card/page.html", project.read("templates/card/page.html") + "{% if %}")
    sources = project.read("data/sources.yaml")
    project.write("data/sources.yaml", sources.replace("\n", "\n<<<<<<< HEAD\n", 1))
    project.write("templates/base/base.css", project.read("templates/base/base.css") + "\n>>>>>>> theirs\n")
    outcome = project.run("check")
    for said in (
        "'asociation' is not a key",
        "no heading begins like this",
        "'nte' is not a sort of callout",
        "templates/card/page.html:",
        "data/sources.yaml:2:1: error: two versions of this text",
        "two versions of this text stand here",
        "templates/base/base.css:",
    ):
        assert said in outcome.err
    assert outcome.code == 1


def test_what_a_hash_hides_is_pointed_out(project: TinyProject) -> None:
    text = project.read("data/sources.yaml")
    line = next(one for one in text.splitlines() if "title:" in one and "{" not in one)
    number = text.splitlines().index(line) + 1
    project.change("data/sources.yaml", line, f"{line.partition(':')[0]}: Two cities #1 learn  # a remark")
    outcome = project.run("check")
    assert f"data/sources.yaml:{number}:" in outcome.err
    assert "warning: nothing from this # on is read" in outcome.err


def test_a_record_never_reaches_a_page(project: TinyProject) -> None:
    text = project.read("templates/leaflet/text/fr/welcome.md")
    for given in (
        '{{ duos["riverton-hilltown"] }}',
        "{{ cities }}",
        '{{ "x" ~ cities["riverton"].population }}',
    ):
        project.write("templates/leaflet/text/fr/welcome.md", f"{text}\n{given}\n")
        outcome = project.run("check", "--only", "leaflet", "--lang", "fr")
        assert outcome.code == 1, given
        assert "templates/leaflet/text/fr/welcome.md:" in outcome.err


def test_a_record_that_is_gone_is_told_once(project: TinyProject) -> None:
    sources = project.read("data/sources.yaml")
    head, _, tail = sources.partition("\nbooklet:")
    rest = tail.split("\n\n", 1)
    project.write("data/sources.yaml", head + ("\n\n" + rest[1] if len(rest) > 1 else "\n"))
    outcome = project.run("check")
    assert len([line for line in outcome.err.splitlines() if "'booklet' is not a source" in line]) == 1
    assert "places name it" in outcome.err
    assert "bring it back" in outcome.err


def test_texts_that_nobody_reads_are_told(project: TinyProject) -> None:
    project.write("templates/leaflet/text/xx/welcome.md", "Hi\n")
    project.write("templates/leaflet/text/fr/01-roles.md", "Rôles\n")
    project.write("templates/leaflet/text/en/01-rolls.md", "Roles\n")
    outcome = project.run("check")
    assert "no document of leaflet is owed in 'xx'" in outcome.err
    assert (
        "templates/leaflet/text/en/01-rolls.md: warning: '01-roles' stands in fr and not in en" in outcome.err
    )


@pytest.mark.parametrize("ending", [".md.txt", ".MD", ".docx", ".txt"])
def test_a_text_that_an_editor_named_otherwise_is_told(project: TinyProject, ending: str) -> None:
    folder = project.root / "templates/leaflet/text/fr"
    (folder / "welcome.md").rename(folder / f"welcome{ending}")
    told = project.run("check").err
    assert f"fr/welcome{ending}: warning: nobody reads this file" in told
    assert "save it as plain text with the name templates/leaflet/text/fr/welcome.md" in told


@pytest.mark.parametrize("ending", [".yml", ".YAML", ".yaml.txt"])
def test_a_record_that_an_editor_named_otherwise_is_told(project: TinyProject, ending: str) -> None:
    folder = project.root / "data/cities"
    (folder / "hilltown.yaml").rename(folder / f"hilltown{ending}")
    outcome = project.run("check")
    assert outcome.code == 1
    assert f"data/cities/hilltown{ending}: error: nothing reads this file" in outcome.err
    assert "name it data/cities/hilltown.yaml" in outcome.err
    assert "1 problem to mend" in outcome.err, "what names the city is not wrong"


def test_what_stands_outside_every_block_is_told(project: TinyProject) -> None:
    page = "templates/leaflet/page.html"
    assert "no reader sees" not in project.run("check").err
    lines = len(project.read(page).splitlines())
    project.write(page, project.read(page) + "{# a remark #}\n\n<p>{{ programme.name }}</p>\n")
    told = project.run("check").err
    assert f"{page}:{lines + 3}: warning: no reader sees this: it stands outside every block" in told


@pytest.mark.parametrize(
    ("unit", "value", "said"),
    [
        ("people", "12.345", "is no whole number"),
        ("languages", "7.5", "is no whole number"),
        ("percent", "430", "430 per cent is no share"),
        ("percent", "15.37", ""),
        ("people", "12345", ""),
    ],
)
def test_numbers_are_what_they_count(project: TinyProject, unit: str, value: str, said: str) -> None:
    project.change("data/cities/riverton.yaml", "value: 12345", f"value: {value}\n  unit: {unit}")
    outcome = project.run("check")
    assert (said in outcome.err) if said else outcome.code == 0
