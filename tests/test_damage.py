"""Any damage to any input gives documents or diagnostics with a place: no traceback, no half-made file."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inclucities_docs.diagnostics import DiagnosticError
from inclucities_docs.render import list_editions
from inclucities_docs.source.fact import check_facts
from inclucities_docs.source.project import load_project
from inclucities_docs.source.wording import check_wording
from inclucities_docs.source.workspace import Workspace
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
ROUNDS = 100 * int(LONG) if LONG else 3000 if os.environ.get("CI") else 300
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
            project.words.catalogue(language)
        list_editions(project)
        check_wording(project)
        check_facts(project)
    except DiagnosticError as error:
        for one in error.diagnostics:
            assert one.message
            assert one.hint, one
            assert one.location.path in files or "missing" in one.message, one
            assert not is_jargon(f"{one.message}\n{one.hint}"), one
