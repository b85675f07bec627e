"""What names another part of a document, or something known by its id: chapters, terms, good practices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from markupsafe import Markup

from inclucities_docs.diagnostics import nearest
from inclucities_docs.render.problem import Problems, template_place
from inclucities_docs.source.view import Records

__all__ = ["list_reference_words"]


class Asking(Protocol):
    """What a page offers to the words that name something by its id."""

    records: Records
    problems: Problems
    names: dict[str, Any]


def list_reference_words(words: Asking) -> dict[str, Callable[..., Any]]:
    """Return the functions that a template can call to name something by its id."""

    def ref(target: str, shown: str = "number") -> Markup:
        """Put in a cross-reference by id: chapter 4; the title of what it names with "title" behind it.

        ``{{ ref("fig-network") }}``
        """
        return Markup('<a class="ref ref-{}" href="#{}" data-place="{}"></a>').format(
            shown, target, str(template_place())
        )

    def term(key: str, shown: str | None = None) -> Markup:
        """Put in a glossary term by id; its definition stands in the glossary of the document.

        ``{{ term("study-visit") }}``
        """
        terms = words.records.glossary
        if key not in terms:
            guess = nearest(key, terms._names())
            words.problems.add_here(
                f"'{key}' is not a term of the glossary",
                f"did you mean '{guess}'? The terms are in data/glossary.yaml."
                if guess
                else "the terms are in data/glossary.yaml",
                key,
            )
            return Markup()
        name = shown if shown is not None else terms[key].name
        return Markup('<span class="term" data-term="{}">{}</span>').format(key, name)

    def practice(group: str, key: str) -> Any:
        """Return a group's good practice by id.

        ``{% for one in groups if one.practices %}{{ practice(one.id, one.practices[0].id).name }} {% endfor %}``
        """
        practices = {one.id: one for one in words.records.groups[group].practices}
        if key not in practices:
            guess = nearest(key, practices)
            words.problems.add_here(
                f"'{key}' is not a practice of this group",
                f"did you mean '{guess}'?" if guess else f"its practices: {', '.join(practices)}",
                key,
            )
            return words.names["programme"]
        return practices[key]

    return {"ref": ref, "term": term, "practice": practice}
