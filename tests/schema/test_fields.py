"""What people are asked to fill in is read by something: a field that nothing reads is work for nobody."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

from inclucities_docs import schema
from inclucities_docs.schema.value import Model
from tiny_project import TESTS

ROOT = TESTS.parent
PACKAGE = ROOT / "src/inclucities_docs"


def list_models(model: type[Model] = Model) -> Iterator[type[Model]]:
    """Give all models, however deep they derive."""
    for one in model.__subclasses__():
        yield one
        yield from list_models(one)


def test_each_field_is_read_by_the_program_or_by_a_template() -> None:
    for module in pkgutil.iter_modules(schema.__path__):
        importlib.import_module(f"inclucities_docs.schema.{module.name}")
    readers = [path for path in PACKAGE.rglob("*.py") if path.name != "field_name.py"]
    readers += [
        path for path in (ROOT / "templates").rglob("*") if path.suffix in (".html", ".md", ".xml", ".txt")
    ]
    read = {
        one[0] or one[1]
        for path in readers
        for one in re.findall(r"""\.([a-z]\w*)|["']([a-z]\w*)["']""", path.read_text("utf-8"))
    }
    unread = {
        f"{model.__name__}.{name}"
        for model in list_models()
        for name in model.model_fields
        if name not in read
    }
    assert unread == set()
