"""The checks are guarded: what is right passes all of them, what is wrong fails by name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pikepdf
import pytest
from faults import PAGES_WITH_FAULTS, PDFS_WITH_FAULTS, WORD_FILES_WITH_FAULTS, path_of
from samples import GOOD, make_pdf

from inclucities_docs.conformance import (
    CHECKS,
    Result,
    browser,
    describe_results,
    html_page,
    pdftags,
    run,
    tool,
)
from inclucities_docs.conformance import __main__ as command
from inclucities_docs.conformance.cache import Memory
from inclucities_docs.conformance.inventory import Delivered, list_delivered
from inclucities_docs.conformance.pdf_content import PageContent
from inclucities_docs.conformance.runner import check_files

SCHEMAS = Path(__file__).parents[2] / "data" / "schemas"

Find = Callable[[str, str], Result]

GOOD_CHECKS = [
    ("good/guide.docx", "docx-structure"),
    ("good/guide.docx", "eu-visibility"),
    *(
        ("seen/good.html" if name in browser.CHECKS else "good/guide.html", name)
        for name in CHECKS
        if not name.startswith(("pdf", "docx", "epub"))
    ),
    *(
        (path, name)
        for path in ("good/guide.pdf", "good/long.pdf")
        for name in CHECKS
        if name.startswith("pdf") or name == "eu-visibility"
    ),
]


@pytest.mark.parametrize(("artifact", "check"), GOOD_CHECKS)
def test_passes_what_is_right(result_of: Find, artifact: str, check: str) -> None:
    result = result_of(artifact, check)
    assert result.status == "passed", list(map(str, result.findings))


@pytest.mark.parametrize("name", PAGES_WITH_FAULTS)
def test_fails_a_page_by_name(result_of: Find, name: str) -> None:
    _, check, words = PAGES_WITH_FAULTS[name]
    expect(result_of(path_of(name), check), words)


@pytest.mark.parametrize("name", PDFS_WITH_FAULTS)
def test_fails_a_pdf_by_name(result_of: Find, name: str) -> None:
    _, check, words = PDFS_WITH_FAULTS[name]
    expect(result_of(f"pdf-{name}/file.pdf", check), words)


@pytest.mark.parametrize("name", WORD_FILES_WITH_FAULTS)
def test_fails_a_word_file_by_name(result_of: Find, name: str) -> None:
    check = "eu-visibility" if name in {"no-emblem", "no-statement"} else "docx-structure"
    expect(result_of(f"docx-{name}/word.docx", check), WORD_FILES_WITH_FAULTS[name][1])


def expect(result: Result, words: str) -> None:
    """Tell that a check failed, and said why."""
    assert result.status == "failed"
    assert any(words in finding.message for finding in result.findings), list(map(str, result.findings))


def test_finds_grey_text_in_the_dark_only(result_of: Find) -> None:
    result = result_of("seen/grey-in-dark.html", "axe")
    assert {finding.place for finding in result.findings} == {"1280 px dark, 390 px dark"}


def test_tells_every_page_where_its_styles_are_wrong(result_of: Find) -> None:
    lines = [line for line, text in enumerate(GOOD.splitlines(), 1) if "a { color" in text]
    for name, more in (("style", 0), ("style-of-another-page", 1)):
        result = result_of(path_of(name), "html-markup")
        assert [finding.place for finding in result.findings] == [f"line {line + more}" for line in lines]


def test_points_to_the_template(tmp_path: Path) -> None:
    page = GOOD.replace("<h1>", '<h1 data-template="templates/guide/page.html:12"><img src="data:,">')
    (tmp_path / "page.html").write_text(page, "utf-8")
    (result,) = run(tmp_path, ["html-structure"])
    assert any("templates/guide/page.html:12" in finding.hint for finding in result.findings)


def test_says_which_checks_did_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def miss() -> Path:
        raise tool.ToolMissingError("Java", "install a JDK")

    monkeypatch.setattr(html_page, "find_java", miss)
    monkeypatch.setattr(html_page, "find_package", lambda _: tmp_path)
    (tmp_path / "page.html").write_text(GOOD, "utf-8")
    (result,) = run(tmp_path, ["html-markup"])
    assert (result.status, result.tool) == ("not-run", "Java")
    arguments = ["conformance", str(tmp_path), "--check", "html-markup"]
    monkeypatch.setattr("sys.argv", arguments)
    assert command.main() == 0
    assert "did not run: html-markup: Java is not installed" in capsys.readouterr().out
    monkeypatch.setattr("sys.argv", [*arguments, "--check", "html-structure", "--output", "json"])
    assert command.main() == 0
    told = json.loads(capsys.readouterr().out)
    jsonschema.validate(told, json.loads((SCHEMAS / "output-conformance.json").read_text("utf-8")))
    (file,) = told["files"].values()
    assert {name: one["status"] for name, one in file["checks"].items()} == {
        "html-markup": "not-run", "html-structure": "passed",
    }  # fmt: skip
    monkeypatch.setattr("sys.argv", [*arguments, "--require-all"])
    assert command.main() == 1


def test_tells_of_files_that_are_not_there(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(GOOD, "utf-8")
    lost = Delivered("fr/lost.pdf", "pdf", str(tmp_path), is_document=True)
    memory = Memory(tmp_path)
    found = check_files([lost, *list_delivered(tmp_path)], ["html-structure", "pdf-tags"], 1, memory)
    assert [(one.artifact, one.status) for one in found] == [
        ("fr/lost.pdf", "failed"),
        ("page.html", "passed"),
    ]
    expect(found[0], "the manifest lists this file, but it is not there")


def test_a_chapter_alone_leads_back_from_the_notes_it_calls(tmp_path: Path) -> None:
    file = tmp_path / "chapter.pdf"
    one = Delivered(file.name, "pdf", str(tmp_path), is_document=True, part="chapter")
    file.write_bytes(make_pdf())
    assert [str(each) for each in pdftags.check_file(one)[1].findings] == []
    file.write_bytes(make_pdf(PAGES_WITH_FAULTS["no-back"][0]))
    expect(pdftags.check_file(one)[1], "0 notes lead back to the text, but its marks lead to 1")


def test_a_programme_without_a_licence_owes_none_in_its_files(tmp_path: Path) -> None:
    def forget(pdf: pikepdf.Pdf) -> None:
        text = pdf.Root.Metadata.read_bytes().replace(b"dc:rights>", b"dc:source>")
        pdf.Root.Metadata.write(text.replace(b"xmpRights:WebStatement", b"xmpRights:Owner"))

    for name, licence in (("open", "licence: {}\n"), ("silent", "")):
        (tmp_path / name / "data").mkdir(parents=True)
        (tmp_path / name / "data/programme.yaml").write_text(f"name: Lakes\n{licence}", "utf-8")
        file = tmp_path / name / "deliverables/file.pdf"
        file.parent.mkdir()
        file.write_bytes(make_pdf(change=forget))
        found = pdftags.check_file(Delivered(file.name, "pdf", str(file.parent), is_document=True))[0]
        assert ("no licence" in str(found.findings)) == (name == "open"), found


def test_finds_text_that_viewers_do_not_find(tmp_path: Path) -> None:
    file = tmp_path / "file.pdf"
    file.write_bytes(make_pdf())
    (finding,) = pdftags.list_viewer_faults(file, [PageContent({0: "letters" * 1000})])
    assert (finding.place, "of 7000 letters" in finding.message) == ("page 1", True)


def test_reports_the_same_twice(results: dict[tuple[str, str], Result]) -> None:
    once = json.dumps(describe_results(results.values()))
    again = json.dumps(describe_results(reversed(list(results.values()))))
    assert once == again
    assert describe_results(results.values())["files"]["read/no-alt.html"]["status"] == "failed"
