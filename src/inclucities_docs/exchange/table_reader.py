"""Services from the standard's CSV tables, nested again: all that stands in the tables comes along.

A table or column of which directories know nothing is nested too, below the record that it names, so
that the import can say what it had no place for. What belongs to no service is told by its table.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from inclucities_docs.exchange.hsds_schema import TABLES
from inclucities_docs.exchange.table import LINKS
from inclucities_docs.inputs.csv_cell import read_cell

__all__ = ["read_tables"]

_OWNERS = {f"{name}_id": name for name in TABLES}
_GENERAL = {"link_id": "link_entity", "resource_id": "resource_type"}
"""Columns that name a record of any table, and the columns that say of which."""


def read_tables(files: Mapping[str, str]) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the services of CSV tables by the names of their files, and what stands in the tables beside them."""
    tables = _Tables()
    for name, text in sorted(files.items()):
        tables.add(name, text)
    services = [tables.nest(row) for row in tables.rows.get("service", ())]
    return services, list(tables.list_unread())


@dataclass(eq=False)
class _Row:
    table: str
    cells: dict[str, Any]
    is_read: bool = False


@dataclass
class _Tables:
    rows: dict[str, list[_Row]] = field(default_factory=dict)
    """The rows of each table, by the standard's name of it or else that of its file."""
    files: dict[str, str] = field(default_factory=dict)
    by_id: dict[tuple[str, str], _Row] = field(default_factory=dict)
    below: dict[tuple[str, str], list[tuple[str, _Row]]] = field(default_factory=lambda: defaultdict(list))
    """Table and id of a record → what names it as its owner, with the field that it would stand in."""
    unread: list[str] = field(default_factory=list)

    def add(self, file: str, text: str) -> None:
        """Take a table in; raises csv.Error for what is none."""
        stem = file.rsplit(".", 1)[0].lower()
        table = next((name for name, one in TABLES.items() if one.file == f"{stem}.csv"), stem)
        text = text.removeprefix("\ufeff")
        first = text.partition("\n")[0]
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
        names = [name.strip() for name in next(reader, [])]
        twice = {name for name, number in Counter(names).items() if name and number > 1}
        self.unread += [f"{file}: the column '{name}' stands twice" for name in sorted(twice)]
        self.files[table] = file
        self.rows[table] = [self._take(file, table, names, cells) for cells in reader if any(cells)]

    def _take(self, file: str, table: str, names: list[str], cells: list[str]) -> _Row:
        if len(cells) > len(names) and any(cells[len(names) :]):
            self.unread.append(f"{file}: cells beyond its columns")
        known = TABLES[table].fields if table in TABLES else {}
        given = {
            name or "a column without name": read_cell(value)
            for name, value in zip(names, cells, strict=False)
            if value.strip()
        }
        row = _Row(
            table,
            {
                name: _number(value) if name in known and known[name].type == "number" else value
                for name, value in given.items()
            },
        )
        if "id" in given:
            self.by_id.setdefault((table, given["id"]), row)
        for owner, name in _find_owners(table, given):
            self.below[owner, given[name]].append((_name_field(owner, table, name), row))
        return row

    def nest(self, row: _Row, above: frozenset[int] = frozenset()) -> dict[str, Any]:
        """Return a row with all that belongs to it."""
        row.is_read = True
        nested, above = dict(row.cells), above | {id(row)}
        below: dict[str, list[_Row]] = {}
        for name, one in self.below.get((row.table, str(row.cells.get("id"))), ()):
            below.setdefault(name, []).append(one)
        known = TABLES[row.table].fields if row.table in TABLES else {}
        for name in dict.fromkeys([*known, *below]):
            found = (
                self.by_id.get((known[name].table, str(row.cells.get(f"{name}_id"))))
                if name in known
                else None
            )
            if found is not None and id(found) not in above:
                nested[name] = self.nest(found, above)
            elif name in below:
                nested[name] = [self.nest(one, above) for one in below[name] if id(one) not in above]
        return nested

    def list_unread(self) -> Iterator[str]:
        """Yield what stands in the tables and belongs to no service."""
        yield from dict.fromkeys(self.unread)
        for table, rows in self.rows.items():
            count = sum(not row.is_read for row in rows)
            if count:
                yield f"{self.files[table]}: {count} {'row that belongs' if count == 1 else 'rows that belong'} to no service"


def _find_owners(table: str, cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the tables of which a row says that it belongs to a record, each with the column that says so."""
    if table in ("service", "organization", "location", "taxonomy_term"):
        return  # which others name
    for name in cells:
        if name in _GENERAL:
            yield cells.get(_GENERAL[name], "service"), name
        elif name in _OWNERS and not _is_reference(table, name):
            yield _OWNERS[name], name
        elif name.endswith("_id") and name not in _OWNERS and table in TABLES:
            yield name.removesuffix("_id") + "s", name  # a table that directories do not know: contacts


def _is_reference(table: str, name: str) -> bool:
    fields = TABLES[table].fields if table in TABLES else {}
    return name.removesuffix("_id") in fields and fields[name.removesuffix("_id")].type == "object"


def _name_field(owner: str, table: str, column: str) -> str:
    """Return the field in which rows of a table stand inside their owner."""
    for (above, name), link in LINKS.items():
        if above == owner and link == column and TABLES[above].fields[name].table == table:
            return name
    return TABLES[table].file.removesuffix(".csv") if table in TABLES else table


def _number(text: str) -> float | str:
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() else number
