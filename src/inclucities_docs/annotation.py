"""Problems in the forms that machines take: JSON, notes at a line for GitHub and GitLab, SARIF."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence

from inclucities_docs.diagnostics import Diagnostic
from inclucities_docs.schema.output import CheckOutput, Problem

__all__ = ["annotate"]

SARIF = "https://json.schemastore.org/sarif-2.1.0.json"


def annotate(problems: Iterable[Diagnostic], form: str) -> str:
    """Return all problems, each once and sorted by place, in one of ``diagnostics.FORMS``."""
    unique = list(dict.fromkeys(sorted(problems, key=lambda one: one.sort_key)))
    return _WRITERS[form](unique)


def _write_json(problems: Sequence[Diagnostic]) -> str:
    found = tuple(
        Problem(
            path=one.location.path,
            line=one.location.line,
            column=one.location.column,
            severity=one.severity,
            message=one.message,
            hint=one.hint,
        )
        for one in problems
    )
    errors = sum(one.severity == "error" for one in found)
    return CheckOutput(errors=errors, warnings=len(found) - errors, problems=found).model_dump_json(indent=1)


def _write_github(problems: Sequence[Diagnostic]) -> str:
    """Write workflow commands (GitHub's documentation, 'Workflow commands for GitHub Actions')."""
    lines = []
    for one in problems:
        where = {"file": one.location.path, "line": one.location.line, "col": one.location.column}
        properties = ",".join(f"{key}={_escape(str(value), ':,')}" for key, value in where.items() if value)
        lines.append(f"::{one.severity} {properties}::{_escape(_join(one))}")
    return "\n".join(lines)


def _escape(text: str, also: str = "") -> str:
    for sign in "%\r\n" + also:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def _write_gitlab(problems: Sequence[Diagnostic]) -> str:
    """Write a report of code quality (GitLab's documentation, 'Code Quality report format')."""
    return json.dumps(
        [
            {
                "description": _join(one),
                "check_name": "inclucities-docs",
                "fingerprint": hashlib.sha256(
                    f"{one.location.path}\0{one.excerpt}\0{one.message}\0{one.location.line}".encode()
                ).hexdigest(),
                "severity": "major" if one.severity == "error" else "minor",
                "location": {"path": one.location.path, "lines": {"begin": max(1, one.location.line)}},
            }
            for one in problems
        ],
        ensure_ascii=False,
        indent=1,
    )


def _write_sarif(problems: Sequence[Diagnostic]) -> str:
    """Write a log of the Static Analysis Results Interchange Format (OASIS, SARIF 2.1.0)."""
    results = []
    for one in problems:
        place: dict[str, object] = {"artifactLocation": {"uri": one.location.path}}
        if one.location.line:
            region = {"startLine": one.location.line}
            if one.location.column:
                region["startColumn"] = one.location.column
            place["region"] = region
        results.append(
            {
                "ruleId": one.severity,
                "level": one.severity,
                "message": {"text": _join(one)},
                "locations": [{"physicalLocation": place}],
            }
        )
    rules = [{"id": "error"}, {"id": "warning"}]
    run = {"tool": {"driver": {"name": "inclucities-docs", "rules": rules}}, "results": results}
    return json.dumps({"$schema": SARIF, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _join(problem: Diagnostic) -> str:
    return f"{problem.message}\n{problem.hint}" if problem.hint else problem.message


_WRITERS: dict[str, Callable[[Sequence[Diagnostic]], str]] = {
    "json": _write_json,
    "github": _write_github,
    "gitlab": _write_gitlab,
    "sarif": _write_sarif,
}
