"""What was asked while something was made, with fingerprints of the answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from json.encoder import encode_basestring
from typing import Any

from inclucities_docs.source.workspace import hash_bytes

__all__ = ["ABSENT", "Inquiry", "fingerprint"]

ABSENT = "absent"
"""The answer of a question about what is not there: when it appears, the answer changes."""


def fingerprint(value: Any) -> str:
    """Give a short, stable text that differs when the value does."""
    if isinstance(value, str):  # most answers are words
        text = encode_basestring(value)
    else:
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text if len(text) <= 32 else hash_bytes(text.encode())


class Inquiry:
    """Collects questions and answers: ``fact:cities/jelgava.name@lv`` → fingerprint."""

    __slots__ = ("answers",)

    def __init__(self) -> None:
        self.answers: dict[str, str] = {}

    def note(self, question: str, answer: str) -> None:
        """Keep one answer; the same question always has the same answer within a build."""
        self.answers[question] = answer

    def extend(self, answers: Mapping[str, str]) -> None:
        """Keep the answers that something used here had asked for."""
        self.answers.update(answers)
