"""The records and all that can be asked of them: read from the models and from what goes beyond their fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast, get_args, get_origin

from inclucities_docs.inputs.check import ref_fields
from inclucities_docs.inputs.project import Project, text_fields
from inclucities_docs.inputs.relation import DERIVED
from inclucities_docs.reference.item import Item, Section, read_docstring
from inclucities_docs.schema import COLLECTIONS, Kind, Model, Programme
from inclucities_docs.schema.value import _Stated, walk_models

__all__ = ["list_collections", "list_models", "list_records", "name_section"]

_SHORT = {"ActionPlan": "plan", "OneStopShop": "shop"}
"""What templates call a record that the models call otherwise."""

_NAMING = ("name", "title", "text", "description", "number", "value", "start")
"""The fields by which a record is told in a list, the first that it has."""

_STATED = frozenset(_Stated.model_fields)
"""What all that is sourced, proposed or awaited has."""

_PRINTED = {
    "Statement": ("m.say({})", "m.statements({})"),
    "Quantity": ("m.quantity({})", ""),
    "Moment": ("m.moment({})", ""),
    "Period": ("{} | period", ""),
    "CountedForms": ("{}.few.values() | join(', ')", ""),
}
"""How a part that has a look of its own is put in: one, and several."""


def list_collections() -> Section:
    """Return the collections: what all templates can go through."""
    items = [Item("programme", _say(Programme), "{{ programme.name }}", "Programme", link="record-programme")]
    for name, model in COLLECTIONS.items():
        shown = _loop(name, model)
        items.append(Item(name, _say(model), shown, f"records: {_words(model)}", link=name_section(model)))
    items += [
        Item("duos", "Groups of two.", _loop("duos", COLLECTIONS["groups"]), "records: group", link="record-group"),
        Item("visits", "Meetings of one group in a round.", _loop("visits", COLLECTIONS["meetings"]),
             "records: meeting", link="record-meeting"),
    ]  # fmt: skip
    return Section(
        "collections",
        "Collections",
        'Each can be gone through, counted (`cities | length`) and asked for one: `cities["jelgava"]`.',
        tuple(items),
    )


def list_records(project: Project) -> list[Section]:
    """Return a section for each sort of record and of part, with the fields that it can be asked for."""
    instances = _find_instances(project)
    found: dict[type[Model], str] = {}
    queue: list[tuple[type[Model], str]] = [
        (Programme, "`programme`"),
        *((model, f"one of `{name}`") for name, model in COLLECTIONS.items()),
        (Kind, "`kind`"),
    ]
    while queue:
        model, where = queue.pop(0)
        if model in found:
            continue
        found[model] = where
        for name, field in model.model_fields.items():
            for part in _models_in(field.annotation):
                queue.append((part, f"`{_variable(model)}.{name}`"))
    return [_tell(model, where, instances) for model, where in found.items()]


def _tell(model: type[Model], where: str, instances: Mapping[str, list[tuple[str, Model]]]) -> Section:
    variable = _variable(model)
    items = [
        _try_on(_tell_field(model, name, variable), model, name, instances) for name in model.model_fields
    ]
    mine = instances.get(model.__name__, [])
    for (owner, name), derived in DERIVED.items():
        if owner != model.__name__:
            continue
        expression = f"{variable}.{name}"
        given = next((one for one in list_models() if one.__name__ == derived.gives), None)
        about = derived.about
        if name in model.model_fields:  # a field that falls back on something: told once
            items = [
                Item(one.name, f"{one.about} {about}", one.example, one.value_type, one.given, one.link)
                if one.name == expression
                else one
                for one in items
            ]
            continue
        if given is not None:
            example = _loop(expression, given) if derived.many else _if(expression, _one(expression, given))
            value_type = f"list of {_words(given)}" if derived.many else _words(given)
        else:
            example = f"{{{{ {expression} | length }}}}" if derived.many else f"{{{{ {expression} }}}}"
            value_type = "list" if derived.many else ""
        link = name_section(given) if given is not None else ""
        item = Item(expression, about, example, value_type, link=link)
        items.append(item.tried_with(**{variable: mine[0][0] if mine else ""}))
    about = f"{_say(model)} Found as {where}."
    return Section(name_section(model), _words(model).capitalize(), about, tuple(items))


def _try_on(
    item: Item, model: type[Model], name: str, instances: Mapping[str, list[tuple[str, Model]]]
) -> Item:
    """Return an item with the first record that says something in this field."""
    mine = instances.get(model.__name__, [])
    said = [path for path, one in mine if getattr(one, name) not in (None, (), {}, "")]
    return item.tried_with(**{_variable(model): said[0] if said else mine[0][0] if mine else ""})


def _tell_field(model: type[Model], name: str, variable: str) -> Item:
    field = model.model_fields[name]
    expression = f"{variable}.{name}"
    about, written = read_docstring(field.description or "")
    optional = not field.is_required() and field.default is None
    many = any(get_origin(one) is tuple for one in _unfold(field.annotation))
    mapping = any(get_origin(one) is dict for one in _unfold(field.annotation))
    ref = ref_fields(model).get(name)
    parts = list(_models_in(field.annotation))
    link = ""
    if name in text_fields(model):
        example, value_type = _print(expression, many=many), "list of texts" if many else "text"
    elif ref is not None:
        target = COLLECTIONS[ref.collections[0]]
        example = _loop(expression, target) if many else _one(expression, target)
        value_type, link = f"{'list of ' if many else ''}{_words(target)}", name_section(target)
    elif parts:
        part = parts[0]
        example = (
            f"{{% for key, one in {expression}.items() %}}{{{{ key }}}} {{% endfor %}}"
            if mapping
            else _loop(expression, part)
            if many
            else _one(expression, part)
        )
        value_type, link = f"{'list of ' if many or mapping else ''}{_words(part)}", name_section(part)
    elif mapping:
        example, value_type = _print(expression, many=True), "names and words"
    elif many:
        example, value_type = _print(expression, many=True), "list of words"
    elif bool in _unfold(field.annotation):
        example, value_type, optional = f'{{{{ "yes" if {expression} else "no" }}}}', "yes or no", False
    elif {int, float} & set(_unfold(field.annotation)):
        example, value_type = f"{{{{ {expression} | number }}}}", "number"
    else:
        example, value_type = f"{{{{ {expression} }}}}", _list_choices(field.annotation) or "word"
    example = written or (_if(expression, example) if optional else example)
    return Item(expression, about, example, value_type, link=link)


def _unfold(annotation: object) -> list[Any]:
    """Return an annotation and all that stands in it."""
    return [annotation, *(inner for part in get_args(annotation) for inner in _unfold(part))]


def _models_in(annotation: object) -> Iterator[type[Model]]:
    for one in _unfold(annotation):
        if isinstance(one, type) and issubclass(one, Model):
            yield one


def _list_choices(annotation: object) -> str:
    words = [one for one in _unfold(annotation) if isinstance(one, str)]
    return "one of: " + ", ".join(words) if len(words) > 1 else ""


def list_models() -> Iterator[type[Model]]:
    """Yield each sort of record and part that templates can come to."""
    seen: set[type[Model]] = set()
    queue: list[type[Model]] = [Programme, *COLLECTIONS.values(), Kind]
    while queue:
        model = queue.pop(0)
        if model in seen:
            continue
        seen.add(model)
        yield model
        queue += [part for field in model.model_fields.values() for part in _models_in(field.annotation)]


def _find_instances(project: Project) -> dict[str, list[tuple[str, Model]]]:
    """Return each record and part of the project by its sort, with its path, in their order."""
    found: dict[str, list[tuple[str, Model]]] = {}

    kinds = ((f"kinds/{key}", kind) for key, kind in project.kinds.items())
    for path, record in (*project.list_records(), *kinds):
        for place, one in walk_models(record, path):
            found.setdefault(type(one).__name__, []).append((place, one))
    return found


def _say(model: type[Model]) -> str:
    return read_docstring(model.__doc__ or "")[0]


def _words(model: type[Model]) -> str:
    """Return what a sort of record is called, in small letters: key factor."""
    return _SHORT.get(model.__name__) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).lower()


def _variable(model: type[Model]) -> str:
    return _words(model).replace(" ", "_")


def name_section(model: type[Model]) -> str:
    """Return the key of the section that tells of a sort of record."""
    return "record-" + _words(model).replace(" ", "-")


def _naming(model: type[Model]) -> str:
    """Return the field that tells a record or part in a list: its name, or else the first that it always has."""
    fields = cast(Any, model).model_fields
    own = [one for one in fields if one not in _STATED and one != "id"]
    sure = [one for one in own if fields[one].is_required()] or own
    return next((one for one in _NAMING if one in sure), sure[0])


def _one(expression: str, model: type[Model]) -> str:
    """Return how one record or part is put in: by the macro made for it, or by its name."""
    printed = _PRINTED.get(model.__name__)
    if printed:
        return f"{{{{ {printed[0].format(expression)} }}}}"
    return _name_in(expression, model)


def _name_in(expression: str, model: type[Model]) -> str:
    field = _naming(model)
    ref = ref_fields(model).get(field)
    if ref is not None:
        shown = _one(f"{expression}.{field}", COLLECTIONS[ref.collections[0]])
        return shown if model.model_fields[field].is_required() else _if(f"{expression}.{field}", shown)
    parts = list(_models_in(model.model_fields[field].annotation))
    many = any(get_origin(one) is tuple for one in _unfold(model.model_fields[field].annotation))
    if not parts:
        return _print(f"{expression}.{field}", many=many)
    return _loop(f"{expression}.{field}", parts[0]) if many else _one(f"{expression}.{field}", parts[0])


def _print(expression: str, *, many: bool) -> str:
    joined = ' | join(", ")' if many else ""
    return f"{{{{ {expression}{joined} }}}}"


def _loop(expression: str, model: type[Model]) -> str:
    printed = _PRINTED.get(model.__name__)
    if printed and printed[1]:
        return f"{{{{ {printed[1].format(expression)} }}}}"
    if (model.__name__, "name") in DERIVED and "name" not in model.model_fields:
        return f"{{% for one in {expression} %}}{{{{ one.name }}}} {{% endfor %}}"
    return f"{{% for one in {expression} %}}{_one('one', model)} {{% endfor %}}"


def _if(expression: str, example: str) -> str:
    return f"{{% if {expression} %}}{example}{{% endif %}}"
