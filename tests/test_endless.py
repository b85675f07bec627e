"""What would take all time or memory is told of, with its place."""

from __future__ import annotations

import pytest

from inclucities_docs.build.class_check import find_unknown_classes
from inclucities_docs.build.style_check import find_style_slips
from inclucities_docs.build.template_check import check_templates
from inclucities_docs.build.word_check import find_untranslated_words
from inclucities_docs.inputs.file_check import check_files
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.limits import limit_time
from tiny_project import TinyProject

LEAFLET = ("--only", "leaflet", "--lang", "fr")


ENDLESS = {
    "power": ("templates/leaflet/page.html", "{% set a = 9 ** 9999 %}{{ a ** 99999999 }}", "grows too large"),
    "places": ("templates/leaflet/page.html", "{{ 1 | round(-1000000) }}", "grows too large"),
    "places of a number": ("templates/leaflet/page.html", "{{ 1 | number(-1000000) }}", "grows too large"),
    "quotient": ("templates/leaflet/page.html", "{{ ('f' * 9999) | int(base=16) // 3 }}", "grows too large"),
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


SLOW = {
    "templates/leaflet/text/fr/welcome.md": [
        "1", "[", "![", "{{ ", "{% ", "{#! ", "<!-- ", "[^", "^[", "](", "`", "A\n\n", "# a  ", "1. ", "Ã", "—",
    ],
    "templates/leaflet/page.html": [
        "{% ", "{% block ", "{# ", "<a ", "<a b=", "<pre ", "<svg ", "class=\"{{", "_(\"", "style=\"", "&#", " ",
    ],
    "templates/base/screen.css": ["/* ", ".a", "a:b;"],
    "templates/base/icons/dot.svg": ["<path ", "<svg ", "<svg viewBox='", "0"],
}  # fmt: skip
"""What a careless pattern would look behind to the end, from each place where it stands."""

WORSE = {
    "templates/leaflet/text/fr/welcome.md": "{a" + ".a" * 5_000 + "\n{" + "a" * 20_000 + "!",
    "templates/leaflet/page.html": 'class="' + "{{ a }}" * 3_000,
    "templates/base/icons/dot.svg": "<svg viewBox='" + "0" * 20_000,
}
"""What a pattern with two ways to read the same would never come to an end of."""


def test_slips_are_looked_for_in_one_walk_along_a_line(project: TinyProject) -> None:
    workspace = Workspace.take(project.root)
    lines = [(path, sign * (20_000 // len(sign))) for path, signs in SLOW.items() for sign in signs]
    for path, text in [*lines, *WORSE.items()]:
        changed = Workspace({**workspace.files, path: f"{text} b\n".encode()})
        with limit_time(2):
            check_files(changed)
            list(find_unknown_classes(changed))
            list(find_untranslated_words(changed))
            check_templates(changed)
            find_style_slips(changed, None)
