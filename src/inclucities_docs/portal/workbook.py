"""The workbooks that cities and organisations fill in, as files of the portal."""

from __future__ import annotations

from inclucities_docs.inputs.catalogue import catalogue_path
from inclucities_docs.inputs.freshness import today
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.question import fingerprint
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.schema import City

__all__ = ["describe_workbook", "make_workbook", "workbook_path"]


def workbook_path(supplier: str) -> str:
    """Return where the workbook of a city or an organisation stands in the site."""
    return f"portal/ask-{supplier.rpartition('/')[2]}.xlsx"


def describe_workbook(project: Project, supplier: str) -> str:
    """Return the fingerprint of all that a workbook is made from: the data, and the words of its language."""
    workspace = project.workspace
    data = [(path, workspace.digest(path)) for path in sorted(workspace.files) if path.startswith("data/")]
    return fingerprint([data, workspace.digest(catalogue_path(_language(project, supplier))), today()])


def make_workbook(project: Project, supplier: str, _: Reader) -> bytes:
    """Return the workbook of a city or an organisation, in its language."""
    from inclucities_docs.exchange.workbook import write_workbook  # with openpyxl, which takes long to load

    return write_workbook(project, supplier, _language(project, supplier), today())


def _language(project: Project, supplier: str) -> str:
    record = project.find(supplier)
    return record.languages[0] if isinstance(record, City) else project.programme.original_language
