"""Sheets to work with, where nobody can type into a page: fields become lines and tables to write in."""

from __future__ import annotations

from collections.abc import Callable

import lxml.html
from lxml.html import HtmlElement

__all__ = ["fill_sheets"]


def fill_sheets(main: HtmlElement, gettext: Callable[..., str]) -> None:
    """Turn fields of a sheet into a table to write in: pen or keyboard."""
    for field in main.find_class("field"):
        field.text = f"{field.text_content().strip()} {'_' * 24}  "
        del field[:]
    for group in main.find_class("assess"):
        rows = []
        for scale in group.find_class("scale"):
            steps = [" ".join(label.text_content().split()) for label in scale.iter("label")]
            rows.append((str(gettext("Where do we stand?")), " / ".join(steps)))
            scale.drop_tree()
        for label in [one for one in group.iter("label") if one.find("textarea") is not None]:
            for field in label.findall("textarea"):
                field.drop_tree()
            rows.append((" ".join(label.text_content().split()), ""))
        for answers in group.find_class("answers"):
            answers.drop_tree()
        table = lxml.html.fragment_fromstring(
            '<table><colgroup><col style="width:35%"><col style="width:65%"></colgroup>'
            "<thead><tr></tr></thead><tbody></tbody></table>"
        )
        for words in (gettext("Question"), gettext("Our answer")):
            cell = lxml.html.Element("th")
            cell.text = str(words)
            table[1][0].append(cell)
        for question, answer in rows:
            row = lxml.html.Element("tr")
            for words in (question, answer):
                cell = lxml.html.Element("td")
                cell.text = words
                row.append(cell)
            table[2].append(row)
        group.append(table)
