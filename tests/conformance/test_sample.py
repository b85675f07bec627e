"""Pages that stand for their siblings in the browser: all that stands on any of them stands on one of these."""

from __future__ import annotations

from pathlib import Path

from inclucities_docs.conformance import browser, run
from inclucities_docs.conformance.inventory import Delivered
from inclucities_docs.conformance.runner import EXAMINERS
from inclucities_docs.conformance.sample import choose_sample

PAGE = "<!doctype html><html lang={}><title>Page</title><main><p>{}</p></main>"
PAGES = {
    "fr/kits/plain.html": PAGE.format("fr", "mots " * 9),
    "fr/kits/sibling.html": PAGE.format("fr", "mots " * 3),
    "fr/kits/marked.html": PAGE.format("fr", "<b class=new>mots</b>"),
    "fr/kits/long.html": PAGE.format("fr", "anticonstitutionnellement"),
    "fr/cities/one.html": PAGE.format("fr", "mots"),
    "nl/kits/plain.html": PAGE.format("nl", "woord"),
    "fr/brochure.html": PAGE.format("fr", "mots"),
}


def test_holds_documents_and_each_look_and_language(tmp_path: Path) -> None:
    delivered = []
    for path, content in PAGES.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
        delivered.append(Delivered(path, "html", str(tmp_path), is_document=path == "fr/brochure.html"))
    assert {one.path for one in choose_sample(delivered)} == PAGES.keys() - {"fr/kits/sibling.html"}


def test_only_the_browser_looks_at_a_sample() -> None:
    assert [one.checks for one in EXAMINERS if one.samples] == [browser.CHECKS]


def test_colours_seen_to_pass_hide_no_others(tmp_path: Path) -> None:
    dark = "<style>@media (prefers-color-scheme: dark) {{ body {{ background: #111; color: {} }} }}</style>"
    for name, colour in {"a": "#fff", "b": "#fff", "c": "#333", "d": "#333"}.items():
        page = PAGE.format("en", "words to read") + dark.format(colour) + "x" * 9 * (ord(name) - 96)
        (tmp_path / f"{name}.html").write_text(page, "utf-8")
    results = [one for one in run(tmp_path, ["axe"]) if one.status != "not-run"]
    for one in results:
        places = {
            place for each in one.findings for place in each.place.split(", ") if "contrast" in each.message
        }
        assert ("1280 px dark" in places) == (one.artifact in {"c.html", "d.html"}), one
