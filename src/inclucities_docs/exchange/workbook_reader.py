"""A workbook that came back: the rows that were filled in become answers, questions and refusals, each with its cell."""

from __future__ import annotations

import datetime
import io
import json
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from inclucities_docs.diagnostics import refuse
from inclucities_docs.exchange.answer_table import MAX_ROWS, AnswerTable, find_table, is_filled
from inclucities_docs.exchange.archive import open_archive
from inclucities_docs.exchange.cell_value import clean, read_date, read_number
from inclucities_docs.exchange.contribution import Answer, Contribution, Remark, Speaker, Stamp
from inclucities_docs.exchange.request import describe_place, list_fields, suppliers
from inclucities_docs.exchange.service_sheet import KNOWN
from inclucities_docs.exchange.service_sheet_reader import find_services, read_services
from inclucities_docs.exchange.workbook import COLUMNS, CONFIRMED, FIELDS, REFUSED, read_stamp
from inclucities_docs.inputs.change import Change, find_field, read_field, read_words
from inclucities_docs.inputs.project import Project
from inclucities_docs.language.guess import guess_language
from inclucities_docs.language.localisation import Localisation

__all__ = ["read_workbook"]

MAX_CELLS = 400_000
"""Most cells of all sheets together."""

_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_MERGED = re.compile(rb"<(?:\w+:)?(?:mergeCell|hyperlink)\s[^>]*?ref\s*=\s*[\"']([^\"']*[:&][^\"']*)")
_SPAN = re.compile(rb"([A-Z])(\d{1,7}):([A-Z])(\d{1,7})")
"""Cells that are merged into one, as far as a workbook of ours could have them."""


@dataclass(frozen=True)
class _Asked:
    """What a row was about when it was sent."""

    path: str
    answer_type: str
    language: str
    seen: Any
    asked: str


@dataclass
class _Reading:
    project: Project
    name: str
    stamp: Stamp
    speak: Speaker
    fields: dict[str, _Asked] = field(default_factory=dict)
    allowed: set[str] = field(default_factory=set)
    answers: list[Answer] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def turn_down(self, place: str, message: str, /, **values: object) -> None:
        self.remarks.append(Remark("refused", place, self.speak(message, **values)))


def read_workbook(project: Project, name: str, content: bytes) -> Contribution:
    """Read a workbook that came back; raise DiagnosticError where it cannot be read at all."""
    _weigh(name, open_archive(name, content))
    return _read(project, name, content)


def _weigh(name: str, parts: Mapping[str, bytes]) -> None:
    """Refuse what would fill the memory once it is opened: the library makes a value of each cell, merged and linked ones too."""
    cells = merged = 0
    for part in parts.values():
        cells += len(_CELL.findall(part)) if b"sheetData" in part else 0
        for found in _MERGED.finditer(part):
            spans = _SPAN.fullmatch(found[1])
            merged += abs(int(spans[4]) - int(spans[2])) if spans else MAX_CELLS
    if cells > MAX_CELLS or merged > MAX_ROWS:
        hint = "copy your answers into the workbook that was sent to you"
        raise refuse(name, "holds more cells than such a workbook does", hint)


def _read(project: Project, name: str, content: bytes) -> Contribution:
    try:
        with warnings.catch_warnings():  # of what the library leaves out, nothing of which is read here
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), keep_links=False)
        given = next((one.value for one in book.custom_doc_props.props if one.name == "exchange"), None)
    except Exception:  # the library raises whatever the damage leads to
        raise refuse(
            name, "this workbook cannot be read", "open it, save it as .xlsx, and send that file"
        ) from None
    stamp = read_stamp(given)
    if stamp is None or stamp.form != "workbook":
        hint = "fill in the workbook that was sent; answers in other files are typed in by hand"
        raise refuse(name, "this is not a workbook that was sent from here", hint)
    if stamp.programme != project.programme.name:
        raise refuse(name, f"this workbook is of another programme: {stamp.programme[:60]}")
    if stamp.supplier not in suppliers(project):
        raise refuse(name, f"this workbook is of nobody who is known here: {stamp.supplier[:60]}")
    language = (
        stamp.language if stamp.language in project.programme.languages or len(stamp.language) == 2 else "en"
    )
    stamp = Stamp(stamp.programme, stamp.form, stamp.supplier, language)
    reading = _Reading(project, name, stamp, Speaker(project, language))
    reading.allowed = {path for path, _ in list_fields(project, stamp.supplier)}
    if FIELDS in book.sheetnames:
        reading.fields = dict(_list_asked(book[FIELDS]))
    is_read = False
    for sheet in book.worksheets:
        if sheet.title in (FIELDS, KNOWN):
            continue
        table = find_services(reading.speak, sheet)
        if table is None:
            is_read |= _read_sheet(reading, sheet)
            continue
        is_read = True
        hidden = book[KNOWN] if KNOWN in book.sheetnames else None
        answers, remarks = read_services(project, reading.speak, stamp.supplier, table, hidden)
        reading.answers += answers
        reading.remarks += remarks
    if not is_read:
        hint = "copy your answers into the workbook that was sent to you"
        raise refuse(name, "holds no sheet with the questions that were sent", hint)
    return Contribution(name, stamp, tuple(reading.answers), tuple(reading.remarks))


def _list_asked(sheet: Worksheet) -> Iterator[tuple[str, _Asked]]:
    for row in sheet.iter_rows(max_row=min(sheet.max_row, MAX_ROWS), max_col=6, values_only=True):
        number, path, answer_type, language, seen, asked = (*row, *[None] * 6)[:6]
        try:
            value = json.loads(str(seen))
        except (ValueError, RecursionError):
            value = None
        if number is not None and path:
            yield (
                str(number).strip(),
                _Asked(str(path), str(answer_type), str(language or ""), value, str(asked or "")),
            )


def _read_sheet(reading: _Reading, sheet: Worksheet) -> bool:
    """Take the answers of a sheet; tell whether it is one that asks."""
    table = find_table(reading.speak, sheet, COLUMNS, 3)
    if table is None:
        return False
    table.tell_gaps(reading.turn_down, reading.speak, COLUMNS, ("answer", "check"))
    merged = _find_merged(sheet, table.columns)
    seen: dict[str, str] = {}
    for row in table.rows():
        filled = [
            row[name]
            for name in ("answer", "check", "as_of", "proof", "comment")
            if name in row and is_filled(row[name])
        ]
        if not filled:
            continue
        place = table.place(filled[0])
        asked = _identify(reading, row)
        if asked is None:
            reading.turn_down(
                place,
                "It cannot be told which question this row answers: its number is missing or not known.",
            )
        elif asked.path in seen:
            reading.turn_down(
                place, "This row stands there twice; the first one counts: %(place)s.", place=seen[asked.path]
            )
        elif filled[0].row in merged:
            reading.turn_down(place, "Cells are merged over several rows: write an answer into each row.")
        else:
            seen[asked.path] = place
            _read_row(reading, table, row, asked, place)
    return True


def _find_merged(sheet: Worksheet, places: Mapping[str, int]) -> set[int]:
    columns = {places[name] for name in ("answer", "check", "number") if name in places}
    return {
        row
        for one in sheet.merged_cells.ranges
        if one.max_row > one.min_row and any(one.min_col <= column <= one.max_col for column in columns)
        for row in range(one.min_row, min(one.max_row, MAX_ROWS) + 1)
    }


def _identify(reading: _Reading, row: dict[str, Any]) -> _Asked | None:
    """Return what a row is about: by its number, or by its question where the number is gone."""
    number = row["number"].value if "number" in row else None
    if isinstance(number, float) and number.is_integer():
        number = int(number)
    asked = reading.fields.get(str(number).strip()) if number is not None else None
    words = clean(str(row["asked"].value or "")) if asked is None and "asked" in row else ""
    if words:
        same = [one for one in reading.fields.values() if one.asked and words.startswith(clean(one.asked))]
        same = [one for one in same if len(one.asked) == max(len(other.asked) for other in same)]
        asked = same[0] if len(same) == 1 else None
    return asked


def _read_row(reading: _Reading, table: AnswerTable, row: dict[str, Any], asked: _Asked, place: str) -> None:
    project, language = reading.project, reading.stamp.language
    path = asked.path
    is_check = path.endswith(".assured_date") and path.startswith("directories/")
    try:
        record = path.rpartition(".services.")[0] if is_check else path
        label = describe_place(project, path, language)
        is_own = path in reading.allowed or (
            is_check and f"cities/{project.find(record).city}" == reading.stamp.supplier
        )
    except (LookupError, ValueError, AttributeError):
        is_own, label = False, ""
    if not is_own:
        reading.turn_down(
            place,
            "This question is no longer asked: its place was taken out, or a newer edition has followed.",
        )
        return
    if "comment" in row and is_filled(row["comment"]):
        cell = row["comment"]
        reading.remarks.append(Remark("question", table.place(cell), f"{label}: {clean(str(cell.value))}"))
    values: dict[str, Any] = {}
    for name in ("answer", "check", "as_of", "proof"):
        cell = row.get(name)
        if cell is None or not is_filled(cell):
            continue
        if cell.data_type == "f" or (isinstance(cell.value, str) and cell.value.startswith("=")):
            reading.turn_down(table.place(cell), "This is a formula: write its result as a value.")
            return
        if cell.data_type == "e":
            reading.turn_down(table.place(cell), "The program shows an error here instead of a value.")
            return
        values[name] = cell.value
        if isinstance(cell.value, float) and "%" in cell.number_format:
            values[name] = round(cell.value * 100, 6)
    places = {name: table.place(cell) for name, cell in row.items()}
    _take(reading, asked, values, {"answer": place} | places, label)


def _take(
    reading: _Reading, asked: _Asked, values: dict[str, Any], places: dict[str, str], label: str
) -> None:
    project, speak, language = reading.project, reading.speak, reading.stamp.language
    place = places["answer"]
    verdict = clean(str(values.get("check", ""))).casefold()
    is_right = verdict in {clean(speak(CONFIRMED)).casefold(), CONFIRMED.casefold(), "x", "✓", "ok"}
    is_wrong = verdict in {clean(speak(REFUSED)).casefold(), REFUSED.casefold()}
    proof = clean(str(values.get("proof", "")))
    if verdict and not is_right and not is_wrong:
        said = clean(str(values["check"]))[:40]
        reading.turn_down(places["check"], "“%(words)s” is none of the choices of this column.", words=said)
        return
    if "answer" not in values:
        if is_right and asked.answer_type != "check":
            model = find_field(project, asked.path, asked.language, asked.seen).model
            if getattr(model, "state", "") != "awaited":
                change = Change(asked.path, asked.seen, asked.seen, asked.language, "reply")
                reading.answers.append(Answer(change, place, label, proof))
        elif is_right:
            reading.turn_down(place, "Write the day on which this was checked.")
        elif is_wrong:
            words = speak("It is not right, but nothing says what should stand there.")
            reading.remarks.append(Remark("question", place, f"{label}: {words}"))
        elif proof:
            reading.turn_down(places["proof"], "A source is named, but no answer is given.")
        return
    found = _read_answer(reading, asked, values, places)
    if found is None:
        return
    value, doubt = found
    if is_wrong or (is_right and value != asked.seen):
        doubt = doubt if is_wrong else speak("It is said to be right, and something else is written.")
    tongue = language if asked.answer_type == "text" else ""
    seen = asked.seen
    if asked.answer_type == "text" and asked.language != language:
        seen = read_words(find_field(project, asked.path), language)
        if read_field(project, asked.path, asked.language) != asked.seen:
            seen = asked.seen  # what was shown was changed since: a conflict
    source = "" if asked.answer_type == "check" else "reply"
    reading.answers.append(
        Answer(Change(asked.path, value, seen, tongue, source), place, label, proof, doubt)
    )


def _read_answer(
    reading: _Reading, asked: _Asked, values: dict[str, Any], places: dict[str, str]
) -> tuple[Any, str] | None:
    """Return an answer as the data writes it, and a doubt about it; none where it was refused."""
    given, language, place = values["answer"], reading.stamp.language, places["answer"]
    if asked.answer_type == "number":
        number = given if isinstance(given, int | float) and not isinstance(given, bool) else None
        number = read_number(given, language) if isinstance(given, str) else number
        if number is None:
            reading.turn_down(
                place, "“%(words)s” is not a number: write digits alone.", words=clean(str(given))[:60]
            )
            return None
        if isinstance(number, float) and number.is_integer():
            number = int(number)
        if "as_of" not in values:
            return number, ""
        day = _read_day(values["as_of"], language)
        if day is None:
            reading.turn_down(
                places["as_of"],
                "“%(words)s” is not a date: write 2021-05-03, 2021-05 or 2021.",
                words=clean(str(values["as_of"]))[:60],
            )
            return None
        return {"value": number, "as_of": day}, ""
    if asked.answer_type in ("date", "check"):
        day = _read_day(given, language)
        if day is None or (asked.answer_type == "check" and len(day) < 10):
            reading.turn_down(
                place,
                "“%(words)s” is not a date: write 2021-05-03, 2021-05 or 2021.",
                words=clean(str(given))[:60],
            )
            return None
        return day, ""
    if isinstance(given, bool | datetime.date | datetime.time):
        reading.turn_down(
            place, "Words are asked here; the program made a date of them. Write them with a word before."
        )
        return None
    text = clean(f"{given:g}" if isinstance(given, float) else str(given))
    if text == clean(asked.asked) and asked.seen is None:
        reading.turn_down(place, "This is the question, not an answer.")
        return None
    other = guess_language(text, language)
    name = Localisation(language).language_name
    doubt = (
        reading.speak("This seems to be in another language: %(name)s.", name=name(other)) if other else ""
    )
    return text, doubt


def _read_day(given: Any, language: str) -> str | None:
    if isinstance(given, datetime.datetime | datetime.date):
        return given.isoformat()[:10]
    if isinstance(given, float) and given.is_integer():
        given = int(given)
    if isinstance(given, bool):
        return None
    return read_date(str(given), language)
