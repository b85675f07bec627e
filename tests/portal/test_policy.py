"""The policy of published pages as a real browser takes it: nothing of ours is against it, all else is stopped."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tiny_project import TinyProject, copy_project

HEARING = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""


@dataclass
class Elsewhere:
    """Another site, which notes what it is asked for."""

    address: str
    asked: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Elsewhere]:
    """Give another site on this machine."""
    site = Elsewhere("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_POST = do_GET

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.address = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield site
    server.shutdown()
    server.server_close()


def visit(browser: Any, place: Path, act: str = "") -> tuple[Any, list[str]]:
    """Open a page from disk, hear what its policy stops, and do something on it; gives the page and what was said."""
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.add_init_script(HEARING)
    page.goto(place.as_uri())
    if act:
        page.evaluate(act)
    page.wait_for_timeout(150)
    return page, [*said, *page.evaluate("window.violations")]


@pytest.fixture(scope="module")
def leaflet(built_once: TinyProject, tmp_path_factory: pytest.TempPathFactory) -> TinyProject:
    """Give the tiny project with a figure, a drawing, a picture and a script on its pages."""
    project = copy_project(built_once.root, tmp_path_factory.mktemp("policy") / "project")
    project.write("templates/base/screen.js", "document.documentElement.dataset.script = 'ran';\n")
    project.change(
        "templates/leaflet/text/fr/welcome.md", "::: practice", '{{ figure("network") }}\n\n::: practice'
    )
    outcome = project.build("--only", "leaflet", "--lang", "fr")
    assert outcome.code == 0, outcome.err
    return project


def test_nothing_on_a_document_is_against_its_policy(leaflet: TinyProject, browser: Any) -> None:
    page, stopped = visit(browser, leaflet.root / "deliverables/fr/leaflet.html")
    assert stopped == []
    assert page.evaluate("document.documentElement.dataset.script") == "ran"
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Fira Sans"')
    assert page.evaluate("document.fonts.check('12px \"Fira Sans\"')")
    assert page.locator("figure svg").count() == 1
    page.close()


@pytest.mark.parametrize(
    "path",
    [
        "fr/index.html",
        "fr/documents/brochure.html",
        "fr/cities/jelgava.html",
        "fr/office/index.html",
        "index.html",
    ],
)
def test_nothing_on_the_portal_is_against_its_policy(site: Path, browser: Any, path: str) -> None:
    page, stopped = visit(browser, site / path)
    assert stopped == []
    page.close()


SMUGGLED = """
<script>window.ran = "script"; new Image().src = "{elsewhere}/script"</script>
<img src="data:,x" onerror="new Image().src = '{elsewhere}/handler'">
<a class=it href="javascript:void(new Image().src = '{elsewhere}/link')">x</a>
<script src="{elsewhere}/script.js"></script>
<img src="{elsewhere}/picture.png">
<link rel=stylesheet href="{elsewhere}/style.css">
<style>body {{ background: url({elsewhere}/ground.png) }}</style>
<p style="background: url({elsewhere}/other-ground.png)">x</p>
<iframe src="{elsewhere}/page"></iframe>
<iframe srcdoc="<script>new Image().src = '{elsewhere}/written'</script>"></iframe>
<object data="{elsewhere}/object"></object>
<video src="{elsewhere}/film.mp4"></video>
<svg><image href="{elsewhere}/drawing.png"/></svg>
<form method=post action="{elsewhere}/form" target=_blank><button class=it>x</button></form>
"""
"""What somebody might smuggle into a page past all that the build refuses."""

ASKED = {
    "/script", "/handler", "/link", "/script.js", "/picture.png", "/style.css", "/ground.png", "/other-ground.png",
    "/page", "/written", "/object", "/film.mp4", "/drawing.png", "/form",
}  # fmt: skip
STOPPED = {"script-src", "img-src", "style-src", "frame-src", "object-src", "media-src", "form-action"}
CLICK = "document.querySelectorAll('.it').forEach((one) => one.click())"


def test_without_a_policy_all_of_it_reaches_out(browser: Any, elsewhere: Elsewhere, tmp_path: Path) -> None:
    elsewhere.asked.clear()
    bare = tmp_path / "bare.html"
    smuggled = SMUGGLED.format(elsewhere=elsewhere.address)
    bare.write_text(f"<!doctype html><title>x</title><body>{smuggled}</body>", "utf-8")
    page, _ = visit(browser, bare, CLICK)
    page.wait_for_timeout(300)
    page.close()
    assert set(elsewhere.asked) - {"/favicon.ico"} == ASKED


@pytest.mark.parametrize("kind", ["document", "portal"])
def test_what_is_smuggled_in_is_stopped(
    leaflet: TinyProject, site: Path, browser: Any, elsewhere: Elsewhere, kind: str
) -> None:
    source = site / "fr/index.html" if kind == "portal" else leaflet.root / "deliverables/fr/leaflet.html"
    text = source.read_text("utf-8")
    assert "</body>" in text
    target = source.with_name("smuggled.html")
    target.write_text(
        text.replace("</body>", f"{SMUGGLED.format(elsewhere=elsewhere.address)}</body>"), "utf-8"
    )
    elsewhere.asked.clear()
    page, stopped = visit(browser, target, CLICK)
    page.wait_for_timeout(300)
    assert not page.evaluate("window.ran")
    page.close()
    target.unlink()
    assert elsewhere.asked == []
    heard = " ".join(stopped)
    assert {one for one in STOPPED if one not in heard} == set()
