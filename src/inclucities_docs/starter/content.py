"""What a new folder begins with: templates, glossary and map of this version, without what is one programme's own."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from inclucities_docs.inputs.catalogue import catalogue_path
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.inputs.yaml_file import read_yaml
from inclucities_docs.render.template.worked_example import cut_examples
from inclucities_docs.schema.export import export_schemas
from inclucities_docs.starter.facts import EMBLEM, write_yaml
from inclucities_docs.starter.speech import DUO, METHOD, Speech

__all__ = ["BASIC", "NEWCOMERS", "StarterContent", "make_general", "open_content"]

BASIC = (
    "brochure", "guide", "action-plan", "toolkit", "infographic-programme", "infographic-process",
    "infographic-network", "infographic-calendar", "infographic-duo", "infographic-city",
)  # fmt: skip
"""Kinds that any programme begins with, as far as it has what they are about."""

NEWCOMERS = ("one-stop-shop", "one-stop-door", "one-stop-leaflet", "one-stop-card")
"""Kinds for newcomers, which belong together and need directories of services."""

_PROSE = re.compile(r"templates/[^/]+/text/([^/]+)/.*\.md")

OURS = "IncluCities"
"""The programme whose glossary the starter's is made from."""


_ROLES_ELSEWHERE: dict[str, dict[str, dict[str, Any]]] = {
    "mentor": {
        "name": {"de": "Mentorstadt", "pl": "miasto mentorskie"},
        "city": {"de": "Mentorstadt", "pl": "miasto mentorskie"},
        "cities": {"de": "Mentorstädte", "pl": "miasta mentorskie"},
        "counted": {"few": {"pl": "miasta mentorskie"}, "many": {"pl": "miast mentorskich"}},
    },
    "mentee": {
        "name": {"de": "Mentee-Stadt", "pl": "miasto uczące się"},
        "city": {"de": "Mentee-Stadt", "pl": "miasto uczące się"},
        "cities": {"de": "Mentee-Städte", "pl": "miasta uczące się"},
        "counted": {"few": {"pl": "miasta uczące się"}, "many": {"pl": "miast uczących się"}},
    },
}
"""The words for the method's roles in languages that IncluCities has no documents in."""

_NAMED_BODY = re.compile(r"[,;·]\s*\w+(?:,|\s+\w{1,2})?\s+MigrationWork")
"""What a definition says of a body of that programme: ", here MigrationWork"."""


class StarterContent:
    """The templates that came with this version of the program."""

    def __init__(self, files: Workspace) -> None:
        self.files = files

    @functools.cached_property
    def kinds(self) -> tuple[str, ...]:
        """All kinds of documents, by their folder."""
        names = [re.fullmatch(r"templates/([^/]+)/kind\.yaml", path) for path in self.files.files]
        return tuple(sorted(one[1] for one in names if one))

    @functools.cached_property
    def roles(self) -> dict[str, Any]:
        """The method's own roles by id, with their words."""
        text = self.files.read_text("data/roles.yaml") or ""
        roles: dict[str, Any] = dict(read_yaml("data/roles.yaml", text).value or {})
        for key, fields in _ROLES_ELSEWHERE.items():
            role = roles.setdefault(key, {})
            for field, words in fields.items():
                role[field] = {**role.get(field, {}), **words}
        return roles

    def list_optional(self, kinds: Iterable[str]) -> list[str]:
        """Return those of some kinds that are made only where a programme names them."""
        texts = {one: self.files.read_text(f"templates/{one}/kind.yaml") or "" for one in kinds}
        return [one for one, text in texts.items() if re.search(r"^optional: true$", text, re.MULTILINE)]

    def is_about_cities(self, kind: str) -> bool:
        """Return whether a kind is made in the languages of the cities that it is about."""
        text = self.files.read_text(f"templates/{kind}/kind.yaml") or ""
        return bool(re.search(r"^languages: \[.*\bsubject\b", text, re.MULTILINE))

    def take(
        self,
        name: str,
        kinds: Iterable[str],
        languages: Sequence[str],
        spoken: Iterable[str],
        *,
        of_union: bool = False,
        speech: Speech = METHOD,
    ) -> dict[str, str | bytes]:
        """Return the files that a programme begins with, by path.

        ``languages`` are those of its documents, ``spoken`` those of its cities, for documents about them;
        the emblem of the European Union goes along only where it pays (``of_union``). ``speech`` is how the
        method speaks to it.
        """
        wanted = set(kinds)
        written = list(dict.fromkeys([*languages, "en"]))
        taken: dict[str, str | bytes] = {}
        for path in sorted(self.files.files):
            folder = path.split("/")[1]
            if path == f"templates/{EMBLEM}" and not of_union:
                continue
            if path.startswith("templates/locale/"):
                if self._is_catalogue(path, [*languages, *spoken]):
                    taken[path] = self.files.files[path]
            elif path.startswith("templates/") and (folder in {"base", "portal"} or folder in wanted):
                made = self._take_template(path, languages, written, wanted)
                if made is not None:
                    taken[path] = made
        prose = {path: str(text) for path, text in taken.items() if _PROSE.fullmatch(path)}
        taken = {**{path: one for path, one in taken.items() if path not in prose}, **make_general(prose)}
        taken = {_name(path, speech): _speak(path, text, speech) for path, text in taken.items()}
        taken["data/glossary.yaml"] = self._make_glossary(name, written, speech)
        taken["data/maps/europe.json"] = self.files.files["data/maps/europe.json"]
        if wanted & set(NEWCOMERS):
            taken["data/categories.yaml"] = self.files.files["data/categories.yaml"]
        return taken | {f"data/schemas/{one}": text for one, text in export_schemas().items()}

    @staticmethod
    def _is_catalogue(path: str, languages: Iterable[str]) -> bool:
        return any(path == catalogue_path(one) for one in languages)

    def _take_template(
        self, path: str, languages: Sequence[str], written: Sequence[str], wanted: set[str]
    ) -> str | bytes | None:
        prose = re.fullmatch(r"templates/[^/]+/text/([^/]+)/.*", path)
        if "/example/" in path or (prose and prose[1] not in written):
            return None
        if path.endswith(("/kind.yaml", "/portal.yaml")):
            return _settle(self.files.read_text(path) or "", languages, wanted)
        return (
            (self.files.read_text(path) or "") if prose and path.endswith(".md") else self.files.files[path]
        )

    def _make_glossary(self, name: str, languages: Sequence[str], speech: Speech) -> str:
        """Return the terms of the method, their definitions to be validated by the programme that takes them over."""
        terms = {}
        text = self.files.read_text("data/glossary.yaml") or ""
        for key, term in read_yaml("data/glossary.yaml", text).value.items():

            def take(words: dict[str, str]) -> dict[str, str]:
                return {
                    one: speech.say(_NAMED_BODY.sub("", said).replace(OURS, name), one)
                    for one, said in words.items()
                    if one in languages and speech.can_say(said, one)
                }

            names, said = take(term["name"]), take(term["definition"]["text"])
            said = {
                one: words for one, words in said.items() if not re.search(r"\d", words)
            }  # proposed: no number
            same = [one for one, words in names.items() if words == term["name"][one]]
            forms = {
                field: kept
                for field in ("forms", "avoid")
                if (kept := {one: words for one, words in term.get(field, {}).items() if one in same})
            }
            if said and names:
                terms[key] = {"name": names, "definition": {"text": said, "state": "proposed"}, **forms}
        remark = (
            "# Words of the method, one for one thing. The definitions are proposed: make them your own.\n"
        )
        return write_yaml(terms, "schemas/glossary-collection.json", remark)


def open_content() -> StarterContent:
    """Return the templates of this version: those in the wheel, or those of the repository that the program runs from."""
    here = Path(__file__).resolve().parent
    return StarterContent(Workspace.take(here if (here / "templates").is_dir() else here.parents[2]))


def _name(path: str, speech: Speech) -> str:
    """Return where a file stands in a programme's folder: the poster of a duo is that of a group where none is of two."""
    return (
        path
        if speech.group == DUO
        else path.replace("templates/infographic-duo/", "templates/infographic-group/")
    )


def _speak(path: str, text: str | bytes, speech: Speech) -> str | bytes:
    """Return a file of the method in the programme's own words."""
    prose = _PROSE.fullmatch(path)
    if prose and isinstance(text, str):
        return speech.say(text, prose[1])
    return speech.say_settings(text) if path.endswith("/kind.yaml") and isinstance(text, str) else text


def _settle(text: str, languages: Sequence[str], wanted: set[str]) -> str:
    """Return the settings of a kind or of the portal without what only another programme has."""
    text = re.sub(r"^output: .*\n", "", text, flags=re.MULTILINE)
    for key in ("door", "kept"):
        text = re.sub(
            rf"^{key}: (.*)\n", lambda one: one[0] if one[1] in wanted else "", text, flags=re.MULTILINE
        )

    def choose(found: re.Match[str]) -> str:
        named = [one.strip() for one in found[1].split(",")]
        kept = [one for one in named if one in {"programme", "subject", "newcomers"} or one in languages]
        return f"languages: [{', '.join(kept or ['programme'])}]"

    return re.sub(r"^languages: \[(.*)\]", choose, text, flags=re.MULTILINE)


def make_general(texts: dict[str, str]) -> dict[str, str]:
    """Return texts of the method without the worked examples of the programme that it comes from."""
    made = {path: cut_examples(text, lambda *_: False) for path, text in texts.items()}
    return {path: text for path, text in made.items() if text.strip()}
