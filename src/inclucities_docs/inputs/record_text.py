"""Every text of the records that has a value per language, by the path it is known under."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from inclucities_docs.inputs.project import Project, text_fields
from inclucities_docs.schema.value import Model

__all__ = ["list_texts"]


def list_texts(project: Project) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Return each text per language of programme, kinds and collections, with its path."""
    programme, *records = project.list_records()
    kinds = [(f"kinds/{name}", kind) for name, kind in project.kinds.items()]
    return (item for name, root in (programme, *kinds, *records) for item in _walk(root, name))


def _walk(value: Any, path: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Return each text per language inside a record, with its path."""
    if isinstance(value, Model):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if name in text_fields(type(value)) and not isinstance(inner, str):
                items = enumerate(inner) if isinstance(inner, tuple) else None
                if items is not None:
                    yield from ((f"{path}.{name}.{index}", one) for index, one in items)
                elif inner is not None:
                    yield f"{path}.{name}", inner
            else:
                yield from _walk(inner, f"{path}.{name}")
    elif isinstance(value, tuple):
        for index, one in enumerate(value):
            yield from _walk(one, f"{path}.{index}")
    elif isinstance(value, Mapping):
        for key, one in value.items():
            if isinstance(one, Model | tuple):
                yield from _walk(one, f"{path}.{key}")
