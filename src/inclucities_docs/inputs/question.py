"""A question about a project: what something that was made had asked, so that one can ask again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from inclucities_docs.inputs.workspace import hash_bytes

__all__ = [
    "ABSENT",
    "Question",
    "Trace",
    "fingerprint",
    "name_questions",
    "number_questions",
    "read_questions",
]

ABSENT = "absent"
"""The answer of a question about what is not there: when it appears, the answer changes."""


class Question(NamedTuple):
    """One question; compared, kept and read as the tuple that it is."""

    kind: str
    """What is asked: one of the sorts that ``answer.ANSWERS`` knows."""
    name: str = ""
    """What it is asked of: the path of a record, a file or a text, or an interface word."""
    language: str = ""
    more: tuple[str, ...] = ()


Trace = dict[Question, str]
"""What something asked while it was made: question → fingerprint of the answer."""


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def fingerprint(value: Any) -> str:
    """Return a short, stable text that differs when the value does."""
    if isinstance(value, str):  # most answers are words
        text = encode_basestring(value)
    else:
        text = _encode(value)
    return text if len(text) <= 32 else hash_bytes(text.encode())


def number_questions(trace: Mapping[Question, str], numbers: dict[Question, int]) -> dict[str, str]:
    """Return answers by the number of their question; new questions get the next number in ``numbers``."""
    return {
        str(numbers.setdefault(question, len(numbers))): answer for question, answer in sorted(trace.items())
    }


def read_questions(listed: Iterable[Sequence[Any]]) -> list[Question]:
    """Return questions as JSON gives them, which knows lists alone, as what they are."""
    return [Question(kind, name, language, tuple(more)) for kind, name, language, more in listed]


def name_questions(answers: Mapping[str, str], questions: Sequence[Question]) -> Trace:
    """Return numbered answers by their questions again."""
    return {questions[int(number)]: str(answer) for number, answer in answers.items()}
