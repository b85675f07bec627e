"""Nothing is let out that was meant for few, and nothing lies in the way of the program's own libraries."""

from __future__ import annotations

import re
import socket
import threading

import pytest

from inclucities_docs.exchange.link_check import find_dead_links
from inclucities_docs.inputs.template_comment import strip_comments
from tiny_project import TESTS, TinyProject

YAML = """# yaml-language-server: $schema=x
name: {fr: 'A # 1', en: "B # 2"}  # SECRET: call Anna
text: |  # SECRET
  # a heading, kept
  line # kept
plain: a#b # SECRET
# SECRET
'#key': x   # SECRET
folded: >-
  one
  # two
list: [a, # SECRET
  'b']
"""


def test_remarks_of_files_are_not_shown_and_lines_keep_their_numbers() -> None:
    shown = strip_comments("data/x.yaml", YAML)
    assert "SECRET" not in shown
    assert "schema" not in shown
    assert len(shown.splitlines()) == len(YAML.splitlines())
    for kept in (
        "'A # 1'",
        '"B # 2"',
        "# a heading, kept",
        "line # kept",
        "plain: a#b",
        "'#key': x",
        "# two",
    ):
        assert kept in shown
    assert strip_comments("data/x.yaml", "a: 'x") == ""
    page = "a{# SECRET #}\n<!-- SECRET\n-->b"
    assert strip_comments("templates/x.html", page) == "a\n\nb"
    assert "SECRET" not in strip_comments("templates/x.md", "{#! SECRET !#}a <!-- SECRET -->")
    words = '# SECRET\n#\n#, fuzzy\n#: x.html:1\nmsgid "# a"\nmsgstr "# b"\n'
    assert strip_comments("templates/x.po", words) == words.replace("# SECRET\n#\n", "\n\n")


def test_remarks_of_templates_are_not_published(project: TinyProject) -> None:
    note = "<!-- SECRET -->{# SECRET #}"
    project.change("templates/leaflet/page.html", "<ul>", f"{note}before {note} the list<ul>")
    project.change("templates/base/page.html", "<head>", f"<head>{note}")
    text = project.read("templates/leaflet/text/fr/welcome.md")
    project.write("templates/leaflet/text/fr/welcome.md", f"<!-- SECRET -->\n\n{text}\n{{#! SECRET !#}}")
    assert project.build("--only", "leaflet", "--lang", "fr").code == 0
    page = project.made()["fr/leaflet.html"].decode()
    assert "the list" in page
    assert "SECRET" not in page


SHADOWS = ("yaml", "multiprocessing", "jinja2", "signal", "rich", "lxml", "numpy", "pydantic")


def test_modules_in_the_folder_of_a_project_are_not_run(project: TinyProject) -> None:
    for name in SHADOWS:
        project.write(f"{name}.py", f"open('ran-{name}', 'w').close()\nraise SystemExit(9)\n")
    outcome = project.start("build", "--workers", "2")
    assert (outcome.code, outcome.err) == (0, "")
    assert not list(project.root.glob("ran-*"))
    noxfile = (TESTS.parent / "noxfile.py").read_text(
        "utf-8"
    )  # what Python itself looks for first, -P alone keeps out
    assert not re.findall(r'(?:PYTHON|interpreter|made), "-[mc]"', noxfile)


@pytest.mark.parametrize("value", ["prose | digits", "cities | string", "(late ~ ' ')", "[cities] | join"])
def test_no_page_says_where_something_lies_in_memory(project: TinyProject, value: str) -> None:
    project.change("templates/leaflet/page.html", "<ul>", f"{{{{ {value} }}}}<ul>")
    outcome = project.build("--only", "leaflet", "--lang", "fr")
    assert outcome.code == 1
    assert outcome.err.startswith(
        "templates/leaflet/page.html: error: something is printed here that is no text"
    )


def test_marks_of_ours_in_a_template_are_remarks(project: TinyProject) -> None:
    project.change(
        "templates/leaflet/page.html", "<ul>", f"<!--late 9--><!--prose 9--><!--late {'9' * 5000}--><ul>"
    )
    assert project.build("--only", "leaflet", "--lang", "fr").code == 0
    assert "<!--" not in project.read("deliverables/fr/leaflet.html")


@pytest.mark.parametrize("day", ["２０２６-１１-２２", "٢٠٢٦", "२०२६-११"])
def test_a_date_is_written_in_plain_digits(project: TinyProject, day: str) -> None:
    project.change("data/meetings.yaml", "end: '2021-05-04'", f"end: '{day}'")
    outcome = project.build()
    assert outcome.code == 1
    assert outcome.err.startswith("data/meetings.yaml:")


@pytest.mark.parametrize(
    "rule", ["n%0", "1/0", "n/(n-n)", "(n", "n ? : 1", "9", "n*999999999999", "__import__('os')"]
)
def test_a_plural_rule_that_cannot_be_followed_is_told_of(project: TinyProject, rule: str) -> None:
    path = "templates/locale/fr/LC_MESSAGES/messages.po"
    project.change(
        "templates/leaflet/page.html",
        "{{ prose(",
        "{{ ngettext('%(num)s part', '%(num)s parts', 3) }} {{ prose(",
    )
    project.change(path, "plural=n>1", f"plural={rule}")
    text = '\nmsgid "%(num)s part"\nmsgid_plural "%(num)s parts"\nmsgstr[0] "a"\nmsgstr[1] "b"\n'
    project.write(path, project.read(path) + text)
    for command in (("build",), ("check",), ("explain", "fr/leaflet.html"), ("translate", "status")):
        outcome = project.run(*command)
        assert outcome.code in (0, 1)
        assert "this program" not in outcome.err
        assert outcome.code == 0 or path in outcome.err


@pytest.mark.parametrize("code", ["sr-Latn", "pt-BR", "zh-Hant-TW", "prs", "xx", "fr-FR", "en-Zzzz", "qaa"])
def test_any_code_of_a_language_makes_documents_or_is_refused(project: TinyProject, code: str) -> None:
    project.change("templates/leaflet/kind.yaml", "[fr, en]", f"[fr, en, {code}]")
    for command in (("build", "--lang", "fr"), ("build",), ("check",), ("translate", "status")):
        outcome = project.run(*command)
        assert outcome.code in (0, 1), outcome.err
        assert "this program" not in outcome.err
        assert "program itself" not in outcome.err
        assert outcome.code == 0 or "error: " in outcome.err or not outcome.err


ANSWERS = {
    "no answer of the web": b"\xff\r\n\r\n",
    "nothing": b"",
    "no number": b"HTTP/1.1 abc OK\r\n\r\n",
    "circle": b"HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n",
    "file": b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n",
    "header without end": b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000,
}


@pytest.fixture
def stranger() -> object:
    """Give an address that answers as it is told; it goes on sending where the answer is none."""
    server = socket.create_server(("127.0.0.1", 0))
    answer: list[bytes | None] = [b""]

    def serve() -> None:
        while True:
            try:
                stream, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=give, args=(stream,), daemon=True).start()

    def give(stream: socket.socket) -> None:
        try:
            stream.recv(999)
            if answer[0] is not None:
                stream.sendall(answer[0])
                stream.close()
                return
            stream.sendall(b"HTTP/1.1 200 OK\r\nX: ")
            while not threading.Event().wait(0.05):
                stream.sendall(b"a")
        except OSError:
            return

    threading.Thread(target=serve, daemon=True).start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}/", answer
    server.close()


def test_whatever_an_address_answers_is_told_in_bounded_time(
    stranger: tuple[str, list[bytes | None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inclucities_docs.exchange.link_check.LONGEST", 0.5)
    address, answer = stranger
    for given in (*ANSWERS.values(), None):
        answer[0] = given
        ((place, _, reason),) = find_dead_links({address: "data/x.yaml:1"})
        assert place == "data/x.yaml:1"
        assert reason.startswith(("does not answer", "answers 30"))
    odd = [
        "http://127.0.0.1:abc/",
        "http://[::1/",
        "http://a..b/",
        "http://\ud800/",
        "http://x:99999/",
        "http://é é/",
    ]
    assert len(find_dead_links(dict.fromkeys(odd, "x"))) == len(odd)


def test_what_an_address_answers_steers_no_terminal(
    project: TinyProject, stranger: tuple[str, list[bytes | None]]
) -> None:
    address, answer = stranger
    answer[0] = b"\x1b]0;pwned\x07\x1b[31m no answer\r\n\r\n"
    project.change("data/programme.yaml", "https://tandem.example", address)
    told = project.run("links").out
    assert "pwned" in told
    assert all(letter.isprintable() for letter in told.replace("\n", ""))
