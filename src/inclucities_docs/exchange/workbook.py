"""The workbook of a city: one row for each thing that it is asked, in its language; written here, read in ``workbook_reader``."""

from __future__ import annotations

import datetime
import io
import json
import re
import zipfile
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from inclucities_docs.exchange.cell_look import Looks
from inclucities_docs.exchange.contribution import Speaker, Stamp
from inclucities_docs.exchange.request import Request, list_requests
from inclucities_docs.exchange.service_sheet import add_services
from inclucities_docs.inputs.catalogue import gettext_noop
from inclucities_docs.inputs.project import Project
from inclucities_docs.language.localisation import Localisation

__all__ = ["COLUMNS", "CONFIRMED", "FIELDS", "REFUSED", "write_workbook"]

COLUMNS = (
    ("number", gettext_noop("No."), 8),
    ("topic", gettext_noop("Where it stands"), 34),
    ("reason", gettext_noop("State"), 15),
    ("asked", gettext_noop("What is asked, or what we drafted"), 52),
    ("example", gettext_noop("How to answer"), 28),
    ("answer", gettext_noop("Your answer"), 52),
    ("check", gettext_noop("Is it right?"), 16),
    ("as_of", gettext_noop("Date of the figure"), 16),
    ("proof", gettext_noop("Source: document or web page"), 30),
    ("comment", gettext_noop("Question or comment"), 34),
)
"""Name, heading and width in characters of each column."""

FIELDS = "_fields"
"""Sheet of what each row is about; hidden, and read by the numbers of the rows."""

CONFIRMED, REFUSED = gettext_noop("It is right"), gettext_noop("It is not right")
"""What can be chosen in the column that asks whether a draft is right."""

_REASONS = {
    "awaited": gettext_noop("Awaited"), "due": gettext_noop("To check again"), "proposed": gettext_noop("Proposed, to validate"),
}  # fmt: skip

_EXAMPLES = {
    "text": gettext_noop("A name or a sentence, as it may be published"),
    "number": gettext_noop("A number, without words"),
    "date": gettext_noop("A day, a month or a year"),
    "check": gettext_noop("The day on which you checked it"),
}

_INK, _FILL, _HEAD = "1F2937", "FFF7D6", "E5E7EB"
_FONT = "Calibri"
_LINE = Border(bottom=Side("thin", "D1D5DB"))


def write_workbook(project: Project, supplier: str, language: str, day: str) -> bytes:
    """Return the workbook that asks a city or an organisation; ``day`` tells what is due for a new check."""
    requests = list_requests(project, supplier, language, day)
    speak = Speaker(project, language)
    book = Workbook()
    cover = book.active
    assert isinstance(cover, Worksheet)
    cover.title = _title(speak("Read first"))
    answers = book.create_sheet(_title(speak("Your answer")))
    _fill_answers(answers, speak, requests)
    add_services(book, project, supplier, speak)
    fields = book.create_sheet(FIELDS)
    fields.sheet_state = "veryHidden"
    _fill_cover(cover, project, supplier, speak, requests)
    for row, one in enumerate(requests, 1):
        fields.append(
            [
                str(row),
                one.path,
                one.answer_type,
                one.language,
                json.dumps(one.seen, ensure_ascii=False),
                one.asked,
            ]
        )
    for sheet in book.worksheets:
        _make_plain(sheet)
        sheet.sheet_view.rightToLeft = Localisation(language).direction == "rtl"
        sheet.protection.sheet = True
        for name in ("formatColumns", "formatRows", "sort", "autoFilter"):
            setattr(sheet.protection, name, False)  # False: may be done on the protected sheet
    stamp = Stamp(project.programme.name, "workbook", supplier, language)
    book.custom_doc_props.append(StringProperty(name="exchange", value=json.dumps(stamp.__dict__)))
    book.properties.creator = project.programme.name
    book.properties.title = cover["A1"].value
    book.properties.language = language
    return _save(book)


def _save(book: Workbook) -> bytes:
    """Return a workbook as bytes that are the same each time."""
    book.properties.created = book.properties.modified = datetime.datetime(2020, 1, 1)
    made = io.BytesIO()
    book.save(made)
    still = io.BytesIO()
    with zipfile.ZipFile(made) as given, zipfile.ZipFile(still, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in given.namelist():
            content = given.read(name)
            if name == "docProps/core.xml":  # saving wrote the time
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2020-01-01T00:00:00Z", content)
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return still.getvalue()


def _title(words: str) -> str:
    """Return words as the name of a sheet."""
    return re.sub(r"[\[\]:*?/\\']", " ", words).strip()[:31] or "1"


def _make_plain(sheet: Worksheet) -> None:
    """Let no text that goes out be taken for a formula."""
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"
                cell.quotePrefix = cell.value[:1] in ("=", "+", "-", "@", "\t", "\r")


def _fill_cover(
    sheet: Worksheet, project: Project, supplier: str, speak: Speaker, requests: Sequence[Request]
) -> None:
    name = speak.choose(project.find(supplier).name)
    title = speak("%(programme)s: what we still need from you", programme=project.programme.name)
    counts = {reason: sum(one.reason == reason for one in requests) for reason in _REASONS}
    added = (
        [speak("Add services for newcomers that are missing on the third sheet, one in each row.")]
        if len(sheet.parent.sheetnames) > 3
        else []
    )
    steps = (
        speak("Write in the yellow cells of the second sheet. Leave empty what you cannot answer."),
        speak("Where something is drafted, choose “It is right”, or write what should stand there instead."),
        speak("Name a document or a web page if there is one; otherwise your reply is the source."),
        *added,
        speak("Save the file as it is, in Excel or LibreOffice, and send it back."),
        speak("What you write may be published: name no persons who have not agreed."),
    )
    lines = [
        (f"{title} – {name}", 18, True),
        (speak("What you do"), 13, True),
        *((f"{number}.  {words}", 11, False) for number, words in enumerate(steps, 1)),
        (speak("What is asked"), 13, True),
        *((f"{speak(_REASONS[reason])}: {count}", 11, False) for reason, count in counts.items() if count),
    ]
    sheet.column_dimensions["A"].width = 100
    sheet.sheet_view.showGridLines = False
    for row, (words, size, is_bold) in enumerate(lines, 1):
        cell = sheet.cell(row, 1, words)
        cell.font = Font(name=_FONT, size=size, bold=is_bold, color=_INK)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[row].height = size * 1.4 * max(1, -(-len(words) * size // 850)) + 6
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _look_known(cell: Any) -> None:
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.border = _LINE
    cell.font = Font(name=_FONT, color=_INK)


def _look_open(cell: Any) -> None:
    _look_known(cell)
    cell.protection = Protection(locked=False)
    cell.fill = PatternFill("solid", fgColor=_FILL)


def _fill_answers(sheet: Worksheet, speak: Speaker, requests: Sequence[Request]) -> None:
    places = {name: index for index, (name, _, _) in enumerate(COLUMNS, 1)}
    for index, (_, heading, width) in enumerate(COLUMNS, 1):
        cell = sheet.cell(1, index, speak(heading))
        cell.font = Font(name=_FONT, bold=True, color=_INK)
        cell.fill = PatternFill("solid", fgColor=_HEAD)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[cell.column_letter].width = width
    last = len(requests) + 1
    choices = DataValidation(
        type="list",
        formula1=f'"{speak(CONFIRMED)},{speak(REFUSED)}"',
        allow_blank=True,
        showErrorMessage=False,
    )
    sheet.add_data_validation(choices)
    prompts = {
        answer_type: DataValidation(
            allow_blank=True,
            showInputMessage=True,
            promptTitle=speak("Your answer")[:32],
            prompt=speak(words)[:255],
        )
        for answer_type, words in _EXAMPLES.items()
    }
    for one in prompts.values():
        sheet.add_data_validation(one)
    looks = Looks(known=_look_known, open=_look_open)
    for row, one in enumerate(requests, 2):
        note = f"\n({one.note})" if one.note else ""
        values = {
            "number": str(row - 1),
            "topic": one.topic,
            "reason": speak(_REASONS[one.reason]),
            "asked": one.asked + note,
            "example": speak(_EXAMPLES[one.answer_type]),
        }
        writable = {"answer", "proof", "comment"}
        if one.reason != "awaited":
            writable.add("check")
        if one.answer_type == "number":
            writable.add("as_of")
        for name, index in places.items():
            cell = sheet.cell(row, index, values.get(name))
            looks.give(cell, "open" if name in writable else "known")
        answer = sheet.cell(row, places["answer"])
        prompts[one.answer_type].add(answer)
        if one.answer_type in ("date", "check"):
            answer.number_format = "yyyy-mm-dd"
        if one.reason != "awaited":
            choices.add(sheet.cell(row, places["check"]))
        longest = max(len(values["asked"]) / 46, len(one.topic) / 30, len(values["example"]) / 24, 1)
        sheet.row_dimensions[row].height = 15.5 * (int(longest) + 1)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{sheet.cell(1, len(COLUMNS)).column_letter}{last}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def read_stamp(given: Any) -> Stamp | None:
    """Return what a file says that it is; none where it says nothing that makes sense."""
    try:
        return Stamp.read(json.loads(given))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
