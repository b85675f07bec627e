"""What else stands in a YAML file that cannot be read: the reader stops at its first slip, a check does not."""

from __future__ import annotations

from collections.abc import Iterator

from inclucities_docs.inputs.yaml_file import YamlFile, read_once

__all__ = ["read_rest"]

MOST = 10
"""So many slips of one file are told at once."""


def read_rest(torn: YamlFile) -> YamlFile:
    """Return a file without the entries that keep it from being read; its problems are those behind the first."""
    gaps: set[int] = set()
    problems = torn.problems[:1]
    file = torn
    while file.value is None and file.problems and len(problems) < MOST:
        stopped = file.problems[0].location.line
        entry, file = _leave_least(file, stopped)
        gaps |= entry
        if _measure(file) <= stopped:
            break
        problems += [one for one in file.problems if one.location.line not in gaps]
    return YamlFile(torn.path, file.text, file.value, problems[1:], gaps=frozenset(gaps))


def _leave_least(file: YamlFile, stopped: int) -> tuple[set[int], YamlFile]:
    """Return the entry without which most of a file can be read, and the file without it."""
    best: tuple[set[int], YamlFile] = set(), file
    for entry in _list_entries(file.lines, stopped):
        tried = _leave_out(file, entry)
        if _measure(tried) > _measure(best[1]):
            best = entry, tried
        if tried.value is not None:
            break  # all of it can be read: there is no need to try more
    return best


def _measure(file: YamlFile) -> int:
    """Return the line down to which a file can be read; two behind its last, where a slip may stop it one behind."""
    is_whole = file.value is not None or not file.problems
    return len(file.lines) + 2 if is_whole else file.problems[0].location.line


def _leave_out(file: YamlFile, entry: set[int]) -> YamlFile:
    lines = ["" if number in entry else line for number, line in enumerate(file.lines, 1)]
    return read_once(file.path, "\n".join(lines))


def _list_entries(lines: list[str], number: int) -> Iterator[set[int]]:
    """Yield the entries that may be why the reader stopped: the one at that line, the line above, what holds them."""
    here = _find_words(lines, number)
    above = _find_words(lines, here - 1)
    holder = here - 1
    while holder > 0 and not (
        lines[holder - 1].strip() and _depth(lines[holder - 1]) < _depth(lines[here - 1])
    ):
        holder -= 1
    for begin in dict.fromkeys((here, above, holder)):
        if begin > 0:
            yield _find_entry(lines, begin)


def _find_words(lines: list[str], number: int) -> int:
    """Return the number of a line, or of the next above it that has words; 0 for none."""
    number = min(number, len(lines))
    while number > 0 and not lines[number - 1].strip():
        number -= 1
    return number


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _find_entry(lines: list[str], number: int) -> set[int]:
    """Return the numbers of the lines of an entry: the one it begins with, and those that stand deeper."""
    first = lines[number - 1]
    found = {number}
    if not first.strip(" ]}"):
        return found  # a bracket too many holds nothing
    for below in range(number + 1, len(lines) + 1):
        line = lines[below - 1]
        is_item = line.lstrip().startswith("- ") and not first.lstrip().startswith("-")
        if line.strip() and _depth(line) <= _depth(first) and not (is_item and _depth(line) == _depth(first)):
            break
        found.add(below)
    return found
