"""Any damage to any input gives documents or diagnostics with a place: no traceback, no half-made file."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inclucities_docs.build.trace import TraceStore, path_of
from inclucities_docs.diagnostics import Diagnostic, DiagnosticError
from inclucities_docs.exchange.command import export_city, import_city
from inclucities_docs.inputs.fact import check_facts
from inclucities_docs.inputs.glossary_check import check_glossary
from inclucities_docs.inputs.project import Project, load_project
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.render import check, list_documents
from test_broken import is_jargon, list_said
from tiny_project import TESTS, TinyProject, copy_project

LONG = os.environ.get("INCLUCITIES_EXAMPLES")
"""How many damaged projects the long round builds, each time other ones; the everyday round tries the same every time."""
EXAMPLES = int(LONG or 80)

TINY = TESTS / "project"
FILES = sorted(path.relative_to(TINY).as_posix() for path in TINY.rglob("*") if path.is_file())

BITS = (
    "", " ", "\n", "\t", ":", "- ", "'", '"', "{", "}", "[", "]", "{{", "}}", "{%", "%}", "{#", "#}", "%(x)s",
    "::: ", "<", ">", "&", "|", "|upper", "()", ".x", "[0]", "0", "-1", "99999999", "1e400", "null", "é",
    "\u202e", "\ufeff", "\x00", "\\", "/", "../", "riverton", "msgid", "*a", "&a ", "!!x ", "---\n",
    "€", "😀",
    "{{ 1/0 }}", "{% include 'x' %}", "{{ cite('x') }}", "![](x)", "](javascript:x)", "@import 'x';", "url(x)",
    "source: x\n", "state: awaited\n",
)  # fmt: skip


@st.composite
def damages(draw: st.DrawFn) -> tuple[str, int, int, str]:
    """Draw a file, a place in it, how much is lost there and what stands there instead."""
    path = draw(st.sampled_from(FILES))
    size = len((TINY / path).read_text("utf-8"))
    return (
        path,
        draw(st.integers(0, size)),
        draw(st.sampled_from([0, 0, 1, 2, 5, 40])),
        draw(st.sampled_from(BITS)),
    )


def test_there_is_much_to_damage() -> None:
    assert len(FILES) > 25
    assert {Path(path).suffix for path in FILES} >= {".yaml", ".html", ".md", ".css", ".po", ".svg", ".json"}


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=not LONG,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    database=None,
)
@given(st.lists(damages(), min_size=1, max_size=3))
def test_damage_gives_documents_or_diagnostics(
    built_once: TinyProject, damage: list[tuple[str, int, int, str]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = copy_project(built_once.root, Path(folder))
        before = project.made()
        for path, start, lost, bit in damage:
            text = project.read(path)
            project.write(path, text[:start] + bit + text[start + lost :])

        outcome = project.build()

        said = list_said(outcome)
        assert outcome.code == (1 if said else 0), outcome.err
        assert "Traceback" not in outcome.err
        assert "the program itself" not in outcome.err, outcome.err
        for one in said:
            assert (project.root / one.path).exists() or "missing" in one.message, outcome.err
            assert one.hint, outcome.err
            assert not is_jargon(f"{one.message}\n{one.hint}"), outcome.err
        after = project.made()
        if "data/" in "".join(one.path for one in said):
            assert after == before
        for path, content in after.items():
            assert content[:1] in (b"<", b"{"), path
            assert content.rstrip().endswith((b"</html>", b"}")), path


READ = {path: (TINY / path).read_bytes() for path in FILES}
ROUNDS = 100 * int(LONG) if LONG else 400 if os.environ.get("CI") else 200
"""How many damaged projects are only read, which takes some hundredths of a second each."""


@settings(max_examples=ROUNDS, deadline=None, derandomize=not LONG, database=None)
@given(st.lists(damages(), min_size=1, max_size=4))
def test_damage_is_read_or_told_of(damage: list[tuple[str, int, int, str]]) -> None:
    files = dict(READ)
    for path, start, lost, bit in damage:
        text = files[path].decode()
        files[path] = (text[:start] + bit + text[start + lost :]).encode()
    try:
        project = load_project(Workspace(files))
        for language in ("fr", "en", "lv"):
            project.catalogues.catalogue(language)
        list_documents(project)
        check_glossary(project)
        check_facts(project)
    except DiagnosticError as error:
        judge(error.diagnostics, files)


def judge(problems: Iterable[Diagnostic], files: Mapping[str, bytes]) -> None:
    """Hold problems to what people need: plain words, a hint, and a file that is there."""
    for one in problems:
        assert one.message
        assert one.hint, one
        assert one.location.path in files or "missing" in one.message, one
        assert not is_jargon(f"{one.message}\n{one.hint}"), one
        assert "the program itself" not in one.message, one


REAL = dict(Workspace.take(TESTS.parent).files)
WRITTEN = sorted(
    path
    for path in REAL
    if path.endswith((".yaml", ".md", ".html", ".css", ".po", ".svg", ".json")) and "/schemas/" not in path
)
REAL_ROUNDS = 10 * int(LONG) if LONG else 24 if os.environ.get("CI") else 8
"""How often the project itself is damaged and read, and a document of it looked at, which takes up to half a second."""


@st.composite
def real_damages(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a file of the project itself and what it holds after some harm: bits, and pieces of other files."""
    path = draw(st.sampled_from(WRITTEN))
    text = REAL[path].decode()
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, 9999)) * len(text) // 9999
        lost = draw(st.sampled_from([0, 0, 1, 2, 5, 40, 400]))
        bit = draw(st.sampled_from(BITS))
        if draw(st.booleans()):
            other = REAL[draw(st.sampled_from(WRITTEN))].decode()
            begin = draw(st.integers(0, 9999)) * len(other) // 9999
            bit = other[begin : begin + draw(st.sampled_from([5, 30, 200]))]
        text = text[:start] + bit + text[start + lost :]
    return path, text


@settings(max_examples=REAL_ROUNDS, deadline=None, derandomize=not LONG, database=None)
@given(st.lists(real_damages(), min_size=1, max_size=2), st.integers(0, 999))
def test_damage_to_the_project_itself_is_told_of(damage: list[tuple[str, str]], choice: int) -> None:
    files = {**REAL, **{path: text.encode() for path, text in damage}}
    try:
        project = load_project(Workspace(files))
        documents = list_documents(project)
        check_glossary(project)
        check_facts(project)
        folder = damage[0][0].split("/")[1]
        touched = [one for one in documents if one.kind == folder] or [
            one for one in documents if one.kind != "guide"
        ]
        judge(check(Reader(project), touched[choice % len(touched)]).problems, files)
    except DiagnosticError as error:
        judge(error.diagnostics, files)


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, str, Path]:
    """Give a project with a directory, its services as they leave, and a file to give them back in."""
    folder = tmp_path_factory.mktemp("services")
    project = copy_project(TINY, folder / "project")
    project.write("data/directories/riverton.yaml", (TESTS / "exchange/riverton.yaml").read_text("utf-8"))
    project.write("data/categories.yaml", (TESTS / "exchange/categories.yaml").read_text("utf-8"))
    read = load_project(Workspace.take(project.root))
    return read, export_city(read, "riverton", "")["services.json"].decode(), folder / "services.json"


VALUES = (
    "null",
    "[]",
    "{}",
    "5",
    "-1e999",
    '""',
    '"x"',
    "[null]",
    "[[]]",
    '{"id": null}',
    "true",
    '"\\ud800"',
    '"\\u0000"',
)


@settings(max_examples=ROUNDS, deadline=None, derandomize=not LONG, database=None)
@given(st.data())
def test_damage_to_services_of_others_is_told_of(
    services: tuple[Project, str, Path], data: st.DataObject
) -> None:
    project, text, place = services
    for _ in range(data.draw(st.integers(1, 3))):
        values = [one.span(1) for one in re.finditer(r': ("[^"]*"|[\d.]+|\[|\{)', text)]
        start, end = data.draw(st.sampled_from(values)) if values else (0, 0)
        if data.draw(st.booleans()):
            start = end = data.draw(st.integers(0, len(text)))
        text = text[:start] + data.draw(st.sampled_from(VALUES + BITS)) + text[end:]
    place.write_bytes(text.encode("utf-8", "replace"))
    try:
        made = import_city(project, "riverton", "", "booklet", place)
        assert isinstance(yaml.safe_load(made)["services"], dict)
    except DiagnosticError as error:
        judge(error.diagnostics, {"services.json": b""})


@settings(max_examples=ROUNDS, deadline=None, derandomize=not LONG, database=None)
@given(st.data())
def test_damage_to_what_a_build_remembers_costs_time_alone(
    built_once: TinyProject, data: st.DataObject
) -> None:
    text = built_once.read(".cache/traces.json")
    for _ in range(data.draw(st.integers(1, 3))):
        values = [one.span(1) for one in re.finditer(r': ("[^"]*"|\d+|\[|\{)', text)]
        start, end = data.draw(st.sampled_from(values))
        text = text[:start] + data.draw(st.sampled_from(VALUES)) + text[end:]
    with tempfile.TemporaryDirectory() as folder:
        project = TinyProject(Path(folder))
        project.write(".cache/traces.json", text)
        store = TraceStore.load(project.root)
        for name, trace in store.traces.items():
            for key, made in trace.files.items():
                made.is_in_place(project.root / path_of(name, key))
        store.save(project.root)
        assert TraceStore.load(project.root) == store
