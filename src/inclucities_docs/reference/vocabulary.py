"""What templates call, filter with and draw: read from the docstrings of the vocabulary and of the figures."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable

from inclucities_docs.figures import find, list_figures
from inclucities_docs.inputs.prose import CALLOUTS
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.reference.item import Item, Section, read_docstring
from inclucities_docs.render.template.filter import list_filters
from inclucities_docs.render.template.plain_name import GIVEN
from inclucities_docs.render.template.vocabulary import Vocabulary
from inclucities_docs.schema import COLLECTIONS

__all__ = ["list_vocabulary"]

MACROS = "templates/base/macros.html"
_MACRO = re.compile(
    r"\{#(?P<words>(?:(?!#\}).)*)#\}\s*\{%-?\s*macro\s+(?P<name>\w+)\((?P<takes>[^%]*)\)\s*-?%\}", re.DOTALL
)
_TO_IMPORT = 'A page begins with `{% import "base/macros.html" as m with context %}`.'
_HIDDEN = {"figure_macros", "gettext", "lipsum"}
"""What only the program itself calls, or has a shorter name."""


def list_vocabulary(reader: Reader, vocabulary: Vocabulary) -> list[Section]:
    """Return the sections of names, functions, filters, macros, figures and boxes."""
    names = vocabulary.names
    calls = {key: one for key, one in names.items() if callable(one) and key not in _HIDDEN}
    about = {"plan": "of a plan", "group": "of a group", "duo": "of a group"}
    plain = [_tell(key, words, about.get(key, "")) for key, words in GIVEN.items()]
    labels = vocabulary.prose_macros()
    boxes = [
        Item(f"::: {one}", _tell_label(labels.label(one, "")), f"::: {one}\n**Title**\n\nText.\n:::")
        for one in CALLOUTS
    ]
    filters = _tell_calls(list_filters(vocabulary).items())
    made: dict[str, tuple[str, str, list[Item]]] = {
        "names": ("Names", "What a document knows of itself; one about a city has `city`, one about a group `group`.", plain),
        "functions": ("Functions", "What pages and texts can call.", _tell_calls(calls.items())),
        "filters": ("Filters", "Written behind a value: `value | filter`. Jinja's own work too: `join`, `sort`…", filters),
        "macros": ("Macros", "How a fact, a blank, a cover look. " + _TO_IMPORT, _tell_macros(reader)),
        "figures": ("Figures", "Drawn from records; of the document's own city or group, or one that is named.", _tell_figures()),
        "boxes": ("Boxes in Markdown", "A box begins with its sort and ends with three colons.", boxes),
    }  # fmt: skip
    return [Section(key, title, about, tuple(items)) for key, (title, about, items) in made.items()]


def list_unknown(vocabulary: Vocabulary) -> list[str]:
    """Return the plain names that a document has and that no words tell of."""
    known = {
        *GIVEN,
        *COLLECTIONS,
        "programme",
        "duos",
        "visits",
        *("city", "meeting", "organisation", "funder"),
    }
    return [key for key, one in vocabulary.names.items() if not callable(one) and key not in known]


def _tell(name: str, text: str, value_type: str = "") -> Item:
    about, example = read_docstring(text)
    return Item(name, about, example or f"{{{{ {name}.name }}}}", value_type)


def _tell_calls(calls: Iterable[tuple[str, Callable[..., object]]]) -> list[Item]:
    return [_tell(name, inspect.getdoc(call) or "", _takes(call)) for name, call in calls]


def _tell_label(label: str) -> str:
    return f"Its label: {' '.join(re.sub('<[^>]*>', ' ', label).split())}."


def _takes(call: Callable[..., object]) -> str:
    try:
        parameters = inspect.signature(call).parameters.values()
    except ValueError:
        return ""
    return ", ".join(
        f"{'*' if one.kind is one.VAR_POSITIONAL else '**' if one.kind is one.VAR_KEYWORD else ''}{one.name}"
        for one in parameters
    )


def _tell_macros(reader: Reader) -> list[Item]:
    text = reader.read_text(MACROS) or ""
    made = []
    for found in _MACRO.finditer(text):
        about, example = read_docstring(found["words"])
        made.append(Item(f"m.{found['name']}", about, example, found["takes"]))
    return made


def _tell_figures() -> list[Item]:
    made = []
    for name in list_figures():
        module = find(name)
        subject = module.SUBJECT
        about = read_docstring(module.__doc__ or "")[0]
        example = f'{{{{ figure("{name}") }}}}'
        made.append(
            Item(name, about, example, f"of a {subject}" if subject != "programme" else "of the programme")
        )
    return made
