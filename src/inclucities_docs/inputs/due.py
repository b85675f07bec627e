"""What is due: services that should be checked again, a line for each directory."""

from __future__ import annotations

from collections.abc import Iterator

from inclucities_docs.diagnostics import Diagnostic, Location
from inclucities_docs.inputs.directory import list_stale
from inclucities_docs.inputs.freshness import rests_on_old, today
from inclucities_docs.inputs.project import Project
from inclucities_docs.schema import Directory

__all__ = ["check_freshness"]


def check_freshness(project: Project) -> Iterator[Diagnostic]:
    """Return a warning for each directory with services that are due: past their term, or on old or undated pages."""
    sources = project.collections["sources"]
    for key, directory in project.collections["directories"].items():
        assert isinstance(directory, Directory)
        late = [service for service, _ in list_stale(directory, today())]
        old = [
            one
            for one, service in directory.services.items()
            if not service.assured_date and rests_on_old([sources[source] for source in service.source])
        ]
        if late or old:
            place = project.places.get(f"directories/{key}.services")
            told = [f"{len(old)} rest on a page that is old or undated"] if old else []
            told += [f"{len(late)} are past their term"] if late else []
            yield Diagnostic(
                Location(place.path, place.line) if place else Location("data/directories"),
                f"of {len(directory.services)} services, {' and '.join(told)}: {', '.join([*late, *old])}",
                "ask who offers them, and write `assured_date:` and `assurer_email:`; readers are told to check",
                severity="warning",
            )
