"""Fields and choices have plain names: no form shows what they are called in files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, get_args, get_origin

import pytest

from inclucities_docs.exchange.field_name import name_choice, name_key
from inclucities_docs.preview.form import FieldSchema
from inclucities_docs.schema import COLLECTIONS, Programme


def list_fields(schema: FieldSchema, seen: set[type]) -> Iterator[tuple[str, FieldSchema]]:
    """Yield each field that a form may show, with its name, the ones inside too."""
    if schema.model is None or schema.model in seen:
        return
    seen.add(schema.model)
    for name in schema.model.model_fields:
        inner = schema.inner(name)
        while inner is not None:
            yield name, inner
            yield from list_fields(inner, seen)
            inner = inner.item or (inner.inner("") if get_origin(inner.type) is dict else None)


FIELDS = [
    one
    for seen in [set[type]()]
    for model in (*COLLECTIONS.values(), Programme)
    for one in list_fields(FieldSchema(model), seen)
]


@pytest.mark.parametrize("key", sorted({name for name, _ in FIELDS}))
def test_every_field_has_a_plain_name(key: str) -> None:
    assert len({name for name, _ in FIELDS}) > 150
    assert name_key(key) != key.replace("_", " ")


def test_every_value_that_may_be_chosen_has_a_plain_name() -> None:
    values = {
        value
        for name, one in FIELDS
        if get_origin(one.type) is Literal and name != "byday"  # days are no choice of a form
        for value in get_args(one.type)
    }
    assert len(values) > 30
    assert {one for one in values if name_choice(one) == one} == {"sourced", "proposed", "awaited"}
