"""What pydantic says of a record that does not fit, in plain words, with its place and what to do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from inclucities_docs.diagnostics import suggest
from inclucities_docs.inputs.catalogue import gettext_noop
from inclucities_docs.inputs.yaml_file import Path
from inclucities_docs.schema.refusal import Refusal
from inclucities_docs.schema.value import Model

__all__ = ["place_of", "put_into_words", "say_plainly"]


def place_of(detail: Any) -> Path:
    """Return the place of a pydantic error without what it says of kinds of values."""
    steps = detail["loc"]
    return tuple(
        one for one in steps if not re.match(r"\[key\]|literal\[|dict\[|function-|constrained-", str(one))
    )


def put_into_words(detail: Any, model: type[Model]) -> tuple[Path, str, str, bool]:
    """Put one pydantic error into plain words: place, message, hint, whether the key is meant."""
    found = _word(detail, model)
    return (
        found.where,
        found.words.format_map(found.values),
        found.hint,
        found.at_key,
    )


def say_plainly(
    detail: Any, model: type[Model], speak: Callable[[str], str], name: Callable[[str], str]
) -> str:
    """Put one pydantic error into a sentence of somebody's language, who fills in a form; ``name`` names fields."""
    found = _word(detail, model)
    words = found.hint if found.hint in _PATTERN_HINTS.values() else found.words
    return speak(words).format_map(_Blank(found.values | {"name": name(found.values["name"])}))


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


@dataclass(frozen=True)
class _Wording:
    where: Path
    words: str
    hint: str
    at_key: bool
    values: dict[str, str]
    """What is put into the words; the hint is finished, since what people typed may stand in it."""


def _word(detail: Any, model: type[Model]) -> _Wording:
    where = place_of(detail)
    kind, context, given = detail["type"], detail.get("ctx", {}), detail.get("input")
    name = next((step for step in reversed(where) if isinstance(step, str)), "")
    shown = str(given)
    if isinstance(given, dict | list):
        shown = "a list" if isinstance(given, list) else "a group of keys"
    values = _Blank({key: str(value) for key, value in context.items()})
    values |= {"name": name[:60], "given": shown if len(shown) <= 40 else shown[:39] + "…"}
    if re.search(_STIFF, f"{name} {given if isinstance(given, str) else ''}") and kind != "value_error":
        words, hint = "a space that does not break stands here", "write an ordinary space in its place"
        return _Wording(where, words, hint, True, values)
    if kind == "extra_forbidden":
        known = _known_keys(model, where[:-1])
        hint = suggest(name, known, f"known here: {', '.join(sorted(known))}")
        if name.isdigit():
            hint = "is this the rest of a number? write it with a point: 56.65"
        return _Wording(where, "'{name}' is not a key that is known here", hint, True, values)
    if kind == "missing":
        hint = f"add a line `{name}: …`"
        return _Wording(where[:-1], gettext_noop("'{name}' is missing"), hint, True, values)
    if kind == "value_error":
        error = context.get("error", detail["msg"])
        if isinstance(error, Refusal):
            values = _Blank(values | {key: str(one) for key, one in error.values.items()})
            return _Wording(where, error.words, error.hint, isinstance(given, dict), values)
        message, _, hint = str(error).partition(" | ")
        return _Wording(where, re.sub(r"[{}]", r"\g<0>\g<0>", message), hint, isinstance(given, dict), values)
    if given is None and kind.endswith("_type"):
        hint = "write something, or take the line out; a value that begins with # needs quotes"
        return _Wording(where, gettext_noop("'{name}' is empty"), hint, True, values)
    words, hint = _WORDING.get(kind, _UNKNOWN)
    hint = hint.format_map(values)
    if isinstance(given, dict | list):
        words = words.replace("'{given}'", "{given}")
        hint = "write one text, without brackets, braces or hyphens" if kind == "string_type" else hint
    if kind == "literal_error":
        options = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        hint = suggest(str(given), options, f"one of: {', '.join(options)}")
    if kind == "string_pattern_mismatch":
        hint = _PATTERN_HINTS.get(str(context.get("pattern")), hint)
        hint = _find_strange_letter(shown, hint)
    is_several = isinstance(given, str) and re.fullmatch(r"[\w-]+(?:\s*,\s*[\w-]+)+", given)
    if is_several and kind in ("tuple_type", "list_type", "string_pattern_mismatch"):
        hint = f"several stand in brackets: [{given}]"
    return _Wording(where, words, hint, kind in _WORDING and "[key]" in detail["loc"], values)


_STIFF = r"(?<=:)[\u00a0\u202f\u2007\u3000]"
"""What word processors put behind a colon, where YAML wants an ordinary space."""


_WHOLE = gettext_noop("'{name}' should be a whole number, not '{given}'")
_UNKNOWN = gettext_noop("'{name}' is not as expected here"), "look at the same key in another file"

_PATTERN_HINTS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": gettext_noop("an id has lower-case letters, digits and single hyphens"),
    r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$": gettext_noop(
        "a language is two or three letters: fr, en, el"
    ),
    r"^https?://[^\s<>\"]+$": gettext_noop("an address begins with https:// and holds no spaces"),
    r"^#[0-9A-Fa-f]{6}$": 'a colour is # and six digits or letters from a to f: "#003399"',
    r"^[A-Za-z0-9][A-Za-z0-9 -]*$": "a family of fonts is named with letters, digits, spaces and hyphens",
    r"^[^@\s<>\"]+@[^@\s<>\"]+\.[a-z]+$": gettext_noop(
        "an e-mail address reads name@place.org, without spaces"
    ),
    r"^[A-Za-z0-9_][A-Za-z0-9_./-]*\.(svg|png|jpg|jpeg)$": "a picture is SVG, PNG or JPEG, named below templates/",
    r"^[A-Z]{2}$": gettext_noop("a country is two capitals, ISO 3166: GR for Greece"),
}

_WORDING: dict[str, tuple[str, str]] = {
    "string_type": ("'{name}' should be a text, not {given}", "put it in quotes"),
    "string_too_short": (gettext_noop("'{name}' is empty"), "write something, or take the line out"),
    "string_too_long": (
        gettext_noop("this text is longer than {max_length} characters"),
        "long texts are prose: put them into templates/…/text/",
    ),
    "string_pattern_mismatch": (
        gettext_noop("'{given}' does not have the right form"),
        "look at the same key in another file",
    ),
    "int_type": (_WHOLE, "write it in digits: 2"),
    "int_parsing": (_WHOLE, "write it in digits: 2"),
    "int_from_float": (_WHOLE, "write it in digits: 2"),
    "float_type": ("'{name}' should be a number, not '{given}'", "write 188737 or 15.37, without spaces"),
    "float_parsing": ("'{name}' should be a number, not '{given}'", "write 188737 or 15.37, without spaces"),
    "finite_number": ("'{name}' should be a number", "write 188737 or 15.37, without spaces"),
    "bool_type": ("'{name}' should be true or false, not '{given}'", "write true or false"),
    "bool_parsing": ("'{name}' should be true or false, not '{given}'", "write true or false"),
    "dict_type": (
        "'{name}' should have keys below it, not '{given}'",
        "a text is given per language: {{fr: …, en: …}}",
    ),
    "model_type": (
        "'{name}' should have keys below it, not '{given}'",
        "look at the same key in another file",
    ),
    "model_attributes_type": (
        "'{name}' should have keys below it, not '{given}'",
        "look at the same key in another file",
    ),
    "tuple_type": ("'{name}' should be a list", "begin each item with a hyphen and a space"),
    "list_type": ("'{name}' should be a list", "begin each item with a hyphen and a space"),
    "too_short": (gettext_noop("'{name}' needs at least {min_length}"), "add one, or take the line out"),
    "too_long": (gettext_noop("'{name}' takes at most {max_length}"), "take the others out"),
    "greater_than_equal": (gettext_noop("{given} is too small: at least {ge}"), "look for a slip"),
    "less_than_equal": (gettext_noop("{given} is too large: at most {le}"), "look for a slip"),
    "literal_error": ("'{given}' is not a known value of '{name}'", ""),
    "none_required": ("'{name}' should be left out", "take the line out"),
    "recursion_loop": ("nested too deeply", "data files hold short texts, a few levels deep"),
}


def _find_strange_letter(given: str, hint: str) -> str:
    """Return a hint where a letter of another alphabet stands among Latin ones and looks like one of them."""
    strange = next((one for one in given if one.isalpha() and not one.isascii()), "")
    script = unicodedata.name(strange, "").partition(" ")[0] if strange else ""
    if script not in ("CYRILLIC", "GREEK") or not re.search(r"[a-z]", given):
        return hint
    return f"the letter '{strange}' in it is {script.title()}: type it again"


def _known_keys(model: type[Model], path: Path) -> list[str]:
    """List the keys that are known at a place inside a model."""
    current: object = model
    for step in path:
        if isinstance(step, int):
            continue
        found = _models_in(current)
        fields = [one.model_fields[step].annotation for one in found if step in one.model_fields]
        if not fields:
            continue
        current = fields[0]
    return [key for one in _models_in(current) for key in one.model_fields if key != "id"]


def _models_in(annotation: object) -> list[type[Model]]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return [annotation]
    return [one for part in getattr(annotation, "__args__", ()) for one in _models_in(part)]
