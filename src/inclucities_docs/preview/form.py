"""A form for any field, from the models: what may stand there, as inputs, and back again as YAML has it."""

from __future__ import annotations

import copy
import re
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from babel.numbers import format_decimal

from inclucities_docs.exchange.cell_value import read_date, read_number
from inclucities_docs.exchange.contribution import Speaker
from inclucities_docs.exchange.field_name import name_choice, name_key
from inclucities_docs.inputs.catalogue import gettext_noop
from inclucities_docs.schema.value import Localised, Model, Period, Ref

__all__ = ["NEW", "FieldSchema", "Input", "find_schema", "list_inputs", "read_form"]

NEW = "+"
"""The choice of a source that is not there yet."""

_NOT_A_NUMBER = gettext_noop("“%(words)s” is not a number in this language: write it like %(example)s.")
_NOT_A_DATE = gettext_noop("“%(words)s” is not a date: write 2021-05-03, 2021-05 or 2021.")


@dataclass(frozen=True)
class FieldSchema:
    """What a model says of a field: its type without wrappings, and the marks on it."""

    type: Any
    marks: tuple[Any, ...] = ()
    is_needed: bool = True
    about: str = ""

    @property
    def is_text(self) -> bool:
        """Whether it is a text per language."""
        return any(isinstance(one, Localised) for one in self.marks)

    @property
    def ref(self) -> Ref | None:
        """What it names, where it is the id of a record."""
        return next((one for one in self.marks if isinstance(one, Ref)), None)

    @property
    def model(self) -> type[Model] | None:
        """The model of its parts, where it has one."""
        return self.type if isinstance(self.type, type) and issubclass(self.type, Model) else None

    @property
    def item(self) -> FieldSchema | None:
        """What its items are, where it is a list."""
        if get_origin(self.type) is tuple or self.type is tuple:
            return _unwrap((get_args(self.type) or (str,))[0])
        return None

    def inner(self, step: str | int) -> FieldSchema | None:
        """Return what stands below it: a field of a model, an item of a list, a value by key."""
        if self.model is not None:
            info = self.model.model_fields.get(str(step))
            if info is None:
                return None
            found = _unwrap(info.annotation)
            marks = (*info.metadata, *found.marks)
            return FieldSchema(found.type, marks, info.is_required(), info.description or "")
        if self.item is not None:
            return self.item
        return _unwrap(get_args(self.type)[1]) if get_origin(self.type) is dict else None


def _unwrap(annotation: Any) -> FieldSchema:
    marks: tuple[Any, ...] = ()
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            marks += tuple(more)
            continue
        if get_origin(annotation) in (Union, types.UnionType):
            kinds = [one for one in get_args(annotation) if one is not type(None)]
            if len(kinds) == 1:
                annotation = kinds[0]
                continue
        return FieldSchema(annotation, marks)


def find_schema(model: type[Model], steps: tuple[str | int, ...]) -> FieldSchema | None:
    """Return what a model says of a field below it."""
    found: FieldSchema | None = FieldSchema(model)
    for step in steps:
        found = found.inner(step) if found else None
    return found


@dataclass(frozen=True)
class Input:
    """One place to write or choose in."""

    name: str
    """Where it stands below the field: ``text.fr``; empty for a field that is one value."""
    kind: Literal["text", "long", "lines", "number", "date", "choice", "check"]
    label: str
    value: str = ""
    language: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    about: str = ""
    is_more: bool = False
    """Whether it may stay empty, and is: shown on demand."""
    is_source: bool = False


_FIRST = ("text", "value", "period", "unit", "as_of", "source", "state", "awaited_from")
_ASKED = ("text", "value", "period", "as_of")
_ASIDE = ("definition", "area", "note", "why")
"""What a statement says, in the order in which it is written; of that, what it lacks where it is awaited; and
what stands beside it."""


def _place(key: str) -> int:
    return _FIRST.index(key) if key in _FIRST else len(_FIRST) + (key in _ASIDE)


@dataclass(frozen=True)
class _Maker:
    speak: Speaker
    languages: tuple[str, ...]

    def make(self, schema: FieldSchema, value: Any, name: str, label: str) -> Iterator[Input]:
        """Return the inputs of a value; what no input is known for stays as it is."""
        more: dict[str, Any] = {"about": schema.about, "is_more": value is None and not schema.is_needed}
        given = "" if value is None else value
        if schema.is_text:
            texts = given if isinstance(given, dict) else {}
            for language in dict.fromkeys((*self.languages, *texts)):
                yield Input(_below(name, language), "long", label, texts.get(language, ""), language, **more)
        elif schema.model is Period:
            yield Input(name, "date", label, _show_period(value), **more)
        elif schema.model is not None:
            if isinstance(value, dict):
                yield from self.fields(schema.model, value, name)
        elif schema.item is not None:
            yield from self._list(schema, value, name, label, more)
        elif get_origin(schema.type) is Literal:
            choices = tuple((one, self.speak(name_choice(one))) for one in get_args(schema.type))
            is_chosen = schema.is_needed or name.rpartition(".")[2] == "state"
            choices = choices if is_chosen else (("", "–"), *choices)
            yield Input(name, "choice", label, str(given), "", choices, **more)
        elif schema.ref is not None:
            yield Input(name, "choice", label, str(given), "", self._records(schema.ref), **more)
        elif schema.type is bool:
            yield Input(name, "check", label, "yes" if value else "", **more)
        elif schema.type in (int, float):
            yield Input(name, "number", label, self._number(value), **more)
        elif schema.type is str:
            yield Input(name, "long" if len(str(given)) > 60 else "text", label, str(given), **more)

    def fields(self, model: type[Model], value: Mapping[str, Any], name: str = "") -> Iterator[Input]:
        """Return the inputs of a model's fields."""
        is_stated = "awaited_from" in model.model_fields
        order = sorted(model.model_fields, key=_place) if is_stated else list(model.model_fields)
        for key in order:
            schema = find_schema(model, (key,))
            if schema is None or key in ("id", "others"):
                continue
            held = value.get(key)
            if key == "state" and is_stated:
                held = held or ("awaited" if value.get("awaited_from") else "sourced")
            for one in self.make(schema, held, _below(name, key), self.speak(name_key(key))):
                is_asked = is_stated and key in _ASKED
                yield replace(one, is_more=not is_asked and (one.is_more or (is_stated and key in _ASIDE)))

    def _list(self, schema: FieldSchema, value: Any, name: str, label: str, more: Any) -> Iterator[Input]:
        item = schema.item
        assert item is not None
        items = [value] if isinstance(value, str) else list(value or [])
        ref = schema.ref or item.ref
        if ref is not None:
            is_source = ref.collections == ("sources",)
            choices = self._records(ref)
            for index, one in enumerate([*items, ""]):
                yield Input(
                    _below(name, str(index)), "choice", label, str(one), "", choices,
                    "" if index else schema.about, bool(index and index == len(items)), is_source,
                )  # fmt: skip
        elif item.type is str and not item.is_text:
            yield Input(name, "lines", label, "\n".join(map(str, items)), **more)

    def _records(self, ref: Ref) -> tuple[tuple[str, str], ...]:
        found = [("", "–")]
        for collection in ref.collections:
            for key, record in self.speak.project.collections[collection].items():
                title = getattr(record, "title", None) or getattr(record, "name", None) or key
                words = self.speak.choose(title) if isinstance(title, Mapping) else str(title)
                found.append((key, words if words == key else f"{words} ({key})"))
        return tuple(found)

    def _number(self, value: Any) -> str:
        if value is None:
            return ""
        return str(
            format_decimal(value, "#0.######", locale=_locale(self.speak.language), numbering_system="latn")
        )


def list_inputs(
    schema: FieldSchema, value: Any, speak: Speaker, languages: tuple[str, ...], label: str
) -> list[Input]:
    """Return the inputs for a field that holds a value as YAML has it; none where it cannot be written in a form."""
    return list(_Maker(speak, languages).make(schema, value, "", label))


def read_form(
    inputs: list[Input], held: Any, entries: Mapping[str, str], speak: Speaker, source: str = ""
) -> tuple[Any, dict[str, str]]:
    """Return what a field is to hold with some entries, and what is wrong with these, by input.

    What no entry changes stays as it is written. ``source`` is the id for a source that is new.
    """
    value, problems = copy.deepcopy(held), {}
    for one in inputs:
        said = entries.get(one.name, one.value)
        if said == one.value:
            continue
        try:
            made: Any = source if said == NEW else _read(one, said.strip(), speak)
        except ValueError as error:
            problems[one.name] = str(error)
            continue
        value = _put(value, one.name.split(".") if one.name else [], made)
    if isinstance(value, dict):
        value = _settle(value, held if isinstance(held, dict) else {}, "state" in entries)
    return value, problems


def _read(one: Input, said: str, speak: Speaker) -> Any:
    if not said:
        return False if one.kind == "check" else None
    match one.kind:
        case "number":
            found = read_number(said, speak.language)
            if found is None:
                example = format_decimal(12.5, locale=_locale(speak.language), numbering_system="latn")
                raise ValueError(speak(_NOT_A_NUMBER, words=said, example=example))
            return found
        case "date":
            return _read_period(said, speak)
        case "lines":
            return [line.strip() for line in said.splitlines() if line.strip()]
        case "check":
            return True
        case "long":
            return " ".join(said.split())
    return said


def _read_period(said: str, speak: Speaker) -> Any:
    is_list = "," in said
    parts = re.split(r"\s*,\s*" if is_list else r"\s*[–—]\s*|\s+-\s+", said)
    days = [read_date(one, speak.language) for one in parts]
    if None in days:
        raise ValueError(speak(_NOT_A_DATE, words=said))
    if len(days) == 1:
        return days[0]
    return days if is_list else {"start": days[0], "end": days[-1]}


def _show_period(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        ends = (value.get("start"), value.get("end"))
        return ", ".join(map(str, value.get("days", ()))) or " – ".join(str(one) for one in ends if one)
    return "" if value is None else str(value)


def _put(value: Any, steps: list[str], made: Any) -> Any:
    """Put a value below another; none takes out what is there."""
    if not steps:
        return made
    step, *rest = steps
    if step.isdecimal():
        items = [value] if isinstance(value, str) else list(value or [])
        items[int(step) : int(step) + 1] = [] if made is None else [made]
        return items[0] if len(items) == 1 else items or None
    held = dict(value) if isinstance(value, dict) else {}
    inside = _put(held.get(step), rest, made)
    if inside is None:
        held.pop(step, None)
        return held if held or len(steps) == 1 else None
    return {**held, step: inside}


def _settle(value: dict[str, Any], held: dict[str, Any], is_chosen: bool) -> dict[str, Any]:
    """Let state, source and who is asked agree: who names a source need not say that it is sourced."""
    if not {"source", "state", "awaited_from"} & {*value, *held}:
        return value
    state = value.get("state") or ("awaited" if value.get("awaited_from") else "sourced")
    if not is_chosen and value.get("source") and not held.get("source"):
        state = "sourced"
    elif not is_chosen and value.get("awaited_from") and not held.get("awaited_from"):
        state = "awaited"
    gone = {
        "sourced": ("state", "awaited_from"),
        "proposed": ("source", "awaited_from"),
        "awaited": ("source", "state"),
    }
    made = {key: one for key, one in value.items() if key not in gone.get(state, ())}
    return {**made, "state": state} if state == "proposed" else made


def _below(name: str, key: str) -> str:
    return f"{name}.{key}" if name else key


def _locale(language: str) -> str:
    return "en_GB" if language == "en" else language.replace("-", "_")
