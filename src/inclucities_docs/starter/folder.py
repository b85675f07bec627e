"""The folder of a programme: written whole into an empty place, with a memory of what it began as."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inclucities_docs import __version__
from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location, refuse
from inclucities_docs.exchange.archive import read_file, unpack
from inclucities_docs.inputs.catalogue import Catalogues, catalogue_path
from inclucities_docs.inputs.freshness import this_day
from inclucities_docs.inputs.project import Project, load_project
from inclucities_docs.inputs.translation import ledger_path
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.starter.answers import Answers
from inclucities_docs.starter.content import BASIC, NEWCOMERS, StarterContent, open_content
from inclucities_docs.starter.facts import EMBLEM, make_facts
from inclucities_docs.starter.scaffold import make_scaffold
from inclucities_docs.starter.speech import DUO, METHOD, PAIR, Speech, choose_speech
from inclucities_docs.translate.extraction import extract_words, merge_words
from inclucities_docs.translate.ledger import update_ledger
from inclucities_docs.zip_archive import write_zip

__all__ = ["BEGINNING", "Beginning", "make_folder", "read_beginning", "refuse_used_folder"]

BEGINNING = ".starter.zip"
"""What a folder began as: its templates as this version gave them, and for what they were chosen."""

GIVEN = r"templates/.+|data/(?:schemas/.+|maps/.+|(?:glossary|categories)\.yaml)"
"""What a starter gives; all else in a folder is people's own, whatever the memory of its beginning says."""


@dataclass(frozen=True)
class Beginning:
    """The templates that a folder began with, by path, and what they were chosen for."""

    version: str
    name: str
    kinds: tuple[str, ...]
    languages: tuple[str, ...]
    spoken: tuple[str, ...]
    files: Mapping[str, bytes]
    speech: Speech = METHOD
    """How the method speaks to the programme."""

    def pack(self) -> bytes:
        """Return it as a ZIP: the same bytes from the same beginning."""
        settings = {key: value for key, value in vars(self).items() if key != "files"}
        files = {"starter.json": json.dumps(settings).encode(), **self.files}
        return write_zip(sorted(files.items()))

    def renew(self, content: StarterContent) -> Beginning:
        """Return what the same folder would begin with today."""
        has_emblem = f"templates/{EMBLEM}" in self.files
        taken = content.take(
            self.name, self.kinds, self.languages, self.spoken, of_union=has_emblem, speech=self.speech
        )
        files = _as_bytes(taken)
        return Beginning(__version__, self.name, self.kinds, self.languages, self.spoken, files, self.speech)


def read_beginning(root: Path) -> Beginning | None:
    """Return what a folder began as; none where it was not made by ``new``, or that can no longer be read."""
    try:
        files = unpack(read_file(root / BEGINNING))
        settings = json.loads(files.pop("starter.json"))
        if not all(re.fullmatch(GIVEN, one) and "/../" not in one for one in files):
            raise ValueError("names files that no starter gives")
        kinds, languages, spoken = (
            tuple(map(str, settings[key])) for key in ("kinds", "languages", "spoken")
        )
        speech = _read_speech(settings)
        return Beginning(
            str(settings["version"]), str(settings["name"]), kinds, languages, spoken, files, speech
        )
    except (DiagnosticError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _read_speech(settings: Mapping[str, Any]) -> Speech:
    """Return how the method speaks; a folder of an earlier version remembers the words of its roles alone."""
    if "speech" in settings:
        (giving, learning), group, language = settings["speech"]
        return Speech((str(giving), str(learning)), str(group), str(language))
    giving, learning = map(str, settings.get("roles", METHOD.roles))
    return Speech((giving, learning), DUO if giving else PAIR)


def _as_bytes(files: Mapping[str, str | bytes]) -> dict[str, bytes]:
    return {path: one.encode() if isinstance(one, str) else one for path, one in files.items()}


def refuse_used_folder(target: Path) -> None:
    """Raise DiagnosticError where a folder holds something already, or cannot be one."""
    hint = "name a folder that is not there yet, or an empty one; nothing was touched"
    if target.is_dir() and not any(target.iterdir()):
        return
    if target.exists() or target.is_symlink():
        raise refuse(str(target), "is there already and not empty", hint)


def make_folder(target: Path, answers: Answers, given: str, folder: Path) -> Project:
    """Write the folder of a programme; ``given`` is the text of the answers, ``folder`` holds the logos.

    Raise DiagnosticError where the place is taken, or where what was told does not make a sound project.
    """
    refuse_used_folder(target)
    content = open_content()
    kinds = _choose_kinds(answers, content)
    languages = answers.languages
    catalogues = Catalogues(content.files)

    def say(msgid: str) -> dict[str, str]:
        return {
            one: found for one in languages for found, is_there in [catalogues.find(one, msgid)] if is_there
        } or {"en": msgid}

    facts = make_facts(
        answers,
        say,
        this_day(),
        content.list_optional(kinds),
        content.roles,
        is_about_cities=any(content.is_about_cities(one) for one in kinds),
    )
    spoken = _list_spoken(facts)
    speech = choose_speech(
        {key: (one.name or key, one.gives) for key, one in answers.roles.items()},
        [len(one.members) for one in answers.groups],
        languages[0],
    )
    of_union = EMBLEM in _logo_paths(facts)
    beginning = Beginning(
        __version__, answers.name, kinds, languages, spoken,
        _as_bytes(content.take(answers.name, kinds, languages, spoken, of_union=of_union, speech=speech)), speech,
    )  # fmt: skip
    files = {**beginning.files, **_as_bytes(facts)}
    for funder, record in zip(answers.funders, _logo_paths(facts), strict=False):
        if funder.logo and record:
            files[f"templates/{record}"] = (folder / funder.logo).read_bytes()
    project = load_project(Workspace(files))
    unspoken = [one for one in languages if one != "en" and catalogue_path(one) not in files]
    if unspoken:  # catalogues to fill in
        template = extract_words(project)
        files |= {catalogue_path(one): merge_words(project, one, template).encode() for one in unspoken}
        project = load_project(Workspace(files))
    for language in dict.fromkeys((*languages, *spoken)):
        files[ledger_path(language)] = update_ledger(project, language).write().encode()
    files |= _as_bytes(make_scaffold(answers)) | {
        "answers.yaml": given.encode(),
        BEGINNING: beginning.pack(),
    }
    _put(target, files)
    return project


def _list_spoken(facts: Mapping[str, str]) -> tuple[str, ...]:
    from inclucities_docs.inputs.yaml_file import read_yaml

    cities = [read_yaml(path, text).value for path, text in facts.items() if path.startswith("data/cities/")]
    return tuple(dict.fromkeys(language for city in cities for language in city["languages"]))


def _logo_paths(facts: Mapping[str, str]) -> list[str]:
    from inclucities_docs.inputs.yaml_file import read_yaml

    funders = read_yaml("", facts.get("data/funders.yaml", "")).value or {}
    return [str(one.get("logo", "")) for one in funders.values()]


def _choose_kinds(answers: Answers, content: StarterContent) -> tuple[str, ...]:
    """Return the kinds of documents that were asked for, or those that fit."""
    unknown = [one for one in answers.documents if one not in (*content.kinds, "basic")]
    if unknown:
        hint = f"there are: {', '.join(content.kinds)}; basic stands for those that fit"
        raise DiagnosticError(
            [Diagnostic(Location("documents"), f"'{one}' is no kind of document", hint) for one in unknown]
        )
    named = {*answers.documents} - {"basic"}
    wanted = {*named, *(NEWCOMERS if named & set(NEWCOMERS) else ())}
    if answers.documents and "basic" not in answers.documents:
        return tuple(sorted(wanted))
    has_plans = any(one.writes_plan for one in answers.roles.values())
    without = {
        *(() if has_plans else ("action-plan", "infographic-city")),
        *(() if answers.groups else ("toolkit", "infographic-duo")),
    }
    fitting = tuple(one for one in BASIC if one not in without and one in content.kinds)
    return (*fitting, *sorted(wanted - {*fitting}))


def _put(target: Path, files: Mapping[str, bytes]) -> None:
    """Write all files, or none where that fails."""
    target.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".new-", dir=target.parent))
    try:
        for path, content in files.items():
            (made / path).parent.mkdir(parents=True, exist_ok=True)
            (made / path).write_bytes(content)
        made.chmod(0o755)
        if target.is_dir():
            target.rmdir()
        os.replace(made, target)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
