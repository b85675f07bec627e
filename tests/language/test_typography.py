"""Each language's own spaces, quotation marks and apostrophes; doing it twice changes nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inclucities_docs.language.typography import typeset
from tiny_project import TESTS

SHOWN = str.maketrans({"\u202f": "⸱", "\u00a0": "~"})
"""A narrow no-break space is shown as ⸱, a wide one as ~."""

GOLDEN = {
    "fr": [
        # high punctuation takes a narrow no-break space, the colon a wide one
        ('Il dit: "Bonjour!" et part; vraiment?', "Il dit~: «⸱Bonjour⸱!⸱» et part⸱; vraiment⸱?"),
        ("« Oui » dit-il : non !", "«⸱Oui⸱» dit-il~: non⸱!"),
        ("«Oui»", "«⸱Oui⸱»"),
        ("Quoi ?! Non...", "Quoi⸱?! Non…"),
        ("(Ah!) Oui!, dit-il.", "(Ah⸱!) Oui⸱!, dit-il."),
        ("Durée : 12 h 30: départ", "Durée~: 12~h~30~: départ"),
        ("ouvert de 9h30 à 14 h, à 8 h 05", "ouvert de 9~h~30 à 14~h, à 8~h~05"),
        ("À 10:30, rapport 2:1", "À 10:30, rapport 2:1"),
        # what belongs together stays together
        ("voir p. 12, M. Dupont, Mme Durand, MM. X", "voir p.~12, M.~Dupont, Mme~Durand, MM.~X"),
        ("le 12 mai 2021, le 1er mai, au chapitre 3", "le 12~mai~2021, le 1er~mai, au chapitre~3"),
        ("15 %, 15%, 12 km", "15~%, 15~%, 12~km"),
        ("une ville – deux villes – trois", "une ville~– deux villes~– trois"),
        ("n° 5, N°12, 1 250 000 habitants", "nº~5, nº~12, 1⸱250⸱000 habitants"),
        ("du XIXe siècle, 3 millions, 20 € et 5 km²", "du XIXe~siècle, 3~millions, 20~€ et 5~km²"),
        ("J. M. Le Clézio et A. Camus en août 2021", "J.~M.~Le Clézio et A.~Camus en août~2021"),
        # apostrophes and ordinals
        ("l'école d'été", "l’école d’été"),
        ('l\'"école"', "l’«⸱école⸱»"),
        ("la 3ème visite, les 2èmes, la 1ère", "la 3e visite, les 2es, la 1re"),
        # one quotation inside another
        ('"La mairie a dit "oui"."', "«⸱La mairie a dit “oui”.⸱»"),
        ('« La mairie a dit "oui". »', "«⸱La mairie a dit “oui”.⸱»"),
        ('"Oui" et "non"', "«⸱Oui⸱» et «⸱non⸱»"),
        # what is not a sentence is left alone
        ("https://tandem.example/a?b=c;d", "https://tandem.example/a?b=c;d"),
        ("mailto:office@tandem.example", "mailto:office@tandem.example"),
        (
            "Voir https://tandem.example/a?b=1; ou a.b@c.example?",
            "Voir https://tandem.example/a?b=1⸱; ou a.b@c.example⸱?",
        ),
        ("Voir https://tandem.example/l'école", "Voir https://tandem.example/l'école"),
    ],
    "en": [
        ('He said "yes" and "no". It\'s 15 % of 10 km.', "He said ‘yes’ and ‘no’. It’s 15~% of 10~km."),
        ("On 12 May 2021, see p. 3: why? No!", "On 12~May~2021, see p.~3: why? No!"),
        ("towns – small ones – learn", "towns~– small ones~– learn"),
        ('She said "they told us "no" twice".', "She said ‘they told us “no” twice’."),
        (
            "J. R. Smith, 3 million people in May 2021, € 5, at 14:30",
            "J.~R.~Smith, 3~million people in May~2021, €~5, at 14:30",
        ),
    ],
    "el": [
        ('Είπε "ναι"; 12 Μαΐου 2021', "Είπε «ναι»; 12~Μαΐου~2021"),
        (
            "Ποιος μπορεί να βοηθήσει\u037e Η πόλη\u0387 και η ένωση.",
            "Ποιος μπορεί να βοηθήσει; Η πόλη· και η ένωση.",
        ),
        ("Ποιος μπορεί να βοηθήσει ; Μάιος 2021", "Ποιος μπορεί να βοηθήσει; Μάιος~2021"),
        ('"Η πόλη λέει "ναι"", σ. 12, 15 %, 3 εκατ. ευρώ', "«Η πόλη λέει “ναι”», σ.~12, 15~%, 3~εκατ. ευρώ"),
        ("σχέδιο · δράση", "σχέδιο · δράση"),
        ("σύλλογοι κ.λπ.. Μετά...", "σύλλογοι κ.λπ. Μετά…"),
    ],
    "it": [
        ('Ha detto "sì" all\'alba, l\'"alba"', "Ha detto «sì» all’alba, l’«alba»"),
        ("Il 1º maggio 2021, a pag. 3, 2 milioni", "Il 1º~maggio~2021, a pag.~3, 2~milioni"),
        ("nell'ambito dell'accoglienza, un po' di più", "nell’ambito dell’accoglienza, un po’ di più"),
    ],
    "es": [
        ('Dijo "sí" y ¿qué? ¡No!', "Dijo «sí» y ¿qué? ¡No!"),
        ('"El lema es "todos"", pág. 4, núm. 2', "«El lema es “todos”», pág.~4, núm.~2"),
        ("El 12 de mayo de 2021, 5 km", "El 12 de mayo de 2021, 5~km"),
    ],
    "nl": [
        ("Hij zei \"ja\" in 's-Hertogenbosch, foto's", "Hij zei ‘ja’ in ’s-Hertogenbosch, foto’s"),
        ("Ijsland en IJmuiden op 12 mei 2021, blz. 3", "IJsland en IJmuiden op 12~mei~2021, blz.~3"),
        ('Zij zei "wij horen "nee""', "Zij zei ‘wij horen “nee”’"),
    ],
    "lv": [
        ('2021. gada 12. maijs, viņš teica "jā"', "2021.~gada 12.~maijs, viņš teica “jā”"),
        ("Vizīte bija 2021. Pilsēta mācījās.", "Vizīte bija 2021. Pilsēta mācījās."),
        ("2. posms: 3 miljoni, 12 lpp. un 15 %", "2.~posms: 3~miljoni, 12~lpp. un 15~%"),
    ],
}

CASES = [(language, *case) for language, cases in GOLDEN.items() for case in cases]


@pytest.mark.parametrize(("language", "given_text", "expected"), CASES)
def test_sets_a_text_by_the_rules_of_its_language(language: str, given_text: str, expected: str) -> None:
    assert typeset(given_text, language).translate(SHOWN) == expected


def test_all_languages_have_a_golden_text() -> None:
    assert set(GOLDEN) == {"fr", "en", "el", "it", "es", "nl", "lv"}


@pytest.mark.parametrize("language", GOLDEN)
def test_a_golden_text_set_again_stays(language: str) -> None:
    for text, _ in GOLDEN[language]:
        once = typeset(text, language)
        assert typeset(once, language) == once


ALPHABET = st.sampled_from(
    [*"aé1 .,;:!?%'\"«»“”‘’()–-/", "\u202f", "\u00a0", " ", "M. ", " : ", "12 mai 2021", "l'", "\n"]
)
WORDS = st.one_of(st.lists(ALPHABET, max_size=14).map("".join), st.text(max_size=40))


@settings(max_examples=700, deadline=None, derandomize=True)
@given(WORDS, st.sampled_from([*GOLDEN, "de", "uk", "ar", "xx"]))
def test_doing_it_twice_changes_nothing(text: str, language: str) -> None:
    once = typeset(text, language)
    assert typeset(once, language) == once


@settings(max_examples=400, deadline=None, derandomize=True)
@given(WORDS, st.sampled_from(list(GOLDEN)))
def test_no_letter_is_lost(text: str, language: str) -> None:
    def letters(words: str) -> list[str]:
        return [letter for letter in words.replace("ème", "e").replace("ième", "e") if letter.isalnum()]

    assert letters(typeset(text, language)) == letters(text)


def test_a_quotation_mark_knows_what_stands_before_it() -> None:
    assert typeset('" dit-il', "fr", starts_word=False).startswith("\u202f»")
    assert typeset('"Oui', "fr").startswith("«\u202f")


def test_languages_beyond_the_programmes_own_have_their_marks_and_months_too() -> None:
    assert typeset('Sie sagte "er rief "ja"" am 3. Mai 2021', "de").translate(SHOWN) == (
        "Sie sagte „er rief ‚ja‘“ am 3.~Mai~2021"
    )
    assert typeset('Ela disse "sim"', "pt") == "Ela disse «sim»"


def test_no_style_makes_capitals_which_would_keep_greek_accents() -> None:
    for path in (TESTS.parent / "templates").glob("**/*.css"):
        style = path.read_text("utf-8")
        assert not re.search(r"text-transform:\s*(?:upper|capital)|small-caps|font-variant-caps", style), path


def test_shared_styles_name_no_side_of_the_page_so_that_they_serve_both_directions() -> None:
    for path in (TESTS.parent / "templates/base").glob("*.css"):
        for line in path.read_text("utf-8").splitlines():
            if not line.strip().startswith(("@", "/*")):
                sides = re.search(r"(?<![-\w])(?:(?:margin|padding|border)-)?(?:left|right): ", line)
                assert not sides, f"{path}: {line}"


def test_marks_within_marks_are_told_apart_in_every_language() -> None:
    assert typeset("\"It's 'nested' here\"", "en") == "‘It’s “nested” here’"
    assert typeset("\"tak 'jest' dobrze\"", "pl") == "„tak «jest» dobrze”"
    assert typeset("\"hij zei 'ja' toen\"", "nl") == "‘hij zei “ja” toen’"
