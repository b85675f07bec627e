"""What a page says is changed where it says it: by mouse, by keyboard, in two windows; by no other site."""

from __future__ import annotations

import contextlib
import difflib
import http.server
import json
import re
import threading
import time
import urllib.error
import urllib.request
from typing import Any

import pytest
from editing import CITY, FIELD, PAGE, SEEN, Preview, focus, start, wait_until

from inclucities_docs.inputs import revision
from inclucities_docs.preview import panel
from inclucities_docs.preview.server import PreviewServer
from tiny_project import TinyProject


def population(project: TinyProject) -> str:
    found = re.search(r"^  value: (.*)$", project.read(CITY), re.MULTILINE)
    assert found
    return found[1]


def test_a_figure_is_changed_by_keyboard_and_words_by_mouse_and_taken_back(
    project: TinyProject, preview: Preview, browser: Any
) -> None:
    before = project.read(CITY)
    page = browser.new_page(viewport={"width": 1000, "height": 700})
    page.goto(f"{preview.address}{PAGE}#key={preview.key}")
    page.wait_for_selector(".edit-handle", state="attached")
    assert preview.key not in page.url

    focus(page, "12")
    page.keyboard.press("Enter")
    page.wait_for_selector("#edit-title:focus")
    assert "Population" in page.inner_text("#edit-title")
    assert f"{CITY}:12" in page.inner_text(".edit-panel")
    page.fill("[name=value]", "12.5.1")
    page.wait_for_selector("[name=value][aria-invalid]")
    assert "is not a number" in page.inner_text(".edit-said:not(:empty)")
    page.fill("[name=value]", "54321")
    page.wait_for_selector("[name=value]:not([aria-invalid])")
    started = time.monotonic()
    page.press("[name=value]", "Enter")
    wait_until(page, "document.body.textContent.includes('54\u202f321')")
    assert time.monotonic() - started < 5  # half a second on a machine that does nothing else
    assert project.read(CITY) == before.replace("12345", "54321")
    page.wait_for_selector(".edit-bar:not([hidden])")
    assert "54" in page.evaluate("document.activeElement.ariaLabel"), "the focus came back"

    page.hover("text=The door is open.")
    page.click(".edit-handle.edit-shown")
    page.wait_for_selector(".edit-panel textarea")
    page.fill(".edit-panel textarea", "The door is *wide* open.")
    page.wait_for_selector(".edit-picture em")
    page.click(".edit-main")
    page.wait_for_selector("main em >> text=wide")
    assert "The door is *wide* open.\n:::" in project.read("templates/leaflet/text/en/welcome.md")

    for _ in range(2):
        page.click(".edit-bar button")
        page.wait_for_selector(".edit-bar:not(:has(button))")
        page.keyboard.press("Escape")
        if population(project) == "54321":
            wait_until(page, "!document.querySelector('main em')")
            preview.ask("undo", {})
            break
    assert project.read(CITY) == before
    page.close()


def test_another_window_is_shown_what_was_changed_and_overwrites_nothing(
    project: TinyProject, preview: Preview, browser: Any
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 700})
    page.goto(f"{preview.address}{PAGE}#key={preview.key}")
    page.wait_for_selector(".edit-handle", state="attached")
    focus(page, "12")
    page.keyboard.press("Enter")
    page.wait_for_selector("[name=value]")
    page.fill("[name=value]", "777")
    project.change(CITY, "value: 12345", "value: 888 # by hand")  # an editor saves meanwhile
    page.wait_for_timeout(600)
    page.press("[name=value]", "Enter")
    page.wait_for_selector(".edit-conflict:not([hidden])")
    assert "888" in page.inner_text(".edit-conflict pre")
    assert "value: 888 # by hand" in project.read(CITY)
    box = page.locator(".edit-panel").bounding_box()
    assert box["x"] >= 0
    assert box["width"] <= 360
    page.click("[data-do=mine]")
    wait_until(page, "document.body.textContent.includes('777')")
    assert "value: 777 # by hand" in project.read(CITY)
    page.close()


def test_what_is_entered_wrongly_is_told_at_its_field_and_nothing_is_written(
    project: TinyProject, preview: Preview
) -> None:
    before = project.read(CITY), project.read("data/sources.yaml")
    new = {"source.0": "+", "new.title": "Census", "new.publisher": "Bureau", "new.read": "2024-05-01"}
    for said, name in (
        ({"value": "12,5"}, "value"),
        ({"value": "-1e99"}, "value"),
        ({"as_of": "05/03/21"}, "as_of"),
        ({"as_of": "2021-02-30"}, "as_of"),
        ({"definition.en": "a\ue000b"}, "definition"),
        ({"source.0": "no-such"}, ""),
        ({"state": "proposed"}, ""),
        (new, "new.url"),
        (new | {"new.url": "javascript:alert(1)"}, "new.url"),
    ):
        made = preview.save(FIELD, SEEN, said)
        assert not made["written"], said
        assert any(one.startswith(name) for one in made["problems"]), (said, made)
    assert (project.read(CITY), project.read("data/sources.yaml")) == before
    assert preview.save(FIELD, SEEN, new | {"new.url": "https://example.org/census", "value": "20000"})[
        "written"
    ]
    assert "source: bureau-census" in project.read(CITY)
    assert "https://example.org/census" in project.read("data/sources.yaml")
    assert preview.save("cities/riverton.name", {"fr": "Riverton", "en": "Riverton"}, {"en": "<b>River</b>"})[
        "written"
    ]
    with urllib.request.urlopen(preview.address + PAGE, timeout=60) as answer:
        assert "&lt;b&gt;River&lt;/b&gt;" in answer.read().decode()
    for _ in range(2):
        assert preview.ask("undo", {})[1]["written"]
    assert (project.read(CITY), project.read("data/sources.yaml")) == before


def test_what_models_refuse_is_said_in_the_language_of_the_page(
    project: TinyProject, preview: Preview
) -> None:
    words = {
        "'{name}' is missing": "« {name} » manque",
        "a number is never proposed": "un nombre n’est jamais proposé",
        "{value} is below zero, and nothing is counted so": "{value} est inférieur à zéro",
        "an address begins with https:// and holds no spaces": "une adresse commence par https://",
        "Title": "Titre",
    }
    catalogue = "templates/locale/fr/LC_MESSAGES/messages.po"
    more = "".join(f'\nmsgid "{one}"\nmsgstr "{said}"\n' for one, said in words.items())
    project.write(catalogue, project.read(catalogue) + more)
    new = {"source.0": "+", "new.read": "2024-05-01", "new.url": "javascript:alert(1)", "new.title": ""}
    for said, told in (
        ({"state": "proposed"}, {"state": "Un nombre n’est jamais proposé."}),
        ({"value": "-5"}, {"value": "-5 est inférieur à zéro."}),
        (new, {"new.url": "Une adresse commence par https://.", "new.title": "« Titre » manque."}),
    ):
        made = preview.save(FIELD, SEEN, said, language="fr")
        assert {key: made["problems"].get(key) for key in told} == told, made


def test_what_the_rest_of_the_project_refuses_is_said_in_words_there_are_or_marked_as_english(
    project: TinyProject, preview: Preview, browser: Any
) -> None:
    page = browser.new_page(viewport={"width": 1000, "height": 700})
    page.goto(f"{preview.address}{PAGE.replace('en/', 'fr/')}#key={preview.key}")
    page.wait_for_selector(".edit-handle", state="attached")
    focus(page, "12")
    page.keyboard.press("Enter")
    page.wait_for_selector("[name='source.0']")
    page.eval_on_selector("[name='source.0']", "(one) => one.add(new Option('?', 'no-such'))")
    page.select_option("[name='source.0']", "no-such")
    page.wait_for_selector("[name='source.0'][aria-invalid]")
    english = page.locator(".edit-panel form [lang=en]:not(textarea)")
    assert english.count() == 1
    assert "'no-such' is not a source" in english.inner_text()
    page.close()
    catalogue = "templates/locale/fr/LC_MESSAGES/messages.po"
    more = '\nmsgid "\'{given}\' is not a source"\nmsgstr "« {given} » n’est pas une source"\n'
    project.write(catalogue, project.read(catalogue) + more)
    made = preview.save(FIELD, SEEN, {"source.0": "no-such"}, language="fr")
    assert "« no-such » n’est pas une source" in made["problems"]["source.0"]
    assert not made["english"]
    assert population(project) == "12345"


def test_an_editor_that_saves_the_file_at_that_moment_loses_nothing(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, tries = revision.replace_inputs, []

    def replace_late(*given: Any) -> None:
        tries.append(given)
        if len(tries) == 1:
            project.write(CITY, project.read(CITY) + "# by hand\n")
        replace(*given)

    monkeypatch.setattr(revision, "replace_inputs", replace_late)
    saved = panel.save(str(project.root), panel.Entry(FIELD, "en", SEEN, {"value": "54321"}))
    assert saved.is_written, saved.problems
    assert len(tries) == 2, "it was changed between reading and writing"
    assert population(project) == "54321"
    assert project.read(CITY).endswith("# by hand\n")


def test_a_paragraph_shows_its_sources_and_its_state(project: TinyProject, preview: Preview) -> None:
    text = "templates/leaflet/text/en/welcome.md"
    cited = f"{text}#1"
    shown = preview.ask("panel", {"field": cited, "language": "en"})[1]["panel"]
    assert "Register of towns" in shown
    assert "<dd>sourced</dd>" in shown.lower()
    project.write(text, "---\nstate: proposed\n---\n" + project.read(text))
    shown = preview.ask("panel", {"field": cited, "language": "en"})[1]["panel"]
    assert "<dd>proposed</dd>" in shown.lower()


def test_items_of_a_list_are_moved_added_and_dropped(project: TinyProject, preview: Preview) -> None:
    path = "data/programme.yaml"
    before = project.read(path)
    shown = preview.ask("panel", {"field": "programme.objectives.0", "language": "en"})[1]["panel"]
    seen = json.loads(
        re.search(r"data-held='?\"?([^>]*?)\"?>", shown)[1].replace("&#34;", '"').replace("&#39;", "'")
    )  # type: ignore[index]
    for action, changed in (("add", 4), ("drop", 2), ("down", 4)):
        assert preview.save("programme.objectives.0", seen, {}, action=action)["written"], action
        lines = [
            one
            for one in difflib.ndiff(before.splitlines(), project.read(path).splitlines())
            if one[0] in "+-"
        ]
        assert 0 < len(lines) <= changed, lines
        assert preview.ask("undo", {})[1]["written"]
        assert project.read(path) == before


def test_only_a_page_of_the_preview_with_its_key_changes_something(
    project: TinyProject, preview: Preview
) -> None:
    before = project.read(CITY)
    body = {"field": FIELD, "language": "en", "seen": SEEN, "said": {"value": "1"}}
    for headers in (
        {"X-Preview-Key": ""},
        {"X-Preview-Key": preview.key[:-1]},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Host": "evil.example"},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Sec-Fetch-Site": "same-site"},
    ):
        assert preview.ask("save", body, **headers)[0] == 403, headers
    with contextlib.suppress(urllib.error.URLError):  # who hangs up while it is still being sent refuses too
        assert preview.ask("save", b"x" * (2 << 20))[0] == 403
    for wrong in (b"{", b"[]", b'"x"', json.dumps({**body, "said": 3}).encode(), b"[" * 5000):
        assert preview.ask("save", wrong)[0] == 400, wrong[:20]
    assert preview.ask("open", {"file": "../secret", "line": 1})[0] == 400
    assert preview.ask("nothing", body)[0] == 501
    files = {path for path in project.root.rglob("*") if ".cache" not in path.parts}
    for strange in (
        "../../out", "data/../secret", "cities/..", "programme.__class__", "words:../../x", "templates/base/page.html",
        "templates/leaflet/text/en/../../../../out.md", "templates/leaflet/text/en/new.md", "templates/leaflet/text/en/new.md#0",
    ):  # fmt: skip
        assert not preview.save(strange, None, {"": "x", "en": "x"})["written"], strange
    words = {
        "field": "templates/leaflet/text/en/welcome.md#0",
        "page": "en/leaflet.html",
        "text": "{{ '<b>' | x }}",
    }
    assert "<b>" not in preview.ask("picture", words)[1]["picture"], "what is wrong is told as words"
    assert {path for path in project.root.rglob("*") if ".cache" not in path.parts} == files
    assert project.read(CITY) == before


HOSTILE = """<!doctype html><meta charset=utf-8><body><script>
const tried = [];
const body = %(body)s;
const attempts = [
  () => fetch("%(address)s-/save", {method: "POST", body, headers: {"Content-Type": "application/json"}}),
  () => fetch("%(address)s-/save", {method: "POST", body, mode: "no-cors"}),
  () => fetch("%(address)s-/save", {method: "POST", body,
    headers: {"X-Preview-Key": "%(key)s", "Content-Type": "application/json"}}),
  () => fetch("%(address)sen/leaflet.html").then((answer) => answer.text()).then((text) => { tried.push(text); }),
];
(async () => {
  for (const one of attempts) { try { await one(); } catch (error) { tried.push("refused"); } }
  const form = document.createElement("form");
  Object.assign(form, {method: "post", enctype: "text/plain", action: "%(address)s-/save", target: "inside"});
  form.innerHTML = "<input name='{\\"field\\":\\"%(field)s\\",\\"x\\":\\"' value='\\"}'>";
  const frame = document.createElement("iframe");
  Object.assign(frame, {name: "inside", src: "%(address)sen/leaflet.html"});
  document.body.append(frame, form);
  frame.onload = () => { if (!window.sent) { window.sent = true; form.submit(); } else window.done = tried; };
})();
</script>"""


def test_a_hostile_page_in_a_browser_changes_and_reads_nothing(
    project: TinyProject, preview: Preview, browser: Any
) -> None:
    before = project.read(CITY)
    body = json.dumps(json.dumps({"field": FIELD, "language": "en", "seen": SEEN, "said": {"value": "1"}}))
    text = HOSTILE % {"address": preview.address, "key": preview.key, "body": body, "field": FIELD}

    class Evil(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: Any) -> None:
            pass

    evil = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Evil)  # the same site, another origin
    threading.Thread(target=evil.serve_forever, daemon=True).start()
    context = browser.new_context()
    own = context.new_page()
    own.goto(
        f"{preview.address}{PAGE}#key={preview.key}"
    )  # who edits has a page open, and leaves its key in it
    own.wait_for_selector(".edit-handle", state="attached")
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{evil.server_address[1]}/")
    wait_until(page, "!!window.done")
    assert set(page.evaluate("window.done")) == {"refused"}
    assert project.read(CITY) == before
    context.close()
    evil.shutdown()
    evil.server_close()


def test_read_only_shows_and_writes_nothing(project: TinyProject, monkeypatch: pytest.MonkeyPatch) -> None:
    with start(project, read_only=True) as preview:
        before = project.read(CITY)
        shown = preview.ask("panel", {"field": FIELD, "language": "en"})[1]
        assert "--read-only" in shown["panel"]
        assert "<fieldset disabled" in shown["panel"]
        made = preview.save(FIELD, SEEN, {"value": "1"})
        assert made["closed"]
        assert project.read(CITY) == before
    monkeypatch.setattr(PreviewServer, "serve_forever", lambda server: print(server.preview.closed))
    assert "--read-only" in project.run("preview", "--port", "0", "--read-only").out
    assert "--read-only" not in project.run("preview", "--port", "0").out


def test_published_pages_tell_nothing_of_fields(built_once: TinyProject) -> None:
    pages = {
        path: content
        for path, content in built_once.made().items()
        if path.endswith((".html", ".epub", ".xml"))
    }
    assert pages
    for path, content in pages.items():
        for sign in (b"data-field", b"data-template", b"/-/", "\ue000".encode(), "\ue001".encode()):
            assert sign not in content, (path, sign)


def test_of_many_who_save_at_once_one_is_written_and_all_are_answered(
    project: TinyProject, preview: Preview
) -> None:
    answers: list[Any] = []

    def save(number: int) -> None:
        answers.append(preview.save(FIELD, SEEN, {"value": str(20000 + number)}))

    savers = [threading.Thread(target=save, args=(number,)) for number in range(40)]
    for one in savers:
        one.start()
    for one in savers:
        one.join()
    written = [one for one in answers if one["written"]]
    assert (len(answers), len(written)) == (40, 1)
    assert {one["now"]["value"] for one in answers if not one["written"]} == {int(population(project))}
