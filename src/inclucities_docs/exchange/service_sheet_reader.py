"""The sheet of services that came back: new services in its rows become entries of the directory, or are turned down."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import babel
import phonenumbers
from openpyxl.worksheet.worksheet import Worksheet

from inclucities_docs.diagnostics import nearest
from inclucities_docs.exchange.answer_table import AnswerTable, find_table, is_filled
from inclucities_docs.exchange.cell_value import clean
from inclucities_docs.exchange.contribution import Answer, Remark, Speaker
from inclucities_docs.exchange.opening_hours import read_hours
from inclucities_docs.exchange.service_sheet import (
    SERVICE_COLUMNS,
    TITLE,
    categories_of,
    find_directory,
)
from inclucities_docs.inputs.catalogue import gettext_noop
from inclucities_docs.inputs.change import Change
from inclucities_docs.inputs.project import Project
from inclucities_docs.language.guess import guess_language
from inclucities_docs.language.letter import find_free, make_id
from inclucities_docs.language.localisation import Localisation
from inclucities_docs.schema import City, Directory

__all__ = ["find_services", "read_services"]


def find_services(speak: Speaker, sheet: Worksheet) -> AnswerTable | None:
    """Return the table of services; none where another sheet stands there."""
    table = find_table(speak, sheet, SERVICE_COLUMNS, 4)
    return table if table and table.columns.keys() & {"name", "topic"} else None


@dataclass
class _Intake:
    """What is read from the sheet of one workbook."""

    project: Project
    speak: Speaker
    supplier: str
    table: AnswerTable
    sent: list[dict[str, str]]
    answers: list[Answer] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    providers: dict[str, str] = field(default_factory=dict)
    taken: dict[str, set[str]] = field(default_factory=dict)
    """Ids in use, by part of the directory."""

    def turn_down(self, place: str, message: str, /, **values: object) -> None:
        self.remarks.append(Remark("refused", place, self.speak(message, **values)))


def read_services(
    project: Project,
    speak: Speaker,
    supplier: str,
    table: AnswerTable,
    hidden: Worksheet | None,
) -> tuple[list[Answer], list[Remark]]:
    """Return the services that were added, and what could not be taken over, each with its cell."""
    intake = _Intake(project, speak, supplier, table, _list_sent(hidden))
    path, directory = find_directory(project, supplier)
    if not isinstance(project.find(supplier), City) or not project.collections.get("categories"):
        return [], []
    table.tell_gaps(intake.turn_down, speak, SERVICE_COLUMNS, ("topic", "name", "provider"))
    for part in ("organizations", "locations", "services"):
        intake.taken[part] = {*getattr(directory, part)} if directory else set()
    if directory:
        intake.providers = {
            clean(words).casefold(): key
            for key, one in directory.organizations.items()
            for words in one.name.values()
        }
    for row in table.rows():
        if any(map(is_filled, row.values())):
            _read_row(intake, row, path, directory)
    return intake.answers, intake.remarks


def _list_sent(hidden: Worksheet | None) -> list[dict[str, str]]:
    found = []
    for row in hidden.iter_rows(max_row=5000, min_col=2, max_col=2, values_only=True) if hidden else ():
        try:
            value = json.loads(str(row[0]))
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict):
            found.append({str(name): str(one) for name, one in value.items()})
    return found


def _read_row(intake: _Intake, row: dict[str, Any], path: str, directory: Directory | None) -> None:
    speak = intake.speak
    first = next(filter(is_filled, row.values()))
    place = intake.table.place(row.get("name", first))
    words: dict[str, str] = {}
    for name, cell in row.items():
        if cell.value is None:
            continue
        if cell.data_type in ("f", "e") or str(cell.value).startswith("="):
            intake.turn_down(intake.table.place(cell), "This is a formula: write its result as a value.")
            return
        value = cell.value
        words[name] = clean(f"{value:g}" if isinstance(value, float) else str(value))
    label = " › ".join(one for one in (speak(TITLE), words.get("name", "")) if one)
    if comment := words.pop("comment", ""):
        where = intake.table.place(row["comment"])
        intake.remarks.append(Remark("question", where, f"{label}: {comment}"))
    words = {name: value for name, value in words.items() if value}
    if not words or any({k: v for k, v in one.items() if v} == words for one in intake.sent):
        return
    names = {one.get("name", "").casefold() for one in intake.sent}
    if words.get("name", "").casefold() in names:
        intake.turn_down(place, "This service is there already: write what changed into the last column.")
        return
    if any(not words.get(name) for name in ("topic", "name", "provider")):
        intake.turn_down(place, "A service needs a topic, a name, and who offers it.")
        return
    topics = {
        clean(name).casefold(): key
        for key, one in categories_of(intake.project).items()
        for name in (*one.name.values(), key)
    }
    topic = topics.get(words["topic"].casefold())
    if topic is None:
        near = nearest(words["topic"].casefold(), topics)
        choice = speak.choose(categories_of(intake.project)[topics[near]].name) if near else ""
        intake.turn_down(
            intake.table.place(row["topic"]),
            "“%(words)s” is none of the topics: choose one from the list.",
            words=words["topic"][:60] + (f" → {choice}?" if choice else ""),
        )
        return
    _take(intake, row, words, topic, path, directory, label, place)


def _take(
    intake: _Intake,
    row: dict[str, Any],
    words: dict[str, str],
    topic: str,
    path: str,
    directory: Directory | None,
    label: str,
    place: str,
) -> None:
    speak, language = intake.speak, intake.speak.language
    city = intake.supplier.partition("/")[2]
    missing = {"text": {language: speak(TITLE)}, "awaited_from": city}
    needs = [] if directory else [Change(path, {"city": city, "awaited": missing})]
    same = _find_same(directory, words["name"], language)
    provider = intake.providers.get(words["provider"].casefold())
    if provider is None:
        provider = _name(intake, "organizations", words["provider"])
        intake.providers[words["provider"].casefold()] = provider
    if directory is None or provider not in directory.organizations:
        value: dict[str, Any] = {"name": {language: words["provider"]}, "source": ""}
        needs.append(Change(f"{path}.organizations.{provider}", value))
    service: dict[str, Any] = {
        "name": {language: words["name"]},
        "categories": [topic],
        "organization": provider,
    }
    said = [words["about"]] if "about" in words else []
    hours = read_hours(words["hours"], language) if "hours" in words else None
    if "hours" in words and hours is None:  # kept as it was written
        said.append(f"{speak('Opening hours')}: {words['hours']}")
    if said:
        service["description"] = [{"text": {language: one}, "source": ""} for one in said]
    found: tuple[tuple[str, Any, str], ...] = (
        ("url", _read_url(words.get("url", "")), gettext_noop("“%(words)s” is not a web address.")),
        ("email", _read_email(words.get("email", "")), gettext_noop("“%(words)s” is not an e-mail address.")),
        (
            "phones",
            _read_phones(intake, words.get("phone", "")),
            gettext_noop("“%(words)s” is not a telephone number."),
        ),
    )
    for name, value, message in found:
        given = words.get({"phones": "phone"}.get(name, name), "")
        if value:
            service[name] = value
        elif given:
            column = {"phones": "phone"}.get(name, name)
            intake.turn_down(intake.table.place(row[column]), message, words=given[:60])
    if "street" in words:
        key = _name(intake, "locations", words["name"])
        needs.append(Change(f"{path}.locations.{key}", _make_place(intake, words, directory)))
        service["locations"] = [key]
    if hours:
        service["schedules"] = hours
    spoken = list(_read_languages(intake, row, words.get("languages", "")))
    if spoken:
        service["languages"] = spoken
    service["source"] = ""
    doubt = ""
    if other := guess_language(" ".join((words["name"], *said)), language):
        name = Localisation(language).language_name(other)
        doubt = speak("This seems to be in another language: %(name)s.", name=name)
    if same:
        intake.turn_down(place, "This service is there already: write what changed into the last column.")
        return
    key = _name(intake, "services", words["name"])
    change = Change(f"{path}.services.{key}", service, None, "", "reply", needs=tuple(needs))
    intake.answers.append(Answer(change, place, label, words.get("proof", ""), doubt))


def _find_same(directory: Directory | None, name: str, language: str) -> str:
    for key, one in directory.services.items() if directory else ():
        if clean(one.name.get(language, "")).casefold() == name.casefold():
            return key
    return ""


def _name(intake: _Intake, part: str, words: str) -> str:
    """Return an id that is free."""
    name = make_id(words)
    key = find_free(name if len(name) > 2 else part[:-1], intake.taken[part])
    intake.taken[part].add(key)
    return key


def _make_place(intake: _Intake, words: dict[str, str], directory: Directory | None) -> dict[str, Any]:
    city = intake.project.find(intake.supplier)
    own = city.official_names[0] if city.official_names else intake.speak.choose(city.name)
    known = next(iter(directory.locations.values()), None) if directory else None
    region = intake.speak.choose(city.region.name) if city.region and city.region.name else own
    place: dict[str, Any] = {"address_1": words["street"]}
    if "postcode" in words:
        place["postal_code"] = words["postcode"]
    place["city"] = words.get("town", own)
    place["state_province"] = known.state_province if known else region
    place["country"] = city.country
    return {**place, "source": ""}


def _read_url(given: str) -> str:
    address = given if re.match(r"https?://", given) else f"https://{given}"
    is_one = re.fullmatch(r"https?://[^\s/@<>\"]+\.[a-z]{2,}(:\d+)?(/[^\s<>\"]*)?", address, re.IGNORECASE)
    return address if given and is_one else ""


def _read_email(given: str) -> str:
    return given if re.fullmatch(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\".]{2,}", given) else ""


def _read_phones(intake: _Intake, given: str) -> list[dict[str, str]]:
    country = intake.project.find(intake.supplier).country
    found = []
    for one in re.split(r"[;,/]|\s{3,}", given):
        if not one.strip():
            continue
        try:
            number = phonenumbers.parse(one, country)
        except phonenumbers.NumberParseException:
            return []
        if not phonenumbers.is_valid_number(number):
            return []
        found.append(
            {"number": phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)}
        )
    return found


def _read_languages(intake: _Intake, row: dict[str, Any], given: str) -> Iterator[str]:
    language = intake.speak.language
    for one in filter(
        None, (word.strip(" .").casefold() for word in re.split(r"[,;/+&]|\s[eyu]n?\s|\set\s", given))
    ):
        code = _languages(language).get(one)
        if code is None:
            where = intake.table.place(row["languages"])
            intake.turn_down(where, "“%(words)s” is not a language.", words=one[:60])
        else:
            yield code


def _languages(language: str) -> dict[str, str]:
    """Return names of languages → codes: in a language, in English, in their own, and the codes."""
    names: dict[str, str] = {}
    for tongue in (language, "en"):
        for code, name in babel.Locale.parse(tongue.replace("-", "_")).languages.items():
            if re.fullmatch(r"[a-z]{2,3}", code):
                names.setdefault(str(name).casefold(), code)
    for code in [
        "ar",
        "bn",
        "el",
        "en",
        "es",
        "fa",
        "fr",
        "it",
        "lv",
        "nl",
        "ps",
        "pt",
        "ro",
        "ru",
        "ti",
        "tr",
        "uk",
        "ur",
    ]:
        names.setdefault(Localisation(code).own_language_name(code).casefold(), code)
        names.setdefault(code, code)
    return names
