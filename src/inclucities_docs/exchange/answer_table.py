"""A table of answers in a sheet of a workbook: found by its headings, wherever people moved them, and its rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from inclucities_docs.exchange.cell_value import clean
from inclucities_docs.exchange.contribution import Speaker

__all__ = ["MAX_ROWS", "AnswerTable", "find_table", "is_filled"]

MAX_ROWS = 20_000
"""Most rows of a sheet that are looked at."""

Columns = Collection[tuple[str, str, int]]
"""The columns that were sent: name, heading and width of each."""


@dataclass(frozen=True)
class AnswerTable:
    """A table in a sheet: its columns by name, and the row of its headings."""

    sheet: Worksheet
    columns: Mapping[str, int]
    heading: int

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the cells of each row below the headings, by column."""
        last, width = min(self.sheet.max_row, MAX_ROWS), max(self.columns.values())
        for cells in self.sheet.iter_rows(min_row=self.heading + 1, max_row=last, max_col=width):
            yield {name: cells[column - 1] for name, column in self.columns.items() if column <= len(cells)}

    def place(self, cell: Any) -> str:
        """Return where a cell stands, for people."""
        return f"{self.sheet.title} {cell.coordinate}"

    def tell_gaps(
        self, turn_down: Callable[..., None], speak: Speaker, columns: Columns, needed: Collection[str]
    ) -> None:
        """Tell which of the columns that are needed are missing, and that there are too many rows."""
        for name, heading, _ in columns:
            if name in needed and name not in self.columns:
                turn_down(
                    self.sheet.title,
                    "The column “%(name)s” is missing; nothing was read from it.",
                    name=speak(heading),
                )
        if self.sheet.max_row > MAX_ROWS:
            turn_down(
                self.sheet.title,
                "There are more than %(number)s rows; those after them were not read.",
                number=MAX_ROWS,
            )


def find_table(speak: Speaker, sheet: Worksheet, columns: Columns, least: int) -> AnswerTable | None:
    """Return the table of a sheet that has so many of the columns at least; none where another one stands there."""
    names = {clean(speak(heading)).casefold(): name for name, heading, _ in columns}
    for row in sheet.iter_rows(max_row=20, max_col=60):
        headings = {clean(str(cell.value)).casefold(): cell for cell in row if cell.value is not None}
        found = {names[words]: cell.column for words, cell in headings.items() if words in names}
        if len(found) >= least:
            return AnswerTable(sheet, found, row[0].row)
    return None


def is_filled(cell: Any) -> bool:
    """Return whether somebody wrote something into a cell."""
    return cell.value is not None and clean(str(cell.value)) != ""
