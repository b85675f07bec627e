"""A city's workbook goes out, is filled in as people do, and comes back: answers, slips and harm."""

from __future__ import annotations

import datetime
import io
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from inclucities_docs.diagnostics import DiagnosticError
from inclucities_docs.exchange.archive import open_archive
from inclucities_docs.exchange.cell_value import read_date, read_number
from inclucities_docs.exchange.workbook import COLUMNS, FIELDS
from inclucities_docs.inputs.project import Project, load_project
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.language.guess import guess_language
from tiny_project import Outcome, TinyProject

PLACES = {name: index for index, (name, _, _) in enumerate(COLUMNS, 1)}
DAY = "2026-11-28"
PLAN = "plans/hilltown-1"


class Filled:
    """A workbook that is being filled in."""

    def __init__(self, project: TinyProject, who: str = "hilltown") -> None:
        self.project = project
        assert project.run("exchange", "send", who, "--lang", "en", "--to", str(project.root)).code == 0
        self.path = next(project.root.glob(f"*-{who}-en.xlsx"))
        self.book: Workbook = load_workbook(self.path)
        self.sheet: Worksheet = self.book.worksheets[1]
        self.rows = {str(row[1]): int(row[0]) + 1 for row in self.book[FIELDS].iter_rows(values_only=True)}

    def cell(self, path: str, column: str = "answer") -> Any:
        return self.sheet.cell(self.rows[f"{PLAN}.{path}"], PLACES[column])

    def put(self, path: str, value: object, column: str = "answer") -> None:
        self.cell(path, column).value = value

    def receive(self, *arguments: str) -> Outcome:
        self.book.save(self.path)
        return self.project.run("exchange", "receive", str(self.path), "--date", DAY, *arguments)


def _load(project: TinyProject) -> Project:
    return load_project(Workspace.take(project.root))


def test_the_circle(project: TinyProject) -> None:
    before = dict(Workspace.take(project.root).files)
    filled = Filled(project)
    first = filled.path.read_bytes()
    assert Filled(project).path.read_bytes() == first  # the same words give the same file
    told = filled.receive()
    assert (told.code, "nothing changed" in told.out) == (0, True), told.out + told.err
    filled.put("actions.desk.lead", "  Social services,\n desk 3 ")
    filled.put("actions.desk.resources", "A room and two people")
    filled.put("actions.desk.resources", "Budget 2024, https://example.org/budget", "proof")
    filled.put("actions.desk.steps.0", "It is right", "check")
    filled.put("date", datetime.date(2021, 5, 3))
    filled.put("actions.desk.period", "Who wrote this?", "comment")
    told = filled.receive()
    assert told.code == 0
    assert "4 ready, 1 question" in told.out
    assert dict(Workspace.take(project.root).files) == before  # nothing is written without --accept
    told = filled.receive("--only", "hilltown-1.actions.*", "--accept")
    assert "3 ready" in told.out, told.out
    after = _load(project)
    desk = after.find(f"{PLAN}.actions.0")
    assert (desk.lead.text["en"], desk.lead.state) == ("Social services, desk 3", "sourced")
    reply = after.find(f"sources/{desk.lead.source[0]}")
    assert (desk.lead.source[0], reply.publisher, reply.read.start) == (
        f"reply-hilltown-{DAY}",
        "Hilltown",
        DAY,
    )
    budget = after.find(f"sources/{desk.resources.source[0]}")
    assert (budget.title, budget.url) == ("Budget 2024", "https://example.org/budget")
    assert desk.steps[0].source == (f"reply-hilltown-{DAY}",)
    assert project.run("check").code == 0
    again = filled.receive("--accept")
    assert "1 ready, 1 question, 3 there already" in again.out, again.out
    assert _load(project).find(f"{PLAN}.date").period.start == "2021-05-03"
    page = (project.root / ".cache/review" / f"{filled.path.stem}.html").read_text("utf-8")
    assert "Your answer" in page
    assert "2021-05-03" in page


def test_two_answers_to_one_question(project: TinyProject) -> None:
    first, second = Filled(project), Filled(project)
    first.put("actions.desk.lead", "Social services")
    second.put("actions.desk.lead", "The library")
    told = first.receive("--accept")
    assert "written: data/plans/hilltown-1.yaml" in told.out
    assert f"to be translated: {PLAN}.actions.desk.lead.text (fr" in told.out, told.out
    assert "check: nothing to mend" in told.out
    told = second.receive("--accept")
    assert "1 in conflict" in told.out
    assert "nothing to write" in told.out
    assert "now    Social services" in told.out


def test_slips(project: TinyProject) -> None:
    filled = Filled(project)
    filled.put("actions.desk.lead", '=HYPERLINK("http://example.org")')
    filled.put(
        "actions.desk.resources", "Les moyens de la ville sont dans le budget et pour les associations"
    )
    filled.put("date", "the day before yesterday")
    filled.put("actions.desk.steps.0", "perhaps", "check")
    filled.put("actions.desk.period", "Later")
    filled.put("actions.desk.period", "It is right", "check")
    told = filled.receive("--accept")
    assert told.code == 0
    assert "2 to be looked at, 3 refused" in told.out
    assert (
        f"{filled.sheet.title} {filled.cell('actions.desk.lead').coordinate}: refused: This is a formula"
        in told.out
    )
    assert f"{filled.cell('actions.desk.steps.0', 'check').coordinate}: refused: “perhaps”" in told.out
    assert "another language: French" in told.out
    chosen = filled.receive("--only", f"{PLAN}.actions.desk.resources", "--as", "fr", "--accept")
    assert "1 ready" in chosen.out, chosen.out
    assert dict(_load(project).find(f"{PLAN}.actions.0.resources.text"))["fr"].startswith("Les moyens")


def test_sorted_rows_merged_cells_and_missing_columns(project: TinyProject) -> None:
    filled = Filled(project)
    sheet = filled.sheet
    filled.put("actions.desk.lead", "Social services")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for row, values in enumerate(reversed(rows), 2):
        for column, value in enumerate(values, 1):
            sheet.cell(row, column).value = value
    sheet.delete_cols(PLACES["comment"])
    assert "1 ready" in filled.receive().out
    sheet.delete_cols(PLACES["number"])  # then rows are known by their question
    assert "1 ready" in filled.receive().out
    answer = PLACES["answer"] - 1
    row = next(row for row in range(2, sheet.max_row) if sheet.cell(row, answer).value)
    sheet.merge_cells(start_row=row, end_row=row + 1, start_column=answer, end_column=answer)
    assert "Cells are merged" in filled.receive().out
    sheet.unmerge_cells(start_row=row, end_row=row + 1, start_column=answer, end_column=answer)
    sheet.delete_cols(answer)
    assert "The column “Your answer” is missing" in filled.receive().out


def test_nothing_outside_its_fields(project: TinyProject) -> None:
    filled = Filled(project)
    fields = filled.book[FIELDS]
    fields["B1"] = "programme.title"
    fields["B2"] = "cities/riverton.name"
    fields["B3"] = "../../etc/passwd"
    for row in (2, 3, 4):
        filled.sheet.cell(row, PLACES["answer"]).value = "mine"
    told = filled.receive("--accept")
    assert "3 refused" in told.out
    assert f"{filled.sheet.title} F2–F4: refused" in told.out, "the same is told once, with all its cells"
    assert "nothing to write" in told.out


def test_what_is_awaited_from_others_is_not_asked(project: TinyProject) -> None:
    path = "actions.desk.lead"
    assert f"{PLAN}.{path}" in Filled(project).rows
    old = Filled(project)
    old.put(path, "Riverton’s own desk")
    lead = "text: {fr: Le service, en: The service}\n      awaited_from: "
    project.change("data/plans/hilltown-1.yaml", f"{lead}hilltown", f"{lead}riverton")
    assert f"{PLAN}.{path}" not in Filled(project).rows
    assert "1 refused" in old.receive("--accept").out


def test_files_that_are_none_or_do_harm(project: TinyProject, tmp_path: Path) -> None:
    filled = Filled(project)
    good = filled.path.read_bytes()
    bad: dict[str, tuple[bytes, str]] = {
        "empty.xlsx": (b"", "no file of a format"),
        "torn.xlsx": (good[: len(good) // 2], "not a readable file"),
        "macros.xlsx": (_with(good, "xl/vbaProject.bin", b"x"), "holds macros"),
        "bomb.xlsx": (_with(good, "xl/media/x.xml", b" " * (30 << 20)), "far more than its size says"),
        "entity.xlsx": (
            _with(good, "xl/x.xml", b'<!DOCTYPE a [<!ENTITY a "aa">]><a>&a;</a>'),
            "could do harm",
        ),
        "dat.xlsx": (_with(good, "xl/x.dat", b'<!DOCTYPE a [<!ENTITY a "aa">]><a>&a;</a>'), "could do harm"),
        "wide.xlsx": (
            _with(good, "xl/x.bin.dat", "<?xml version='1.0'?>".encode("utf-16-le")),
            "could do harm",
        ),
        "seven.xlsx": (
            _with(good, "xl/y.dat", b'<?xml version="1.0" encoding="UTF-7"?><a/>'),
            "could do harm",
        ),
        "merged.xlsx": (_merge(good, b"A1:XFD1048576"), "more cells than"),
        "digits.xlsx": (_merge(good, b"A" + b"1" * 5000 + b":B2"), "more cells than"),
        "linked.xlsx": (
            _replace(
                good,
                "xl/worksheets/sheet1.xml",
                b"</sheetData>",
                b'</sheetData><hyperlinks><hyperlink ref="A1:ZZ19999" location="x"/></hyperlinks>',
            ),
            "more cells than",
        ),
        "styles.xlsx": (
            _with(good, "xl/y.xml", b"<a>" + b"<xf/>" * 2_000_000 + b"</a>", packed=False),
            "more than such a file does",
        ),
        "hidden.xlsx": (_merge(good, b"&#65;1:XFD1048576"), "more cells than"),
        "cells.xlsx": (
            _replace(
                good,
                "xl/worksheets/sheet1.xml",
                b"</sheetData>",
                b"<row><c/></row>" * 400_001 + b"</sheetData>",
            ),
            "more cells than",
        ),
        "sheets.xlsx": (_without_sheets(good), "holds no sheet with the questions"),
        "other.xlsx": (_save(Workbook()), "not a workbook that was sent from here"),
        "programme.xlsx": (_replace(good, "docProps/custom.xml", b"Tandem", b"Velo"), "of another programme"),
    }
    for name, (content, message) in bad.items():
        path = tmp_path / name
        path.write_bytes(content)
        told = project.run("exchange", "receive", str(path))
        assert told.code == 1, name
        assert message in told.err, (name, told.err)
        assert "Traceback" not in told.err
    filled.sheet.cell(30_000, 1).value = "x"
    assert "more than 20000 rows" in filled.receive().out


def test_what_an_archive_says_of_itself_is_not_believed() -> None:
    honest = io.BytesIO()
    with zipfile.ZipFile(honest, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", bytes(40 << 20))
    lying = bytearray(honest.getvalue())
    size = lying.rfind(b"PK\x01\x02") + 24
    lying[size : size + 4] = (1000).to_bytes(4, "little")
    small = io.BytesIO()
    with zipfile.ZipFile(small, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", b"<a/>" * 1000)
    damaged = bytearray(small.getvalue())
    damaged[35:41] = b"\xff" * 6
    tracemalloc.start()
    for content in (lying, damaged):
        with pytest.raises(DiagnosticError, match="not a readable file"):
            open_archive("a.xlsx", bytes(content))
        assert tracemalloc.get_traced_memory()[1] < 4 << 20, "no more is unpacked than it says"
    tracemalloc.stop()
    slow = io.BytesIO()
    with zipfile.ZipFile(slow, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.xml", b"<a/>")
    with pytest.raises(DiagnosticError, match="not a readable file"):
        open_archive("a.xlsx", slow.getvalue())


def _with(content: bytes, name: str, part: bytes, packed: bool = True) -> bytes:
    made = io.BytesIO(content)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        archive.writestr(name, part)
    return made.getvalue()


def _without_sheets(content: bytes) -> bytes:
    book = load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        if sheet.title != FIELDS:
            sheet.title = f"{sheet.title[:20]} x"
            sheet.delete_rows(1, sheet.max_row)
    return _save(book)


def _replace(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(made, "w") as archive:
        for one in given.namelist():
            part = given.read(one)
            assert one != name or old in part
            archive.writestr(one, part.replace(old, new) if one == name else part)
    return made.getvalue()


def _merge(content: bytes, span: bytes) -> bytes:
    merged = b'</sheetData><mergeCells><mergeCell ref="' + span + b'"/></mergeCells>'
    return _replace(content, "xl/worksheets/sheet1.xml", b"</sheetData>", merged)


def _save(book: Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("text", "language", "date"),
    [
        ("3.5.2021", "it", "2021-05-03"), ("03/05/2021", "fr", "2021-05-03"), ("3 maggio 2021", "it", "2021-05-03"),
        ("mai 2021", "fr", "2021-05"), ("2021", "el", "2021"), ("3 Μαΐου 2021", "el", "2021-05-03"),
        ("2021. gada 3. maijs", "lv", "2021-05-03"), ("3 de mayo de 2021", "es", "2021-05-03"), ("mei 2021", "nl", "2021-05"),
        ("05/2021", "es", "2021-05"), ("2021-05-03", "nl", "2021-05-03"), ("3/5/2021", "en", None), ("31.02.2021", "it", None),
        ("soon", "en", None), ("25/5/2021", "en", "2021-05-25"),
    ],
)  # fmt: skip
def test_dates_in_each_habit(text: str, language: str, date: str | None) -> None:
    assert read_date(text, language) == date


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("9.123,5", "it", 9123.5), ("9 123", "fr", 9123), ("1.234", "it", 1234), ("1,234", "en", 1234), ("3,8 %", "lv", 3.8),
        ("1.5", "it", None), ("circa 300", "it", None), ("12", "el", 12),
    ],
)  # fmt: skip
def test_numbers_in_each_habit(text: str, language: str, number: float | None) -> None:
    assert read_number(text, language) == number


def test_another_language_is_noticed() -> None:
    assert guess_language("The social services of the city lead this with the schools", "it") == "en"
    assert guess_language("Il servizio sociale del comune con le scuole della città", "it") == ""
    assert guess_language("Κοινωνική υπηρεσία του δήμου", "it") == "el"
    assert guess_language("Biblioteca comunale", "it") == ""
