"""The index of documents, in which the portal finds them: each in short, its words, and what people call things.

One script of data for each language of the portal: each text that several documents share stands in
it once, and a card is drawn only for what is shown, so that thousands of documents open on a phone.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator
from html import unescape

from inclucities_docs.inputs.branch import without_marks
from inclucities_docs.portal.deliverable import Deliverable
from inclucities_docs.portal.folding import list_words, pack_places
from inclucities_docs.portal.page import PageVocabulary

__all__ = ["write_document_index"]

TITLE, PLACE, KIND, OTHER = 6, 5, 4, 2
"""What a word counts for: in the title as shown, as the city's name, as the sort of document, in another title."""


class _Strings:
    """Texts by number, each once."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def add(self, text: object) -> int:
        return self.numbers.setdefault(unescape(without_marks(str(text))).strip(), len(self.numbers))


def write_document_index(vocabulary: PageVocabulary) -> bytes:
    """Return the script of all deliverables in a language."""
    strings = _Strings()
    documents, words = [], dict[str, dict[int, int]]()
    for number, one in enumerate(vocabulary.data.deliverables.documents):
        documents.append(_describe(vocabulary, one, strings))
        for word, weight in _weigh_words(vocabulary, one).items():
            words.setdefault(word, {})[number] = weight
    content = {
        "documents": documents,
        "words": {word: pack_places(places) for word, places in sorted(words.items())},
        "asks": _list_asks(vocabulary),
        "like": _list_like(vocabulary),
        "formats": {one: vocabulary.format_name(one) for one in vocabulary.data.deliverables.formats},
        "languages": {
            one: vocabulary.format.own_language_name(one) for one in vocabulary.data.deliverables.languages
        },
        "indexed": list(vocabulary.data.indexed),
        "strings": list(strings.numbers),
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f'portal.take("documents",{text});\n'.encode()


def _describe(vocabulary: PageVocabulary, document: Deliverable, strings: _Strings) -> list[object]:
    """Return what is shown of a document and what filters look at, in the order in which the script reads it."""
    here = document.language_for(vocabulary.language)
    files = [
        f"{one.language}/{one.format}/{vocabulary.size(one.bytes)}" for one in document.files if not one.part
    ]
    return [
        document.name,
        document.title(vocabulary.language),
        here if here != vocabulary.language else "",
        document.kind,
        strings.add(vocabulary.kind_name(document.kind)),
        " ".join(document.cities),
        document.duo,
        strings.add(vocabulary.say_state(document)),
        strings.add(vocabulary.say_facts(document)),
        vocabulary.thumbnail(document).rpartition("/")[2],
        strings.add("\n".join(files)),
    ]


def _weigh_words(vocabulary: PageVocabulary, document: Deliverable) -> dict[str, int]:
    """Return every word under which people may look for a document, with what it counts for."""
    texts = [(document.title(one), OTHER) for one in document.languages]
    texts += [(document.name.replace("-", " "), OTHER), (str(vocabulary.kind_name(document.kind)), KIND)]
    for city in document.cities:
        record = vocabulary.records.cities[city]
        names = vocabulary.reader.value(f"cities/{city}.name")
        texts += [(one, PLACE) for one in (*names.values(), *record.official_names)]
        texts.append((vocabulary.format.country(record.country), OTHER))
    if document.duo:
        texts.append((str(vocabulary.records.branch(f"groups/{document.duo}").title), OTHER))
    texts.append((document.title(vocabulary.language), TITLE))
    found: dict[str, int] = {}
    for text, weight in texts:
        for word in list_words(without_marks(str(text))):
            found[word] = max(weight, found.get(word, 0))
    return found


def _list_asks(vocabulary: PageVocabulary) -> dict[str, str]:
    """Return what languages and formats are called, each with what it asks for: ``lv``, ``.docx``."""
    deliverables, asks = vocabulary.data.deliverables, dict[str, str]()
    for one in deliverables.languages:
        spoken = [vocabulary.format.language_name(one), *vocabulary.name_language(one)]
        for name in spoken:
            asks.update({word: one for word in list_words(name) if len(word) > 3})
    for one in deliverables.formats:
        for word in list_words(f"{one} {vocabulary.format_name(one)}"):
            asks[word] = f".{one}"
    return asks


def _list_like(vocabulary: PageVocabulary) -> dict[str, list[str]]:
    """Return what stands for what: glossary terms in other languages, words to avoid, and the portal's synonyms."""
    found: dict[str, dict[str, None]] = {}

    def add(given: str, meant: Iterable[str]) -> None:
        key = " ".join(list_words(given))
        for one in meant:
            other = " ".join(list_words(one))
            if key and other and other != key:
                found.setdefault(key, {})[other] = None

    for given, meant in itertools.chain(_list_terms(vocabulary), _list_synonyms(vocabulary)):
        add(given, meant)
    return {key: list(meant) for key, meant in sorted(found.items())}


def _list_terms(vocabulary: PageVocabulary) -> Iterator[tuple[str, list[str]]]:
    for term in vocabulary.records.glossary:
        own = vocabulary.reader.value(f"glossary/{term.id}")
        here = own.name.get(vocabulary.language)
        if here:
            others = [*own.name.values(), *own.avoid.get(vocabulary.language, ())]
            yield from ((one, [here]) for one in others)


def _list_synonyms(vocabulary: PageVocabulary) -> Iterator[tuple[str, list[str]]]:
    for group in vocabulary.data.portal.synonyms.get(vocabulary.language, ()):
        words = [one.strip() for one in group.split(",")]
        yield from ((one, words) for one in words)
