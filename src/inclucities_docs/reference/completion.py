"""The reference for editors: snippets, which VS Code and the editors that take its form complete while one types."""

from __future__ import annotations

import json
from collections.abc import Iterable

from inclucities_docs.reference.item import Section

__all__ = ["PATH", "write_completion"]

PATH = ".vscode/templates.code-snippets"
"""Where VS Code looks for the snippets of a folder."""

SCOPE = "html,jinja,jinja-html,markdown"


def write_completion(sections: Iterable[Section]) -> str:
    """Return all items as snippets: what one types is the name, what comes is the example."""
    made = {
        f"{section.title}: {item.name}": {
            "scope": SCOPE,
            "prefix": item.name,
            "body": item.example.replace("\\", "\\\\").replace("$", "\\$").splitlines(),
            "description": f"{item.about}{f' ({item.value_type})' if item.value_type else ''}",
        }
        for section in sections
        for item in section.items
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"
