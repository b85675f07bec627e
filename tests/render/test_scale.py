"""Sizes of print follow the body text that the brand names: no style sheet has points of its own."""

from __future__ import annotations

import re

import pytest
import yaml

from figures.inputs import ROOT
from inclucities_docs.render.style.sheet import write_brand
from inclucities_docs.schema import Brand

SHEETS = sorted(
    path
    for path in ROOT.glob("templates/*/*print.css")
    if path.parent.name != "one-stop-card"
    and path.name != "poster-print.css"  # cards and posters have a fixed area
)


def list_sizes(brand: Brand) -> dict[str, float]:
    """Give the sizes of print by their names in style sheets, points."""
    return {name: float(size) for name, size in re.findall(r"--([\w-]+):([\d.]+)pt", write_brand(brand))}


def test_all_sizes_grow_with_the_body_text() -> None:
    brand = Brand.model_validate(yaml.safe_load((ROOT / "templates/base/brand.yaml").read_text("utf-8")))
    before = list_sizes(brand)
    after = list_sizes(brand.model_copy(update={"base_size": brand.base_size * 2}))
    assert {"body", "leading", "size-base", "size-h1", "size-note"} <= set(before)
    assert after == pytest.approx({name: size * 2 for name, size in before.items()}, abs=0.02)


@pytest.mark.parametrize("path", SHEETS, ids=lambda one: f"{one.parent.name}/{one.name}")
def test_no_style_sheet_has_a_size_of_its_own(path: object) -> None:
    text = re.sub(r"@page[^{]*\{(?:[^{}]|\{[^{}]*\})*\}", "", path.read_text("utf-8"))  # type: ignore[attr-defined]
    lines = [line for line in text.splitlines() if "visually-hidden" not in line]
    own = [
        line
        for line in lines
        if re.search(r"(?:font-size|line-height|--leading|--size-base): *[\d.]+pt", line)
    ]
    assert own == []
