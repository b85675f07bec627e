"""The sheet of a city's services for newcomers: those that are known, and empty rows for those that are missing."""

from __future__ import annotations

import json
import re
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.worksheet.datavalidation import DataValidation

from inclucities_docs.exchange.cell_look import Looks
from inclucities_docs.exchange.cell_value import clean
from inclucities_docs.exchange.contribution import Speaker
from inclucities_docs.inputs.catalogue import gettext_noop
from inclucities_docs.inputs.project import Project
from inclucities_docs.language.localisation import Localisation
from inclucities_docs.schema import City, Directory
from inclucities_docs.schema.service import Category

__all__ = ["KNOWN", "SERVICE_COLUMNS", "TITLE", "add_services", "categories_of", "find_directory"]

TITLE = gettext_noop("Services for newcomers")
KNOWN = "_services"
"""Hidden sheet of the topics, and of the rows as they were sent."""

SERVICE_COLUMNS = (
    ("topic", gettext_noop("Topic"), 24),
    ("name", gettext_noop("Name of the service"), 36),
    ("provider", gettext_noop("Who offers it"), 28),
    ("about", gettext_noop("What one finds there, in a sentence"), 44),
    ("street", gettext_noop("Street and number"), 28),
    ("postcode", gettext_noop("Postal code"), 12),
    ("town", gettext_noop("Town"), 18),
    ("phone", gettext_noop("Telephone"), 20),
    ("hours", gettext_noop("Opening hours"), 28),
    ("languages", gettext_noop("Languages spoken"), 22),
    ("url", gettext_noop("Web page"), 30),
    ("email", gettext_noop("E-mail"), 26),
    ("proof", gettext_noop("Source: document or web page"), 30),
    ("comment", gettext_noop("Question or comment"), 34),
)
"""Name, heading and width in characters of each column."""

ROWS = 60
"""Empty rows that are offered."""
_NAMES = tuple(name for name, _, _ in SERVICE_COLUMNS)
_INK, _FILL, _HEAD = "1F2937", "FFF7D6", "E5E7EB"


def categories_of(project: Project) -> dict[str, Category]:
    """Return the topics of services by id."""
    found = project.collections.get("categories", {})
    return {key: one for key, one in found.items() if isinstance(one, Category)}


def find_directory(project: Project, supplier: str) -> tuple[str, Directory | None]:
    """Return a city's directory and its path, which it has also where there is none yet."""
    key = supplier.partition("/")[2]
    for name, one in project.collections.get("directories", {}).items():
        if isinstance(one, Directory) and one.city == key:
            return f"directories/{name}", one
    return f"directories/{key}", None


def add_services(book: Workbook, project: Project, supplier: str, speak: Speaker) -> None:
    """Add the sheet to a workbook that goes out, and the hidden one with its choices."""
    if not project.collections.get("categories") or not isinstance(project.find(supplier), City):
        return
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\']", " ", speak(TITLE))[:31])
    hidden = book.create_sheet(KNOWN)
    hidden.sheet_state = "veryHidden"
    topics = [speak.choose(one.name) for one in categories_of(project).values()]
    _, directory = find_directory(project, supplier)
    known = [_show(directory, one, speak) for one in directory.services] if directory else []
    for row in range(max(len(topics), len(known))):
        sent = json.dumps(known[row], ensure_ascii=False) if row < len(known) else None
        hidden.append([topics[row] if row < len(topics) else None, sent])
    choices = DataValidation("list", formula1=f"'{KNOWN}'!$A$1:$A${len(topics)}", showErrorMessage=False)
    sheet.add_data_validation(choices)
    for column, (_, heading, width) in enumerate(SERVICE_COLUMNS, 1):
        cell = sheet.cell(1, column, speak(heading))
        cell.font = Font(name="Calibri", bold=True, color=_INK)
        cell.fill = PatternFill("solid", fgColor=_HEAD)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[cell.column_letter].width = width
    looks = Looks(known=_look_known, open=_look_open)
    for row in range(2, len(known) + ROWS + 2):
        values = known[row - 2] if row - 2 < len(known) else {}
        for column, name in enumerate(_NAMES, 1):
            cell = sheet.cell(row, column, values.get(name) or None)
            looks.give(cell, "open" if not values or name == "comment" else "known")
        if not values:
            choices.add(sheet.cell(row, 1))
    sheet.freeze_panes = "C2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _look_known(cell: Any) -> None:
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(name="Calibri", color=_INK)


def _look_open(cell: Any) -> None:
    _look_known(cell)
    cell.protection = Protection(locked=False)
    cell.fill = PatternFill("solid", fgColor=_FILL)
    cell.number_format = "@"  # telephone numbers and postal codes stay as they are typed


def _show(directory: Directory, key: str, speak: Speaker) -> dict[str, str]:
    """Return a service as its row shows it."""
    one = directory.services[key]
    tongue = Localisation(speak.language)
    place = next((directory.locations[name] for name in one.locations if name in directory.locations), None)
    provider = directory.organizations.get(one.organization)
    hours = [
        f"{tongue.weekdays(span.byday)} {span.opens_at}–{span.closes_at}" for span in one.schedules
    ]  # fmt: skip
    values = {
        "topic": speak.choose(categories_of(speak.project)[one.categories[0]].name),
        "name": speak.choose(one.name),
        "provider": speak.choose(provider.name) if provider else "",
        "about": " ".join(speak.choose(said.text) for said in one.description if said.text),
        "street": place.address_1 if place else "",
        "postcode": (place.postal_code or "") if place else "",
        "town": place.city if place else "",
        "phone": "; ".join(phone.number for phone in one.phones),
        "hours": "; ".join(hours),
        "languages": ", ".join(tongue.language_name(code) for code in one.languages),
        "url": one.url or "",
        "email": one.email or "",
    }
    return {name: clean(value) for name, value in values.items()}
