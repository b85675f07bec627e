"""Which of the documents to be checked stand for the others: what is wrong in those would be wrong in these.

A slip in a template or a style sheet shows in each document of a kind, one in a record in those about it,
one in the words of a language in those in it. So one document about each subject and one in each language
say what there is to say; what a change reaches in no other way is looked at itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from inclucities_docs.inputs.document import Document
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.question import Question

__all__ = ["choose_representatives"]

Reason = Question | None
"""Why a document is looked at: an answer that changed; none where nothing is known of it yet."""


def choose_representatives(
    project: Project,
    stale: Mapping[Document, Sequence[Question]],
    sound: Mapping[Document, Iterable[Question]],
) -> list[Document]:
    """Return the stale documents that stand for all stale ones, beside those that are known to be sound.

    Of a stale document the answers that changed are given, none for one never looked at; of a sound one
    all that it asked. A reason counts as looked at once a document of the kind about the same subject and one
    in the same language had it.
    """
    reasons = {document: _list_reasons(project, document, changed) for document, changed in stale.items()}
    wanted = {one for found in reasons.values() for one in found}
    seen: set[tuple[str, Reason, str, str]] = set()
    for document, asked in sound.items():
        seen.update(_pair(document, {None, *wanted.intersection(asked)}))
    chosen: set[Document] = set()
    for document in sorted(stale, key=lambda one: None in reasons[one]):
        pairs = set(_pair(document, reasons[document]))
        if not pairs <= seen:
            chosen.add(document)
            seen |= pairs
            seen.update(_pair(document, {None}))
    return [document for document in stale if document in chosen]


def _list_reasons(project: Project, document: Document, changed: Sequence[Question]) -> set[Reason]:
    """Return why a document is looked at; texts about its subject alone count where nothing is known of it."""
    if changed:
        return set(changed)
    folder = f"templates/{document.kind}/text/{document.language}"
    texts = project.workspace.names(folder, ".md") if document.subject else ()
    return {None, *(Question("file", path) for path in texts if document.subject in path.rpartition("/")[2])}


def _pair(document: Document, reasons: Iterable[Reason]) -> Iterator[tuple[str, Reason, str, str]]:
    for reason in reasons:
        yield document.kind, reason, "subject", document.subject or ""
        yield document.kind, reason, "language", document.language
