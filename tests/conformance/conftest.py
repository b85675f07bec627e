"""A directory of deliverables, checked once: some files are right, many have one fault each."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from faults import FILES

from inclucities_docs.conformance import CHECKS, Result, browser, run


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Result]:
    """Give all results by file and check: one JVM and one browser for the whole session."""
    directory = tmp_path_factory.mktemp("deliverables")
    for path, make in FILES.items():
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_bytes(make())
    workers = os.cpu_count() or 1
    read = [name for name in CHECKS if name not in browser.CHECKS]
    made = run(directory, read, workers) + run(directory, browser.CHECKS, workers, only="seen/*")
    return {(one.artifact, one.check): one for one in made}


@pytest.fixture
def result_of(results: dict[tuple[str, str], Result]) -> Callable[[str, str], Result]:
    """Give a result; where its tool is missing the test is skipped by name, and fails in CI."""

    def find(artifact: str, check: str) -> Result:
        result = results[artifact, check]
        if result.status == "not-run":
            reason = f"{check}: {result.findings[0].message}"
            if os.environ.get("CI") == "true":
                pytest.fail(reason)
            pytest.skip(reason)
        return result

    return find
