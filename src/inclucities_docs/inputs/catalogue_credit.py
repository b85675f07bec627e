"""What the editors of a catalogue wrote into it beside its words: the writer of catalogues leaves it out."""

from __future__ import annotations

import re

__all__ = ["keep_credits"]

_HEAD = re.compile(r'^msgid ""\nmsgstr ""\n(?:"[^\n]*\n)+', re.MULTILINE)
_FIELD = re.compile(r'^"([A-Z][\w-]*): ([^\n]*)"$', re.MULTILINE)
_WORDS = re.compile(r'^(?:#~ )?(msgctxt|msgid)? ?"(.*)"$')


def keep_credits(made: str, known: str) -> str:
    """Return a catalogue with what its editors wrote into it, and the writer leaves out.

    These are fields of the head that it does not know (X-Generator), and the former words of entries (#|, #~|).
    """
    before, now = _HEAD.search(known), _HEAD.search(made)
    if before and now:
        names = {name for name, _ in _FIELD.findall(now[0])}
        more = [found[0] for found in _FIELD.finditer(before[0]) if found[1] not in names]
        made = made[: now.end()] + "".join(f"{line}\n" for line in more) + made[now.end() :]
    former = {
        key: lines for one in known.split("\n\n") if (key := _read_key(one)) and (lines := _list_former(one))
    }
    entries = made.split("\n\n")
    for number, entry in enumerate(entries):
        lines = former.get(_read_key(entry), [])
        start = re.search(r"^(#~ )?msg(?:ctxt|id) ", entry, re.MULTILINE)
        if lines and start:
            told = "".join(f"#{'~' if start[1] else ''}| {line}\n" for line in lines)
            entries[number] = entry[: start.start()] + told + entry[start.start() :]
    return "\n\n".join(entries)


def _list_former(entry: str) -> list[str]:
    """Return the lines of an entry that say what its words were before."""
    return re.findall(r"^#~?\| (.*)$", entry, re.MULTILINE)


def _read_key(entry: str) -> str:
    """Return what an entry translates, however its lines are broken, and whether it is used or not; empty for none."""
    key, is_within = "", False
    for line in entry.split("\n"):
        found = _WORDS.match(line)
        is_within = bool(found and (found[1] or is_within))
        if found and is_within:
            key += f"{found[1] or ''}{found[2]}"
    return key
