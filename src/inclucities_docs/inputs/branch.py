"""What templates and figures see of the records: read-only, in one language, and remembered.

Each value that is read is noted as a question with the fingerprint of its answer, so that what
was made from it is made again when, and only when, the value changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from inclucities_docs.inputs.check import ref_fields
from inclucities_docs.inputs.project import line_fields, text_fields
from inclucities_docs.inputs.question import ABSENT, fingerprint
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.inputs.relation import DERIVED, find_member
from inclucities_docs.inputs.translation import Tally
from inclucities_docs.language.collation import sort_key
from inclucities_docs.schema import COLLECTIONS
from inclucities_docs.schema.value import Model

__all__ = ["Branch", "Collection", "LocalText", "Records", "mark_text", "sort_key", "without_marks"]

FALLBACK_START, FALLBACK_BREAK, FALLBACK_END = "\ue000", "\ue001", "\ue002"
"""Marks around a text in another language than the page's: start, language, break, text, end.
They survive in attributes as well as in text; the page's last step turns them into ``lang``.
For who edits what a page shows, the language is followed by ``@`` and the path of the field."""


def mark_text(escaped: str, language: str = "", path: str = "") -> str:
    """Return an escaped text in the marks that say its language, where it is not the page's, and its field."""
    field = f"@{quote(path, safe='/.#')}" if path else ""
    return f"{FALLBACK_START}{language}{field}{FALLBACK_BREAK}{escaped}{FALLBACK_END}"


class LocalText(str):
    """A text in one language; it knows which, and marks itself where that is not the page's."""

    language: str
    is_fallback: bool
    path: str
    """The field that it is, where the page is made for who edits it."""
    awaited: Branch | None = None
    """The statement whose gap it describes, where that is awaited."""

    @classmethod
    def make(cls, text: str, language: str, wanted: str, path: str = "") -> LocalText:
        """Return a text with its language beside the language that was wanted."""
        one = cls(text)
        one.language, one.is_fallback, one.path = language, language != wanted, path
        return one

    def __html__(self) -> str:
        escaped = (
            str(self)
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace('"', "&#34;")
            .replace("'", "&#39;")
        )
        if not (self.is_fallback or self.path):
            return escaped
        return mark_text(escaped, self.language if self.is_fallback else "", self.path)


class LocalNumber(float):
    """A number that knows which field it is, where the page is made for who edits it."""

    path: str

    @classmethod
    def make(cls, value: float, path: str) -> LocalNumber:
        """Return a number with the path of its field."""
        one = cls(value)
        one.path = path
        return one


def without_marks(value: Any) -> Any:
    """Take the marks of its language from a text that goes into another marked one: they do not nest."""
    if isinstance(value, LocalText):
        return str(value)
    if isinstance(value, str):
        return type(value)(
            re.sub(f"{FALLBACK_START}[^{FALLBACK_BREAK}]*{FALLBACK_BREAK}|{FALLBACK_END}", "", value)
        )
    return value


class Branch:
    """One record or a part of it, as a template sees it."""

    __slots__ = ("_model", "_path", "_records")

    def __init__(self, records: Records, model: Model, path: str) -> None:
        self._records, self._model, self._path = records, model, path

    def __getattr__(self, name: str) -> Any:
        model = self._model
        model_name = type(model).__name__
        value = self._records._wrap(self, name) if name in type(model).__pydantic_fields__ else None
        if name == "text" and isinstance(value, LocalText) and getattr(model, "state", "") == "awaited":
            value.awaited = self
        if value is None and (derive := DERIVED.get((model_name, name))) is not None:
            return derive.find(self)
        if value is None and model_name == "Group" and name in self._records.roles:
            return find_member(self, name)
        if value is None and name not in type(model).__pydantic_fields__:
            raise AttributeError(name)
        return value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Branch) and other._path == self._path

    def __hash__(self) -> int:
        return hash(self._path)

    def __repr__(self) -> str:
        return f"<{type(self._model).__name__} {self._path}>"

    def __str__(self) -> str:
        """Refuse to be printed: a record is no text, and readers would see what the program calls it."""
        raise TypeError(f"no text: {self!r}")

    __html__ = __str__

    @property
    def _name(self) -> str:
        """Its path, in which items of lists are named by their ids, where they have them."""
        head, *steps = self._path.split(".")
        value: Any = self._records.branch(head)._model
        named = [head]
        for step in steps:
            if isinstance(value, tuple):
                value = value[int(step)]
            else:
                value = value[step] if isinstance(value, Mapping) else getattr(value, step)
            own = getattr(value, "id", "") if step.isdecimal() else ""
            named.append(own or step)
        return ".".join(named)

    def _names(self) -> list[str]:
        """List what can be asked of it, for the hint when something else is."""
        model_name = type(self._model).__name__
        roles = self._records.roles._names() if model_name == "Group" else ()
        return [
            *type(self._model).model_fields,
            *(name for owner, name in DERIVED if owner == model_name),
            *roles,
        ]


class Collection:
    """The records of one sort: iterates in their own order, gives one by id."""

    __slots__ = ("_belongs", "_name", "_records")

    def __init__(self, records: Records, name: str, belongs: Callable[[Any], bool] | None = None) -> None:
        self._records, self._name, self._belongs = records, name, belongs

    def _branches(self) -> list[Branch]:
        records = self._records
        items = records.reader._project.collections[self._name]
        records.reader.note("records", self._name, answered=fingerprint(list(items)))
        branches = [Branch(records, record, f"{self._name}/{key}") for key, record in items.items()]
        if self._belongs is not None:
            branches = [one for one in branches if self._belongs(one)]
        order = _ORDER.get(self._name)
        return sorted(branches, key=order) if order else branches

    def __iter__(self) -> Iterator[Branch]:
        return iter(self._branches())

    def __len__(self) -> int:
        return len(self._branches())

    def __contains__(self, key: object) -> bool:
        is_there = key in self._records.reader._project.collections[self._name]
        self._records.reader.note("fact", f"{self._name}/{key}", answered="model" if is_there else ABSENT)
        return is_there

    def __getitem__(self, key: str) -> Branch:
        if key not in self:
            raise LookupError(key)
        return self._records.branch(f"{self._name}/{key}")

    def _names(self) -> list[str]:
        return list(self._records.reader._project.collections[self._name])


class Records:
    """A whole project in one language, as templates and figures see it."""

    def __init__(
        self, reader: Reader, language: str, tally: Tally | None = None, *, marked: bool = False
    ) -> None:
        self.reader, self._language, self._marked = reader, language, marked
        self._tally = tally if tally is not None else Tally()
        self._given: dict[str, Any] = {}
        self.stated: dict[str, str] = {}
        """Path → state of each statement whose state was looked at, where it is proposed or awaited."""
        self.cited: dict[str, None] = {}
        """Ids of the sources that were named, in their order."""

    @property
    def language(self) -> str:
        """The language that texts come in, where they exist in it."""
        return self._language

    @property
    def programme(self) -> Branch:
        """The programme itself."""
        return Branch(self, self.reader._project.programme, "programme")

    def __getattr__(self, name: str) -> Collection:
        if name in COLLECTIONS:
            return Collection(self, name)
        if name in SHORT_NAMES:
            return Collection(self, *SHORT_NAMES[name])
        raise AttributeError(name)

    def branch(self, path: str) -> Branch:
        """Return the record at a path such as ``cities/jelgava`` or ``programme``."""
        value = self.reader._project.find(path)
        assert isinstance(value, Model), path
        self.reader.note("fact", path, answered="model")
        return Branch(self, value, path)

    def linked(self, link: str, branch: Branch) -> list[Branch]:
        """Return the records that an index links to a record: ``groups`` of a city, ``meetings`` of a group."""
        key = branch._path
        found = self.reader._project.links.get(link, {}).get(key, ())
        self.reader.note("link", key, "", link, answered=fingerprint(list(found)))
        return [self.branch(path) for path in found]

    def _wrap(self, branch: Branch, name: str) -> Any:
        path = f"{branch._path}.{name}"
        if path not in self._given:
            self._given[path] = self._find(branch._model, path, name)
        return self._given[path]

    def _find(self, model: Model, path: str, name: str) -> Any:
        value = getattr(model, name)
        if name == "state" and value in ("proposed", "awaited"):
            self.stated.setdefault(path.removesuffix(".state"), value)
        elif name == "publisher":
            self.cited.setdefault(path.removeprefix("sources/").removesuffix(".publisher"))
        ref = ref_fields(type(model)).get(name)
        if ref is not None and value is not None:
            return self._resolve(value, ref.collections, path)
        is_line = self._marked and name in line_fields(type(model))
        return self._present(value, path, name in text_fields(type(model)), is_line)

    def _present(self, value: Any, path: str, is_text: bool, is_line: bool = False) -> Any:
        reader = self.reader
        if isinstance(value, tuple):
            reader.note("fact", path, answered=f"list {len(value)}")
            return tuple(
                self._present(one, f"{path}.{index}", is_text, is_line) for index, one in enumerate(value)
            )
        if isinstance(value, Mapping) and is_text:
            language, words = reader._project.choose(value, self._language)
            reader.note("fact", path, self._language, answered=fingerprint((language, words)))
            state = reader._project.judge_text(value, self._language)
            if state is not None:
                reader.note("state", path, self._language, answered=state)
                self._tally.note(path, state)
            return LocalText.make(words, language, self._language, path if self._marked else "")
        if isinstance(value, Mapping):
            reader.note("fact", path, answered=fingerprint(list(value)))
            return {key: self._present(one, f"{path}.{key}", False) for key, one in value.items()}
        if isinstance(value, Model):
            return Branch(self, value, path)
        reader.note("fact", path, answered=fingerprint(value))
        if is_line and isinstance(value, str):
            return LocalText.make(value, self._language, self._language, path)
        return LocalNumber.make(value, path) if self._marked and type(value) is float else value

    def _resolve(self, value: Any, collections: tuple[str, ...], path: str) -> Any:
        if isinstance(value, tuple):
            self.reader.note("fact", path, answered=f"list {len(value)}")
            return tuple(
                self._resolve(one, collections, f"{path}.{index}") for index, one in enumerate(value)
            )
        self.reader.note("fact", path, answered=fingerprint(value))
        for collection in collections:
            record = self.reader._project.collections[collection].get(value)
            if record is not None:
                return Branch(self, record, f"{collection}/{value}")
        raise LookupError(path)


SHORT_NAMES: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "duos": ("groups", lambda group: len(group.members) == 2),
    "visits": ("meetings", lambda meeting: meeting.round is not None and meeting.group is not None),
}
"""Names for a part of a collection: groups of two, and meetings of one group in a round."""

_ORDER: dict[str, Any] = {
    "cities": lambda city: sort_key(city.name, city._records.language),
    "groups": lambda group: group.number,
    "meetings": lambda meeting: (meeting.round or 100, meeting.group.number if meeting.group else 0),
    "plans": lambda plan: (sort_key(plan.city.name, plan._records.language), plan.edition),
    "glossary": lambda term: sort_key(term.name, term._records.language),
}
