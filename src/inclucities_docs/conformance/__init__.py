"""Proof that every deliverable is accessible, archivable and valid.

1. ``inventory`` lists the files, from the manifest and the directory.
2. ``runner`` shares them among the examiners, which name themselves as an ``examiner``: ``verapdf``, ``pdftags``
   (with ``pdf_properties`` and ``text_agreement``, over the ``structure`` and ``pdf_content`` of a file),
   ``composition``, ``html_page`` (over its ``html_tree``), ``browser``, ``docx_file``, ``epub_file``,
   ``visibility``; ``sample`` chooses the pages that stand in the browser for others with the same looks,
   ``text`` tells what letters say alone, ``tool`` finds the programs that are started.
3. Each gives a ``result`` per file and check: passed, failed with findings, or not run and why;
   ``cache`` keeps what passed, so that a file that did not change is not looked at twice.
4. ``origin`` finds the template lines that failures come from, in templates that ``template_mark`` marks.
5. ``report`` prints them and writes ``conformance.json``.

But for ``origin``, nothing here reads the project: only what was delivered.
"""

from inclucities_docs.conformance.report import describe_results, print_report, write_report
from inclucities_docs.conformance.result import Finding, Result
from inclucities_docs.conformance.runner import CHECKS, run

__all__ = ["CHECKS", "Finding", "Result", "describe_results", "print_report", "run", "write_report"]
