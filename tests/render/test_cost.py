"""Styles that would keep the layout engine busy without end are refused, each where it stands."""

from __future__ import annotations

import pytest

from tiny_project import TinyProject

LEAFLET = ("--only", "leaflet", "--lang", "fr")


def double(name: str, times: int, first: str = "x x") -> str:
    """Give custom properties of which each names the one before twice."""
    steps = (f"--{name}{one + 1}:var(--{name}{one}) var(--{name}{one});" for one in range(times))
    return f":root{{--{name}0:{first};{''.join(steps)}}}"


BOUNDLESS = {
    "tracks": ("main{display:grid;grid-template-columns:repeat(100000,1fr)}", 48, "it may be 1000 here"),
    "tracks of tracks": ("main{display:grid;grid-template-columns:repeat(900,1fr 1fr)}", 19, "1000 words"),
    "row": ("main{display:grid} main>*{grid-row:-99999999}", 36, "too large"),
    "span": ("main{display:grid} main>*{grid-area:span 9999/span 9999}", 42, "too large"),
    "number by a name": (":root{--n:9999} main{display:grid} main>*{grid-row:span var(--n)}", 43, "too large"),
    "doubling": (double("a", 30) + " p{font-family:var(--a30)}", 267, "10000 words"),
    "wide": (":root{--a:" + "x " * 200 + ";--b:" + "var(--a)" * 200 + "} p{font:var(--b)}", 412, "10000 words"),
    "names alike": (":root{--a-b:var(--a_b) var(--a_b);--a_b:x} p{font:var(--a-b)}", 7, "back to itself"),
    "circle": (".a{--x:var(--y) var(--y)} .b{--y:var(--x) var(--x)} p{font:var(--x)}", 4, "back to itself"),
    "names in names": (
        ":root{--a0:red;" + "".join(f"--a{n + 1}:var(--a{n});" for n in range(5000)) + "} p{color:var(--a5000)}",
        0,
        "on and on",
    ),
    "backwards": (":root{" + "".join(f"--a{n}:var(--a{n + 1});" for n in range(5000)) + "--a5000:red}", 7, "on and on"),
    "rules in rules": ("p{" + "& &{" * 20 + "color:red" + "}" * 21, 0, "come to more than 10000 words"),
    "selectors in rules": ("a,b,c,d,e,f,g{" * 8 + "color:red" + "}" * 8, 0, "come to more than 10000 words"),
    "letters": ("p{letter-spacing:1e6px}", 18, "too large"),
    "dots": ("p{border:1px dotted red;width:1e7px}", 31, "too large"),
    "steps": ("p{background:repeating-linear-gradient(red 0px,blue .01px)}", 53, "too small"),
    "colours": ("p{background:linear-gradient(" + "red," * 50000 + "red)}", 3, "10000 words"),
    "areas": ("main{display:grid;grid-template-areas:'" + "a " * 20000 + "'}", 19, "1000 words"),
    "on a page": ("@media print{@page{margin:1px;size:1e9px 1e9px}}", 36, "too large"),
    "gigantic": ("p{width:1e30px}", 9, "too large"),
    "tabs": ("p{tab-size:999999999;white-space:pre}", 12, "too large"),
    "minus": ("p{margin:-1e30px}", 10, "too large"),
    "brackets": ("p{width:" + "calc(1px + " * 700 + "1px" + ")" * 700 + "}", 0, "brackets in brackets"),
}  # fmt: skip
"""Style sheets that would keep the layout engine busy without end: where the fault is, and what is said."""


@pytest.mark.parametrize("sort", BOUNDLESS)
def test_a_style_without_bounds_is_refused_where_it_stands(project: TinyProject, sort: str) -> None:
    sheet, column, said = BOUNDLESS[sort]
    project.change("templates/leaflet/kind.yaml", "[html]", "[pdf]")
    project.write("templates/leaflet/style.css", f"{sheet}\n")
    outcome = project.build(*LEAFLET)
    assert outcome.code == 1
    assert outcome.err.startswith(f"templates/leaflet/style.css:1:{column or ''}"), outcome.err
    assert said in outcome.err
    assert "  hint: " in outcome.err
    assert outcome.err == project.run("check", *LEAFLET).err


def test_style_sheets_are_held_to_bounds_together(project: TinyProject) -> None:
    project.write("templates/base/base.css", double("a", 10))
    project.write("templates/leaflet/style.css", double("b", 10, "var(--a10)") + " p{font:var(--b10)}")
    outcome = project.build(*LEAFLET)
    assert outcome.code == 1
    assert outcome.err.startswith("templates/leaflet/style.css:1:")
    assert "10000 words" in outcome.err


@pytest.mark.parametrize("style", ["grid-row:99999999", "--a:var(--b) var(--b);--b:var(--a)"])
def test_a_style_of_one_element_has_bounds_too(project: TinyProject, style: str) -> None:
    project.change("templates/leaflet/page.html", "<ul>", f'<ul style="{style}">')
    assert project.build(*LEAFLET).err.startswith("templates/leaflet/page.html:5:"), style
    project.change("templates/leaflet/page.html", f' style="{style}"', "")
    path = "templates/leaflet/text/fr/welcome.md"
    project.write(path, f'One\n\n[two]{{style="{style}"}}\n')
    assert project.build(*LEAFLET).err.startswith(f"{path}:3:"), style


def test_styles_may_go_to_their_bounds(project: TinyProject) -> None:
    project.change("templates/leaflet/kind.yaml", "[html]", "[html, pdf]")
    project.write(
        "templates/leaflet/style.css",
        ".a { --wide: 9999px; color: var(--ink, var(--text, #000000)) }\n"
        ".a { position: relative; z-index: 9999; margin: -9999px; line-height: .001 }\n"
        ".a { background: repeating-linear-gradient(red 0, blue .1px); width: var(--wide) }\n"
        "main { display: grid; grid-template-columns: repeat(2, minmax(0, 1200px)) }\n"
        "main > * { grid-area: span 300 / span 300; & b, & i { & u { color: red } } }\n",
    )
    assert project.build(*LEAFLET).err == ""
