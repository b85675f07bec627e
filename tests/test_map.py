"""What is said of the program's own files is true of them: the map is drawn from the tree, or it misleads."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src/inclucities_docs"


def list_rooms() -> dict[str, tuple[str, set[str]]]:
    """Give each package's docstring, and the modules and packages in it."""
    rooms = {}
    for path in sorted(PACKAGE.rglob("__init__.py")):
        inside = {one.stem for one in path.parent.glob("*.py") if not one.stem.startswith("__")}
        inside |= {one.parent.name for one in path.parent.glob("*/__init__.py")}
        name = path.parent.relative_to(ROOT).as_posix()
        rooms[name] = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "", inside)
    return rooms


def test_each_package_says_what_each_of_its_modules_is_for() -> None:
    silent = {
        name: missing
        for name, (said, inside) in list_rooms().items()
        if (missing := {one for one in inside if f"``{one}``" not in said})
    }
    figures = silent.pop("src/inclucities_docs/figures", set())
    assert all("def draw(" in (PACKAGE / f"figures/{one}.py").read_text("utf-8") for one in figures)
    assert silent == {}


def test_every_file_that_developers_are_sent_to_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    paths = re.findall(r"`((?:[\w.-]+/)*[\w.-]+(?:\.(?:py|js|yaml|xml|toml)|/))`", text)
    known = [one for one in paths if one not in ("dist/", "deliverables/") and "KIND" not in one]
    gone = [one for one in known if not any((top / one).exists() for top in (ROOT, PACKAGE))]
    assert len(paths) > 10
    assert gone == []


def test_developers_are_told_the_order_of_imports_that_is_held() -> None:
    """The layers of the contract stand the same in the guide."""
    layers = re.search(r"^layers = \[(.*)\]$", (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert layers is not None
    held = [set(one.split(" : ")) for one in re.findall(r'"([^"]+)"', layers[1])][1:]
    told = re.search(r"\*\*Imports go one way\*\*: `([^`]+)`", (ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    assert told is not None
    assert [set(one.split(", ")) for one in told[1].split(" > ")] == held
