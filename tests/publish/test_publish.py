"""Three editions published in a row: what stood stays, what is new stands at the short addresses."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import lxml.html
import pikepdf
import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from inclucities_docs.diagnostics import DiagnosticError
from inclucities_docs.publish import publish
from inclucities_docs.publish.dating import date_feed, date_files, date_sitemap
from inclucities_docs.publish.redline import compare, read_blocks
from inclucities_docs.publish.store import Published

ROOT = Path(__file__).parents[2]
Make = Callable[[Mapping[str, bytes]], None]


def page(title: str, *paragraphs: str, language: str = "fr") -> bytes:
    words = "".join(f"<p>{one}</p>" for one in paragraphs)
    html = f"<!doctype html><html lang='{language}'><title>{title}</title><main><h1>{title}</h1>{words}</main></html>"
    return html.encode()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the project's inputs, without outputs."""
    root = tmp_path_factory.mktemp("project")
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, root / name)
    return root


@pytest.fixture
def make(root: Path) -> Make:
    """Write documents as a build and a run of the checks leave them."""

    def write(documents: Mapping[str, bytes], **other: Any) -> None:
        output = root / "deliverables"
        shutil.rmtree(output, ignore_errors=True)
        entries, checked = [], {}
        for path, content in documents.items():
            place = output / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
            language, _, name = path.partition("/")
            stem, _, form = name.partition(".")
            checksum = hashlib.sha256(content).hexdigest()
            entry = {
                "path": path,
                "kind": stem,
                "subject": "",
                "language": language,
                "format": form,
                "title": stem.title(),
            }
            entry |= {
                "state": "draft",
                "proposed": 1,
                "awaited": 0,
                "bytes": len(content),
                "sha256": checksum,
            }
            entries.append(entry | other)
            checked[path] = {
                "sha256": checksum,
                "status": "passed",
                "checks": {"axe": {"status": "passed", "findings": []}},
            }
        for path in documents:
            language, _, name = path.partition("/")
            own = output / f"{language}/documents/{name.partition('.')[0]}.html"
            own.parent.mkdir(parents=True, exist_ok=True)
            own.write_bytes(page("Portal", name.partition(".")[0], language=language))
        (output / "index.html").write_bytes(page("Portal", str(len(documents))))
        (output / "manifest.json").write_text(json.dumps({"artifacts": entries}), "utf-8")
        (output / "conformance.json").write_text(json.dumps({"tools": {}, "files": checked}), "utf-8")

    return write


FIRST = {
    "fr/brochure.html": page("Brochure", "Huit villes apprennent.", "Elles se rendent visite."),
    "fr/brochure.pdf": b"%PDF one",
    "fr/poster.html": page("Poster", "Une affiche."),
    "fr/poster.pdf": b"%PDF poster",
    "en/brochure.html": page("Brochure", "Eight cities learn.", language="en"),
}
SECOND = {
    **FIRST,
    "fr/brochure.html": page("Brochure", "Huit villes apprennent ensemble.", "Elles se rendent visite."),
}
THIRD = {path: content for path, content in SECOND.items() if "poster" not in path}


def read_all(site: Path) -> dict[str, bytes]:
    return {one.relative_to(site).as_posix(): one.read_bytes() for one in site.rglob("*") if one.is_file()}


def weigh(site: Path) -> int:
    """Return the bytes of a site's files, those of hard links once."""
    files = [one.stat() for one in site.rglob("*") if one.is_file()]
    return sum({one.st_ino: one.st_size for one in files}.values())


def why(root: Path, name: str, site: Path) -> str:
    before = read_all(site) if site.exists() else {}
    with pytest.raises(DiagnosticError) as caught:
        publish(root, name, site)
    assert (read_all(site) if site.exists() else {}) == before, "something was written"
    return str(caught.value)


def test_three_editions_stay_for_ever(root: Path, make: Make, tmp_path: Path) -> None:
    site = tmp_path / "site"
    make(FIRST)
    publish(root, "2026-10", site)
    first = {path: content for path, content in read_all(site).items() if path.startswith("2026-10/")}
    assert first["2026-10/fr/brochure.html"] == FIRST["fr/brochure.html"]

    make(SECOND)
    city = root / "data/cities/jelgava.yaml"
    kept = city.read_text("utf-8")
    changed = re.sub(r"(population:\n(?:.*\n)*?\s+value: )(\d+)", r"\g<1>54701", kept, count=1)
    assert changed != kept
    city.write_text(changed, "utf-8")
    try:
        dry = publish(root, "2026-11", site, dry_run=True)
        assert (dry.changed, dry.withdrawn) == (("fr/brochure.html",), ())
        assert not (site / "2026-11").exists()
        before = weigh(site)
        plan = publish(root, "2026-11", site)
    finally:
        city.write_text(kept, "utf-8")
    assert plan.added == dry.added == weigh(site) - before > 10_000, "redlines and pages of versions count"
    facts = (site / "versions/en/2026-10--2026-11.html").read_text("utf-8")
    assert re.search(r"Jelgava</strong> · <span>Population</span>.*?<ins>54.?701", facts, re.DOTALL)
    greek = (site / "versions/el/2026-10--2026-11.html").read_text("utf-8")
    assert re.search(r"Γέλγκαβα</strong> · <span>Πληθυσμός</span>", greek), (
        "a field has its name in each language"
    )
    redline = lxml.html.parse(str(site / "versions/fr/2026-10--2026-11/brochure.html"))
    assert [one.text for one in redline.iter("ins") if one.getparent().get("class") == "passage"] == [
        "apprennent ensemble."
    ]

    paper = pikepdf.open(site / "versions/fr/2026-10--2026-11/brochure.pdf")
    assert str(paper.Root.Lang) == "fr"
    assert paper.Root.MarkInfo.Marked

    make(THIRD)
    before = weigh(site)
    assert publish(root, "2026-12", site).added == weigh(site) - before
    after = read_all(site)
    assert {path: content for path, content in after.items() if path.startswith("2026-10/")} == first
    assert after["fr/brochure.html"] == SECOND["fr/brochure.html"]
    assert b"2026-11/fr/poster.html" in after["fr/poster.html"], (
        "what was withdrawn leads to its last edition"
    )
    told = pikepdf.open(io.BytesIO(after["fr/poster.pdf"]))
    assert str(told.Root.Lang) == "fr", "so does the address of its PDF"
    assert after["2026-10/fr/poster.pdf"] == FIRST["fr/poster.pdf"]
    assert b"2026-11/fr/documents/poster.html" in after["fr/documents/poster.html"], (
        "and the portal's page of it"
    )
    assert b"2026-11" not in after["fr/documents/brochure.html"]
    assert "versions/fr/2026-10--2026-12.html" in after
    assert "versions/fr/2026-11--2026-12.html" in after
    for path in (
        "fr/poster.html",
        "fr/brochure.pdf",
        "en/brochure.html",
        "versions/fr/2026-10--2026-11.html",
    ):
        assert path in after, "an address of before broke"
    for name in [one for one in after if one.startswith("versions/") and one.endswith(".html")]:
        for link in lxml.html.fromstring(after[name]).xpath("//main//a[not(starts-with(@href, '#'))]/@href"):
            target = os.path.normpath(os.path.join(os.path.dirname(name), link.partition("#")[0]))  # noqa: PTH118, PTH120
            assert target in after or "index.html" in target, f"{name} leads to {target}"


def test_what_went_is_listed_once_and_what_changed_is_led_to(root: Path, make: Make, tmp_path: Path) -> None:
    for name, files in (("2026-10", FIRST), ("2026-11", SECOND), ("2026-12", THIRD)):
        make(files)
        publish(root, name, tmp_path)
    gone = lxml.html.parse(str(tmp_path / "versions/fr/index.html")).xpath(
        "//a[contains(@href, 'poster.')]/@href"
    )
    assert gone == ["../../2026-11/fr/poster.html"], "a document, not each of its files"
    redline = lxml.html.parse(str(tmp_path / "versions/fr/2026-10--2026-11/brochure.html"))
    assert redline.xpath("//p[@class='jumps']/a/@href") == ["#passage-1"]
    assert "ensemble" in redline.xpath("string(//*[@id='passage-1'])")
    for page in (redline, lxml.html.parse(str(tmp_path / "fr/poster.html"))):
        assert not page.xpath("//link[@hreflang]"), "it names no other language that it may not be in"


def test_an_edition_says_what_it_was_made_with(root: Path, make: Make, tmp_path: Path) -> None:
    make(FIRST)
    publish(root, "2026-10", tmp_path / "site")
    home = tmp_path / "site/2026-10"
    sums = dict(line.split("  ")[::-1] for line in (home / "SHA256SUMS").read_text("utf-8").splitlines())
    assert sums["fr/brochure.pdf"] == hashlib.sha256(FIRST["fr/brochure.pdf"]).hexdigest()
    subjects = json.loads((home / "provenance.json").read_bytes())["subject"]
    listed = hashlib.sha256((home / "SHA256SUMS").read_bytes()).hexdigest()
    assert subjects == [{"name": "SHA256SUMS", "digest": {"sha256": listed}}]
    text = (home / "sbom.cdx.json").read_text("utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bill = json.loads(text)
    assert {"weasyprint", "pydyf"} <= {one["name"] for one in bill["components"]}, (
        "with what packages need in turn"
    )
    assert bill["metadata"]["component"]["name"] == "inclucities-docs"


def test_what_changed_is_dated_by_its_edition() -> None:
    editions = [
        Published("2026-10", {"fr/a.pdf": "1", "fr/b.pdf": "1"}, {}),
        Published("2026-11-b", {"fr/a.pdf": "1", "fr/b.pdf": "2"}, {}),
    ]
    now = Published("2026-12", {"fr/a.pdf": "1", "fr/b.pdf": "2", "fr/c.pdf": "1"}, {})
    dates = date_files(editions, now)
    assert dates == {"fr/a.pdf": "2026-10", "fr/b.pdf": "2026-11", "fr/c.pdf": "2026-12"}
    again = date_files([*editions, Published("2026-12", {"fr/a.pdf": "9"}, {})], now)
    assert again["fr/a.pdf"] == "2026-12"
    sitemap = (
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        b"<url><loc>https://x.example/fr/b.pdf</loc></url></urlset>"
    )
    assert b"b.pdf</loc><lastmod>2026-11</lastmod>" in date_sitemap(sitemap, "https://x.example/", dates)
    entry = '<entry><link rel="enclosure" href="{}"/><updated>2020-01-01T00:00:00Z</updated></entry>'
    feed = '<feed xmlns="http://www.w3.org/2005/Atom"><updated>2020-01-01T00:00:00Z</updated>{}{}</feed>'
    text = feed.format(entry.format("a.pdf"), entry.format("b.pdf"))
    dated = date_feed(text.encode(), {"a.pdf": "fr/a.pdf", "b.pdf": "fr/b.pdf"}, dates).decode()
    assert re.findall(r"<updated>(.*?)T", dated) == ["2026-11-01", "2026-10-01", "2026-11-01"]


def test_an_edition_adds_what_changed(root: Path, make: Make, tmp_path: Path) -> None:
    site = tmp_path / "site"
    make({**FIRST, "fr/atlas.pdf": b"%PDF" + bytes(4_000_000)})
    publish(root, "2026-10", site)
    make({**SECOND, "fr/atlas.pdf": b"%PDF" + bytes(4_000_000)})
    assert publish(root, "2026-11", site).added < 200_000
    places = [site / "2026-10/fr/atlas.pdf", site / "2026-11/fr/atlas.pdf", site / "fr/atlas.pdf"]
    assert len({one.stat().st_ino for one in places}) == 1


def test_what_is_not_ready_is_refused_whole(root: Path, make: Make, tmp_path: Path) -> None:
    site = tmp_path / "site"
    make(FIRST, state="final")
    assert "it claims to be final with 1 proposed" in why(root, "2026-10", site)
    make(FIRST)
    report = root / "deliverables/conformance.json"
    content = json.loads(report.read_bytes())
    content["files"]["fr/brochure.pdf"] |= {"status": "failed", "checks": {"pdf-ua": {"status": "failed"}}}
    report.write_text(json.dumps(content), "utf-8")
    assert "fr/brochure.pdf: error: this file fails its checks: pdf-ua" in why(root, "2026-10", site)
    report.unlink()
    assert "5 of 5 files were not checked" in why(root, "2026-10", site)
    make(FIRST)
    (root / "deliverables/fr/brochure.pdf").write_bytes(b"other")
    told = why(root, "last week", site)
    assert "not as the build made it" in told
    assert "'last week' cannot name an edition" in told


def test_a_site_that_is_not_ours_or_not_whole_is_refused(root: Path, make: Make, tmp_path: Path) -> None:
    site = tmp_path / "site"
    make(FIRST)
    site.mkdir()
    (site / "index.php").write_text("x", "utf-8")
    assert "it holds index.php, and no published site" in why(root, "2026-10", site)
    (site / "index.php").unlink()
    publish(root, "2026-10", site)
    assert "was published already" in why(root, "2026-10", site)
    sums = (site / "2026-10/SHA256SUMS").read_bytes()
    (site / "2026-10/SHA256SUMS").write_bytes(sums[1:])
    assert "2026-10/SHA256SUMS was changed" in why(root, "2026-11", site)
    (site / "2026-10/SHA256SUMS").write_bytes(sums)
    assert "would come before 2026-10" in why(root, "2026-09", site)
    old = (site / "2026-10/fr/brochure.pdf").read_bytes()
    (site / "2026-10/fr/brochure.pdf").unlink()
    assert "2026-10/fr/brochure.pdf is missing" in why(root, "2026-11", site)
    (site / "2026-10/fr/brochure.pdf").write_bytes(b"tampered")
    assert "2026-10/fr/brochure.pdf was changed" in why(root, "2026-11", site)
    (site / "2026-10/fr/brochure.pdf").write_bytes(old)
    listed = json.loads((site / "site.json").read_bytes())
    (site / "site.json").write_text(json.dumps(listed | {"programme": "Other"}), "utf-8")
    assert "it is the site of Other" in why(root, "2026-11", site)
    for text in ("{", "[" * 200_000, "[1]", '{"form": 2, "programme": [], "editions": {}}'):
        (site / "site.json").write_text(text, "utf-8")
        assert re.search("cannot be read|it is the site of", why(root, "2026-11", site)), text[:20]


def test_an_edition_leads_nowhere_else(root: Path, make: Make, tmp_path: Path) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside"
    make(FIRST)
    publish(root, "2026-10", site)
    outside.mkdir()
    (outside / "secret.html").write_bytes(b"secret")
    os.mkfifo(site / "2026-10/pipe")
    (site / "2026-10/link").symlink_to(outside)
    told = json.loads((site / "2026-10/edition.json").read_bytes())
    kept = (site / "2026-10/SHA256SUMS").read_bytes()
    known = hashlib.sha256(b"secret").hexdigest()
    for path, reason in (
        ("../../outside/secret.html", "edition.json or its manifest"),
        (str(outside / "secret.html"), "edition.json or its manifest"),
        ("link/secret.html", "link/secret.html was changed"), ("pipe", "pipe was changed"), ("a\0b", "is missing"),
    ):  # fmt: skip
        sums = kept + f"{known}  {path}\n".encode()
        listed = json.dumps(told | {"files": hashlib.sha256(sums).hexdigest()}).encode()
        (site / "2026-10/SHA256SUMS").write_bytes(sums)
        (site / "2026-10/edition.json").write_bytes(listed)
        content = json.loads((site / "site.json").read_bytes())
        content["editions"][0]["sha256"] = hashlib.sha256(listed).hexdigest()
        (site / "site.json").write_text(json.dumps(content), "utf-8")
        with pytest.raises(DiagnosticError, match=reason):
            publish(root, "2026-11", site)
    assert not (site / "2026-11").exists()


def test_nothing_is_written_through_a_link_of_a_site(root: Path, make: Make, tmp_path: Path) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside"
    make(FIRST)
    publish(root, "2026-10", site)
    outside.mkdir()
    (outside / "mine").write_bytes(b"mine")
    for name in (".publishing", "2026-11", "fr"):
        kept = tmp_path / "kept"
        if (site / name).exists():
            (site / name).rename(kept)
        (site / name).symlink_to(outside)
        assert f"{name} is a link" in why(root, "2026-11", site)
        (site / name).unlink()
        if kept.exists():
            kept.rename(site / name)
    (site / ".site.json.part").symlink_to(outside / "mine")
    publish(root, "2026-11", site)
    assert [(one.name, one.read_bytes()) for one in outside.iterdir()] == [("mine", b"mine")]


def test_a_run_that_was_stopped_leaves_the_site(
    root: Path, make: Make, tmp_path: Path, monkeypatch: Any
) -> None:
    site = tmp_path / "site"
    make(FIRST)
    publish(root, "2026-10", site)
    before = read_all(site)
    make(SECOND)
    import inclucities_docs.publish.site as module

    calls = 0

    def stop(*given: Any) -> None:
        nonlocal calls
        calls += 1
        if calls > 3:
            raise KeyboardInterrupt
        put(*given)

    put = module.put_file
    with monkeypatch.context() as patch:
        patch.setattr(module, "put_file", stop)
        with pytest.raises(KeyboardInterrupt):
            publish(root, "2026-11", site)
    assert read_all(site) == before
    publish(root, "2026-11", site)
    assert (site / "2026-11/fr/brochure.html").read_bytes() == SECOND["fr/brochure.html"]


def test_passages_are_held_against_each_other_word_by_word() -> None:
    before = page("A", "The town has 54,836 residents.", "This goes.", "This stays.")
    after = page("A", "The town has 54,701 residents.", "This stays.", "This is new here.")
    pieces = [
        [(one.change, one.text.strip()) for one in pieces if one.change]
        for _, pieces in compare(before, after).blocks
        if any(one.change for one in pieces)
    ]
    assert pieces == [
        [("del", "54,836"), ("ins", "54,701")],
        [("del", "This goes.")],
        [("ins", "This is new here.")],
    ]
    spaced = (page("A", f"Elle a 54&#8239;{one} habitants.") for one in ("836", "701"))
    changed = [one.text.strip() for _, pieces in compare(*spaced).blocks for one in pieces if one.change]
    assert changed == ["54\u202f836", "54\u202f701"], "a figure is shown whole"
    table = b"<main><ul><li>one<ul><li>two</li></ul></li></ul><td>three</td><nav>none</nav></main>"
    marked = b"<main><p>one<span class='mark review-only'> (proposed)</span></p></main>"
    assert [one.text for one in read_blocks(marked)] == ["one"], (
        "what readers do not see is no change to them"
    )
    assert [one.text for one in read_blocks(table)] == ["one", "two", "three"]
