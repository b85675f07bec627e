"""What each field of a Word file is about: a table that travels in its properties, which word processors keep."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from inclucities_docs.exchange.cell_value import clean
from inclucities_docs.exchange.contribution import Stamp
from inclucities_docs.exchange.docx_paragraph import fingerprint, parse_part, read_passages

__all__ = ["embed_fields", "read_table"]

_PART = "docProps/custom.xml"
_NAMES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_CHUNK = 240
"""Longest property, characters: word processors cut those of more than 255."""
_BESIDE = 200
"""How much is kept of what stands beside a field in its paragraph, characters."""
_MOST = 4 << 20
"""Longest table, bytes."""


def embed_fields(files: dict[str, bytes], fields: Mapping[str, str], stamp: Stamp) -> None:
    """Put into a Word file what its bookmarks are about, and the fingerprints of all that stands in it."""
    passages = read_passages(parse_part(files["word/document.xml"]))
    said: dict[str, str] = {}
    beside: dict[str, str] = {}
    for one in passages:
        for name, text in one.fields.items():
            said[name] = said.get(name, "") + text
            beside.setdefault(name, clean(one.rest)[:_BESIDE])
    table = {
        "stamp": stamp.__dict__,
        "fields": [
            [name, path, fingerprint(said[name]), beside[name]]
            for name, path in fields.items()
            if name in said
        ],
        "paragraphs": sorted({fingerprint(one.rest) for one in passages}),
    }
    packed = base64.b64encode(zlib.compress(json.dumps(table).encode(), 9)).decode()
    chunks = [packed[start : start + _CHUNK] for start in range(0, len(packed), _CHUNK)]
    properties = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number + 2}" name="exchange-{number:03}">'
        f"<vt:lpwstr>{escape(chunk)}</vt:lpwstr></property>"
        for number, chunk in enumerate(chunks)
    )
    files[_PART] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{_NAMES}" xmlns:vt="{_TYPES}">{properties}</Properties>'
    ).encode()
    _announce(files)


def _announce(files: dict[str, bytes]) -> None:
    """Name the part among the types and relations of the archive, unless it is there."""
    types = etree.fromstring(files["[Content_Types].xml"])
    if not any(one.get("PartName") == f"/{_PART}" for one in types):
        kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
        etree.SubElement(types, f"{{{types.nsmap[None]}}}Override", PartName=f"/{_PART}", ContentType=kind)
        files["[Content_Types].xml"] = etree.tostring(
            types, xml_declaration=True, encoding="UTF-8", standalone=True
        )
    relations = etree.fromstring(files["_rels/.rels"])
    if not any(one.get("Type") == _RELATION for one in relations):
        etree.SubElement(
            relations,
            f"{{{relations.nsmap[None]}}}Relationship",
            Id="rIdExchange",
            Type=_RELATION,
            Target=_PART,
        )
        files["_rels/.rels"] = etree.tostring(
            relations, xml_declaration=True, encoding="UTF-8", standalone=True
        )


def read_table(parts: Mapping[str, bytes]) -> dict[str, Any] | None:
    """Return the table that a Word file carries; none where it carries none that makes sense."""
    try:
        root = parse_part(parts[_PART])
        chunks = {
            one.get("name", ""): "".join(map(str, one.itertext()))
            for one in root
            if one.get("name", "").startswith("exchange-")
        }
        packed = base64.b64decode("".join(chunks[name] for name in sorted(chunks)), validate=True)
        unpacker = zlib.decompressobj()
        content = unpacker.decompress(packed, _MOST)
        table: Any = json.loads(content)
        fields: Sequence[Any] = table["fields"]
        table["fields"] = {
            str(name): (str(path), str(mark), str(beside)) for name, path, mark, beside in fields
        }
        table["paragraphs"] = {str(one) for one in table["paragraphs"]}
        return dict(table) if chunks else None
    except (KeyError, ValueError, TypeError, zlib.error, etree.XMLSyntaxError, RecursionError):
        return None
