"""Interface words by language: gettext catalogues of templates/locale/, read as they are."""

from __future__ import annotations

import copy
import functools
import gettext
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location, nearest
from inclucities_docs.inputs.catalogue_credit import keep_credits
from inclucities_docs.inputs.workspace import Workspace

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

__all__ = [
    "PLACEHOLDER",
    "Catalogues",
    "catalogue_path",
    "drop_former",
    "find_message",
    "find_torn_line",
    "gettext_noop",
    "open_catalogue",
    "parse_catalogue",
    "read_catalogue",
    "respell_messages",
    "write_catalogue",
]


def gettext_noop(message: str) -> str:
    """Return words as they are: says to the collector of words that they are translated where they are used."""
    return message


_LINE = re.compile(r'#|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s+)?"(?:[^"\\]|\\.)*"$')
"""A line of a gettext catalogue: a remark, or words in quotes, a keyword before them or not."""

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")
"""Where a value goes in interface words: ``%(number)s``, ``{visits}``."""

_SIGNS = {"%": r"%.{0,12}", "{": r"[{}].{0,12}"}
"""The sign that places for values begin with → what is none of them, once they and doubled signs are out."""


def catalogue_path(language: str) -> str:
    """Return the path of a language's catalogue."""
    return f"templates/locale/{language}/LC_MESSAGES/messages.po"


@dataclass
class Catalogues:
    """Looks messages up in the catalogues of a workspace; English is the language of the msgids."""

    workspace: Workspace
    _catalogues: dict[str, gettext.NullTranslations] = field(default_factory=dict)
    _forms: dict[str, list[tuple[re.Pattern[str], str]]] = field(default_factory=dict)
    _letters: dict[str, str] = field(default_factory=dict)

    def catalogue(self, language: str) -> gettext.NullTranslations:
        """Return a language's catalogue; empty where there is none. Raise DiagnosticError."""
        if language not in self._catalogues:
            path = catalogue_path(language)
            text = self.workspace.read_text(path)
            self._catalogues[language] = (
                gettext.NullTranslations() if text is None else read_catalogue(path, language, text)
            )
        return self._catalogues[language]

    def unsaid(self, language: str) -> tuple[str, ...]:
        """Return the words that a language's catalogue holds, and says nothing for."""
        return getattr(self.catalogue(language), "unsaid", ())

    def list_words(self, language: str) -> Iterator[str]:
        """Return the msgids that a language's catalogue holds, those without a translation too."""
        catalogue = self.catalogue(language)
        yield from self.unsaid(language)
        for key in getattr(catalogue, "_catalog", {}):
            yield key[0] if isinstance(key, tuple) else key

    def list_letters(self, language: str) -> str:
        """Return the characters that the words of a language's catalogue are written with, sorted."""
        if language not in self._letters:
            said: dict[object, str] = getattr(self.catalogue(language), "_catalog", {})
            used = {letter for msgid, words in said.items() if msgid for letter in words}
            self._letters[language] = "".join(sorted(one for one in used if one.isprintable()))
        return self._letters[language]

    def find(self, language: str, one: str, many: str = "", number: int = 1) -> tuple[str, bool]:
        """Return the words for a msgid in a language, and whether they were found in it."""
        catalogue = self.catalogue(language)
        found = catalogue.ngettext(one, many, number) if many else catalogue.gettext(one)
        english = (one if number == 1 else many) if many else one
        return found, language == "en" or found != english or _has(catalogue, one)

    def say_again(self, language: str, said: str) -> str:
        """Return in a language what was said in English with values put in; nothing where no words are known for it."""
        if language == "en":
            return said
        if _has(catalogue := self.catalogue(language), said):
            return catalogue.gettext(said)
        if language not in self._forms:
            self._forms[language] = _list_forms(catalogue)
        for pattern, words in self._forms[language]:
            if found := pattern.fullmatch(said):
                return words.format_map(found.groupdict())
        return ""


def _list_forms(catalogue: gettext.NullTranslations) -> list[tuple[re.Pattern[str], str]]:
    """Return what words of a catalogue read like with any values put in, those that say most first."""
    forms = []
    for msgid, words in getattr(catalogue, "_catalog", {}).items():
        parts = re.split(r"\{([a-z_]+)\}", msgid) if isinstance(msgid, str) else []
        if len(parts) < 2 or len(set(parts[1::2])) < len(parts) // 2 or len("".join(parts[::2])) < 10:
            continue
        made = [f"(?P<{one}>.+?)" if number % 2 else re.escape(one) for number, one in enumerate(parts)]
        forms.append((len("".join(parts[::2])), re.compile("".join(made), re.DOTALL), words))
    return [(pattern, words) for _, pattern, words in sorted(forms, key=lambda one: -one[0])]


_MANY_FORMS = re.compile(r"nplurals\s*=\s*\d{2}|^\s*msgstr\[\d{2}")


def _has(catalogue: gettext.NullTranslations, msgid: str) -> bool:
    known: Mapping[object, str] = getattr(catalogue, "_catalog", {})
    return msgid in known or (msgid, 0) in known


class _Catalogue(gettext.GNUTranslations):
    """What a language says, and the words that it says nothing for yet; it pickles as it was compiled."""

    def __init__(self, compiled: bytes, unsaid: tuple[str, ...]) -> None:
        super().__init__(io.BytesIO(compiled))
        self.compiled, self.unsaid = compiled, unsaid

    def __reduce__(self) -> tuple[type[_Catalogue], tuple[bytes, tuple[str, ...]]]:
        return (_Catalogue, (self.compiled, self.unsaid))


@functools.lru_cache(maxsize=64)
def read_catalogue(path: str, language: str, text: str) -> gettext.NullTranslations:
    """Return what a language's catalogue says; raise DiagnosticError for one that cannot be read."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError

    due = 0  # the number of the next form of a plural
    try:
        torn = find_torn_line(text)
        if torn:
            raise PoFileError(torn[1], None, "", torn[0] - 1)
        for number, one in enumerate(text.splitlines()):
            form = re.match(r"\s*msgstr\[(\d+)\]", one)
            if form and int(form[1]) != due:
                message = f"this form is numbered {form[1][:4]}, and {due} is due"
                raise PoFileError(
                    f"{message} | forms are numbered 0, 1, 2, one below the other", None, one, number
                )
            due = due + 1 if form else 0 if one.strip().startswith("msgid") else due
            if _MANY_FORMS.search(one):  # the reader would make room for all of them
                raise PoFileError("more forms than a language has", None, one, number)
        catalogue = parse_catalogue(language, text)
        _refuse_doubles(path, _CURRENT.sub("", text))
        _check_placeholders(path, text, catalogue)
        messages = _Messages(_leave_out(one) if _lacks_form(one) else one for one in catalogue)
        messages.charset = catalogue.charset
        compiled = io.BytesIO()
        write_mo(compiled, cast("Catalog", messages))  # it asks for nothing else
        unsaid = tuple(_singular(message) for message in messages if message.id and not message.string)
        made = _Catalogue(compiled.getvalue(), unsaid)
        _try_plurals(path, text, made, catalogue.num_plurals)
        return made
    except PoFileError as error:
        line = (error.lineno or 0) + 1
        told = re.sub(r" on \d+$", "", str(error))
        message, _, hint = told.partition(" | ") if " | " in told else ("", "", "")
    except (ValueError, SyntaxError, TypeError, AttributeError, LookupError, UnicodeError):
        line, message, hint = 1, "", ""
    raise DiagnosticError(
        [
            Diagnostic.at(
                Location(path, line),
                text,
                f"this is not a readable translation file{message and ': '}{message}",
                hint or "open it in a PO editor, which shows what is wrong",
            )
        ]
    )


_CURRENT = re.compile(r"^#[~|].*$", re.MULTILINE)
"""What stands of words that are no longer used, and of former ones."""


@functools.lru_cache(maxsize=64)
def parse_catalogue(language: str, text: str) -> Catalog:
    """Return a language's catalogue as its file has it, with lines and remarks; raise as Babel does."""
    from babel.messages.pofile import read_po

    return read_po(io.BytesIO(_CURRENT.sub("", text).encode()), locale=language, abort_invalid=True)


class _Messages(list["Message"]):
    """What is to be said of a catalogue, which is left as it was read."""

    charset: str


def _lacks_form(message: Message) -> bool:
    return isinstance(message.string, tuple) and not all(message.string)


def _leave_out(message: Message) -> Message:
    """Return a message as one that says nothing: a number without its words would show nothing."""
    left = copy.copy(message)
    left.string = ""
    return left


def find_torn_line(text: str) -> tuple[int, str] | None:
    """Return the first line that no catalogue has, and what is wrong; the reader takes some for something else.

    An entry without an end is one: what was cut off behind it is lost unseen.
    """
    begun, is_answered = 0, True
    for number, line in enumerate(text.split("\n"), 1):
        plain = line.strip()
        if plain and not _LINE.match(plain):
            return number, _explain_line(plain)
        if plain.startswith("msgid ") and not is_answered:
            break
        if plain.startswith(("msgid ", "msgstr")):
            is_answered = plain.startswith("msgstr")
            begun = begun if is_answered else number
    if is_answered:
        return None
    return (
        begun,
        "this entry has no msgstr, its translation | is the rest of the file lost? take it from the last version",
    )


def _explain_line(line: str) -> str:
    """Say what is wrong with a line that no catalogue has, and what to do."""
    word = re.match(r"[^\s\[\"]+", line)
    known = ("msgid", "msgid_plural", "msgstr", "msgctxt")
    if word and word[0] not in known and nearest(word[0], known):
        return f"'{word[0][:30]}' is no word of it | did you mean '{nearest(word[0], known)}'?"
    if line.count('"') - line.count('\\"') < 2:
        return 'a quotation mark is missing | words stand between straight ones: msgstr "…"'
    return 'a quotation mark stands inside the words | write \\" there, or those of the language'


_TRIED = (*range(202), 1000, 1001, 1_000_000, 10_000_001)
"""Numbers that a plural rule is tried with: rules look at the last two digits, or at millions."""


def _try_plurals(path: str, text: str, catalogue: gettext.NullTranslations, forms: int) -> None:
    """Refuse a rule of plurals that has no answer for some number, or one that has no words."""
    rule = getattr(catalogue, "plural", None)
    try:
        if rule is None or all(0 <= int(rule(number)) < forms for number in _TRIED):
            return
    except (ArithmeticError, ValueError, TypeError, RecursionError):
        pass
    line = next((at for at, one in enumerate(text.splitlines(), 1) if "Plural-Forms" in one), 1)
    message = "this rule of plurals has no answer for some number, or one that has no words here"
    hint = "a PO editor knows the rule of each language, such as nplurals=2; plural=(n > 1);"
    raise DiagnosticError([Diagnostic.at(Location(path, line), text, message, hint)])


def _refuse_doubles(path: str, text: str) -> None:
    """Refuse words that are translated in two places: readers of catalogues take one of them, unsaid which."""
    first: dict[tuple[str, str], int] = {}
    problems = []
    field, start, words = "", 0, {"msgctxt": "", "msgid": ""}
    for number, line in enumerate([*text.splitlines(), "msgstr"], 1):
        found = re.match(r'\s*(msgctxt|msgid|msgid_plural|msgstr)?(?:\[\d+\])?\s*(?:"(.*)")?\s*$', line)
        if not found:  # a remark, an empty line
            continue
        if found[1] == "msgstr" and field == "msgid" and words["msgid"]:
            key = (words["msgctxt"], words["msgid"])
            if key in first:
                message = f"'{words['msgid'][:60]}' is translated in line {first[key]} already"
                hint = "keep one of the two: readers would get one of them by chance"
                problems.append(Diagnostic.at(Location(path, start), text, message, hint))
            first.setdefault(key, start)
            words["msgctxt"] = ""
        if found[1] in words:
            field, start, words[found[1]] = found[1], number, ""
        elif found[1]:
            field = "msgid" if found[1] == "msgid_plural" else ""
            continue
        if field:
            words[field] += found[2] or ""
    if problems:
        raise DiagnosticError(problems)


def _check_placeholders(path: str, text: str, catalogue: Iterable[Message]) -> None:
    """Refuse translations that ask for a value which the words they translate do not have."""
    problems = []
    for message in catalogue:
        asked = message.id if isinstance(message.id, tuple) else (message.id,)
        given = message.string if isinstance(message.string, tuple) else (message.string,)
        known = {name for words in asked for name in PLACEHOLDER.findall(words)}
        unknown = [name for words in given for name in PLACEHOLDER.findall(words) if name not in known]
        signs = {name[0] for name in known}
        if "{" not in "".join(asked):
            signs.add("{")  # words without places for values are formatted like others
        for sign in signs:
            plain = (re.sub(r"%%|\{\{|\}\}", "", PLACEHOLDER.sub("", words)) for words in given)
            unknown += [odd for words in plain for odd in re.findall(_SIGNS[sign], words)]
        if message.id and unknown:
            line, column = _find_place(text, message.lineno or 1, unknown[0])
            guess = nearest(unknown[0], known)
            meant = f"; did you mean {guess}?" if guess and len(known) > 1 else ""
            wanted = f"keep what stands there as it is: {', '.join(sorted(known))}{meant}"
            problems.append(
                Diagnostic.at(
                    Location(path, line, column),
                    text,
                    f"the translation says {unknown[0]}, which the words it translates do not",
                    wanted if known else "take it out",
                    width=len(unknown[0]) if column else 1,
                )
            )
    if problems:
        raise DiagnosticError(problems)


def _find_place(text: str, line: int, words: str) -> tuple[int, int]:
    """Return line and column of words in the translation of the message in a line; of the message where they are in pieces."""
    is_given = False
    for number, one in enumerate(text.splitlines()[line - 1 :], line):
        is_given = is_given or one.startswith("msgstr")
        if is_given and words in one:
            return number, one.index(words) + 1
        if is_given and not one.strip():
            break
    return line, 0


def open_catalogue(language: str, text: str) -> Catalog:
    """Read a catalogue with all that stands in it; raise DiagnosticError where it is none."""
    from babel.messages.pofile import read_po

    read_catalogue(catalogue_path(language), language, text)
    return read_po(io.StringIO(drop_former(text)), locale=language)


def drop_former(text: str) -> str:
    """Return a catalogue without the former words that editors note beside changed ones: the reader knows none."""
    return re.sub(r"^#~?\|.*\n?", "", text, flags=re.MULTILINE)


def _singular(message: Message) -> str:
    return str(message.id[0] if isinstance(message.id, tuple) else message.id)


def find_message(catalogue: Catalog, msgid: str) -> Message | None:
    """Return the entry of a msgid, of one thing where there are forms for several."""
    for message in catalogue:
        if message.id and msgid == _singular(message):
            return message
    return None


def write_catalogue(catalogue: Catalog, before: str = "") -> str:
    """Return a catalogue as a file, the same words always in the same order and lines; with what editors noted before."""
    from babel.messages.pofile import write_po

    stream = io.BytesIO()
    write_po(stream, catalogue, width=100, sort_output=True, include_lineno=False, omit_header=False)
    return keep_credits(stream.getvalue().decode(), before)


def respell_messages(text: str, language: str, words: Mapping[str, str | list[str]]) -> str:
    """Return a catalogue with other translations of some msgids; raise LookupError for one that is not in it."""
    catalogue = open_catalogue(language, text)
    for msgid, translation in words.items():
        message = find_message(catalogue, msgid)
        if message is None:
            raise LookupError(msgid)
        message.string = translation if isinstance(translation, str) else tuple(translation)
        message.flags.discard("fuzzy")
    return write_catalogue(catalogue, text)
