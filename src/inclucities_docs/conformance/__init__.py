"""Proof that every deliverable is accessible, archivable and valid.

1. ``inventory`` lists the files, from the manifest and the directory.
2. ``runner`` shares them among the examiners: ``verapdf``, ``pdftags`` (with ``pdf_properties`` and
   ``text_agreement``, over the ``structure`` and ``pdf_content`` of a file), ``html_page``, ``browser``,
   ``docx_file``, ``epub_file``, ``visibility``; ``sample`` chooses the pages of the portal that are
   tried in the browser for all others from the same template.
3. Each gives a ``result`` per file and check: passed, failed with findings, or not run and why;
   ``cache`` keeps what passed, so that a file that did not change is not looked at twice.
4. ``origin`` finds the template lines that failures come from.
5. ``report`` prints them and writes ``conformance.json``.

But for ``origin``, nothing here reads the project: only what was delivered.
"""

from inclucities_docs.conformance.report import describe_results, print_report, write_report
from inclucities_docs.conformance.result import Finding, Result
from inclucities_docs.conformance.runner import CHECKS, run

__all__ = ["CHECKS", "Finding", "Result", "describe_results", "print_report", "run", "write_report"]
