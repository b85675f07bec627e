"""Which web addresses still answer: asked on request only, never while documents are made."""

from __future__ import annotations

import concurrent.futures
import http.client
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

from inclucities_docs.inputs.project import Project
from inclucities_docs.limits import OutOfTimeError, limit_time
from inclucities_docs.schema.value import Model

__all__ = ["find_dead_links", "list_addresses"]

SECONDS = 15
"""How long an address may take to answer."""

LONGEST = 20.0
"""How long an answer may take in all, however slowly it comes, seconds."""

AT_ONCE = 8
"""How many addresses are asked at the same time."""


def list_addresses(project: Project) -> dict[str, str]:
    """Return each web address of the data, once, with the place where it stands first: file and line."""
    found: dict[str, str] = {}
    for name, record in project.list_records():
        for path, address in _addresses(record, name):
            place = project.places.get(path)
            found.setdefault(address, f"{place.path}:{place.line}" if place else path)
    return found


def _addresses(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        if value.startswith(("https://", "http://")):
            yield path, value
    elif isinstance(value, Model):
        for name in value.model_fields_set:
            yield from _addresses(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _addresses(one, f"{path}.{key}")
    elif isinstance(value, tuple):
        for index, one in enumerate(value):
            yield from _addresses(one, f"{path}.{index}")


def find_dead_links(addresses: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return place, address and reason of each address that does not answer well."""
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(_ask, addresses))
    return sorted(
        (place, address, answer)
        for (address, place), answer in zip(addresses.items(), answers, strict=True)
        if answer
    )


def _ask(address: str) -> str:
    """Return why an address does not answer, or an empty text."""
    try:
        request = urllib.request.Request(address, headers={"User-Agent": "Mozilla/5.0 (link check)"})
        with limit_time(LONGEST), urllib.request.urlopen(request, timeout=SECONDS):
            return ""
    except OutOfTimeError:
        return f"does not answer: it goes on for more than {LONGEST:g} seconds"
    except urllib.error.HTTPError as error:
        # 401, 403 and 429: the page is there, but not for programs
        return "" if error.code in (401, 403, 429) else f"answers {error.code}"
    except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        return f"does not answer: {getattr(reason, 'strerror', None) or reason}"
