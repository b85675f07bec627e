"""A project: everything its files say, checked, ready to answer questions."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from inclucities_docs.diagnostics import DiagnosticError
from inclucities_docs.inputs.catalogue import Catalogues
from inclucities_docs.inputs.check import check_project
from inclucities_docs.inputs.completion import await_meetings, colour_groups
from inclucities_docs.inputs.loader import Loaded, load_files
from inclucities_docs.inputs.translation import Ledger, TranslationState
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.inputs.yaml_file import Path, Place, YamlFile, read_once
from inclucities_docs.schema import Brand, Kind, Portal, Programme, Record
from inclucities_docs.schema.value import Line, Localised, Model, walk_models

__all__ = ["Project", "load_project"]


@dataclass(frozen=True)
class Places:
    """Where each record stands, and all that is in it; looked up when asked."""

    workspace: Workspace
    origins: Mapping[str, tuple[str, Path]]
    """Name of a record → its file, and where it begins there."""

    def __reduce__(self) -> tuple[Any, ...]:
        return Places, (self.workspace, self.origins)  # files are read again where they are asked for

    @functools.cached_property
    def _files(self) -> dict[str, YamlFile]:
        return {}

    def _open(self, path: str) -> YamlFile:
        if path not in self._files:
            self._files[path] = read_once(path, self.workspace.read_text(path) or "")
        return self._files[path]

    @functools.cached_property
    def _known(self) -> dict[str, Place | None]:
        return {}

    def get(self, name: str) -> Place | None:
        """Return the file and line of ``cities/jelgava.population``, or none where no such thing stands."""
        if name not in self._known:
            self._known[name] = self._find(name)
        return self._known[name]

    def _find(self, name: str) -> Place | None:
        record, *steps = name.split(".")
        if record not in self.origins:
            return None
        origin, path = self.origins[record]
        file = self._open(origin)
        value = functools.reduce(lambda inner, key: inner[key], path, file.value)
        for step in steps:
            key: str | int = int(step) if isinstance(value, list) and step.isdecimal() else step
            try:
                value = value[key]
            except (LookupError, TypeError):
                return None
            path = (*path, key)
        return file.find_place(path)


@dataclass(frozen=True)
class Project:
    """All records of a project by collection and id; frozen, and it pickles."""

    workspace: Workspace
    programme: Programme
    brand: Brand
    collections: Mapping[str, Mapping[str, Record]]
    kinds: Mapping[str, Kind]
    places: Places = field(repr=False)
    """``cities/jelgava`` and ``cities/jelgava.population`` → file and line."""
    portal: Portal | None = None
    """How the portal is set; none where a project has no portal."""

    @functools.cached_property
    def _ledgers(self) -> dict[str, Ledger]:
        return {}

    def ledger(self, language: str) -> Ledger:
        """Return what is known of a language's translations."""
        if language not in self._ledgers:
            self._ledgers[language] = Ledger.load(self.workspace, language)
        return self._ledgers[language]

    def judge_text(self, text: Mapping[str, str], language: str) -> TranslationState | None:
        """Return the state of a text in a language; none where it is the original."""
        original = self.programme.original_language
        if original not in text:
            original = next(iter(text))
        if language == original:
            return None
        return self.ledger(language).judge(text[original], text.get(language))

    def judge_prose(self, kind: str, name: str, language: str) -> TranslationState | None:
        """Return the state of a Markdown text in a language; none where it is the original."""
        programme = self.programme
        paths = {
            one: f"templates/{kind}/text/{one}/{name}.md"
            for one in (programme.original_language, *programme.fallback_languages, language)
        }
        original = next((one for one, path in paths.items() if path in self.workspace.files), language)
        if original == language:
            return None
        text = self.workspace.read_text(paths[original]) or ""
        return self.ledger(language).judge(text, self.workspace.read_text(paths[language]))

    def judge_words(self, language: str, msgid: str) -> TranslationState | None:
        """Return the state of an interface word in a language; English is the original."""
        if language == "en":
            return None
        found, is_there = self.catalogues.find(language, msgid)
        return self.ledger(language).judge(msgid, found if is_there else None)

    @functools.cached_property
    def links(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Which records belong to which: link → path of a record → paths of the others, in order."""
        return index_links(self.collections)

    @functools.cached_property
    def catalogues(self) -> Catalogues:
        """The interface words of all languages."""
        return Catalogues(self.workspace)

    def list_records(self) -> Iterator[tuple[str, Model]]:
        """Yield the programme and each record with its path, in the order of the collections."""
        yield "programme", self.programme
        for collection, records in self.collections.items():
            yield from ((f"{collection}/{key}", record) for key, record in records.items())

    @functools.cached_property
    def texts(self) -> tuple[tuple[str, Mapping[str, str]], ...]:
        """Each text per language of programme, kinds and collections, with the path it is known under."""
        programme, *records = self.list_records()
        kinds = [(f"kinds/{name}", kind) for name, kind in self.kinds.items()]
        return tuple(
            text
            for name, root in (programme, *kinds, *records)
            for path, record in walk_models(root, name)
            for text in _list_texts(record, path)
        )

    def find(self, path: str) -> Any:
        """Walk ``cities/jelgava.population.value`` to its value; raise LookupError."""
        head, *steps = path.split(".")
        value: Any
        if head == "programme":
            value = self.programme
        elif head == "brand":
            value = self.brand
        elif head == "portal":
            value = self.portal
        elif head.startswith("kinds/"):
            value = self.kinds[head[6:]]
        else:
            collection, _, key = head.partition("/")
            value = self.collections[collection]
            if key:
                value = value[key]
        for step in steps:
            if isinstance(value, Model):
                if step not in type(value).__pydantic_fields__:
                    raise LookupError(path)
                value = getattr(value, step)
            elif isinstance(value, tuple):
                value = value[int(step)]
            elif isinstance(value, Mapping):
                value = value[step]
            else:
                raise LookupError(path)
        return value

    def choose(self, text: Mapping[str, str], language: str) -> tuple[str, str]:
        """Return a text's language and words: the language asked for, else a fallback."""
        for candidate in (language, *self.programme.fallback_languages, *text):
            if candidate in text:
                return candidate, text[candidate]
        raise LookupError("a text in no language")


@functools.cache
def text_fields(model: type[Model]) -> frozenset[str]:
    """Return the fields of a model that hold texts per language, alone or in a list."""
    return frozenset(name for name, mark in _list_marks(model) if isinstance(mark, Localised))


def _list_texts(record: Model, path: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield each text per language of a record itself, with its path."""
    localised = text_fields(type(record))
    for name in (one for one in type(record).model_fields if one in localised):
        inner = getattr(record, name)
        if isinstance(inner, tuple):
            yield from ((f"{path}.{name}.{index}", one) for index, one in enumerate(inner))
        elif isinstance(inner, Mapping):
            yield f"{path}.{name}", inner


@functools.cache
def line_fields(model: type[Model]) -> frozenset[str]:
    """Return the fields of a model that hold words which are the same in every language, alone or in a list."""
    return frozenset(name for name, mark in _list_marks(model) if mark == _LINE) - text_fields(model)


_LINE = Line.__metadata__[0]  # type: ignore[attr-defined]
"""What marks a field of plain words."""


def _list_marks(model: type[Model]) -> Iterator[tuple[str, object]]:
    """Return the marks on each field of a model and on what it holds, by the field's name."""
    for name, info in model.model_fields.items():
        yield from ((name, mark) for mark in info.metadata)
        waiting: list[object] = [info.annotation]
        while waiting:
            annotation = waiting.pop()
            yield from ((name, mark) for mark in getattr(annotation, "__metadata__", ()))
            waiting += getattr(annotation, "__args__", ())


def index_links(
    collections: Mapping[str, Mapping[str, Any]],
) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the indexes that spare templates a search through all records."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for key, group in sorted(collections["groups"].items(), key=lambda item: item[1].number):
        for member in group.members:
            found["groups"][f"cities/{member.city}"].append(f"groups/{key}")
    for key, plan in sorted(collections["plans"].items(), key=lambda item: item[1].edition):
        found["plans"][f"cities/{plan.city}"].append(f"plans/{key}")
    for key, meeting in sorted(collections["meetings"].items(), key=lambda item: item[1].round or 0):
        if meeting.group:
            found["meetings"][f"groups/{meeting.group}"].append(f"meetings/{key}")
    for key, shop in collections["shops"].items():
        found["shops"][f"cities/{shop.city}"].append(f"shops/{key}")
    layers = collections["directories"].items()
    for key, city in collections["cities"].items():
        found["directories"][f"cities/{key}"] = [
            *(f"directories/{one}" for one, layer in layers if layer.city == key),
            *(f"directories/{one}" for one, layer in layers if layer.country == city.country),
            *(f"directories/{one}" for one, layer in layers if layer.everywhere),
        ]
        if city.association:
            found["cities"][f"organisations/{city.association}"].append(f"cities/{key}")
    return {link: {key: tuple(paths) for key, paths in one.items()} for link, one in found.items()}


def load_project(workspace: Workspace, parsed: dict[str, Any] | None = None) -> Project:
    """Read and check a whole project; raise DiagnosticError with all that is wrong with it.

    ``parsed`` holds what files of the same content held before, by its fingerprint, and takes up the rest.
    """
    loaded = load_files(workspace, parsed)
    check_project(loaded, workspace)
    if loaded.problems or loaded.programme is None or loaded.brand is None:
        raise DiagnosticError(loaded.problems)
    collections = {name: dict(items) for name, items in loaded.collections.items()}
    collections["groups"] = colour_groups(collections["groups"], list(loaded.brand.hues))
    collections["meetings"] = await_meetings(collections, loaded.programme)
    return Project(
        workspace,
        loaded.programme,
        loaded.brand,
        collections,
        _choose_kinds(loaded),
        Places(workspace, {name: (file.path, start) for name, (file, start) in loaded.origins.items()}),
        _settle_portal(loaded),
    )


def _choose_kinds(loaded: Loaded) -> dict[str, Kind]:
    """Return the kinds of documents in their order, optional ones only where the programme names them."""
    assert loaded.programme is not None
    wanted = loaded.programme.documents
    mine = [(name, kind) for name, kind in loaded.kinds.items() if not kind.optional or name in wanted]
    return dict(sorted(mine, key=lambda item: (item[1].order, item[0])))


def _settle_portal(loaded: Loaded) -> Portal | None:
    """Return the portal with its languages; those of the programme where it names none."""
    portal, programme = loaded.portal, loaded.programme
    if portal is None or programme is None or portal.languages:
        return portal
    return portal.model_copy(update={"languages": programme.languages or (programme.original_language,)})
