"""The first difference of two files is named in words that say where to look."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import pikepdf
import pytest
from PIL import Image

from proof.difference import name_difference
from tiny_project import TESTS


def pack(*members: tuple[str, bytes], year: int = 1980) -> bytes:
    """Give an archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0)), content)
    return target.getvalue()


def draw(colour: int, width: int = 4) -> bytes:
    """Give a picture."""
    target = io.BytesIO()
    Image.new("L", (width, 4), colour).save(target, "png")
    return target.getvalue()


def write_pdf(words: bytes, author: str = "one") -> bytes:
    """Give a page with words."""
    target = io.BytesIO()
    document = pikepdf.new()
    page = document.add_blank_page()
    page.Contents = document.make_stream(words)
    document.docinfo["/Author"] = author
    document.save(target, deterministic_id=True)
    return target.getvalue()


@pytest.mark.parametrize(
    ("path", "one", "other", "said"),
    [
        ("a.html", b"<p>\nfirst</p>", b"<p>\nfist</p>", "line 2, column 3: 'first</p>' and 'fist</p>'"),
        ("a.html", b"a", b"a\nb", "line 2: only one of them goes on"),
        ("a.zip", pack(("x", b"")), pack(("y", b"")), "what it holds: only in one of them ['x', 'y']"),
        ("a.zip", pack(("x", b""), ("y", b"")), pack(("y", b""), ("x", b"")), "the order of what it holds"),
        ("a.docx", pack(("x.xml", b"a")), pack(("x.xml", b"b")), "in x.xml, line 1, column 1: 'a' and 'b'"),
        ("a.zip", pack(("x", b"")), pack(("x", b""), year=1990), "date_time of x: (1980, 1, 1"),
        ("a.png", draw(1), draw(2), "the part IDAT"),
        ("a.png", draw(1), draw(1, 5), "the part IHDR (13 and 13 bytes; (4, 4) and (5, 4) pixels)"),
        ("a.pdf", write_pdf(b"BT ET"), write_pdf(b"BT  ET"), "its content, line 1, column 4"),
        ("a.pdf", write_pdf(b"", "one"), write_pdf(b"", "two"), "object 2: line 1"),
        ("a.bin", b"abc", b"abd", "byte 2: b'abc' and b'abd'"),
        ("a.bin", b"abc", b"abcd", "equal for 3 bytes, then one goes on"),
    ],
)  # fmt: skip
def test_the_first_difference_is_named(path: str, one: bytes, other: bytes, said: str) -> None:
    assert said in name_difference(path, one, other)
    assert name_difference(path, one, one) == ""


def test_clean_builds_elsewhere_are_compared_file_by_file() -> None:
    proof = [sys.executable, str(TESTS / "proof" / "reproduce.py"), "--only", "leaflet", "--lang", "fr"]
    done = subprocess.run(
        [*proof, "--project", str(TESTS / "project")], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("all 2 files are equal, byte for byte\n")
