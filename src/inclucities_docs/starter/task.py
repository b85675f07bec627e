"""What a programme still has to supply, in order of worth, and which texts are still the starter's."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from inclucities_docs.inputs.inventory import list_units
from inclucities_docs.inputs.project import Project
from inclucities_docs.language.localisation import Localisation
from inclucities_docs.portal.readiness import Request, list_requests
from inclucities_docs.starter.folder import read_beginning
from inclucities_docs.translate.command import list_languages

__all__ = ["count_remaining", "list_next_steps", "list_untouched", "list_untranslated"]

_TEXT = re.compile(r"templates/([^/]+)/text/([^/]+)/(.+)\.md")

ORDER = ("programme", "funders", "organisations", "groups", "cities", "meetings", "events", "plans")
"""Where an answer is worth most: what stands in all documents first."""


def count_remaining(root: Path, project: Project) -> list[str]:
    """Return what is still to be supplied, in a line, and what else remains; nothing where nothing does."""
    asked = list_requests(project)
    counts = Counter({who.split("/")[-1]: len(items) for who, items in asked.items()})
    lines = []
    total = sum(counts.values())
    if total:
        shown = [f"{count} from {who}" for who, count in counts.most_common(6)]
        more = len(counts) - len(shown)
        shown += (
            [f"{sum(counts.values()) - sum(one for _, one in counts.most_common(6))} from {more} others"]
            if more > 0
            else []
        )
        lines.append(f"{total} thing{'s' if total > 1 else ''} to supply: {', '.join(shown)}")
    missing = _count_missing(project)
    if missing:
        where = ", ".join(f"{count} in {language}" for language, count in missing.most_common())
        are = "text is" if missing.total() == 1 else "texts are"
        lines.append(f"{missing.total()} {are} not translated ({where}): `translate status` lists them")
    untouched = list_untouched(root, project)
    if untouched:
        are = "text is" if len(untouched) == 1 else "texts are"
        lines.append(f"{len(untouched)} {are} still the template's")
    return lines


def _count_missing(project: Project) -> Counter[str]:
    """Return how many texts each language of the documents does not have yet."""
    languages = project.programme.languages or list_languages(project)
    found = {one: sum(unit.state == "missing" for unit in list_units(project, one)) for one in languages}
    return Counter({language: count for language, count in found.items() if count})


def list_untouched(root: Path, project: Project) -> list[str]:
    """Return the texts that stand as the starter gave them: kind and name."""
    beginning = read_beginning(root)
    if beginning is None:
        return []
    found = set()
    for path, content in beginning.files.items():
        named = re.fullmatch(r"templates/([^/]+)/text/[^/]+/(.+)\.md", path)
        if named and project.workspace.files.get(path) == content:
            found.add(f"{named[1]}/{named[2]}")
    return sorted(found)


def list_untranslated(project: Project) -> list[str]:
    """Return in plain words what does not stand in a language of the programme yet, and what readers see instead."""
    prose = project.workspace.list_prose()
    texts = {(one.kind, one.name, one.language) for one in prose if one.kind != "portal"}
    lines = []
    for language in project.programme.languages:
        missing = {one[:2] for one in texts} - {one[:2] for one in texts if one[2] == language}
        units = list_units(project, language)
        words = sum(one.state == "missing" and one.name.startswith("words:") for one in units)
        said = [
            *([f"{words} headings and labels"] if words else []),
            *([f"{len(missing)} longer text{'s' if len(missing) > 1 else ''}"] if missing else []),
        ]
        if said:
            name = Localisation("en").language_name(language)
            lines.append(
                f"Not there in {name} yet: {' and '.join(said)}. Readers get them in another language, marked as such; "
                f"exchange send {language} --to DIR gives them to a translator."
            )
    return lines


def list_next_steps(root: Path, project: Project) -> list[str]:
    """Return what to do next, a line for each file, what is worth most first."""
    by_record: dict[str, list[Request]] = {}
    for items in list_requests(project).values():
        for one in items:
            by_record.setdefault(one.record.partition("/")[0], []).append(one)
    steps = []
    for collection in sorted(by_record, key=lambda one: ORDER.index(one) if one in ORDER else len(ORDER)):
        items = by_record[collection]
        files = [one.path for one in items if one.path.endswith(".yaml")]
        where = files[0] if len(set(files)) == 1 else f"data/{collection}/" if files else "data/meetings.yaml"
        first = _name_words(project, items)
        count = f"{len(items)} thing{'s' if len(items) > 1 else ''}"
        steps.append(f"{where}: {count} to supply{f' ({first})' if first else ''}")
    untouched = list_untouched(root, project)
    if untouched:
        kinds = sorted({one.partition("/")[0] for one in untouched})
        steps.append(f"templates/KIND/text/: {len(untouched)} texts to make your own ({', '.join(kinds)})")
    return steps


def _name_words(project: Project, items: list[Request]) -> str:
    language = project.programme.original_language
    words = list(dict.fromkeys(project.choose(one.text, language)[1] for one in items if one.text))
    return ", ".join(words[:4]) + ("…" if len(words) > 4 else "")
