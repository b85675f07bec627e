"""A Word file that came back: changed fields, items of lists added and taken out, comments, and what stands outside."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from inclucities_docs.diagnostics import refuse
from inclucities_docs.exchange.archive import open_archive
from inclucities_docs.exchange.cell_value import clean, read_date, read_number
from inclucities_docs.exchange.contribution import Answer, Contribution, Remark, Speaker, Stamp
from inclucities_docs.exchange.docx_paragraph import (
    Passage,
    W,
    fingerprint,
    parse_part,
    read_passages,
    strip_beside,
)
from inclucities_docs.exchange.field_table import read_table
from inclucities_docs.exchange.new_item import find_new_items
from inclucities_docs.exchange.request import describe_place, list_fields, suppliers
from inclucities_docs.inputs.change import Change, Field, find_field, name_field, read_words, value_key
from inclucities_docs.inputs.project import Project
from inclucities_docs.language.guess import guess_language
from inclucities_docs.language.localisation import Localisation

__all__ = ["read_document"]


@dataclass
class _Reading:
    project: Project
    stamp: Stamp
    speak: Speaker
    table: dict[str, tuple[str, str, str]]
    """Name of a bookmark → path of its field, fingerprint of what stood in it, what stood beside it."""
    known: set[str]
    """Fingerprints of what stood outside of fields."""
    passages: list[Passage]
    allowed: set[str]
    answers: list[Answer] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    """Numbers of paragraphs that became part of an answer."""

    def place(self, passage: Passage) -> str:
        words = clean(passage.text)
        short = words if len(words) < 60 else words[:59] + "…"
        return self.speak("Paragraph %(number)s: “%(words)s”", number=passage.number, words=short)

    def turn_down(self, place: str, message: str, /, **values: object) -> None:
        self.remarks.append(Remark("refused", place, self.speak(message, **values)))


def read_document(project: Project, name: str, content: bytes) -> Contribution:
    """Read a Word file that came back; raise DiagnosticError where it cannot be read at all."""
    parts = open_archive(name, content)
    table = read_table(parts)
    if table is None:
        raise refuse(name, "this is not a Word file that was sent from here", "fill in the one that was sent")
    try:
        stamp = Stamp.read(table["stamp"])
    except (KeyError, TypeError):
        raise refuse(name, "this Word file does not say what it is") from None
    if stamp.programme != project.programme.name:
        raise refuse(name, f"this file is of another programme: {stamp.programme[:60]}")
    if stamp.supplier not in suppliers(project):
        raise refuse(name, f"this file is of nobody who is known here: {stamp.supplier[:60]}")
    try:
        passages = read_passages(parse_part(parts["word/document.xml"]), table["fields"])
        comments = _read_comments(parts)
    except (KeyError, etree.XMLSyntaxError):
        raise refuse(
            name, "this Word file cannot be read", "open it, save it as .docx, and send that file"
        ) from None
    speak = Speaker(project, stamp.language)
    allowed = {path for path, _ in list_fields(project, stamp.supplier)}
    reading = _Reading(project, stamp, speak, table["fields"], table["paragraphs"], passages, allowed)
    _read_new_items(reading)
    _read_fields(reading)
    _read_comments_of(reading, comments)
    _read_rest(reading)
    return Contribution(name, stamp, tuple(reading.answers), tuple(reading.remarks))


def _read_new_items(reading: _Reading) -> None:
    """Find actions that were added as whole blocks; taken first, so that no field claims their words."""
    language = reading.stamp.language
    blanks = set()
    for path, mark, _ in reading.table.values():
        try:
            if getattr(find_field(reading.project, path).model, "state", "") == "awaited":
                blanks.add(mark)
        except LookupError:
            continue
    found = find_new_items(reading.project, reading.passages, reading.table, reading.known, language, blanks)
    for item in found:
        reading.used |= {*item.used}
        place = reading.place(item.passage)
        if not any(one.startswith(item.path.rpartition(".")[0] + ".") for one in reading.allowed):
            reading.turn_down(place, "This text is fixed: it belongs to others, or to the programme.")
            continue
        doubt = ""
        if not item.is_placed:
            doubt = reading.speak(
                "It does not say in which phase it starts and ends; it stands in all of them."
            )
        change = Change(item.path, item.value, None, language, "reply", is_new=True)
        title = item.value["title"][language]
        reading.answers.append(Answer(change, place, f"{reading.speak('Action')} › {title}", "", doubt))


def _read_fields(reading: _Reading) -> None:
    """Hold each field against what was sent; then the lists that they stand in."""
    said: dict[str, list[tuple[Passage, str]]] = defaultdict(list)
    for passage in reading.passages:
        for name, text in passage.fields.items():
            if name in reading.table:
                said[name].append((passage, text))
    shown: dict[str, list[str]] = defaultdict(list)
    for name, (path, _, _) in reading.table.items():
        shown[path].append(name)
    missing: list[str] = []
    for path, names in shown.items():
        pieces = {name: [(passage, text) for passage, text in said[name] if clean(text)] for name in names}
        changed = [name for name in names if pieces[name] and _differs(reading, name, pieces[name])]
        if changed:
            _take(reading, path, changed[0], pieces[changed[0]])
        elif not any(pieces.values()):
            missing.append(path)
    missing = [path for path in missing if not _recover(reading, path, shown[path][0], said)]
    _read_lists(reading, said, missing)


def _differs(reading: _Reading, name: str, pieces: list[tuple[Passage, str]]) -> bool:
    """Return whether a field says something else; paragraphs that were split off are items of their own."""
    return fingerprint(pieces[0][1]) != reading.table[name][1]


def _take(reading: _Reading, path: str, name: str, pieces: list[tuple[Passage, str]]) -> None:
    passage, text = pieces[0]
    reading.used.add(passage.number)
    words = clean(text.replace("\u00ad", ""))
    _answer(reading, path, words, reading.table[name][1], reading.place(passage))


def _recover(reading: _Reading, path: str, name: str, said: dict[str, list[tuple[Passage, str]]]) -> bool:
    """Find words that were typed over a whole field, which takes its bookmark away; return whether there were any.

    They stand between the fields before and after it, where nothing of the kind stood.
    """
    order = list(reading.table)
    index = order.index(name)
    last = next((said[one][-1][0] for one in reversed(order[:index]) if said[one]), Passage(0))
    before = last.number
    after = next(
        (said[one][0][0].number for one in order[index + 1 :] if said[one]), len(reading.passages) + 1
    )
    beside = reading.table[name][2]
    found = []
    for passage in reading.passages:
        rest = clean(passage.rest)
        if before <= passage.number <= after and passage.number not in reading.used and beside in rest:
            words = clean(rest.replace(beside, " ", 1)) if beside else rest
            is_next = passage is not last and passage.style == last.style and not last.style.endswith("/")
            if words and fingerprint(passage.rest) not in reading.known and not is_next:
                found.append((passage, words))
    found = [one for one in found if name in one[0].fields] or found
    if len(found) != 1:
        return False
    passage, words = found[0]
    reading.used.add(passage.number)
    _answer(reading, path, words, reading.table[name][1], reading.place(passage))
    return True


def _find(reading: _Reading, path: str, place: str) -> tuple[Field, str] | None:
    """Return a field that the sender may change, and what it is called; none where it was refused."""
    try:
        found = find_field(reading.project, path)
        path = name_field(reading.project, path)
        label = describe_place(reading.project, path, reading.stamp.language)
    except (LookupError, ValueError):
        reading.turn_down(place, "This place was taken out since the file was sent.")
        return None
    owner = path if value_key(found.model) else path.rpartition(".")[0]
    is_own = any(one == owner or one.startswith(f"{owner}.") for one in reading.allowed)
    if not is_own or "." not in path:
        reading.turn_down(place, "This text is fixed: it belongs to others, or to the programme.")
        return None
    return found, label


def _answer(reading: _Reading, path: str, words: str, sent: str, place: str) -> None:
    known = _find(reading, path, place)
    if known is None:
        return
    found, label = known
    language, key = reading.stamp.language, value_key(found.model)
    value: Any = words
    tongue, doubt = language, ""
    if key in ("value", "period"):
        value = read_number(words, language) if key == "value" else read_date(words, language)
        tongue = ""
        if value is None:
            reading.turn_down(place, "“%(words)s” is neither a number nor a date.", words=words[:60])
            return
    elif guess_language(words, language):
        other = Localisation(language).language_name(guess_language(words, language))
        doubt = reading.speak("This seems to be in another language: %(name)s.", name=other)
    seen = _find_seen(reading, found, tongue, sent)
    change = Change(path, value, seen, tongue, "reply" if key else "")
    reading.answers.append(Answer(change, place, label, "", doubt))


def _find_seen(reading: _Reading, found: Field, tongue: str, sent: str) -> Any:
    """Return what the sender saw: what stands there now, if it is still what was sent."""
    now = read_words(found, tongue)
    if getattr(found.model, "state", "") == "awaited" or not tongue:
        return now
    text = found.model if isinstance(found.model, dict) else getattr(found.model, "text", {})
    shown = reading.project.choose(text, tongue)[1] if text else ""
    return now if fingerprint(shown) == sent else "changed since"


def _read_lists(reading: _Reading, said: dict[str, list[tuple[Passage, str]]], missing: list[str]) -> None:
    """Find items that were added to lists, and those that were taken out."""
    names = {path: name for name, (path, _, _) in reading.table.items()}
    positions = {passage.number: index for index, passage in enumerate(reading.passages)}
    for path, name in names.items():
        holder, _, step = path.rpartition(".")
        pieces = [(passage, text) for passage, text in said[name] if clean(text)]
        if not step.isdecimal() or not pieces:
            continue
        added = [clean(text) for _, text in pieces[1:]]
        reading.used |= {passage.number for passage, _ in pieces[1:]}
        last = pieces[-1][0]
        for passage in reading.passages[positions[last.number] + 1 :]:
            if (
                passage.fields
                or passage.style != last.style
                or not clean(passage.text)
                or last.style.endswith("/")
            ):
                break
            reading.used.add(passage.number)
            added.append(strip_beside(clean(passage.text), {one for _, _, one in reading.table.values()}))
        for words in added:
            following = f"{holder}.{int(step) + 1}"
            if following in missing:  # it was typed anew, and lost its bookmark
                missing.remove(following)
                _answer(reading, following, words, reading.table[names[following]][1], reading.place(last))
            elif (known := _find(reading, path, reading.place(last))) is not None:
                value = {"text": {reading.stamp.language: words}, "source": ""}
                change = Change(
                    f"{holder}.{int(step) + 1}", value, None, reading.stamp.language, "reply", is_new=True
                )
                reading.answers.append(Answer(change, reading.place(last), known[1]))
    _drop(reading, said, missing, names)


def _list_blocks(table: dict[str, tuple[str, str, str]]) -> dict[str, list[str]]:
    """Return for each item the bookmarks that stand one after the other in its block; a summary may hold some too."""
    blocks: dict[str, list[str]] = {}
    runs: dict[str, list[str]] = {}
    for name, (path, _, _) in table.items():
        parts = path.split(".")
        around = {".".join(parts[: depth + 1]) for depth in range(2, len(parts))}
        runs = {
            one: [*(before for before in runs.get(one, []) if table[before][0] != path), name]
            for one in around
        }
        for one, run in runs.items():
            blocks[one] = max(run, blocks.get(one, []), key=len)  # of equals the later one
    return blocks


def _drop(
    reading: _Reading,
    said: dict[str, list[tuple[Passage, str]]],
    missing: list[str],
    names: dict[str, str],
) -> None:
    """Take out items of lists that are gone; an item whose fields are all gone goes as a whole."""
    whole = {
        one
        for one, block in _list_blocks(reading.table).items()
        if len(block) > 2
        and not any(clean(text) for name in block for _, text in said[name])
        and _is_item(reading, one)
    }
    for path in sorted(whole):
        label = describe_place(reading.project, path, reading.stamp.language)
        found = find_field(reading.project, path)
        reading.answers.append(Answer(Change(path, None, found.value), label, label))
    for path in missing:
        if any(path.startswith(f"{one}.") for one in whole):
            continue
        name = names[path]
        place = describe_place(reading.project, path, reading.stamp.language)
        if any(fingerprint(one.text) == reading.table[name][1] for one in reading.passages):
            continue  # its words are there, its bookmark was lost
        if (known := _find(reading, path, place)) is None:
            continue
        if not _is_item(reading, path):
            reading.turn_down(place, "Its words are gone; a plan cannot be without them.")
            continue
        seen = _find_seen(reading, known[0], reading.stamp.language, reading.table[name][1])
        reading.answers.append(
            Answer(Change(path, None, seen, reading.stamp.language, "reply"), place, place)
        )


def _is_item(reading: _Reading, path: str) -> bool:
    try:
        return isinstance(find_field(reading.project, path.rpartition(".")[0]).value, list)
    except LookupError:
        return False


def _read_comments(parts: dict[str, bytes]) -> dict[str, str]:
    if "word/comments.xml" not in parts:
        return {}
    return {
        one.get(f"{W}id", ""): clean(" ".join(text.text or "" for text in one.iter(f"{W}t")))
        for one in parse_part(parts["word/comments.xml"]).iter(f"{W}comment")
    }


def _read_comments_of(reading: _Reading, comments: dict[str, str]) -> None:
    for passage in reading.passages:
        for key in passage.comments:
            if comments.get(key):
                reading.remarks.append(Remark("question", reading.place(passage), comments[key]))


def _read_rest(reading: _Reading) -> None:
    """Tell of what was changed or written outside of any field."""
    for passage in reading.passages:
        words = clean(passage.rest)
        if words and passage.number not in reading.used and fingerprint(passage.rest) not in reading.known:
            reading.turn_down(
                reading.place(passage),
                "This stands outside of any field, and is not taken over: “%(words)s”",
                words=words[:200],
            )
