"""A run over a project: what passed is remembered, failures lead to template lines, results reach the manifest."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from pathlib import Path

import pytest

from inclucities_docs.conformance import CHECKS, browser, run
from inclucities_docs.conformance.cache import DAYS, Memory
from inclucities_docs.conformance.inventory import list_delivered
from inclucities_docs.conformance.origin import trace_failures
from inclucities_docs.conformance.report import write_report
from inclucities_docs.conformance.result import Finding, Result
from inclucities_docs.conformance.runner import check_files
from inclucities_docs.conformance.template_mark import mark_templates
from inclucities_docs.inputs.project import load_project
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.render import list_documents, render
from inclucities_docs.render.template.origin_mark import MARK, mark_page
from tiny_project import TESTS, TinyProject

READ = [name for name in CHECKS if name.startswith("html-") and name != "html-markup"]
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC"
"""A picture of one white pixel."""
DAMAGE = {
    "<p>{{ programme.title }}": (
        f"<img src='data:image/png;base64,{DOT}'><p>{{{{ programme.title }}}}",
        "image without alternative text",
        4,
    ),
    "<ul>{% for one in": ("<h4>A step left out</h4><ul>{% for one in", "heading level jumps from 1 to 4", 5),
}


def find(results: list[Result], path: str, words: str) -> Finding:
    """Give the finding that says something of a file."""
    found = [
        each for one in results if one.artifact == path for each in one.findings if words in each.message
    ]
    assert found, [str(each) for one in results for each in one.findings]
    return found[0]


@pytest.mark.parametrize("words", DAMAGE)
def test_a_failure_leads_to_its_template_line(project: TinyProject, words: str) -> None:
    damaged, message, line = DAMAGE[words]
    project.change("templates/leaflet/page.html", words, damaged)
    assert project.build().code == 0
    directory = project.root / "deliverables"
    before = project.made()
    results = trace_failures(project.root, directory, run(directory, READ), 1)
    finding = find(results, "fr/leaflet.html", message)
    assert f"comes from templates/leaflet/page.html:{line}" in finding.hint
    assert project.made() == before  # what is delivered carries no marks
    assert not any(MARK.encode() in content for content in before.values())


def test_a_mark_stands_behind_the_whole_name_of_an_element() -> None:
    marked = mark_page("a.html", "<h{{ level }} class=x><b>{{ one }}</b></h{{ level }}><p{{ field(a) }}>")
    assert marked == (
        f'<h{{{{ level }}}} {MARK}="a.html:1" class=x><b {MARK}="a.html:1">{{{{ one }}}}</b></h{{{{ level }}}}>'
        f'<p {MARK}="a.html:1"{{{{ field(a) }}}}>'
    )
    pages = [path.read_text("utf-8") for path in (TESTS.parent / "templates").rglob("*.html")]
    assert sum(f" {MARK}=" in mark_page("a.html", page) for page in pages) > 30
    for page in pages:
        assert not re.search(rf'{MARK}="[^"]*"[^\s>/{{]', mark_page("a.html", page))


def test_a_failure_leads_to_the_line_of_a_text(project: TinyProject) -> None:
    path = "templates/leaflet/text/fr/welcome.md"
    lines = len(project.read(path).split("\n"))
    project.write(path, project.read(path) + "\n#### Trop bas\n")
    assert project.build().code == 0
    directory = project.root / "deliverables"
    results = trace_failures(project.root, directory, run(directory, READ), 1)
    finding = find(results, "fr/leaflet.html", "heading level jumps")
    assert f"comes from {path}:{lines + 1}" in finding.hint


def test_grey_words_lead_to_their_template_line(project: TinyProject) -> None:
    project.change(
        "templates/leaflet/page.html",
        "<p>{{ programme.title }}",
        '<p style="color:#aaa">{{ programme.title }}',
    )
    assert project.build("--only", "leaflet").code == 0
    directory = project.root / "deliverables"
    results = run(directory, browser.CHECKS, 1, only="fr/leaflet.html")
    if any(one.status == "not-run" for one in results):
        pytest.skip("no browser")
    results = trace_failures(project.root, directory, results, 1)
    assert "templates/leaflet/page.html:4" in find(results, "fr/leaflet.html", "color-contrast").hint


def test_marks_change_nothing_else() -> None:
    project = load_project(Workspace.take(Path("tests/project")))
    marked = mark_templates(project)
    for document in list_documents(project):
        plain = render(Reader(project), document, ["html"]).files["html"].decode()
        told = render(Reader(marked), document, ["html"]).files["html"].decode()
        assert told.count(MARK) > 5
        assert re.sub(rf' {MARK}="[^"]*"', "", told) == plain


def test_what_passed_is_not_looked_at_again(built: TinyProject, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, directory = built.root / "memory", built.root / "deliverables"
    wanted = ["eu-visibility"]

    def look() -> tuple[list[Result], int]:
        memory = Memory(folder)
        results = check_files(list_delivered(directory, "card"), wanted, 1, memory)
        memory.save(forget=True)
        return results, sum(len(one) for one in memory.known.values())

    emblem = '<img alt="European emblème" data-role="eu-emblem"><p data-role="eu-funding">Financé par l’Union européenne'
    for path in ("fr/card-hilltown.html", "en/card-hilltown.html"):
        page = directory / path
        page.write_text(
            page.read_text().replace("</main>", f"<div><div>{emblem}</p></div></div></main>"), "utf-8"
        )
    first, known = look()
    statuses = {one.artifact: one.status for one in first}
    assert statuses["fr/card-hilltown.html"] == "passed"
    assert known == sum(status == "passed" for status in statuses.values())
    assert look() == (first, known)  # failures are looked at again, and fail again
    page = directory / "fr/card-hilltown.html"
    page.write_text(page.read_text().replace("eu-funding", "nothing"), "utf-8")
    assert {one.artifact: one.status for one in look()[0]}["fr/card-hilltown.html"] == "failed"


def test_what_passed_elsewhere_is_believed_but_tried_again_in_turn(
    built: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere, here = built.root / "elsewhere", built.root / "here"
    delivered = [one for one in list_delivered(built.root / "deliverables") if one.format == "html"]
    wanted = ["html-safety"]
    memory = Memory(elsewhere)
    passed = {one.artifact for one in check_files(delivered, wanted, 1, memory) if one.status == "passed"}
    memory.save(forget=True)
    record, first_day = elsewhere / "passed.json", datetime.date(2026, 1, 1)

    def list_believed(day: datetime.date) -> set[str]:
        told = Memory(here, record, day)
        for one in delivered:
            told.recall(one, wanted)
        return set(told.recalled)

    assert Memory(here).known == {}
    assert len(passed) > 3
    days = [list_believed(first_day + datetime.timedelta(one)) for one in range(DAYS)]
    assert [sum(path not in day for day in days) for path in sorted(passed)] == [1] * len(passed)
    (day,) = [one for one in range(DAYS) if delivered[0].path not in days[one]]
    another = first_day + datetime.timedelta(day + 1)
    delivered[0].file.write_text(delivered[0].file.read_text("utf-8") + "<!-- -->", "utf-8")
    assert delivered[0].path not in list_believed(another)
    alike = replace(delivered[1], alike=("another.html",))
    memory.known[memory.fingerprint(alike)]["html-safety"] = ("", "", ["another.html"])
    assert memory.recall(alike, wanted)
    assert not memory.recall(delivered[1], wanted), "it stands for itself now, and was never tried"
    monkeypatch.setattr("inclucities_docs.conformance.cache.fingerprint_tools", lambda: "other tools")
    assert list_believed(another) == set()


def test_results_reach_the_manifest_of_the_same_file_only(project: TinyProject) -> None:
    assert project.build().code == 0
    alone = project.made()
    assert not any("checks" in one for one in project.manifest()["artifacts"])
    directory = project.root / "deliverables"
    results = run(directory, ["html-structure", "html-safety"])
    write_report(results, directory)
    assert project.build().code == 0
    failed = sum(one.status == "failed" for one in results if one.artifact == "fr/leaflet.html")
    (entry,) = [one for one in project.manifest()["artifacts"] if one["path"] == "fr/leaflet.html"]
    assert entry["checks"] == {"passed": 2 - failed, "failed": failed, "not_run": 0}
    project.change("templates/leaflet/page.html", "<ul>{% for one in", "<hr><ul>{% for one in")
    assert project.build().code == 0
    entries = {one["path"]: one for one in project.manifest()["artifacts"]}
    assert "checks" not in entries["fr/leaflet.html"]
    assert "checks" in entries["fr/card-hilltown.html"]
    (directory / "conformance.json").unlink()
    project.change("templates/leaflet/page.html", "<hr><ul>{% for one in", "<ul>{% for one in")
    assert project.build().code == 0
    assert project.made() == alone  # a build alone gives the same bytes
