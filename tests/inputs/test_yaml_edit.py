"""A YAML file that says something else keeps every line that says the same."""

from __future__ import annotations

import copy
import difflib
import random
from pathlib import Path
from typing import Any

import pytest

from inclucities_docs.inputs.yaml_edit import respell
from inclucities_docs.inputs.yaml_file import read_yaml

PROJECT = Path(__file__).parents[1] / "project"
FILES = sorted((PROJECT / "data").rglob("*.yaml"))

TEXT = """\
# head
name: 'Ostia'   # quoted on purpose
text:
  fr: >-
    un texte
    plié
  en: plain   # remark
# above the list
items:
  - id: a
    words: {fr: un, en: one}

  # between
  - id: b
    words: {fr: deux, en: two}

last: "end"
"""

WORDS = [
    *["lorem", "sit", "amet", "città", "Τώρα", "l’orario", "«", "».:#-&*!%@"],
    "» :",
    "#",
    "-",
    "'x'",
    '"y"',
    "{a}",
    "[b]",
    "k: v",
]


def test_keeps_what_stays() -> None:
    value = read_yaml("", TEXT).value
    assert respell(TEXT, value) == TEXT
    value["name"] = "Roma: caput"
    value["items"][1]["words"]["en"] = "second"
    value["items"].insert(1, {"id": "c", "words": {"fr": "trois"}})
    del value["text"]["en"]
    value["added"] = ["one-id", "other-id"]
    made = respell(TEXT, value)
    removed = [line[2:] for line in difflib.ndiff(TEXT.splitlines(), made.splitlines()) if line[0] == "-"]
    assert removed == [
        "name: 'Ostia'   # quoted on purpose",
        "  en: plain   # remark",
        "    words: {fr: deux, en: two}",
    ]
    assert "name: 'Roma: caput'   # quoted on purpose" in made
    assert made.endswith('last: "end"\nadded: [one-id, other-id]\n')
    assert "  # between\n  - id: b\n" in made


def test_keeps_other_line_ends() -> None:
    value = read_yaml("", TEXT).value
    value["items"].append({"id": "z"})
    made = respell(TEXT.replace("\n", "\r\n"), value)
    assert made.count("\r\n") == made.count("\n")


@pytest.mark.parametrize("seed", range(6))
def test_any_change_of_any_file(seed: int) -> None:
    chance = random.Random(seed)
    for path in FILES:
        text = path.read_text("utf-8")
        for _ in range(8):
            value = copy.deepcopy(read_yaml("", text).value)
            for _ in range(chance.choice((1, 1, 3))):
                _change(value, chance)
            made = respell(text, value)
            assert read_yaml("", made).value == value, path
            gone = [line for line in text.splitlines() if line.startswith("#") and line not in made]
            assert not gone, path


def _change(value: Any, chance: random.Random) -> None:
    """Change, take out or add one thing anywhere."""
    holders = [one for one in _walk(value) if one]
    holder = chance.choice(holders)
    what = chance.random()
    if isinstance(holder, dict):
        key = chance.choice(list(holder))
        if what < 0.4:
            holder[key] = _value(chance)
        elif what < 0.7 and len(holder) > 1:
            del holder[key]
        else:
            items = [*holder.items()]
            items.insert(chance.randint(0, len(items)), (f"z{chance.randint(0, 99)}", _value(chance)))
            holder.clear()
            holder.update(items)
    else:
        index = chance.randrange(len(holder))
        if what < 0.4:
            holder[index] = _value(chance)
        elif what < 0.7 and len(holder) > 1:
            del holder[index]
        else:
            holder.insert(chance.randint(0, len(holder)), _value(chance))


def _walk(value: Any) -> list[Any]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    own = [value] if isinstance(value, dict | list) else []
    return own + [found for one in inner for found in _walk(one)]


def _value(chance: random.Random, depth: int = 0) -> Any:
    what = chance.random()
    if what < 0.7 or depth > 2:
        odd = ["yes", "12", "'", "- a", "2026-11-28", "a: b", "x # y", "true", "~", "null", "  two  spaces "]
        return chance.choice([*odd, " ".join(chance.choices(WORDS, k=chance.choice((1, 8, 40))))])
    if what < 0.8:
        return {chance.choice("abcdef") * 2: _value(chance, depth + 1) for _ in range(chance.randint(1, 3))}
    if what < 0.9:
        return [_value(chance, depth + 1) for _ in range(chance.randint(1, 3))]
    return chance.choice([1, 2.5, True, ["id-a", "id-b"]])
