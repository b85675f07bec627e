"""Worked examples: they stand in a text while what they name is there, and leave no trace when it is gone."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest
from jinja2 import Environment

from inclucities_docs.inputs.template_comment import blank_comments
from inclucities_docs.limits import limit_time
from inclucities_docs.render.template.worked_example import (
    WorkedExample,
    cut_examples,
    keep_line_end,
    list_named,
)
from tiny_project import TinyProject

TEXT = "templates/leaflet/text/fr/welcome.md"
REPOSITORY = Path(__file__).parents[2]

WELCOME = """\
Une porte.
{% example %}À {{ cities["riverton"].name }}, elle est ouverte.{{ cite("register") }}{% endexample %}
Tout le monde entre.

{% example %}
::: practice
Dans le registre.{{ cite("register") }}
:::
{% endexample %}

- un
"""


def _read(project: TinyProject) -> list[str]:
    outcome = project.build("--only", "leaflet", "--lang", "fr")
    assert (outcome.code, outcome.err) == (0, "")
    tree = lxml.html.document_fromstring(project.made()["fr/leaflet.html"].decode())
    blocks = tree.xpath("//div[@class='prose']//*[self::p or self::li or contains(@class, 'callout-label')]")
    return [" ".join(one.text_content().split()) for one in blocks]


def test_an_example_stands_in_its_paragraph_while_its_records_are_there(project: TinyProject) -> None:
    project.write(TEXT, WELCOME)
    first, *rest = _read(project)
    assert first.startswith("Une porte. À Riverton, elle est ouverte.")
    assert first.endswith("Tout le monde entre.")
    assert any("Dans le registre." in one for one in rest)


def test_it_vanishes_with_its_records_and_leaves_the_paragraph_whole(project: TinyProject) -> None:
    project.write(TEXT, WELCOME.replace("riverton", "atlantis").replace('cite("register")', 'cite("lost")'))
    assert _read(project) == ["Une porte. Tout le monde entre.", "un"]


def test_a_record_that_comes_makes_the_example_come(project: TinyProject) -> None:
    """The question whether it is there is noted: the page is made again when its answer changes."""
    text = project.read(TEXT) + '\n{% example %}Voir {{ cite("letter") }}.{% endexample %}\n'
    project.write(TEXT, text)
    assert "Voir" not in " ".join(_read(project))
    sources = project.read("data/sources.yaml")
    letter = sources[sources.index("register:") :].replace("register:", "letter:", 1)
    project.write("data/sources.yaml", f"{sources}\n{letter}")
    assert "Voir" in " ".join(_read(project))


def test_an_example_that_names_nothing_is_told_at_its_line(project: TinyProject) -> None:
    project.write(TEXT, "Une porte.\n\n{% example %}\nElle est ouverte.\n{% endexample %}\n")
    told = project.run("check")
    assert told.code == 1
    assert f"{TEXT}:3: error: this template cannot be read: this example names no record" in told.err


def test_examples_are_cut_out_with_their_tags() -> None:
    assert cut_examples(WELCOME, lambda *_: False) == "Une porte.\nTout le monde entre.\n\n- un\n"
    kept = cut_examples(WELCOME, lambda collections, key: key in ("riverton", "register"))
    assert "{%" not in kept
    assert "Une porte.\nÀ {{" in kept
    assert "}}\nTout le monde" in kept


@pytest.mark.parametrize(
    "path", sorted(REPOSITORY.glob("templates/*/text/*/*.md")), ids=lambda one: "/".join(one.parts[-4:])
)
def test_the_method_names_records_in_examples_alone(path: Path) -> None:
    """Another programme takes these texts over: outside of examples they hold for any programme."""
    engine = Environment(comment_start_string="{#!", comment_end_string="!#}", extensions=[WorkedExample])
    text = cut_examples(path.read_text("utf-8"), lambda *_: False)
    assert list(list_named(engine.parse(blank_comments(text, is_markdown=True)))) == []


def test_a_long_line_does_not_take_the_time_of_a_document() -> None:
    with limit_time(1):  # of work; what looks at each word again at each word needs minutes
        assert keep_line_end("word " * 40_000 + "\n") == "word " * 40_000 + "\n"
        assert keep_line_end("word {% endexample %} " * 4_000 + "\n").endswith(" \n{% endexample %}")
