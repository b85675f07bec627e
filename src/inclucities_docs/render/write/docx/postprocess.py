"""A Word file as pandoc left it, made ready to open: cover, contents, boxes, tables, language."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from inclucities_docs.language.localisation import Localisation
from inclucities_docs.render.write.docx.right_to_left import turn_around
from inclucities_docs.render.write.docx.styles import W

__all__ = ["postprocess_docx"]

Element = etree._Element

_HOLDS = ("drawing", "pict", "object", "sectPr", "bookmarkStart", "br", "fldSimple", "fldChar")
_COVER = ("CoverPicture", "CoverLead", "CoverFund")
_ROOM = "620"
"""Height of a row with something to fill in, twentieths of a point: for a pen."""

_DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"


def postprocess_docx(content: bytes, language: str) -> dict[str, bytes]:
    """Return the parts of the file, complete."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    tree = etree.fromstring(files["word/document.xml"])
    body = tree.find(f"{W}body")
    assert body is not None
    _drop_empty_paragraphs(body)  # first: what stands side by side is told by who comes next
    _gather_cover(body)  # moves paragraphs to the front, before contents are put behind them
    _fill_contents(body)  # lists the headings as they stand in the end
    _keep_together(body)  # looks at neighbours, so after all that moves or adds paragraphs
    _describe_pictures(body)  # of all places, the cover included
    is_mirrored = Localisation(language).direction == "rtl"
    if is_mirrored:
        turn_around(tree)
    files["word/document.xml"] = _write(tree)
    styles = etree.fromstring(files["word/styles.xml"])
    for element in styles.iter(f"{W}lang"):
        element.set(f"{W}val", language)
    files["word/styles.xml"] = _write(styles)
    for name in files if is_mirrored else ():
        if name in ("word/footnotes.xml", "word/header1.xml", "word/footer1.xml"):
            part = etree.fromstring(files[name])
            turn_around(part)
            files[name] = _write(part)
    return files


def _describe_pictures(body: Element) -> None:
    """Let pictures that say nothing be decoration, and none be described by its own bytes, as pandoc does."""
    for picture in body.iter(f"{_DRAWING}docPr"):
        if not picture.get("descr"):
            picture.append(etree.fromstring(_DECORATIVE))
    for inner in body.iter(f"{_PICTURE}cNvPr"):
        inner.attrib.pop("descr", "")  # the words stand in docPr


def _write(tree: Element) -> bytes:
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _make(name: str, **attributes: str) -> Element:
    return etree.Element(f"{W}{name}", {f"{W}{key}": value for key, value in attributes.items()})


def _style_of(paragraph: Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val", "")


def _properties(paragraph: Element) -> Element:
    found = paragraph.find(f"{W}pPr")
    if found is None:
        found = _make("pPr")
        paragraph.insert(0, found)
    return found


_ORDER = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "numPr", "spacing", "ind")
"""The standard's order of those properties of a paragraph that occur."""


def _set_property(paragraph: Element, name: str, **attributes: str) -> None:
    """Put a property where the standard wants it."""
    properties = _properties(paragraph)
    for old in properties.findall(f"{W}{name}"):
        properties.remove(old)
    before = {f"{W}{one}" for one in _ORDER[: _ORDER.index(name)]}
    place = max((index for index, one in enumerate(properties, 1) if one.tag in before), default=0)
    properties.insert(place, _make(name, **attributes))


def _has_words(element: Element) -> bool:
    return any((one.text or "").strip() for one in element.iter(f"{W}t"))


def _drop_empty_paragraphs(body: Element) -> None:
    for paragraph in body.findall(f"{W}p"):
        holds = any(next(paragraph.iter(f"{W}{name}"), None) is not None for name in _HOLDS)
        if not _has_words(paragraph) and not holds:
            body.remove(paragraph)


def _gather_cover(body: Element) -> None:
    """Put the cover's picture above the title, its words and the fund below it."""
    place = sum(_style_of(one) in {"Title", "Subtitle", "Author"} for one in body.findall(f"{W}p"))
    for name in _COVER:
        for paragraph in [one for one in body.findall(f"{W}p") if _style_of(one) == name]:
            body.remove(paragraph)
            body.insert(0 if name == _COVER[0] else place, paragraph)
            place += 1


def _keep_together(body: Element) -> None:
    """Keep rows whole and pictures with their notes; let boxes go on through lists, and tables end in space."""
    for row in body.iter(f"{W}tr"):
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = _make("trPr")
            row.insert(0, properties)
        if properties.find(f"{W}cantSplit") is None:
            properties.insert(0, _make("cantSplit"))
        is_blank = not all(_has_words(one) for one in row.iterfind(f"{W}tc"))
        if is_blank and properties.find(f"{W}tblHeader") is None:
            properties.append(_make("trHeight", val=_ROOM, hRule="atLeast"))
    for paragraph in body.findall(f"{W}p"):
        after = paragraph.getnext()
        if (
            after is not None
            and _style_of(after) == "FigureNote"
            and paragraph.find(f".//{W}drawing") is not None
        ):
            _set_property(paragraph, "keepNext")
        if _style_of(paragraph) == "Callout" and paragraph.find(f"{W}pPr/{W}numPr") is not None:
            _set_property(paragraph, "ind", left="560", hanging="320")
        before = paragraph.getprevious()
        if (
            before is not None
            and before.tag == f"{W}tbl"
            and _style_of(paragraph) in {"BodyText", "FirstParagraph"}
        ):
            _set_property(paragraph, "spacing", before="200")


def _fill_contents(body: Element) -> None:
    """Fill the contents field with links: word processors that make it anew when asked show it at once."""
    field = next(
        (one for one in body.iter(f"{W}instrText") if (one.text or "").strip().startswith("TOC ")), None
    )
    entries = list(_list_headings(body))
    if field is None or not entries:
        return
    run = field.getparent()
    old = None if run is None else run.getparent()
    holder = None if old is None else old.getparent()
    assert run is not None and old is not None and holder is not None
    place = holder.index(old)
    holder.remove(old)
    begin = [copy.deepcopy(one) for one in run if one.get(f"{W}fldCharType") != "end"]
    for number, (level, name, words) in enumerate(entries):
        paragraph = _make("p")
        _set_property(paragraph, "pStyle", val=f"TOC{level}")
        if number == 0:
            paragraph.extend(_run(one) for one in begin)
        link = _make("hyperlink", anchor=name, history="1")
        link.append(_run(_text(words)))
        paragraph.append(link)
        if number == len(entries) - 1:
            paragraph.append(_run(_make("fldChar", fldCharType="end")))
        holder.insert(place + number, paragraph)


def _list_headings(body: Element) -> Iterator[tuple[int, str, str]]:
    """Return level, name and words of each heading of the first two levels."""
    name = ""
    for element in body:
        if element.tag == f"{W}bookmarkStart":
            name = element.get(f"{W}name", "")
        elif element.tag == f"{W}p":
            style = _style_of(element)
            inner = element.find(f"{W}bookmarkStart")
            named = name or ("" if inner is None else inner.get(f"{W}name", ""))
            if style in {"Heading1", "Heading2"} and named:
                words = "".join(one.text or "" for one in element.iter(f"{W}t"))
                yield int(style[-1]), named, " ".join(words.split())
            name = ""


def _run(inside: Element) -> Element:
    run = _make("r")
    run.append(inside)
    return run


def _text(words: str) -> Element:
    text = _make("t")
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    text.text = words
    return text
