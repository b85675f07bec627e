"""What tests of builds and checks share."""

from __future__ import annotations

import pytest

from inclucities_docs.build import executor


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collects the documents that are really looked at."""
    names: list[str] = []
    real = executor.render_in_time

    def render(project: object, task: executor.Task) -> object:
        names.append(f"{task[0].name} {task[0].language}")
        return real(project, task)  # type: ignore[arg-type]

    monkeypatch.setattr(executor, "render_in_time", render)
    return names
