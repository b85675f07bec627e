"""Slips of Markdown: what a writer meant as a list, a heading or a table, and readers would see as signs."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from inclucities_docs.diagnostics import Diagnostic, Location, Severity, suggest
from inclucities_docs.inputs.prose_slip import ANYWHERE, BELOW_TEXT, EMPTY_LINE, INSIDE
from inclucities_docs.inputs.template_comment import blank_comments

__all__ = ["CALLOUTS", "STATES", "check_prose", "list_prose", "split_front_matter"]

CALLOUTS = ("key-factor", "practice", "question", "warning", "checklist", "note")
"""The sorts of boxes that writers can open with ``:::``."""

STATES = ("sourced", "proposed")
"""The states that the keys above a text can say."""

_FRONT = re.compile(r"\ufeff?(?:[ \t]*\n)*---[ \t]*\n(.*?\n)---[ \t]*(?:\n|$)", re.DOTALL)

_DASHES = re.compile(r"\s*(?:[—–][—–-]*|-{1,2}|-{4,})[ \t]*\nstate\s*:")
"""What an editor makes of the three hyphens above the keys of a text."""

_CODE = re.compile(
    r"`[^`]*`|\{\{(?:(?!\{\{|\}\}).)*\}\}|\{%(?:(?!\{%|%\}).)*%\}|<https?://[^<>]*>|<mailto:[^<>]*>|\\."
)
_STAR = re.compile(r"(?<![*\\])\*(?![*\s])|(?<![*\s\\])\*(?!\*)")
_BESIDE = re.compile(r"\]\((?:[^()]|\([^()]*\))*\)|\]\(\S*|\{[^{}]*\}|https?://\S+")
_ITEM = re.compile(r"(?<!\w)\(?\w{1,2}\)")
"""Addresses, names and marks of items, whose brackets are no brackets of sentences."""

_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")


_JOINS = {
    "and",
    "or",
    "et",
    "ou",
    "en",
    "of",
    "und",
    "oder",
    "e",
    "o",
    "y",
    "u",
    "i",
    "lub",
    "un",
    "vai",
    "και",
    "ή",
    "sowie",
    "bzw.",
}
"""What may stand behind a hyphen at the end of a line: pre- and post-."""


def split_front_matter(text: str) -> tuple[str, str]:
    """Part a text from the keys above it; the lines of keys and text keep their numbers."""
    found = _FRONT.match(text)
    if not found:
        return "", text
    above = text[: found.start(1)].count("\n")
    return "\n" * above + found[1], "\n" * found[0].count("\n") + text[found.end() :]


def list_prose(files: object) -> list[str]:
    """Return the Markdown texts among the files of a project."""
    paths = [str(path) for path in files]  # type: ignore[attr-defined]
    return [path for path in paths if re.fullmatch(r"templates/[^/]+/text/[^/]+/.+\.md", path)]


@functools.lru_cache(maxsize=512)
def check_prose(path: str, text: str) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a Markdown text, or would be printed otherwise than its writer meant.

    Kept for who looks at it again: a check of all files, the page of each document, a preview of one of them.
    """
    front, body = split_front_matter(blank_comments(text, is_markdown=True))
    reader = _Reader(path, text.splitlines(), body.splitlines())
    found = list(reader.read())
    if not front and re.match(r"\s*---\s*$", body.lstrip("\ufeff").partition("\n")[0]):
        hint = "close them with a line of three hyphens: ---"
        told = reader.note(1, "the keys above this text are never closed", hint, "error")
        first = body.lstrip("\ufeff").partition("\n")[0]
        if first[:1].isspace() and re.search(r"^---\s*$", body.partition("\n")[2], re.MULTILINE):
            told = reader.note(1, "a space stands before the three hyphens", "take it out", "error")
            found = [one for one in found if "a heading of the line above" not in one.message]
        found.insert(0, told)
    if not front and _DASHES.match(body.lstrip("\ufeff")):
        told = reader.note(
            1, "these are no three hyphens: the keys below are read as text", "write ---", "error"
        )
        found = [told, *(one for one in found if "a heading of the line above" not in one.message)]
    if not text.strip():
        found.append(
            reader.note(1, "nothing stands in this text", "write it, or take the file out", "warning")
        )
    return tuple(found)


def _count_cells(line: str) -> int:
    """Return how many cells a row of a table has; none for what is no row."""
    plain = _CODE.sub("", line).strip()
    return len(plain[1:-1].split("|")) if re.fullmatch(r"\|.*\|", plain) else 0


class _Reader:
    """Goes through a text line by line, and knows what each line stands in."""

    def __init__(self, path: str, shown: list[str], lines: list[str]) -> None:
        self.path, self.shown, self.lines = path, shown, lines
        self.open: list[int] = []
        self.fence = ""
        self.names: dict[str, int] = {}
        self.level = 0
        self.title = 0
        self.counted: dict[str, int] = {}
        """The number of the last item, by how far its list is indented."""

    def read(self) -> Iterator[Diagnostic]:
        is_text = in_list = False  # what the line above is, and whether a list goes on
        above = ""
        paragraph: list[tuple[int, str]] = []
        for number, line in enumerate(self.lines, 1):
            stripped = line.strip()
            fence = re.match(r"(`{3,}|~{3,})", stripped)
            if fence and (not self.fence or stripped.startswith(self.fence)):
                self.fence = "" if self.fence else fence[1][:3]
                is_text, above = False, line
                continue
            if self.fence:
                continue
            yield from self.check_boxes(number, stripped)
            yield from self.check_inside(number, line)
            if not stripped:
                yield from (*self.check_strong(paragraph), *self.check_pairs(paragraph))
                paragraph = []
            else:
                paragraph.append((number, line))
            yield from self.check_titles(number, line)
            is_item = bool(re.match(r"\s*(?:[-*+]|\(?(?:\d+|[a-zA-Z#])[.)])\s", line))
            if is_text and not in_list:
                for pattern, message, hint in BELOW_TEXT:
                    if pattern.match(line):
                        yield self.note(number, message, hint)
                        break
            elif above.startswith("|") and not line.startswith("|") and re.match(r"#{1,6}\s", line):
                yield self.note(number, "this heading goes on in the table above", EMPTY_LINE)
            for pattern, message, hint in ANYWHERE:
                if pattern.match(_CODE.sub("", line)):
                    yield self.note(number, message, hint)
            yield from (*self.check_beside(number, line, above), *self.check_numbers(number, line))
            if self.is_head_without_rule(number, above):
                yield self.note(
                    number, "this table has no rule below its head", "write |---|---| below its first line"
                )
            if re.match(r"(?: {4}|\t)\s*\S", line) and not above.strip() and not in_list:
                yield self.note(number, "indented by four spaces, this is set as code", "take the spaces out")
            in_list = is_item or (
                in_list and (not stripped or line[:1] in " \t" or (is_text and bool(above.strip())))
            )
            is_text = (
                bool(stripped)
                and not is_item
                and not re.match(r"#{1,6}\s|\||>|:{3,}|\{%|\{#|-{3,}$|\[[^\]]+\]:", stripped)
            )
            if re.match(r"\{\{.*\}\}$", stripped):
                is_text = False
            is_text = is_text or is_item
            above = line
        yield from (*self.check_strong(paragraph), *self.check_pairs(paragraph))
        for number in self.open:
            yield self.note(
                number, "this callout is never closed", "add a line with ::: where it ends", "error"
            )

    def check_titles(self, number: int, line: str) -> Iterator[Diagnostic]:
        """Yield what is wrong with a heading, with the title of a table, and with what was meant as one."""
        heading = re.match(r"(#{1,6})\s+\S", line)
        if heading:
            level = len(heading[1])
            if level == 1 and self.title:
                hint = f"write ## before it; the title stands in line {self.title}"
                yield self.note(number, "a text has one title, and this is a second one", hint)
            self.title = self.title or (number if level == 1 else 0)
            if self.level and level > self.level + 1:
                hint = f"write {'#' * (self.level + 1)}: those who hear a page go by its levels"
                yield self.note(number, f"a heading of level {level} below one of level {self.level}", hint)
            self.level = level
        if re.match(r"(?!Table:)\w+\s?:\s.*\{#tbl-[\w-]+\}\s*$", line):
            yield self.note(number, "this is no title of a table", "in every language it begins with Table:")
        signs = "#" * max(2, self.level)
        if self.is_bold_alone(number):
            hint = f"write {signs} and a space before it, without the stars"
            yield self.note(number, "bold words alone in a line are no heading", hint, word=line.strip())
        elif self.is_shouted_alone(number):
            hint = f"write {signs} and a space before it, in small letters; styles set capitals"
            yield self.note(number, "capitals alone in a line are no heading", hint, word=line.strip())

    def check_numbers(self, number: int, line: str) -> Iterator[Diagnostic]:
        """Yield a warning for an item whose number does not follow the one above: readers get another."""
        item = re.match(r"(\s*)(\d{1,3})[.)]\s+\S", line)
        if item:
            last = self.counted.get(item[1], 0)
            own = int(item[2])
            if last and own not in (1, last + 1):
                hint = f"write {last + 1}, or look for the item that is missing"
                message = f"{own} follows {last} in this list, and readers get {last + 1}"
                yield self.note(number, message, hint, word=item[2])
            self.counted[item[1]] = own
        elif line.strip() and not line[:1].isspace():
            self.counted = {}

    def check_beside(self, number: int, line: str, above: str) -> Iterator[Diagnostic]:
        """Yield what is wrong with a line beside the one above it: a list of dashes, a row of other cells."""
        if re.match(r"\s*[–—]\s\S", line) and re.match(r"\s*[–—]\s\S", above):
            yield self.note(number, "a dash makes no list", "begin each item with a hyphen and a space")
        begun = re.search(r"[^\W\d_]-$", above)
        if (
            begun
            and re.match(r"[^\W\d_]", line)
            and line[:1].islower()
            and line.split(maxsplit=1)[0] not in _JOINS
        ):
            word = line.split(maxsplit=1)[0]
            yield self.note(
                number, "a word is cut in two at the end of the line above", "write it in one", word=word
            )
        if re.match(r"\s*[-+][^\W\d_]", line) and re.match(r"\s*[-+]\s", above):
            yield self.note(number, "no item of a list begins like this", "leave a space behind its sign")
        cells, before = _count_cells(line), _count_cells(above)
        if cells and before and cells != before:
            hint = "write as many cells in each row as in its head; an empty one is | |"
            yield self.note(number, f"this row has {cells} cells, and the one above {before}", hint)

    def is_bold_alone(self, number: int) -> bool:
        """Return whether a line is bold words and no sentence, between empty lines, with text below: no title of a box."""
        words = re.fullmatch(r" {0,3}(\*\*|__)(?![\s*])([^*]*[^\s*.!?…»”\"])\1:?\s*", self.lines[number - 1])
        return bool(words) and not self.open and self.is_alone(number)

    def is_shouted_alone(self, number: int) -> bool:
        """Return whether a line is words in capitals between empty lines, with text below: a heading of a typewriter."""
        line = self.lines[number - 1]
        if self.open or not line.strip() or re.match(r"\s*(?:[#>|:<!]|[-*+]\s|\d+[.)]|\[)", line):
            return False
        words = _BESIDE.sub(" ", _CODE.sub(" ", line))
        is_shouted = bool(re.search(r"[^\W\d_]{5}", words)) and words == words.upper() != words.lower()
        return is_shouted and self.is_alone(number)

    def is_alone(self, number: int) -> bool:
        """Return whether a line stands between empty lines, with text below."""
        beside = [*self.lines[max(0, number - 2) : number - 1], *self.lines[number : number + 1]]
        is_last = number == len(self.lines)
        return not is_last and not "".join(beside).strip() and any(map(str.strip, self.lines[number:]))

    def is_head_without_rule(self, number: int, above: str) -> bool:
        """Return whether a line begins a table that the line below does not make one."""
        line = self.lines[number - 1].strip()
        if not re.fullmatch(r"\|.*\|", line) or above.strip().startswith("|"):
            return False
        below = self.lines[number].strip() if number < len(self.lines) else ""
        return not _RULE.fullmatch(below)

    def check_boxes(self, number: int, line: str) -> Iterator[Diagnostic]:
        if line == "::":
            yield self.note(number, "two colons close no box", "write three: :::")
        if re.fullmatch(r":{3,}", line):
            if not self.open:
                yield self.note(
                    number, "this closes a callout that was never opened", "take the line out", "error"
                )
            else:
                self.open.pop()
        elif re.match(r":{3,}\s*\S", line):
            self.open.append(number)
            name = re.match(r":{3,}\s*\{?\s*\.?([\w-]+)", line)
            if name and name[1] not in CALLOUTS:
                hint = suggest(name[1], CALLOUTS, f"one of: {', '.join(CALLOUTS)}")
                yield self.note(number, f"'{name[1]}' is not a sort of callout", hint, "error", name[1])

    def check_inside(self, number: int, line: str) -> Iterator[Diagnostic]:
        words = _CODE.sub(lambda found: " " * len(found[0]), line)
        for picture in re.finditer(r"!\[\s*\]\(", line):
            hint = "write what it shows between the brackets: ![what it shows](picture.png)"
            yield self.note(number, "a picture without alternative text", hint, "error", picture[0][:1])
        for bare in re.finditer(r"\]\(\s*(?:#\s*)?\)|(?<!!)(?<!\])\[\s*\]\(", line):
            told = "this link has no words, or no address"
            yield self.note(number, told, "write both: [words](https://…)", word=bare[0])
        for pattern, message, hint, severity in INSIDE:
            found = pattern.search(words)
            if found:
                yield self.note(
                    number, message, hint, "error" if severity == "error" else "warning", found[0]
                )
        name = re.match(r" {0,3}\[([^\]^][^\]]*)\]:\s*\S", line)
        if name:
            first = self.names.setdefault(name[1].casefold(), number)
            if first != number:
                yield self.note(
                    number, f"the link [{name[1]}] has an address in line {first} too", "keep one of them"
                )

    def check_pairs(self, paragraph: list[tuple[int, str]]) -> Iterator[Diagnostic]:
        """Yield a warning for a bracket or a quotation mark of a paragraph without its other half."""
        lines = [
            (number, _ITEM.sub("", _BESIDE.sub(" ", _CODE.sub(" ", line)))) for number, line in paragraph
        ]
        whole = "\n".join(line for _, line in lines)
        for opening, closing in (("(", ")"), ("«", "»"), ("“", "”")):
            if opening == "“" and re.search(r"[„”]\w|„", whole):
                continue  # languages that close with what others open with
            odd = whole.count(opening) - whole.count(closing)
            sign = opening if odd > 0 else closing
            if odd and not (closing == ")" and re.search(r"[:;]-?[()]", whole)):
                number = next(at for at, line in (lines if odd < 0 else reversed(lines)) if sign in line)
                hint = f"write the {closing if odd > 0 else opening} that is missing, or take this one out"
                yield self.note(number, f"{sign} stands here without its other half", hint, word=sign)

    def check_strong(self, paragraph: list[tuple[int, str]]) -> Iterator[Diagnostic]:
        if any(line.lstrip().startswith("|") for _, line in paragraph):
            return
        marks = [
            number
            for number, line in paragraph
            for _ in re.finditer(r"(?<!\*)\*\*(?!\*)", _CODE.sub("", line))
        ]
        if len(marks) % 2:
            yield self.note(
                marks[-1],
                "** stands here without its other half",
                "bold words are between two: **words**",
                word="**",
            )
        for number, line in paragraph:
            halves = _CODE.sub("x", line).split("**")
            loose = (
                next((one for one in halves[1::2] if one != one.strip()), None) if len(halves) % 2 else None
            )
            if loose is not None:
                hint = "take the space out, or put it outside the stars"
                yield self.note(
                    number,
                    "a space stands inside these stars: the words are not bold",
                    hint,
                    word=f"**{loose}**",
                )
        singles = [number for number, line in paragraph for _ in _STAR.finditer(_CODE.sub("", line))]
        if len(singles) % 2:
            hint = "words in italics are between two: *words*; a star that only stands there is \\*"
            yield self.note(singles[-1], "* stands here without its other half", hint, word="*")

    def note(
        self, number: int, message: str, hint: str, severity: Severity = "warning", word: str = ""
    ) -> Diagnostic:
        shown = self.shown[number - 1] if number <= len(self.shown) else ""
        column = shown.find(word) + 1 if word else len(shown) - len(shown.lstrip()) + 1
        return Diagnostic(
            Location(self.path, number, max(1, column)), message, hint, severity, shown, len(word) or 1
        )
