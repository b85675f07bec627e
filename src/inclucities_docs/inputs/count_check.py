"""Numbers of cities, groups and countries that a text says by hand, in any language: they stay when data changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from inclucities_docs.diagnostics import Diagnostic
from inclucities_docs.inputs.glossary_check import list_lines
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.warning import warn_at

__all__ = ["check_counts", "find_counts"]

_NUMBERS: Mapping[str, str] = {
    "en": "two three four five six seven eight nine ten eleven twelve sixteen twenty",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze seize vingt",
    "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf zestien twintig",
    "it": "due tre quattro cinque sei sette otto nove dieci undici dodici sedici venti",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce dieciséis veinte",
    "pt": "duas|dois três quatro cinco seis sete oito nove dez onze doze dezasseis vinte",
    "de": "zwei drei vier|vieren fünf sechs sieben acht neun zehn elf zwölf sechzehn zwanzig",
    "pl": "dwa|dwie|dwóch trzy|trzech|trzem cztery|czterech|czterem pięć|pięciu sześć|sześciu siedem|siedmiu "
    "osiem|ośmiu dziewięć|dziewięciu dziesięć|dziesięciu jedenaście|jedenastu dwanaście|dwunastu "
    "szesnaście|szesnastu dwadzieścia|dwudziestu",
    "lv": r"div\w+ tr[iī]\w+ četr\w+ piec\w+ seš\w+ septiņ\w+ astoņ\w+ deviņ\w+ desmit vienpadsmit divpadsmit "
    "sešpadsmit divdesmit",
    "el": "δύο τρεις|τρία|τριών τέσσερις|τέσσερα|τεσσάρων πέντε έξι επτά|εφτά οκτώ|οχτώ εννέα|εννιά δέκα έντεκα "
    "δώδεκα δεκαέξι είκοσι",
}  # fmt: skip
"""How each language writes 2 to 12, 16 and 20."""

_VALUES = (*range(2, 13), 16, 20)

_COUNTED: Mapping[str, Mapping[str, str]] = {
    "cities": {
        "en": "cities|towns|municipalities", "fr": "villes|communes|municipalités", "nl": "steden|gemeenten",
        "it": "città|comuni", "es": "ciudades|municipios", "pt": "cidades|municípios", "de": "Städten?|Kommunen|Gemeinden",
        "pl": r"miast\w*|gmin\w*", "lv": r"pilsēt\w+|pašvaldīb\w+", "el": r"πόλεις|πόλεων|δήμ\w+",
    },
    "groups": {
        "en": "duos|pairs|groups|themes|toolkits", "fr": "duos|binômes|groupes|thèmes|boîtes à outils",
        "nl": r"duo’s|paren|groepen|thema’s|toolkits", "it": "duo|coppie|gruppi|temi|kit",
        "es": "dúos|duos|parejas|grupos|temas|cajas",
        "pt": "duos|pares|grupos|temas|caixas", "de": "Duos|Paaren?|Gruppen|Themen|Werkzeugkästen",
        "pl": r"par\w*|grup\w*|temat\w*|zestaw\w*", "lv": r"pilsētu pār\w+|pār\w+|grup\w+|tēm\w+|rīkkop\w+",
        "el": r"δίδυμα|διδύμων|ζεύγ\w+|ομάδ\w+|θέματα|θεμάτων|εργαλειοθήκ\w+",
    },
    "countries": {
        "en": "countries", "fr": "pays", "nl": "landen", "it": "paesi|Paesi", "es": "países", "pt": "países", "de": "Ländern?",
        "pl": r"kraj\w*", "lv": r"valst\w+", "el": r"χώρ\w+",
    },
}  # fmt: skip
"""What a text counts that data holds, and its words in several."""

_SKIPPED = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|\{[.#][^}]*\}|<!--.*?-->|\]\([^)]*\)|https?://\S+|«[^»]*»|“[^”]*”|‘[^’]*’"
)
"""What is not the writer's own wording: values put in by name, names of places, addresses, quotations."""


def find_counts(text: str, language: str, counts: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield each number of records that a text says by hand, and the collection it counts."""
    words = _NUMBERS.get(language.split("-", 1)[0], "").split()
    for collection, nouns in _COUNTED.items():
        count, several = counts.get(collection, 0), nouns.get(language, "")
        if count not in _VALUES or not several or not words:
            continue
        number = rf"(?:{words[_VALUES.index(count)]}|{count})"
        pattern = rf"(?<![\w-]){number}\s(?:[\w’-]+\s){{0,1}}(?:{several})(?![\w-])"
        for found in re.finditer(pattern, text, re.IGNORECASE):
            yield found[0], collection


def check_counts(project: Project) -> list[Diagnostic]:
    """Return a warning for each number of records that prose or a kind's title says by hand."""
    cities = project.collections["cities"].values()
    counts = {
        "cities": len(cities),
        "groups": len(project.collections["groups"]),
        "countries": len({one.country for one in cities}),  # type: ignore[attr-defined]
    }
    found = []
    for language, path, number, line in list_lines(project):
        is_prose = path.endswith(".md")
        if not is_prose and not path.endswith("/kind.yaml"):
            continue
        text = _SKIPPED.sub(lambda match: " " * len(match[0]), line)
        for words, collection in find_counts(text, language, counts):
            message = f"'{words}' counts what data/ counts too, and stays when that changes"
            hint = (
                f'write {{{{ {collection} | plural("one", "%(num)s of them") }}}} in the words of this language, or no number'
                if is_prose and collection != "countries"
                else "say it without the number"
            )
            found.append(warn_at(project, path, number, message, hint, words))
    return found
