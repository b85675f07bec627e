"""The bill of materials holds what affects the documents, as the standard has it, and the same each time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from inclucities_docs.build.trace import TOOLS
from tiny_project import TESTS


def test_the_bill_is_sound_whole_and_the_same_each_time(tmp_path: Path) -> None:
    texts = []
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}.json"
        subprocess.run(
            [sys.executable, str(TESTS.parent / ".ci" / "sbom.py"), str(target)],
            cwd=TESTS.parent, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True,
        )  # fmt: skip
        texts.append(target.read_text("utf-8"))
    assert texts[0] == texts[1]
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(texts[0]) is None
    bill = json.loads(texts[0])
    assert "timestamp" not in bill["metadata"]
    parts = {one["name"]: one for one in bill["components"]}
    assert {name.replace("_", "-") for name in TOOLS} <= parts.keys()
    assert not {"pytest", "mypy", "ruff"} & parts.keys()
    for part in parts.values():
        assert part["externalReferences"][0]["hashes"], part["name"]
