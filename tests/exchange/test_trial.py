"""Twelve files of a real city, filled in as people do, with slips of all kinds: answers come in, slips are told by cell."""

from __future__ import annotations

import datetime
import functools
import io
import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from inclucities_docs.diagnostics import DiagnosticError
from inclucities_docs.exchange.post import read_contribution, send
from inclucities_docs.exchange.review import Examined, examine, show_page, tell
from inclucities_docs.exchange.workbook import COLUMNS, FIELDS
from inclucities_docs.inputs.project import Project, load_project
from inclucities_docs.inputs.workspace import Workspace
from tiny_project import TESTS

AT = {name: index for index, (name, _, _) in enumerate(COLUMNS, 1)}
DAY = datetime.date(2026, 11, 28)


@pytest.fixture(scope="module")
def project() -> Project:
    return load_project(Workspace.take(TESTS.parent))


@functools.cache
def _send(city: str) -> tuple[str, bytes]:
    ((name, content),) = send(load_project(Workspace.take(TESTS.parent)), city).items()
    return name, content


class Book:
    """A city's workbook that is being filled in, by its awaited and proposed rows."""

    def __init__(self, project: Project, city: str) -> None:
        self.project = project
        self.name, self.sent = _send(city)
        self.book: Workbook = load_workbook(io.BytesIO(self.sent))
        self.sheet = self.book.worksheets[1]
        self.asked = [
            (int(row[0]) + 1, str(row[1]), str(row[2]))
            for row in self.book[FIELDS].iter_rows(values_only=True)
        ]

    def rows(self, sort: str, part: str = "", *, awaited: bool = True) -> list[int]:
        """Give rows of a sort of answer, of those that are awaited or of those that are drafted."""
        found = []
        for row, path, kind in self.asked:
            state = (
                self.project.find(_position(self.project, path)).state if "directories/" not in path else ""
            )
            if kind == sort and part in path and (state == "awaited") == awaited:
                found.append(row)
        return found

    def put(self, row: int, value: object, column: str = "answer") -> None:
        self.sheet.cell(row, AT[column]).value = value

    def save(self) -> bytes:
        made = io.BytesIO()
        self.book.save(made)
        return made.getvalue()

    def examine(self, content: bytes | None = None, name: str = "") -> Examined:
        contribution = read_contribution(self.project, name or self.name, content or self.save())
        return examine(self.project, contribution, DAY)


def _position(project: Project, path: str) -> str:
    """Give a path with the positions of items in place of their ids."""
    record, *steps = path.split(".")
    value: Any = project.find(record)
    for number, step in enumerate(steps):
        if isinstance(value, tuple):
            index = next((i for i, one in enumerate(value) if getattr(one, "id", "") == step), None)
            steps[number] = str(index) if index is not None else step
            value = value[int(steps[number])]
        else:
            value = value[step] if isinstance(value, dict) else getattr(value, step)
    return ".".join([record, *steps])


def _in_libreoffice(content: bytes, folder: Path) -> bytes:
    path = folder / "book.xlsx"
    path.write_bytes(content)
    for source, sort in ((path, "ods"), (path.with_suffix(".ods"), "xlsx")):
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        command += ["--convert-to", sort, "--outdir", str(folder), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return path.read_bytes()


def _as_excel_writes(content: bytes) -> bytes:
    """Put strings of cells into the cells, and a thumbnail and settings beside them, as some editions of Excel do."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as given,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in given.namelist():
            archive.writestr(name, given.read(name))
        archive.writestr("docProps/thumbnail.emf", b"x")
        archive.writestr("xl/printerSettings/printerSettings1.bin", b"x" * 99)
        archive.writestr(
            "xl/calcChain.xml",
            b"<calcChain xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'/>",
        )
    return made.getvalue()


def _told(examined: Examined, fate: str, words: str = "") -> list[str]:
    return [
        one.place
        for one in examined.rows
        if one.fate == fate and words in (one.label + " ".join(one.reasons))
    ]


SENDERS = (
    ("capaci", "3 marzo 2022", "È corretto", "Ufficio"),
    ("livadia", "3 Μαρτίου 2022", "Είναι σωστό", "Υπηρεσία"),
    ("jelgava", "2022. gada 3. marts", "Ir pareizi", "Nodaļa"),
)


def test_good_answers_of_three_cities(project: Project, tmp_path: Path) -> None:
    """Files 1 to 3: names, dates in the city's habit, sources, drafts that are right; by Excel and by LibreOffice."""
    total = 0
    for city, day, verdict, office in SENDERS:
        book = Book(project, city)
        leads = book.rows("text", ".lead")
        for number, row in enumerate(leads):
            book.put(row, f"{office} {chr(65 + number)}")
        dates = book.rows("date", "plans/")[:1]
        for row in dates:
            book.put(row, day)
        drafts = book.rows("text", "plans/", awaited=False)[:5]
        for row in drafts:
            book.put(row, verdict, "check")
        content = _as_excel_writes(book.save())
        if city == "capaci" and shutil.which("soffice"):
            content = _in_libreoffice(content, tmp_path)
        examined = book.examine(content)
        wanted = len(leads) + len(dates) + len(drafts)
        assert examined.count() == {"ready": wanted}, tell(examined)
        total += wanted
    assert total > 20


def test_an_answer_in_the_wrong_place_or_language(project: Project) -> None:
    """Files 4 and 5: another language, a number with words, a day of no calendar, a formula, an error, a truth."""
    book = Book(project, "capaci")
    first, second, third, *_ = book.rows("text", "plans/")
    numbers, dates = book.rows("number"), book.rows("date")
    book.put(first, "The social services of the city lead this with the schools")
    book.put(second, "=1+1")
    book.put(third, "#REF!")
    book.sheet.cell(third, AT["answer"]).data_type = "e"
    book.put(numbers[0], "circa trecento")
    book.put(dates[0], "31 febbraio 2022")
    examined = book.examine()
    assert len(_told(examined, "doubt", "inglese")) == 1, tell(examined)
    assert len(_told(examined, "refused")) == 4, tell(examined)
    assert all(re.search(r" [A-Z]+\d+$", one.place) for one in examined.rows)
    assert "<html" in show_page(project, examined)
    book = Book(project, "capaci")
    book.put(numbers[0], "1.234")  # as text, in the habit of Italian
    book.put(dates[0], 44623.0)  # the day as programs count it
    book.put(first, datetime.datetime(2022, 3, 1))
    examined = book.examine()
    assert [one.after for one in examined.rows if one.fate == "ready"][:1] == ["1234"], tell(examined)
    assert [one.after for one in examined.rows if one.fate == "ready"][1:] == ["2022-03-03"]
    assert len(_told(examined, "refused")) == 1, tell(examined)


@pytest.mark.parametrize("slip", ["sorted", "merged", "no numbers", "no answers", "renamed", "filtered"])
def test_a_sheet_that_was_rearranged(project: Project, slip: str) -> None:
    """Files 6 to 8: sorted rows, merged cells, deleted columns, renamed sheets, hidden rows."""
    book = Book(project, "capaci")
    row = book.rows("text", ".lead")[0]
    book.put(row, "Ufficio A")
    edits: dict[str, Callable[[], object]] = {
        "sorted": lambda: book.sheet.move_range(f"A{row}:J{row}", rows=book.sheet.max_row + 3 - row),
        "merged": lambda: book.sheet.merge_cells(f"F{row}:F{row + 1}"),
        "no numbers": lambda: book.sheet.delete_cols(AT["number"]),
        "no answers": lambda: book.sheet.delete_cols(AT["answer"]),
        "renamed": lambda: setattr(book.sheet, "title", "Foglio1"),
        "filtered": lambda: setattr(book.sheet.row_dimensions[row], "hidden", True),
    }  # fmt: skip
    edits[slip]()
    examined = book.examine()
    counts = examined.count()
    if slip in ("sorted", "renamed", "filtered"):
        assert counts == {"ready": 1}, tell(examined)
    elif slip == "no numbers":
        assert counts in ({"ready": 1}, {"refused": 1}), tell(examined)
    else:
        assert counts == {"refused": 1}, tell(examined)


def test_another_edition_another_programme_a_foreign_file(project: Project) -> None:
    """Files 9 to 11: what was asked is no longer there, or was asked by others; programs inside."""
    book = Book(project, "capaci")
    row = next(row for row, path, _ in book.asked if path.startswith("plans/"))
    path = book.book[FIELDS].cell(row - 1, 2)
    path.value = str(path.value).replace("capaci-1", "capaci-9")
    book.put(row, "Ufficio A")
    assert len(_told(book.examine(), "refused", "")) == 1
    path.value = "cities/mechelen.name"
    assert len(_told(book.examine(), "refused", "")) == 1
    for name, old, new in (
        ("programme", project.programme.name, "Other"),
        ("nobody", "cities/capaci", "cities/nowhere"),
    ):
        made = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(book.save())) as given, zipfile.ZipFile(made, "w") as archive:
            for one in given.namelist():
                archive.writestr(one, given.read(one).replace(old.encode(), new.encode()))
        with pytest.raises(DiagnosticError) as caught:
            book.examine(made.getvalue())
        assert "of another programme" in str(caught.value.diagnostics) or "of nobody" in str(
            caught.value.diagnostics
        ), name


def test_ten_thousand_rows(project: Project) -> None:
    """File 12: somebody pasted a whole list of persons below; it is told once for each row that says something, in seconds."""
    book = Book(project, "capaci")
    last = book.sheet.max_row
    for number in range(10_000):
        book.put(last + number + 1, f"riga {number}")
    start = time.monotonic()
    examined = book.examine()
    assert time.monotonic() - start < 40
    assert len(examined.rows) <= 10_001
    assert examined.count()["refused"] >= 1
