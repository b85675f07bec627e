"""Pages that stand for their siblings in the browser: all that stands on any of them stands on one of these."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from inclucities_docs.conformance import browser, describe_results, run
from inclucities_docs.conformance.inventory import Delivered, list_delivered
from inclucities_docs.conformance.runner import EXAMINERS, check_files
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
    chosen = {one.path: one.alike for one in choose_sample(delivered)}
    assert chosen.keys() == PAGES.keys() - {"fr/kits/sibling.html"}
    assert {path for path, alike in chosen.items() if not alike} == {
        "fr/kits/plain.html",
        "fr/kits/marked.html",
    }
    assert chosen["nl/kits/plain.html"] == ("fr/kits/plain.html",)


RULES = "li:lang(fa), li:lang(ps) { color: red } [data-state] { color: red } a[href^='#'] { color: red }"
LOOKS = {
    "class": "<p class=new>words",
    "inline style": "<p style='opacity: 0.2; width: 7%'>words",
    "state": "<p aria-current=page>words",
    "what it stands in": "<p><a href=x>words</a>",
    "what a rule asks of an attribute": "<li data-state=draft>words",
    "what a rule asks of a value": "<li><a href='#x'>words</a>",
    "what a rule says of a language": "<li lang=fa>words",
    "style": "<style>p { color: red }</style><p>words",
    "script": "<script>go()</script><p>words",
}
SEEN = {
    "words": "<p>other words",
    "measure": "<p style='opacity: 1; width: 3%'>words",
    "address": "<li><a href=y>words</a>",
    "a language that no rule names": "<li lang=nl>words",
    "a value that no rule asks for": "<li data-other=draft>words",
}


@pytest.mark.parametrize("name", [*LOOKS, *SEEN])
def test_no_look_goes_untried(tmp_path: Path, name: str) -> None:
    first = (
        f"{RULES}</style><main>"
        + "<p>words</p><p style='opacity: 1; width: 7%'><li><a href=x>words</a><li lang=fr>mots" * 9
    )
    delivered = []
    for path, content in (  # each with the letters that it needs
        ("first.html", first),
        ("other.html", f"{RULES}</style><main>{(LOOKS | SEEN)[name]}"),
    ):
        letters = f'@font-face{{unicode-range:U+{len(content):X};src:url("data:font/woff2;base64,A")}}'
        (tmp_path / path).write_text(
            f"<!doctype html><html lang=en><title>Page</title><style>{letters}{content}", "utf-8"
        )
        delivered.append(Delivered(path, "html", str(tmp_path), is_document=True))
    alike = {one.path: one.alike for one in choose_sample(delivered)}
    assert alike == {"first.html": (), "other.html": () if name in LOOKS else ("first.html",)}


def test_a_page_stands_for_others_in_what_words_do_not_change(tmp_path: Path) -> None:
    styles = (
        "a { display: block; padding: 1em } .lost:focus { outline: none } .dim p { color: #222 }"
        "@media screen and (prefers-color-scheme: dark) { body { background: #111; color: #eee } a { color: #9cf } }"
    )
    words = "words to read " * 9
    first = f"<div><p>{words}</p><div class=dim>{words}<div></div></div></div><p><a href=x>{words}</a>"
    pages = {
        "a.html": first,
        "wide.html": f"<p>{words}{'m' * 60}<p><a href=x>words</a>",
        "dim.html": f"<div><div class=dim><div><p>{words}</p></div></div></div><p><a href=x>words</a>",
        "lost.html": f"<p>{words}<a href=x class=lost>words</a>",
        "lost-too.html": "<p><a href=x class=lost>words</a>",
    }
    for path, content in pages.items():
        page = f"<!doctype html><html lang=en><title>Page</title><style>{styles}</style><main><h1>Page</h1>{content}"
        (tmp_path / path).write_text(f"{page}</main>", "utf-8")
    delivered = [replace(one, is_document=True) for one in list_delivered(tmp_path)]
    results = check_files(delivered, browser.CHECKS, 1, every=False)
    if any(one.status == "not-run" for one in results):
        pytest.skip("no browser")
    assert {(one.artifact, one.check) for one in results if one.status == "failed"} == {
        ("wide.html", "reflow"),  # asked of every page
        ("dim.html", "axe"),  # in the dark, too, of words in colours that did not pass on the other
        ("lost.html", "keyboard"),  # of a look that stands on one page alone
        ("lost-too.html", "keyboard"),  # and, as it failed there, of those that it stood for
    }
    standing = {one.artifact: one.tried_on for one in results if one.check == "keyboard"}
    assert standing == {
        **dict.fromkeys(pages, ()), "wide.html": ("a.html",), "dim.html": ("a.html",),
    }  # fmt: skip
    files = describe_results(results)["files"]
    assert files["wide.html"]["checks"]["keyboard"]["tried_on"] == ["a.html"]
    assert "tried_on" not in files["wide.html"]["checks"]["reflow"]


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
