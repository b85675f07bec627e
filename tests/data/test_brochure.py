"""Held against the client's brochure: what it says stands in ours, in French, on screen and on paper."""

# ruff: noqa: E501
from __future__ import annotations

import functools
import io
import re
import unicodedata

import lxml.html
import pypdfium2
import pytest

from inclucities_docs.inputs.project import load_project
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.render import list_documents, render
from tiny_project import TESTS

FACTS = {
    "title": "Construire des villes inclusives pour les migrants",
    "subtitle": "IncluCities en bref",
    # the network
    "eight cities": "Un réseau de huit villes et d’associations nationales d’autorités locales et régionales",
    "Livadia": "Livadia",
    "KEDE": "Union centrale des villes de Grèce (KEDE)",
    "Saint-Jean-de-la-Ruelle": "Saint-Jean-de-la-Ruelle",
    "AFCCRE": "Association française du … (AFCCRE)",
    "Capaci": "Capaci",
    "AICCRE": "Association italienne du … (AICCRE)",
    "Fuenlabrada": "Fuenlabrada",
    "FEMP": "Fédération espagnole des municipalités et provinces (FEMP)",
    "Brussels": "Bruxelles",
    "Schaerbeek": "Schaerbeek",
    "BRULOCALIS": "BRULOCALIS",
    "Brussels region": "la ville et des communes de la Région de Bruxelles-Capitale",
    "Malines": "Malines",
    "VVSG": "Association des villes et communes flamandes (VVSG)",
    "Jelgava": "Jelgava",
    "LPS": "Union des gouvernements locaux et régionaux de Lettonie (LPS)",
    # the process
    "process": "étapes du processus de mentorat",
    "needs": "Évaluation des besoins et mise en correspondance des 8 villes",
    "benchmarks": "Définition de critères de référence thématiques pour chaque duo de villes",
    "good practices": "Recensement des bonnes pratiques",
    "key factors": "Définition des facteurs clés",
    "training": "Formation au mentorat … pour toutes les villes",
    "local networks": "réseaux de soutien locaux (ONG, fonctionnaires municipaux, associations de migrants",
    "academies": "académies de formation et … ateliers de partage de connaissances … pour tous les partenaires et toutes les villes",
    "first visit": "laboration de plans d’action",
    "second visit": "Consolidation des plans d’action",
    "third visit": "Révision de tous les plans d’action",
    "visits: needs": "Identifi… les besoins et élaborer les plans d’action|Identification des besoins",
    "visits: adjust": "Ajuster",
    "visits: revise": "Réviser",
    # what comes out
    "outputs": "Réalisations",
    "outputs for mentees": "Plans d’action … villes apprenantes",
    "one-stop shops": "Guichets uniques en ligne",
    "shops for whom": "cours de langue, conseils juridiques",
    "infographics": "Infographie",
    "guide": "Guide méthodologique",
    "toolkits": "Boîtes à outils intégrées",
    # the example
    "example": "l’accès à l’éducation pour les enfants des migrants",
    "example factors": "ressources financières suffisantes des familles … volonté … amener … à l’école",
    # about
    "context": "dernières décennies, les flux migratoires ont transformé les villes … Europe",
    "challenge": "ville inclusive pour les migrants et les réfugiés … défi pour les communautés locales … petites et moyennes villes … accès aux financements sont limités",
    "period": "2020",
    "aim": "amélioration des processus d’intégration des ressortissants de pays tiers dans les petites et moyennes villes",
    "lead": "Conseil des communes et régions d’Europe (CCRE)",
    "fund": "Fonds Asile, Migration et Intégration (FAMI)",
    "commission": "Commission européenne",
    "objective 1": "l’échange de connaissances entre 4 villes et associations mentors et 4 villes et associations apprenantes",
    "objective 2": "les capacités afin d’améliorer la mise en œuvre des politiques d’intégration",
    "objective 3": "le rôle des associations nationales en tant qu’acteurs clés",
    "method 1": "solutions locales concrètes … expériences locales de toute l’",
    "method 2": "En diffusant les bonnes pratiques … politiques européennes … intégration … besoins locaux",
    "method 3": "autres acteurs … cette méthode",
    "method 4": "plans d’action … critères de référence … expérience des mentors … facteurs clés",
    "plans": "Plans d’action … bonnes pratiques des villes participantes et … autorités locales en Europe … réseau du CCRE",
    "method 5": "sujet concret lié à l’intégration … besoins et … points forts avec l’aide de Migration",
    "facilitator": "MigrationWork",
    "result 1": "intégration à long terme des ressortissants de pays tiers dans les villes de taille moyenne",
    "result 2": "la coopération locale transnationale entre les villes et les associations d’autorités locales et régionales",
    "result 3": "des capacités des villes et des associations d’autorités locales et régionales",
    # who and where
    "CEMR": "Council of European Municipalities and Regions",
    "street": "1 Square de Meeûs",
    "town": "1000 Brussels",
    "site": "inclucities.eu",
    "twitter": "@InclucitiesEU",
    "instagram": "@inclucities",
    "contact": "Barbara Kuznik",
    "role": "Communication officer|chargée de communication|responsable de la communication",
    "mail": "Barbara.Kuznik@ccre-cemr.org",
    "coordinator": "Coordinateur|Coordination",
    "facilitator block": "Facilitateur|Facilitation",
    "partners": "Partenaires",
    "oldest": "la plus importante et la plus ancienne|la plus ancienne et la plus importante",
    "41 countries": "associations nationales de gouvernements locaux et régionaux de 41 pays européens",
}
"""What the client's French brochure says; ``…`` stands for a few words, ``|`` for another way to say it."""


@functools.cache
def make(format_name: str) -> bytes:
    project = load_project(Workspace.take(TESTS.parent))
    (document,) = [one for one in list_documents(project) if (one.name, one.language) == ("brochure", "fr")]
    made = render(Reader(project), document, (format_name,))
    assert made.problems == ()
    return made.files[format_name]


def squeeze(text: str) -> str:
    """Give the words of a text without what typography and line breaks do to them."""
    text = unicodedata.normalize("NFC", text).replace("\u00ad", "").replace("\ufffe", "").replace("\x02", "")
    text = text.replace("'", "’").replace("\u2011", "-").replace("\u200b", "")
    text = re.sub(r"(?<=\w)-\s*[\r\n]+\s*(?=\w)", "", text)  # words divided at line ends
    return re.sub(r"\s+", " ", text).casefold()


@functools.cache
def words_of(format_name: str) -> str:
    if format_name == "html":
        tree = lxml.html.document_fromstring(make("html").decode())
        for element in tree.xpath(
            "//style | //script | //sup[contains(@class, 'note-mark')] | //*[@class='mark']"
        ):
            element.drop_tree()
        for element in tree.xpath(
            "//p | //li | //div | //td | //th | //dt | //dd | //h1 | //h2 | //h3 | //text | //tspan"
        ):
            element.tail = " " + (element.tail or "")
        return squeeze(tree.text_content())
    document = pypdfium2.PdfDocument(io.BytesIO(make("pdf")))
    return squeeze("\n".join(page.get_textpage().get_text_bounded() for page in document))


@pytest.mark.parametrize("fact", FACTS)
@pytest.mark.parametrize("format_name", ["html", "pdf"])
def test_the_brochure_says(format_name: str, fact: str) -> None:
    words = words_of(format_name)
    assert len(words) > 4000
    options = FACTS[fact].split("|")
    if format_name == "pdf":  # words are divided at line ends, note marks stand among them
        words = re.sub(r"[-\d\s]", "", words)
        options = [re.sub(r"[-\d\s]", "", squeeze(one)) for one in options]
    patterns = [
        ".{0,160}?".join(re.escape(squeeze(part).strip()) for part in one.split("…")) for one in options
    ]
    assert any(re.search(one, words) for one in patterns), FACTS[fact]


def test_what_is_not_in_it_is_not_found() -> None:
    for format_name in ("html", "pdf"):
        assert "partinico et les autres" not in words_of(format_name)
        assert squeeze("Construire des villes inclusives") in words_of(format_name)


def test_it_has_four_pages_at_most() -> None:
    assert 2 <= len(pypdfium2.PdfDocument(io.BytesIO(make("pdf")))) <= 4
