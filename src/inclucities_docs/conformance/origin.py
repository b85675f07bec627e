"""Where in the templates a failure comes from.

What failed is made once more from templates that mark every element with its file and line, and
looked at again: what is delivered carries no such marks.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from inclucities_docs.build.portal import list_portal_files
from inclucities_docs.conformance.inventory import list_delivered
from inclucities_docs.conformance.result import Result
from inclucities_docs.conformance.runner import check_files
from inclucities_docs.conformance.template_mark import mark_templates
from inclucities_docs.conformance.tool import cache_folder
from inclucities_docs.diagnostics import DiagnosticError
from inclucities_docs.inputs.project import Project, load_project
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.render import Artifact, Document, list_documents, render

__all__ = ["trace_failures"]

MOST = 12
"""Documents and pages that are made once more: the others fail by the same lines."""


def trace_failures(root: Path, directory: Path, results: Sequence[Result], workers: int) -> list[Result]:
    """Return the results, those that failed with the template lines of their findings where these are found.

    ``root`` is the project; where it cannot be read any more, results stay as they are.
    """
    failed = [one for one in results if one.status == "failed" and one.artifact.endswith((".html", ".pdf"))]
    if not failed or not (root / "data").is_dir():
        return list(results)
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    cache_folder().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache_folder()) as folder:
        copy = Path(folder, "marked")
        shutil.copytree(directory, copy, copy_function=os.link)
        try:
            project = mark_templates(load_project(Workspace.take(root)))
            made = set(make_again(root, project, {one.artifact for one in failed}, copy))
        except DiagnosticError:
            return list(results)
        files = [one for one in list_delivered(copy) if one.path in made]
        checks = {one.check for one in failed if one.artifact in made}
        again = {(one.artifact, one.check): one for one in check_files(files, checks, workers)}
    return [
        replace(one, findings=found.findings)
        if (found := again.get((one.artifact, one.check))) and {one.status, found.status} == {"failed"}
        else one
        for one in results
    ]


def make_again(root: Path, project: Project, paths: set[str], copy: Path) -> Iterator[str]:
    """Make some files from marked templates, in place of those in a copy; return their paths."""
    owed = {one.path: (document, one) for document in list_documents(project) for one in document.artifacts}
    documents: dict[tuple[str, str], list[tuple[Document, Artifact]]] = {}
    for path in sorted(paths & set(owed)):
        document, artifact = owed[path]
        documents.setdefault((document.kind, document.language), []).append((document, artifact))
    first = {kind: (kind, language) for kind, language in reversed(documents)}  # a language of each kind
    for kind in sorted(documents, key=lambda one: first[one[0]] != one)[:MOST]:
        document = documents[kind][0][0]
        wanted = [artifact for other, artifact in documents[kind] if other == document]
        keys = dict.fromkeys(["html", *(artifact.key for artifact in wanted)])
        done = render(
            Reader(project), document, [key for key in keys if key.rpartition(".")[2] in {"html", "pdf"}]
        )
        for artifact in document.artifacts:
            if artifact.key in done.files:
                put(copy / artifact.path, done.files[artifact.key])
                yield artifact.path
    pages = [
        one for one in list_portal_files(root, project) if one.path in paths and "source/" not in one.path
    ]
    for page in sorted(pages, key=lambda one: one.path)[:MOST]:
        put(copy / page.path, page.make()[0])
        yield page.path


def put(file: Path, content: bytes) -> None:
    """Write a file in place of a link to the one that was delivered, which stays as it is."""
    file.unlink(missing_ok=True)
    file.write_bytes(content)
