"""What deliverables/ holds, for machines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from inclucities_docs.build.trace import Trace, list_versions
from inclucities_docs.inputs.project import Project
from inclucities_docs.render import Document

__all__ = ["write_manifest"]


def write_manifest(
    project: Project, documents: list[Document], traces: dict[str, Trace], report: Mapping[str, Any]
) -> bytes:
    """Return the manifest: sorted, and free of times; ``report`` is that of the checks, or empty."""
    assessed = report.get("files", {})
    entries: list[dict[str, Any]] = []
    for document in documents:
        trace = traces.get(name_trace(document))
        if trace is None:
            continue
        for artifact in document.artifacts:
            made = trace.files.get(artifact.key)
            if made is None:
                continue
            entry: dict[str, Any] = {
                "path": artifact.path,
                "kind": document.kind,
                "subject": document.subject,
                "language": document.language,
                "format": artifact.format,
                "title": trace.title,
                "state": "draft" if trace.proposed or trace.awaited else "final",
                "proposed": trace.proposed,
                "awaited": trace.awaited,
                "translation": trace.translation,
                "bytes": made.bytes,
                "sha256": made.sha256,
            }
            if trace.edition:
                entry["edition"] = trace.edition
            if artifact.part:
                entry["part"] = artifact.part
            if made.pages:
                entry["pages"] = made.pages
            if artifact.path in assessed:
                results = [one["status"] for one in assessed[artifact.path]["checks"].values()]
                entry["checks"] = {
                    "passed": results.count("passed"),
                    "failed": results.count("failed"),
                    "not_run": results.count("not-run"),
                }
            entries.append(entry)
    content = {
        "programme": project.programme.name,
        "made_with": list_versions(),
        "artifacts": sorted(entries, key=lambda one: one["path"]),
    }
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def name_trace(document: Document) -> str:
    """Return the name under which a document's trace is kept."""
    return f"{document.name} {document.language}"
