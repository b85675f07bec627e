"""A preview of the tiny project."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from editing import Preview, start

from tiny_project import TinyProject


@pytest.fixture
def preview(project: TinyProject) -> Iterator[Preview]:
    with start(project) as one:
        yield one
