"""Tags of languages: known to CLDR, in their shortest form."""

from __future__ import annotations

import functools
import re

from inclucities_docs.schema.refusal import Refusal

__all__ = ["know_language", "shorten_tag"]


@functools.cache
def shorten_tag(tag: str) -> str:
    """Return a language tag in its shortest form: what catalogues and other standards write ``eng`` is ``en``."""
    from babel.core import get_global

    code, *rest = tag.split("-")
    short = str(get_global("language_aliases").get(code, code))
    # some of three letters stand for a language and a country: these are kept
    return "-".join([short, *rest]) if re.fullmatch("[a-z]{2,3}", short) else tag


@functools.cache
def know_language(tag: str) -> str:
    """Return a language tag in its shortest form; raise Refusal for what is no language."""
    from babel import Locale

    short = shorten_tag(tag)
    code = short.split("-", maxsplit=1)[0]
    if len(code) == 2 and code not in Locale("en").languages:  # CLDR has all of two letters, not all of three
        raise Refusal(
            "'{tag}' is not a language",
            "write its code of ISO 639: el for Greek, nl for Dutch, prs for Dari",
            tag=tag,
        )
    return short
