"""The card for shared links is made of the little that it shows."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest

from inclucities_docs.render.layout.card import empty_unseen

TEMPLATES = Path(__file__).parent.parent.parent / "templates"


def test_what_a_card_hides_is_emptied_and_stays_where_others_count_it() -> None:
    tree = lxml.html.fromstring(
        '<main><p class="a">A<b>B</b></p>after<p class="seen b">C</p><p class="seen">D</p><p class="c"><i>E</i></p></main>'
    )
    empty_unseen(tree, "p { margin: 0; } .a, .b , p > .c { display: none; } .seen { display: block; }")
    assert [one.text_content() for one in tree] == ["", "", "D", "E"]
    assert tree[0].tail == "after"
    empty_unseen(tree, "@media screen { .seen { display: none; } }")
    assert tree[2].text == "D", "what holds for some media is left to the engine"


@pytest.mark.parametrize(("sheet", "name"), [("base", "sources"), ("one-stop-shop", "page-width")])
def test_the_longest_part_of_a_page_is_not_laid_out_for_its_card(sheet: str, name: str) -> None:
    tree = lxml.html.fromstring(f'<main><div class="{name} hued"><p>Long</p></div></main>')
    empty_unseen(tree, (TEMPLATES / sheet / "card.css").read_text("utf-8"))
    assert not tree.text_content()
