"""Three programmes unlike IncluCities, as small as each can be stated; documents are made of all."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

__all__ = ["PROGRAMMES", "write_programme"]

REPOSITORY = Path(__file__).parent.parent

TOWNS = (
    ("Vaasa", "FI", "fi", 63.1, 21.6), ("Umeå", "SE", "sv", 63.8, 20.3), ("Tromsø", "NO", "no", 69.6, 18.9),
    ("Oulu", "FI", "fi", 65.0, 25.5), ("Tartu", "EE", "et", 58.4, 26.7), ("Kaunas", "LT", "lt", 54.9, 23.9),
    ("Gdańsk", "PL", "pl", 54.4, 18.6), ("Aarhus", "DK", "da", 56.2, 10.2), ("Bergen", "NO", "no", 60.4, 5.3),
    ("Brno", "CZ", "cs", 49.2, 16.6), ("Graz", "AT", "de", 47.1, 15.4), ("Pécs", "HU", "hu", 46.1, 18.2),
    ("Rijeka", "HR", "hr", 45.3, 14.4), ("Maribor", "SI", "sl", 46.6, 15.6), ("Trieste", "IT", "it", 45.6, 13.8),
    ("Villach", "AT", "de", 46.6, 13.8),
)  # fmt: skip
GERMAN = (
    ("Ulm", "DE", "de", 48.4, 10.0), ("Neu-Ulm", "DE", "de", 48.39, 10.01), ("Jena", "DE", "de", 50.9, 11.6),
    ("Gera", "DE", "de", 50.9, 12.1), ("Kiel", "DE", "de", 54.3, 10.1), ("Trier", "DE", "de", 49.8, 6.6),
    ("Celle", "DE", "de", 52.6, 10.1), ("Hof", "DE", "de", 50.3, 11.9), ("Emden", "DE", "de", 53.4, 7.2),
)  # fmt: skip

EMPTY = {"text": {"en": "What the office will say of it"}, "awaited_from": "office"}


def _say(words: str) -> dict[str, Any]:
    return {"text": {"en": words}, "source": "letter"}


def _identify(name: str) -> str:
    return name.lower().translate(str.maketrans("åøńé", "aone"))


def _city(town: tuple[str, str, str, float, float]) -> dict[str, Any]:
    name, country, language, latitude, longitude = town
    return {
        "name": {"en": name},
        "country": country,
        "coordinates": {"latitude": latitude, "longitude": longitude, "source": "letter"},
        "languages": [language],
        "population": {"awaited_from": _identify(name), "definition": {"en": "Residents"}},
        "source": "letter",
    }


def _base(name: str, title: str, languages: list[str]) -> dict[str, Any]:
    """State what every programme states; all that nobody has told is awaited."""
    return {
        "programme": {
            "name": name,
            "title": {"en": title},
            "subtitle": {"en": f"{name} in brief"},
            "period": EMPTY,
            "years": {"awaited_from": "office"},
            "lead": "office",
            "network": _say("A network of cities that learn from one another."),
            **{one: [EMPTY] for one in ("context", "aim", "objectives", "method", "results")},
            "address": {"awaited_from": "office"},
            "contact": {"awaited_from": "office"},
            "languages": languages,
            "original_language": "en",
            "fallback_languages": ["en"],
            "office": "office",
        },
        "organisations": {
            "office": {"name": {"en": f"The office of {name}"}, "function": "coordinator", "source": "letter"}
        },
        "sources": {
            "letter": {
                "title": "Letter of agreement",
                "publisher": f"The office of {name}",
                "language": "en",
                "read": "2026-11-28",
            }
        },
    }


def _state_network() -> dict[str, Any]:
    """Nine cities without roles or groups, four common meetings, two languages."""
    data = _base("Nordwind", "Towns that learn together", ["en", "sv"])
    towns = TOWNS[:9]
    data["cities"] = {_identify(one[0]): _city(one) for one in towns}
    data["meetings"] = {
        f"meeting-{number}": {
            "type": "meeting",
            "title": {"en": f"Meeting {number}"},
            "host": _identify(towns[number][0]),
            "when": {"period": f"2027-0{2 * number}-14", "source": "letter"},
        }
        for number in range(1, 5)
    }
    return data


def _state_national() -> dict[str, Any]:
    """Three lead cities with two partners each, a funder with its own logo, one language."""
    data = _base("Nachbarn", "Nachbarn helfen Nachbarn", ["de"])
    data["cities"] = {_identify(one[0]): _city(one) for one in GERMAN}
    data["roles"] = {
        "lead": {"name": {"en": "lead", "de": "Leitstadt"}, "gives": True},
        "partner": {"name": {"en": "partner", "de": "Partnerstadt"}, "writes_plan": True},
    }  # fmt: skip
    names = list(data["cities"])
    data["groups"] = {
        f"group-{number}": {
            "number": number,
            "title": {"en": title, "de": german},
            "theme": _say(f"{title} for all"),
            "members": [
                {"city": city, "role": "lead" if index == 0 else "partner"}
                for index, city in enumerate(names[3 * number - 3 : 3 * number])
            ],
        }
        for number, (title, german) in enumerate(
            (("Housing", "Wohnen"), ("Work", "Arbeit"), ("School", "Schule")), 1
        )
    }
    data["funders"] = {
        "foundation": {
            "name": {"en": "Foundation for Neighbours"},
            "funding": _say("The foundation pays for the programme."),
            "statement": _say("Paid for by the Foundation for Neighbours"),
            "logo": "base/foundation.svg",
            "alt": {"en": "Logo of the Foundation for Neighbours"},
            "source": "letter",
        }
    }
    return data


def _state_undated() -> dict[str, Any]:
    """Sixteen cities in eight pairs, where every date is awaited."""
    data = _base("Sixteen", "Towns in pairs", ["en"])
    data["cities"] = {_identify(one[0]): _city(one) for one in TOWNS}
    names = list(data["cities"])
    data["roles"] = {
        "mentor": {
            "name": {"en": "mentor"}, "city": {"en": "mentor city"}, "cities": {"en": "mentor cities"}, "gives": True,
        },
        "mentee": {
            "name": {"en": "mentee"}, "city": {"en": "mentee city"}, "cities": {"en": "mentee cities"}, "writes_plan": True,
        },
    }  # fmt: skip
    data["programme"]["rounds"] = [
        {"number": number, "title": {"en": title}, "purpose": _say(title)}
        for number, title in ((1, "Getting to know"), (2, "Trying out"))
    ]
    pairs = [names[index : index + 2] for index in range(0, len(names), 2)]
    data["groups"] = {
        "-".join(pair): {
            "number": number,
            "title": {"en": f"The theme of {pair[0].title()}"},
            "theme": EMPTY,
            "members": [{"city": pair[0], "role": "mentor"}, {"city": pair[1], "role": "mentee"}],
        }
        for number, pair in enumerate(pairs, 1)
    }
    data["meetings"] = {
        f"visit-{number}-{'-'.join(pair)}": {
            "group": "-".join(pair),
            "round": number,
            "host": pair[number - 1],
            "when": {"awaited_from": pair[number - 1]},
        }
        for pair in pairs
        for number in (1, 2)
    }
    return data


PROGRAMMES = {"network": _state_network, "national": _state_national, "undated": _state_undated}
"""Name → how its data are stated."""

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 60" width="300" height="60">'
    '<path fill="#0A6" d="M0 0h300v60H0z"/></svg>\n'
)


KINDS = ("action-plan", "brochure", "infographic-calendar", "infographic-network", "toolkit")
"""Kinds that any programme may have; enough to see that they do without what it lacks."""


def write_programme(root: Path, data: dict[str, Any], kinds: Sequence[str] = KINDS) -> Path:
    """Write a programme's folder: its data beside templates that all share; return the folder."""
    for name in ("base", "locale", *kinds):
        shutil.copytree(
            REPOSITORY / "templates" / name,
            root / "templates" / name,
            ignore=shutil.ignore_patterns("example"),
        )
    for path in (root / "templates").glob("*/kind.yaml"):
        text = re.sub(r"(?m)^languages: .*$", "languages: [programme]", path.read_text("utf-8"))
        path.write_text(re.sub(r"(?m)^output: .*\n", "", text), "utf-8")
    (root / "templates/base/foundation.svg").write_text(LOGO, "utf-8")
    shutil.copytree(REPOSITORY / "data/maps", root / "data/maps")
    for name, records in data.items():
        path = root / f"data/{name}.yaml"
        path.write_text(yaml.dump(records, Dumper=_Plain, allow_unicode=True, sort_keys=False), "utf-8")
    return root


class _Plain(yaml.SafeDumper):
    """Writes what stands in two places twice: data hold no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True
