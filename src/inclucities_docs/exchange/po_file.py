"""All that a translator touches as one PO file a language: interface words, texts in data, prose by paragraph."""

from __future__ import annotations

import datetime
import fnmatch
import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

from inclucities_docs.diagnostics import refuse
from inclucities_docs.exchange.contribution import Answer, Contribution, Remark, Stamp
from inclucities_docs.exchange.request import describe_place
from inclucities_docs.exchange.workbook import read_stamp
from inclucities_docs.inputs.catalogue import catalogue_path, find_torn_line, open_catalogue
from inclucities_docs.inputs.change import Change, name_field, read_field
from inclucities_docs.inputs.document import list_documents
from inclucities_docs.inputs.inventory import Unit, list_units
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.prose_block import replace_blocks, split_blocks
from inclucities_docs.inputs.translation import shorten
from inclucities_docs.schema import Term

__all__ = ["Passage", "count_words", "list_passages", "read_catalogue", "write_translations"]

_BEGINNING = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
_STAMP = "X-Exchange"
_SEEN = "as sent: "
MAX_ENTRIES = 50_000


@dataclass(frozen=True)
class Passage:
    """One text that a translator sees: a word, a text of the data, a paragraph."""

    name: str
    """``words:…``, a fact's path, or a Markdown file of the language and the number of the paragraph."""
    original: str | tuple[str, str]
    translation: str | tuple[str, ...] | None
    state: str
    group: str
    """The document or file it is counted with."""


def list_passages(project: Project, language: str, only: Sequence[str] = ()) -> list[Passage]:
    """Return every text that is, or should be, in a language; ``only`` names kinds or collections: guide, plans/capaci-*."""
    wanted = language in {project.programme.original_language, *project.programme.languages}
    known: set[str] = set()
    units = list_units(project, language)
    for unit in units:
        if unit.translation is not None and not unit.name.startswith(("words:", "templates/")):
            known.add(_find_part(unit.name))
    found = list(_list_words(project, language, is_own=wanted))
    for unit in units:
        if unit.name.startswith("templates/"):
            if unit.translation is not None or _is_owed(project, unit.name, language, is_own=wanted):
                found += _split(unit)
        elif unit.name.startswith("words:"):
            continue
        elif wanted or unit.translation is not None or _find_part(unit.name) in known:
            name = name_field(project, unit.name)
            found.append(
                Passage(name, unit.original, unit.translation, unit.state, unit.name.partition(".")[0])
            )
    return [one for one in found if not only or _is_wanted(one, only)]


def _is_wanted(passage: Passage, only: Sequence[str]) -> bool:
    group = passage.group.removeprefix("kinds/")
    return any(fnmatch.fnmatchcase(group, pattern) for pattern in only)


def _find_part(name: str) -> str:
    """Return the record and field that a text is part of."""
    return ".".join(name.split(".")[:2])


def _is_owed(project: Project, path: str, language: str, *, is_own: bool) -> bool:
    """Return whether a text of a kind is owed in a language: the kind is made in it, or has texts in it."""
    kind = project.kinds.get(path.split("/")[1])
    if kind is not None and (
        language in kind.languages or (is_own and {"programme", "subject"} & {*kind.languages})
    ):
        return True
    return any(name.startswith(path.rpartition("/")[0] + "/") for name in project.workspace.files)


def _split(unit: Unit) -> Iterator[Passage]:
    """Return the paragraphs of a text; its translation beside them where it has as many."""
    originals = split_blocks(unit.original)
    blocks = split_blocks(unit.translation or "")
    is_even = len(blocks) == len(originals)
    group = unit.name.split("/")[1]
    for number, original in enumerate(originals):
        translation = blocks[number] if is_even and unit.translation else None
        yield Passage(f"{unit.name}#{number}", original, translation, unit.state, group)


def _list_words(project: Project, language: str, *, is_own: bool) -> Iterator[Passage]:
    """Return the interface words; of a newcomers' language those that are translated, or that its pages have."""
    text = project.workspace.read_text(catalogue_path(language))
    if language == "en" or not text:
        return
    kinds = {name for name, kind in project.kinds.items() if {"newcomers", language} & {*kind.languages}}
    for message in open_catalogue(language, text):
        if not message.id:
            continue
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        first = message.id[0] if isinstance(message.id, tuple) else message.id
        folders = {path.split("/")[1] for path, _ in message.locations if path.startswith("templates/")}
        if all(strings):
            state = project.judge_words(language, first) or "unreviewed"
            yield Passage(f"words:{first}", message.id, message.string, state, "interface")
        elif is_own or folders & kinds:
            yield Passage(f"words:{first}", message.id, None, "missing", "interface")


def write_translations(project: Project, language: str, only: Sequence[str] = ()) -> bytes:
    """Return the PO file of a language."""
    catalogue = Catalog(
        locale=language,
        project=project.programme.name,
        header_comment=f"# {project.programme.name}: all texts in {language}.",
        creation_date=_BEGINNING,
        revision_date=_BEGINNING,
        last_translator="",
        language_team=language,
        charset="utf-8",
        fuzzy=False,
    )
    terms = _list_terms(project, language)
    pages = _list_pages(project, language)
    for one in list_passages(project, language, only):
        original = one.original if isinstance(one.original, str) else one.original[0]
        comments = [*_describe(project, one, pages), *_gloss(original, terms)]
        if one.translation is not None:
            comments.append(_SEEN + _fingerprint(one.translation))
        catalogue.add(
            one.original,
            one.translation or ("" if isinstance(one.original, str) else tuple([""] * catalogue.num_plurals)),
            flags={"fuzzy"} if one.state == "stale" and one.translation else (),
            auto_comments=comments,
            context=None if one.name.startswith("words:") else one.name,
        )
    stream = io.BytesIO()
    write_po(stream, catalogue, width=100, include_lineno=False)
    stamp = json.dumps(Stamp(project.programme.name, "catalogue", "", language).__dict__).replace('"', '\\"')
    return stream.getvalue().replace(b"\n\n", f'\n"{_STAMP}: {stamp}\\n"\n\n'.encode(), 1)


def _fingerprint(translation: str | Sequence[str]) -> str:
    return shorten(translation if isinstance(translation, str) else "\n".join(translation))


def _list_pages(project: Project, language: str) -> dict[str, str]:
    """Return for each kind, and for each record that documents are about, the address of a page that shows it.

    A kind that is not made in the language is seen in the first of its own.
    """
    website = str(getattr(project.find("portal"), "website", "") or "").rstrip("/")
    pages: dict[str, str] = {}
    ranked = sorted(list_documents(project), key=lambda one: one.language != language)
    for document in ranked:
        path = next((one.path for one in document.artifacts if one.format == "html" and not one.part), "")
        for name in (document.kind, document.record) if path else ():
            pages.setdefault(name, f"{website}/{path}" if website else path)
    return pages


def _describe(project: Project, passage: Passage, pages: Mapping[str, str]) -> list[str]:
    """Say where a text stands, on which page it is seen, and how long it may be where it stands in a small box."""
    name, group = passage.name, passage.group
    if name.startswith("words:"):
        return ["interface"]
    if name.startswith("templates/"):
        return [f"seen on {pages[group]}" if group in pages else f"of the document {group}"]
    told = [f"name of a document: {name}"] if name.startswith("kinds/") else []
    if not told:
        told = [describe_place(project, name, project.programme.original_language)]
        city = getattr(project.find(group), "city", "") if "/" in group else ""
        page = pages.get(group) or pages.get(f"cities/{city}")
        told += [f"seen on {page}"] if page else []
    if _SMALL.fullmatch(name) and isinstance(passage.original, str):
        told.append(
            f"at most {max(12, round(len(passage.original) * 1.5))} characters: it stands in a small box"
        )
    return told


def _list_terms(project: Project, language: str) -> list[tuple[re.Pattern[str], str]]:
    """Return the glossary's terms, each with how it is found in an original and what it is called."""
    found = []
    for term in project.collections.get("glossary", {}).values():
        assert isinstance(term, Term)
        own = term.name.get(language)
        for tongue in dict.fromkeys((project.programme.original_language, "en")):
            name = term.name.get(tongue)
            if own and name and own != name:
                forms = (name, *term.forms.get(tongue, ()))
                pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)"
                found.append((re.compile(pattern, re.IGNORECASE), f"glossary: {name} = {own}"))
    return found


def _gloss(original: str, terms: Iterable[tuple[re.Pattern[str], str]]) -> list[str]:
    return [words for pattern, words in terms if pattern.search(original)]


def count_words(passages: Iterable[Passage]) -> dict[str, Counter[str]]:
    """Return words of originals by document or file: all, and those of each state, for an agency's quote."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in passages:
        texts = (one.original,) if isinstance(one.original, str) else one.original
        number = sum(len(re.findall(r"\w+(?:[’'-]\w+)*", _HIDDEN.sub(" ", text))) for text in texts)
        state = "missing" if one.translation is None else one.state
        group = one.group if not one.name.startswith("templates/") else f"prose of {one.group}"
        for name in (group.partition("/")[0], "all"):
            counts[name].update({"words": number, state: number})
    return dict(sorted(counts.items(), key=lambda item: (item[0] == "all", item[0])))


_SMALL = re.compile(
    r"(categories/[^.]+\.name|plans/[^.]+\.phases\.\d+|kinds/[^.]+\.title|groups/[^.]+\.benchmark\.key_factors\.[^.]+\.name)"
)
"""Texts that stand in a tile, a bar or a head of a column."""

_HIDDEN = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{[#.][^}]*\}|https?://\S+", re.DOTALL)
"""What stays as it is in a translation: values by name, names of places, addresses."""

_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#[^}]*\}", re.DOTALL)
_HEADING = re.compile(r"^#{1,6}(?= )", re.MULTILINE)
_TAG = re.compile(r"<[A-Za-z/!?][^>]*>")


def read_catalogue(project: Project, name: str, content: bytes) -> Contribution:
    """Read a PO file that came back, as any translator's tool writes it; raise DiagnosticError where it is none."""
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
        lines = [
            line for line in text.split("\n") if not line.startswith(("#~", "#|"))
        ]  # obsolete and previous ones
        if re.search(r"nplurals\s*=\s*\d{2}|^\s*msgstr\[\d{2}", text, re.MULTILINE):
            raise ValueError("more forms than a language has")
        torn = find_torn_line(text)
        if torn:  # read as far as it goes, such a file would say that nothing is changed
            message, _, hint = torn[1].partition(" | ")
            raise refuse(name, f"this is not a readable translation file: line {torn[0]}: {message}", hint)
        if text.count("\nmsgid ") > MAX_ENTRIES:
            raise refuse(name, f"holds more than {MAX_ENTRIES} entries", "send the file that was sent to you")
        catalogue = read_po(io.BytesIO("\n".join(lines).encode()), abort_invalid=True)
    except (PoFileError, ValueError, SyntaxError, TypeError, AttributeError, LookupError):
        hint = "open it in a PO editor, which shows what is wrong, and save it as UTF-8"
        raise refuse(name, "this is not a readable translation file", hint) from None
    return _Reading(project, name, _find_language(project, name, text, catalogue)).read(catalogue)


class _Reading:
    """Turns the entries of a file that came back into answers and remarks."""

    def __init__(self, project: Project, name: str, language: str) -> None:
        self.project, self.name, self.language = project, name, language
        self.passages = {one.name: one for one in list_passages(project, language)}
        self.answers: list[Answer] = []
        self.remarks: list[Remark] = []
        self.fresh: dict[str, dict[int, str]] = defaultdict(dict)
        """Paragraphs of files that the language does not have yet."""

    def read(self, catalogue: Catalog) -> Contribution:
        for number, message in enumerate(catalogue):
            given = message.string if isinstance(message.string, str) else list(message.string)
            if message.id and (any(given) if isinstance(given, list) else given):
                self.take(message, given, f"entry {number}, line {message.lineno}")
        for file, blocks in self.fresh.items():
            self.answers += _begin(self.project, file, blocks, self.language, self.remarks)
        stamp = Stamp(self.project.programme.name, "catalogue", "", self.language)
        return Contribution(self.name, stamp, tuple(self.answers), tuple(self.remarks))

    def take(self, message: Any, given: str | list[str], place: str) -> None:
        first = message.id[0] if isinstance(message.id, tuple) else message.id
        passage = self.passages.get(message.context or f"words:{first}")
        if passage is None:
            self.refuse(place, "This is not a text of this project any more", first)
            return
        before = list(passage.translation) if isinstance(passage.translation, tuple) else passage.translation
        if given == before:
            return
        original = passage.original if isinstance(passage.original, str) else passage.original[0]
        fault = _find_fault(first, given)
        if message.fuzzy:
            self.refuse(place, "It is marked as uncertain (fuzzy)", first)
        elif first != original:
            self.refuse(place, "The original was changed since", first)
        elif fault:
            self.refuse(place, fault, first)
        else:
            file, _, block = passage.name.partition("#")
            if file.startswith("templates/") and file not in self.project.workspace.files:
                self.fresh[file][int(block)] = str(given)
                return
            comments = message.auto_comments
            sent = next((one[len(_SEEN) :] for one in comments if one.startswith(_SEEN)), "")
            is_known = before is None or not sent or sent == _fingerprint(before)
            change = Change(passage.name, given, before if is_known else "changed since", self.language)
            self.answers.append(Answer(change, place, _cut(first)))

    def refuse(self, place: str, message: str, words: str) -> None:
        self.remarks.append(Remark("refused", place, f"{message}: “{_cut(words)}”"))


def _find_language(project: Project, name: str, text: str, catalogue: Catalog) -> str:
    found = re.search(rf'^"{_STAMP}: (\{{.*?\}})\\n"$', text.replace('"\n"', ""), re.MULTILINE)
    stamp = read_stamp(found[1].replace('\\"', '"')) if found else None
    if stamp is not None and stamp.programme != project.programme.name:
        raise refuse(name, f"this file is of another programme: {stamp.programme[:60]}")
    headers = {key.lower(): value for key, value in catalogue.mime_headers}
    language = stamp.language if stamp else headers.get("language", "").replace("_", "-")
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", language):
        raise refuse(name, "does not say which language it is in", "write it in the header: Language: lv")
    return language


def _find_fault(original: str, given: str | list[str]) -> str:
    """Say what a translation may not do: other values than its original, or markup of its own."""
    for one in given if isinstance(given, list) else [given]:
        before, after = Counter(_CODE.findall(original)), Counter(_CODE.findall(one))
        if after - before:
            return f"it says {next(iter(after - before))}, which the original does not"
        if before - after and not isinstance(given, list):
            return f"it leaves out {next(iter(before - after))}"
        if set(_TAG.findall(one)) - set(_TAG.findall(original)):
            return "it holds markup that the original does not"
        if _HEADING.findall(one) != _HEADING.findall(original):
            return "it is a heading of another level, or none"
        if "{%" in one or "{{" in _CODE.sub("", one):
            return "it holds a brace that is never closed"
    return ""


def _begin(
    project: Project, file: str, blocks: dict[int, str], language: str, remarks: list[Remark]
) -> Iterator[Answer]:
    """Return the whole text that a language does not have yet, once all its paragraphs are there."""
    unit = next(one for one in list_units(project, language) if one.name == file)
    count = len(split_blocks(unit.original))
    if len(blocks) < count:
        message = f"{len(blocks)} of {count} paragraphs of {file} are translated; it is begun when all are."
        remarks.append(Remark("refused", file, message))
    else:
        text = replace_blocks(unit.original, blocks)
        yield Answer(Change(file, text, read_field(project, file), language), file, file)


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) < 90 else plain[:89] + "…"
