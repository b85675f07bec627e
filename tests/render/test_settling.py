"""What depends on the whole page is worked out until nothing changes, or told by name after five passes."""

from __future__ import annotations

import pytest

from inclucities_docs.render.layout import book
from inclucities_docs.render.page import page
from tiny_project import TinyProject

PAGE = "templates/leaflet/page.html"
SETTLING = '{% call late() %}<p id="noted">{{ notes | length }}</p>{% endcall %}'
GROWING = '{% call late() %}<p>{{ cite("register") }} marks: {{ notes[0].marks | length }}</p>{% endcall %}'


def put(project: TinyProject, more: str) -> None:
    text = project.read(PAGE)
    end = text.rindex("{% endblock %}")
    project.write(PAGE, text[:end] + more + text[end:])


def test_what_settles_is_said_and_not_told(project: TinyProject) -> None:
    put(project, SETTLING)
    outcome = project.build("--only", "leaflet", "--lang", "fr", "--format", "html")
    assert (outcome.code, "changes each time" in outcome.err) == (0, False)
    html = (project.root / "deliverables/fr/leaflet.html").read_text("utf-8")
    assert '<p id="noted">2</p>' in html  # also what is cited below the place where it stands


def test_what_does_not_settle_is_named_as_a_warning(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    passes: list[int] = []
    read_tree = page.read_tree
    monkeypatch.setattr(page, "read_tree", lambda *given: passes.append(1) or read_tree(*given))
    put(project, GROWING)
    line = project.read(PAGE)[: project.read(PAGE).index("call late()")].count("\n") + 1
    outcome = project.build("--only", "leaflet", "--lang", "fr", "--format", "html")
    assert outcome.code == 0
    assert len(passes) == page.MOST_PASSES == 5
    assert f"{PAGE}:{line}:" in outcome.err
    assert "warning: what this page says of itself changes each time it is worked out: '" in outcome.err
    assert "marks: " in outcome.err


def test_page_numbers_that_never_settle_are_told(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.change("templates/card/kind.yaml", "formats: [html]", "formats: [pdf]\nlayout: book")
    calls: list[int] = []
    monkeypatch.setattr(book, "_is_untrue", lambda *_: calls.append(1) or True)
    outcome = project.build("--only", "card/hilltown", "--lang", "fr", "--format", "pdf")
    assert outcome.code == 0, outcome.err
    assert len(calls) == book.MOST_PASSES - 1 <= 4
    assert "warning: pages of this document name pages that change each time" in outcome.err
