"""From a project and an artifact to bytes: a pure function, in the order of its steps.

1. ``template`` runs a kind's template over the records and asks for figures; its texts are
   collected, and pandoc converts all of them in one go (``prose``).
2. ``page`` holds what came of it, one document as an HTML page, and completes it as a tree: numbers,
   contents, notes, cross-references, counts. ``style`` holds its sheets to what they may fetch and cost.
3. ``layout`` puts it on printed pages, and ``write`` writes it: one module or folder a format, with the
   project's own fonts (``font``).

Each ``picture`` was looked at before it is shown, and none may draw too much (``drawing_cost``); each
``problem`` is collected at its place while a page goes on being made. What must not pass through a reader
of texts has a ``stand_in`` meanwhile.

Nothing here writes a file or knows the time; all that was asked for stands in the result.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError
from inclucities_docs.inputs.document import Artifact, Document, list_documents
from inclucities_docs.inputs.question import Trace
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.schema.format import FORMATS, find_format

__all__ = ["Artifact", "Document", "Rendered", "check", "list_documents", "render"]


@dataclass(frozen=True)
class Rendered:
    """What became of one document in one language."""

    document: Document
    files: dict[str, bytes] = field(default_factory=dict)
    """Format → content; empty where the page could not be made."""
    title: str = ""
    proposed: int = 0
    awaited: int = 0
    translation: dict[str, str] = field(default_factory=dict)
    """Each translated text that it shows, by name, and its state."""
    marks: tuple[tuple[str, str], ...] = ()
    """State and path of each statement or text in it that is proposed or awaited."""
    sources: tuple[str, ...] = ()
    """Ids of the sources that it cites, in their order."""
    pages: dict[str, int] = field(default_factory=dict)
    """Format → printed pages, for what has pages."""
    trace: Trace = field(default_factory=dict)
    """What was asked while it was made, with fingerprints of the answers."""
    problems: tuple[Diagnostic, ...] = ()
    seconds: float = 0.0
    """How long it took, where somebody looked at the clock."""
    at_work: float = 0.0
    """How much of that a processor was at work on it, seconds."""
    begun: float = 0.0
    """When it was begun, by the clock of the system, seconds."""

    @property
    def has_failed(self) -> bool:
        """Whether something keeps it from being published; warnings do not."""
        return any(one.severity == "error" for one in self.problems)


def render(reader: Reader, document: Document, formats: Iterable[str] | None = None) -> Rendered:
    """Make a document in one language, in some of its formats; problems stand in the result."""
    from inclucities_docs.render.page.page import make_page
    from inclucities_docs.render.style.sheet import check_sheets

    files: dict[str, bytes] = {}
    pages: dict[str, int] = {}
    problems: list[Diagnostic] = []
    try:
        page = make_page(reader, document)
        check_sheets(page)
    except DiagnosticError as error:
        return Rendered(document, trace=reader.trace, problems=error.diagnostics)
    keys = [one.key for one in document.artifacts] if formats is None else list(formats)
    for suffix in dict.fromkeys(key.rpartition(".")[2] for key in keys):
        row = find_format(suffix)
        assert row is not None, suffix
        writer = importlib.import_module(f"{__name__}.write.{row.writer}")
        try:
            made = writer.write(page, [key for key in keys if key.rpartition(".")[2] == suffix])
        except DiagnosticError as error:
            problems += error.diagnostics
            continue
        for key, (content, count) in made.items():
            files[key] = content
            if count:
                pages[key] = count
    return Rendered(
        document,
        files,
        page.title,
        page.proposed,
        page.awaited,
        dict(page.translation),
        page.marks,
        page.sources,
        pages,
        reader.trace,
        (*problems, *page.warnings),
    )


def check(reader: Reader, document: Document) -> Rendered:
    """Look for problems in a document without drawing its figures or laying it out."""
    from inclucities_docs.render.page.page import make_page
    from inclucities_docs.render.style.sheet import check_sheets

    problems: tuple[Diagnostic, ...] = ()
    translation: dict[str, str] = {}
    try:
        page = make_page(reader, document, drawn=False)
        translation = dict(page.translation)
        check_sheets(page)
        if any(one.is_laid_out for one in FORMATS if one.name in document.formats):
            from inclucities_docs.render.layout.engine import check_styles

            problems = check_styles(page)
        problems = (*problems, *page.warnings)
    except DiagnosticError as error:
        problems = error.diagnostics
    return Rendered(document, translation=translation, trace=reader.trace, problems=problems)
