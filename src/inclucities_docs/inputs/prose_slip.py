"""What slips of Markdown look like, what is said of each, and what its writer is to do."""

from __future__ import annotations

import re

__all__ = ["ANYWHERE", "BELOW_TEXT", "EMPTY_LINE", "INSIDE", "LEFTOVER", "OF_OTHERS"]

EMPTY_LINE = "leave an empty line above it"

BELOW_TEXT = (
    (re.compile(r"[ ]{0,3}[-*+]\s+\S"), "this list goes on in the paragraph above", EMPTY_LINE),
    (re.compile(r"[ ]{0,3}1[.)]\s+\S"), "this list goes on in the paragraph above", EMPTY_LINE),
    (re.compile(r"#{1,6}\s+\S"), "this heading goes on in the paragraph above", EMPTY_LINE),
    (re.compile(r"\|.*\|"), "this table goes on in the paragraph above", EMPTY_LINE),
    (re.compile(r">\s"), "this quotation goes on in the paragraph above", EMPTY_LINE),
    (re.compile(r":{3,}\s*\S"), "this box goes on in the paragraph above", EMPTY_LINE),
    (re.compile(r"(-{3,}|={3,})\s*$"), "this line makes a heading of the line above", EMPTY_LINE),
)
"""What stands right below a line of text, and is taken for more of it."""

ANYWHERE = (
    (re.compile(r"#{2,6}[^\s#{]"), "no heading begins like this", "leave a space behind the # signs"),
    (
        re.compile(r"[ ]{0,3}(?:#{1,6}|[-*+]|\d+[.)])[\u00a0\u202f]"),
        "a space that does not break stands behind this sign",
        "write an ordinary space in its place",
    ),
    (re.compile(r"\s*[•·▪◦‣●○■]\s*\S"), "this sign makes no list", "begin each item with a hyphen and a space"),
    (re.compile(r".*\S\t+\S"), "columns that are set with tabs run together", "make a table of | a | b |"),
)  # fmt: skip

LEFTOVER = re.compile(
    r"\b(?:TODO|FIXME|XXX|TBC|TBD)\b|\b[Ll]orem ipsum\b|\?\?\?"
    r"|\[[ ]?(?i:insert|add|to be|tbc|your|à (?:compléter|remplir|préciser)|insérer|ajouter|compléter|votre|(?:in|aan) te vullen"
    r"|invullen|inserire|da (?:completare|inserire)|insertar|(?:por )?completar|jāpapildina|να συμπληρωθεί)\b"
    r"[^\[\]]{0,80}\](?![({\[:])"
)
"""What writers leave where something is still to be written."""

OF_OTHERS = (
    (
        re.compile(r"(?<!<)</?(?!br\b)(?:[a-z][a-z0-9]*|[a-z]+:[a-z]+)(?:\s[^<>]*)?/?>", re.IGNORECASE),
        "readers would see this mark of a web page as it stands",
        "take it out; **bold**, *italic* and [words](address) are Markdown",
        "warning",
    ),
    (
        re.compile(r"&(?!(?:amp|lt|gt);)(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]+);"),
        "a sign is written here as in a web page",
        "write the sign itself; spaces that do not break are set by themselves",
        "warning",
    ),
    (
        re.compile(r"Ã[\u0080-\u00bf]|â€[\u0080-\u00bf™œ\u201c\u201d˜¦]|Ã[‰ˆ€‡Š]|Ð[\u00b0-\u00bf]Ñ|\ufffd"),
        "letters are garbled here: the text was read in another encoding than it was saved in",
        "type them again, and save the file as UTF-8",
        "warning",
    ),
    (
        re.compile(r"(?<=[a-zß-öø-ÿā-žα-ώ]{3})\.(?=[A-ZÀ-ÖØ-ÞĀ-ŽΑ-Ω][a-zß-öø-ÿā-žα-ώ])"),
        "no space parts this sentence from the next",
        "leave one behind the full stop",
        "warning",
    ),
)  # fmt: skip
"""What comes along when words are typed in haste, or taken from web pages and mails, into texts and into data."""

INSIDE = (
    (
        re.compile(r"\[\^[^\[\]\s]+\]|\^\[(?=[^\[\]]+\])"),
        "texts have no footnotes",
        'cite a source with {{ cite("…") }}, or say it in the text',
        "error",
    ),
    (
        re.compile(r"(?<!<)<<(?!<)|(?<!>)>>(?!>)|(?<!\w),,(?=\w)|(?<!`)``(?!`)|(?<=\w)''(?!\w)"),
        "these signs are no quotation marks",
        'write straight ones, "…": documents show those of each language',
        "warning",
    ),
    *OF_OTHERS,
    (
        re.compile(r"\bhttps?:/?(?!/)\w[^\s)]*|\bhttps?//\S+|\bhtt?ps?s?;//\S+|\bh(?:tp|ttp?t)s?://\S+"),
        "this address does not begin as it should",
        "addresses begin with https://",
        "warning",
    ),
    (
        re.compile(r"(?<![\w.-])(?:[\w.-]+@ |[\w.-]*\w @)\w[\w-]*\.\w+"),
        "a space stands in this e-mail address",
        "take it out",
        "warning",
    ),
    (
        re.compile(r"(?<=\w) (?:,|\.(?=\s|$))(?!\.)"),
        "a space stands before this sign",
        "take it out",
        "warning",
    ),
    (
        re.compile(r"\]\s+\{[.#]"),
        "a space parts these words from what is said of them in braces",
        "put [words]{…} together without a space",
        "warning",
    ),
    (
        re.compile(r"\{[ ]+\{|\}[ ]+\}|(?<![{\]}])\{[ ]*(?:\w+\(|[a-z_]+(?:\.\w|\[))[^{}]*\}(?!\})"),
        "readers would see these braces: nothing is put in by name here",
        "a value stands between two braces on each side, without a space between them: {{ … }}",
        "warning",
    ),
    (
        re.compile(r"\]\s+\((?=https?:|mailto:)"),
        "this makes no link",
        "put [words](address) together without a space",
        "warning",
    ),
    (
        re.compile(r"(?<=\])\((?:https?:|mailto:|#)[^\s()]+(?:\([^\s()]*\)[^\s()]*)*(?=\s+[^\s\"'()]|\s*$)"),
        "this address is never closed",
        "write ) behind it",
        "warning",
    ),
    (
        re.compile(r"(?<!!)(?<=\])\((?:https?://(?:localhost|127\.|10\.|192\.168\.)|file:)[^)]*\)"),
        "this address is one of your own machine: no reader gets there",
        "give the address that is public",
        "warning",
    ),
    (
        re.compile(r"(?<!\!)\[[^\[\]]*\]\((?![a-z]+:|#|//|\{|figure:)[^)\s]+\)"),
        "this address leads nowhere: readers have no files of this project",
        'link to the web by https://…, and to a chapter by {{ ref("…") }}',
        "warning",
    ),
    (
        re.compile(r"!\[[^\[\]]+\.(?:png|jpe?g|svg|webp|gif)\]\(", re.IGNORECASE),
        "the name of a file says nothing to those who do not see the picture",
        "write what it shows between the brackets",
        "warning",
    ),
    (
        LEFTOVER,
        "a note to yourself stands here, and readers would read it",
        "write what is meant, or take it out; `<!-- … -->` is for remarks",
        "warning",
    ),
)  # fmt: skip
"""What stands somewhere in a line."""
