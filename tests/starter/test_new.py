"""A programme from ten answers: what was told is stated, all else awaited, and nothing is half made."""

from __future__ import annotations

import contextlib
import io
import os
import re
import struct
import zlib
from pathlib import Path

import pytest
import yaml

from inclucities_docs.cli import main
from inclucities_docs.conformance.visibility import is_owed
from inclucities_docs.diagnostics import DiagnosticError
from inclucities_docs.inputs.project import load_project
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.language.letter import make_id
from inclucities_docs.starter.answer_file import read_answers
from inclucities_docs.starter.answers import EXAMPLE
from inclucities_docs.starter.content import open_content
from inclucities_docs.starter.folder import read_beginning
from inclucities_docs.starter.interview import interview
from tiny_project import Outcome, TinyProject

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 4"><rect width="9" height="4"/></svg>'


def new(*arguments: str | Path) -> Outcome:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["new", *map(str, arguments)])
    return Outcome(code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    """The folder of the example answers, with a logo."""
    folder = tmp_path_factory.mktemp("answers")
    (folder / "logo.svg").write_text(LOGO, "utf-8")
    told = EXAMPLE.replace("# logo: logo.svg ", "logo: logo.svg ")
    (folder / "answers.yaml").write_text(told, "utf-8")
    return folder / "lakes", new(folder / "lakes", "--answers", folder / "answers.yaml")


def test_what_was_told_is_stated_and_all_else_is_awaited(made: tuple[Path, Outcome]) -> None:
    root, outcome = made
    assert outcome.code == 0, outcome.err
    project = load_project(Workspace.take(root))
    cities = project.collections["cities"]
    assert set(cities) == {"annecy", "konstanz", "como", "port-sur-lac"}
    annecy, port = (
        yaml.safe_load((root / f"data/cities/{one}.yaml").read_text("utf-8"))
        for one in ("annecy", "port-sur-lac")
    )
    assert (annecy["country"], annecy["coordinates"]["source"], annecy["languages"]) == (
        "FR",
        "geonames",
        ["fr"],
    )
    assert (port["coordinates"]["latitude"], port["coordinates"]["source"]) == (46.5, "programme-office")
    assert annecy["population"]["awaited_from"] == annecy["region"]["awaited_from"] == "annecy"
    programme = project.programme
    assert (programme.name, programme.original_language, programme.network.state) == (
        "Lake Towns",
        "en",
        "awaited",
    )
    assert programme.network.text["fr"] == "Le réseau"
    assert [one.for_all for one in programme.rounds] == [False, False, True]
    funder = project.collections["funders"]["fund-for-lakes"]
    assert project.workspace.files[f"templates/{funder.logo}"].decode() == LOGO  # type: ignore[attr-defined]


def test_it_says_what_to_do_next_in_order_of_worth(made: tuple[Path, Outcome]) -> None:
    steps = re.findall(r"^  \d\. (\S+?):? ", made[1].out, re.MULTILINE)
    assert steps[0] == "data/programme.yaml"
    assert steps[-1] == "templates/KIND/text/"
    assert steps.index("data/programme.yaml") < steps.index("data/cities/")


def test_nothing_of_the_first_programme_comes_along(made: tuple[Path, Outcome]) -> None:
    root, _ = made
    ours = re.compile(
        "IncluCities|[Jj]elgava|[Ff]uenlabrada|[Ss]chaerbeek|[Cc]apaci|[Mm]echelen|CEMR|CCRE|MigrationWork|Eurocities"
    )
    texts = [*root.glob("data/*.yaml"), *root.glob("data/*/*.yaml"), *root.glob("templates/*/text/*/*.md")]
    assert len(texts) > 60
    assert not [path for path in texts if ours.search(path.read_text("utf-8"))]


def test_a_folder_that_holds_something_is_refused_and_not_touched(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    outcome = new(tmp_path, "--answers", tmp_path / "no.yaml")
    assert outcome.code == 1
    assert "is there already and not empty" in outcome.err
    assert [one.name for one in tmp_path.iterdir()] == ["notes.txt"]


BAD = """\
name: Bad
languages: [en, xx]
lead: {name: Office, colour: red}
cities: [Annecy]
"""
WORSE = """\
name: Worse
languages: [en]
lead: Office
funders: {name: Fund, logo: logo.png}
cities: [Annecy, Annecy, Nowhereville-les-Flots, Springfield]
roles: {mentor: {}}
groups:
  - {title: One, members: {Annecy: mentro}}
  - {title: Two, members: [Anecy]}
rounds: [{title: All, for_all: true, host: Berlin}]
"""


@pytest.mark.parametrize(
    ("told", "problems"),
    [
        (BAD, ["answers.yaml:2:17: error: 'xx' is not a language", "answers.yaml:3:22: error: 'colour' is not"]),
        (
            WORSE,
            [
                "4:29: error: logo.png is no picture that documents can show",
                "5:18: error: 'Annecy' stands here twice",
                "5:26: error: the gazetteer knows no town 'Nowhereville-les-Flots'",
                "5:50: error: there are several towns 'Springfield' (US)",
                "8:36: error: the role 'mentro' is not declared\n",
                "did you mean 'mentor'?",
                "'Anecy' is none of the cities",
                "'Anecy' has no role in this group",
                "10:44: error: the host 'Berlin' does not take part",
            ],
        ),
        ("name: X\nlanguages: [en]\nlead: A\ncities: [Annecy]\ngroups: [{title: T, members: []}]\n", ["5:30: error"]),
    ],
    ids=["form", "sense", "group-without-members"],
)  # fmt: skip
def test_bad_answers_are_told_all_at_once_with_their_places(
    tmp_path: Path, told: str, problems: list[str]
) -> None:
    (tmp_path / "answers.yaml").write_text(told, "utf-8")
    (tmp_path / "logo.png").write_text("no picture", "utf-8")
    outcome = new(tmp_path / "made", "--answers", tmp_path / "answers.yaml")
    assert outcome.code == 1
    for one in problems:
        assert one in outcome.err, outcome.err
    assert not (tmp_path / "made").exists()


def test_a_logo_comes_from_the_folder_of_the_answers_alone(tmp_path: Path) -> None:
    folder = tmp_path / "told"
    folder.mkdir()
    (tmp_path / "out.svg").write_text(LOGO, "utf-8")
    (folder / "link.svg").symlink_to(tmp_path / "out.svg")
    os.mkfifo(folder / "pipe.svg")
    (folder / "runs.svg").write_text(LOGO.replace("</svg>", "<script>alert(1)</script></svg>"), "utf-8")
    (folder / "far.svg").write_text(
        LOGO.replace("</svg>", '<image href="https://e.example/x.png"/></svg>'), "utf-8"
    )
    size = struct.pack(">II", 60_000, 60_000) + b"\x08\0\0\0\0"
    (folder / "huge.png").write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + b"IHDR"
        + size
        + struct.pack(">I", zlib.crc32(b"IHDR" + size))
    )
    for logo, why in (
        ("../out.svg", "not in the folder"), (str(tmp_path / "out.svg"), "not in the folder"),
        ("link.svg", "not in the folder"), ("pipe.svg", "can be read"),
        ("runs.svg", "runs.svg holds a script"), ("far.svg", "far.svg holds a script, an entity or a link to another"),
        ("huge.png", "huge.png "),
    ):  # fmt: skip
        told = f"name: X\nlanguages: [en]\nlead: A\ncities: [Annecy]\nfunders: {{name: F, logo: {logo}}}\n"
        (folder / "answers.yaml").write_text(told, "utf-8")
        outcome = new(tmp_path / "made", "--answers", folder / "answers.yaml")
        assert outcome.code == 1, logo
        assert why in outcome.err, outcome.err
        assert "answers.yaml:5:26: error: " in outcome.err
        assert "  hint: " in outcome.err


def test_two_cities_of_one_id_are_not_one_file(tmp_path: Path) -> None:
    cities = "[Annecy, {name: Como, country: IT, id: annecy}]"
    (tmp_path / "answers.yaml").write_text(f"name: X\nlanguages: [en]\nlead: A\ncities: {cities}\n", "utf-8")
    outcome = new(tmp_path / "made", "--answers", tmp_path / "answers.yaml")
    assert outcome.code == 1
    assert "answers.yaml:4:18: error: 'Como' has the id of 'Annecy': annecy" in outcome.err, outcome.err
    assert not (tmp_path / "made").exists()


def test_a_programme_may_have_a_number_in_its_name(tmp_path: Path) -> None:
    told = "name: Cities 2030\nlanguages: [en]\nlead: A\ncities: [Annecy]\n"
    (tmp_path / "answers.yaml").write_text(told, "utf-8")
    outcome = new(tmp_path / "made", "--answers", tmp_path / "answers.yaml")
    assert outcome.code == 0, outcome.err
    terms = load_project(Workspace.take(tmp_path / "made")).collections["glossary"]
    assert len(terms) > 5


def test_questions_at_the_screen_give_the_same_as_a_file(tmp_path: Path) -> None:
    said = iter(
        ["Nine", "Nine towns", "fr", "Annecy", "", "", " Fonds ", "Payé par le fonds", "", "Annecy, Como, Springfield",
         "us", "39.8, -89.64", "mentor, mentee", "L’eau", "Annecy mentor, Como mentee", "", "Première, Seconde", "brochure"]
    )  # fmt: skip
    with contextlib.redirect_stdout(io.StringIO()):
        told = interview(lambda question: next(said))
    assert not list(said)
    (tmp_path / "told.yaml").write_text(told, "utf-8")
    outcome = new(tmp_path / "nine", "--answers", tmp_path / "told.yaml")
    assert outcome.code == 0, outcome.err
    project = load_project(Workspace.take(tmp_path / "nine"))
    assert (set(project.kinds), project.programme.lead) == ({"brochure"}, "annecy")
    assert project.collections["cities"]["springfield"].country == "US"


def test_the_emblem_of_the_union_comes_only_where_it_pays_and_is_then_the_logo(tmp_path: Path) -> None:
    told = {
        "name": "Ponds",
        "languages": ["en"],
        "lead": "Office",
        "cities": ["Annecy"],
        "documents": ["brochure"],
    }
    for name, funder in (("Fund", {}), ("Union", {"rules_of": "eu"})):
        answers = tmp_path / f"{name}.yaml"
        answers.write_text(yaml.safe_dump(told | {"funders": [{"name": name, **funder}]}), "utf-8")
        assert new(tmp_path / name, "--answers", answers).code == 0
    emblem = "templates/base/emblem.svg"
    assert [(tmp_path / name / emblem).is_file() for name in ("Fund", "Union")] == [False, True]
    union = load_project(Workspace.take(tmp_path / "Union")).collections["funders"]["union"]
    assert (union.logo, union.alt["en"]) == ("base/emblem.svg", "Emblem of the European Union")
    assert [is_owed(tmp_path / name) for name in ("Fund", "Union")] == [False, True]
    beginning = read_beginning(tmp_path / "Union")
    assert beginning is not None
    assert emblem in beginning.renew(open_content()).files


def test_a_check_makes_the_pages_of_the_portal_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = {"name": "Ponds", "languages": ["en"], "lead": "Office", "cities": ["Annecy"]}
    answers = tmp_path / "answers.yaml"
    answers.write_text(yaml.safe_dump(told | {"documents": ["brochure"]}), "utf-8")
    root = tmp_path / "ponds"
    assert new(root, "--answers", answers).code == 0
    for _ in range(2):  # the second one knows what was sound
        assert main(["--project", str(root), "check"]) == 0
    text, page = root / "templates/portal/text/en/accessibility.md", root / "templates/portal/city.html"
    text.write_text(text.read_text("utf-8") + "\n{{ programme.contact.emial }}\n", "utf-8")
    page.write_text(page.read_text("utf-8").replace("<h1>", "<h1>{{ city.nmae }}", 1), "utf-8")
    capsys.readouterr()
    assert main(["--project", str(root), "check"]) == 1
    said = capsys.readouterr().err
    assert "portal/text/en/accessibility.md" in said
    assert "portal/city.html" in said


def test_answers_of_any_size_are_read_within_bounds(tmp_path: Path) -> None:
    """A file of 40 GB that holds nothing, one of 2 MB of answers, and what is no file."""
    path = tmp_path / "answers.yaml"
    with path.open("wb") as stream:
        stream.truncate(40 << 30)
    outcome = new(tmp_path / "made", "--answers", path)
    assert (outcome.code, "too large" in outcome.err) == (1, True), outcome.err
    path.write_text("name: x\n" * (1 << 18), "utf-8")
    outcome = new(tmp_path / "made", "--answers", path)
    assert (outcome.code, "holds 2048 kB" in outcome.err) == (1, True), outcome.err
    cities = ", ".join(["Paris"] * 30_000)
    path.write_text(f"name: X\nlanguages: [en]\nlead: Office\ncities: [{cities}]\n", "utf-8")
    outcome = new(tmp_path / "made", "--answers", path)
    assert (outcome.code, "'cities' takes at most 400" in outcome.err) == (1, True), outcome.err
    outcome = new(tmp_path / "made", "--answers", tmp_path)
    assert (outcome.code, "this is no file" in outcome.err) == (1, True), outcome.err
    assert not (tmp_path / "made").exists()


def test_letters_that_are_no_accents_stay_in_ids() -> None:
    """An id made from a name can be read: the l of Wrocław is not lost."""
    assert make_id("Wrocław") == "wroclaw"
    assert make_id("Đakovo Ħaż-Żebbuġ") == "dakovo-haz-zebbug"


def test_a_town_of_two_countries_is_that_of_the_lead(tmp_path: Path) -> None:
    """Lugo is in Spain and in Italy: in a programme led from Italy, the Italian one is meant."""
    text = "name: N\nlanguages: [it]\nlead: {name: Ente, country: IT}\ncities: [Lugo, Rovigo]\n"
    answers = read_answers("answers.yaml", text, tmp_path)
    assert [answers.town_of(one).country for one in answers.cities] == ["IT", "IT"]  # type: ignore[union-attr]
    led_by_a_city = text.replace("{name: Ente, country: IT}", "Padova").replace("Rovigo", "Padova")
    answers = read_answers("answers.yaml", led_by_a_city, tmp_path)
    assert [answers.town_of(one).country for one in answers.cities] == ["IT", "IT"]  # type: ignore[union-attr]
    with pytest.raises(DiagnosticError, match="several towns 'Lugo'") as error:
        read_answers("answers.yaml", text.replace(", country: IT", ""), tmp_path)
    assert "country: IT" in str(error.value.diagnostics[0].hint), (
        "the country of the other towns is not offered first"
    )


def test_a_language_is_spoken_as_far_as_it_is_there_and_the_rest_is_said(tmp_path: Path) -> None:
    """German and Polish have the words of the interface; of Swedish, a catalogue to fill in, and plain words about it."""
    told = {
        "name": "Ö",
        "languages": ["de", "sv"],
        "lead": "Amt",
        "cities": ["Visby"],
        "documents": ["brochure"],
    }
    answers = tmp_path / "answers.yaml"
    answers.write_text(yaml.safe_dump(told, allow_unicode=True), "utf-8")
    outcome = new(tmp_path / "made", "--answers", answers)
    assert outcome.code == 0, outcome.err
    assert "in German yet" not in outcome.out
    (swedish,) = re.findall(r"Not there in Swedish yet: (\d+) headings and labels", outcome.out)
    assert int(swedish) > 500
    project = load_project(Workspace.take(tmp_path / "made"))
    assert project.catalogues.find("de", "Sources") == ("Quellen", True)
    assert project.catalogues.find("pl", "Sources") == ("Sources", False)
    assert project.catalogues.find("sv", "Sources") == ("Sources", False)
    assert project.programme.network.text["de"] == "Das Netzwerk"
    checked = TinyProject(tmp_path / "made").run("check")
    assert checked.code == 0, "a text that stands in for a missing one does not know what its page knows"


def test_no_name_is_written_in_a_language_that_no_document_has(tmp_path: Path) -> None:
    """A city's own language is for documents about it; where none is made, a check would say that nobody reads it."""
    told = {"name": "Ponds", "languages": ["en"], "lead": "Office", "cities": ["Umeå"]}
    for kinds, names in ((["brochure"], {"en"}), (["brochure", "press-release"], {"en", "sv"})):
        answers = tmp_path / "answers.yaml"
        answers.write_text(yaml.safe_dump(told | {"documents": kinds}), "utf-8")
        root = tmp_path / "-".join(kinds)
        assert new(root, "--answers", answers).code == 0
        assert set(yaml.safe_load((root / "data/cities/umea.yaml").read_text("utf-8"))["name"]) == names


def test_roles_of_the_method_bring_their_words_and_others_are_named_by_a_word(tmp_path: Path) -> None:
    """Mentor and mentee have words in every language; a role may be written as its word, with a capital."""
    told = {
        "name": "Ponds",
        "languages": ["fr", "pl"],
        "lead": "Office",
        "cities": ["Annecy", "Como"],
        "groups": [{"title": "Water", "members": {"Annecy": "mentor", "Como": "mentee"}}],
    }
    own = {"Leitstadt": {"gives": True}, "Partner": {"city": "Partnerort", "cities": "Partnerorte"}}
    german = {"languages": ["de"], "roles": own} | {
        "groups": [{"title": "Wasser", "members": {"Annecy": "Leitstadt", "Como": "Partner"}}]
    }
    for name, answers in (
        ("own", told | german),
        ("ours", told | {"roles": {"mentor": {"gives": True}, "mentee": {}}}),
    ):
        path = tmp_path / "answers.yaml"
        path.write_text(yaml.safe_dump(answers, allow_unicode=True), "utf-8")
        assert (outcome := new(tmp_path / name, "--answers", path)).code == 0, outcome.err
    roles = yaml.safe_load((tmp_path / "ours/data/roles.yaml").read_text("utf-8"))
    assert roles["mentor"]["cities"] == {"fr": "villes mentors", "pl": "miasta mentorskie"}
    assert roles["mentor"]["counted"]["many"] == {"pl": "miast mentorskich"}
    roles = yaml.safe_load((tmp_path / "own/data/roles.yaml").read_text("utf-8"))
    assert roles["leitstadt"]["name"] == {"de": "Leitstadt"}
    assert roles["partner"]["cities"] == {"de": "Partnerorte"}
    assert load_project(Workspace.take(tmp_path / "own")).collections["groups"]


@pytest.mark.parametrize(
    ("old", "new_words", "said"),
    [
        ("country: CH", "country: XX", "there is no country 'XX'"),
        ("# period:", "documents: [basic, brochur]\n# period:", "'brochur' is no kind of document"),
        (
            "cities:",
            "cities:\n  - {name: Ho, country: DE, latitude: 9.1, longitude: 47.6}",
            "9.1, 47.6 does not lie",
        ),
    ],
)
def test_what_only_the_made_folder_shows_is_told_at_the_answers(
    tmp_path: Path, old: str, new_words: str, said: str
) -> None:
    answers = tmp_path / "answers.yaml"
    assert old in EXAMPLE
    answers.write_text(EXAMPLE.replace(old, new_words, 1), "utf-8")
    outcome = new(tmp_path / "made", "--answers", answers)
    assert outcome.code == 1
    told = [line for line in outcome.err.splitlines() if " error: " in line]
    assert len(told) == 1, told
    assert re.match(rf"{re.escape(str(answers))}:\d+:\d+: error: ", told[0]), told
    assert said in told[0]
    assert not (tmp_path / "made").exists()
