"""A plan's Word file goes out with its facts as fields, is edited, and comes back."""

from __future__ import annotations

import copy
import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
import pytest
from lxml import etree

from inclucities_docs.exchange.docx_paragraph import W
from inclucities_docs.inputs.project import load_project
from inclucities_docs.inputs.workspace import Workspace
from tiny_project import Outcome, TinyProject

PAGE = """{% extends "base/page.html" %}
{% block main %}
<p>A fixed sentence, which nobody is asked about.</p>
{% for action in plan.actions %}<p><span{{ field(action.resources) }}>{{ action.resources.text }}</span></p>{% endfor %}
{% for action in plan.actions %}
<h2><span{{ field(action, "title") }}>{{ action.title }}</span></h2>
<p><span{{ field(action.objective) }}>{{ action.objective.text }}</span> 7</p>
<p>Steps</p>
<ol>{% for step in action.steps %}<li><span{{ field(step) }}>{{ step.text }}</span></li>{% endfor %}</ol>
<p>Who leads</p>
<p><span{{ field(action.lead) }}>{{ "…" if action.lead.state == "awaited" else action.lead.text }}</span></p>
<p>When</p>
<p><span{{ field(action.period) }}>{{ action.period.text }}</span></p>
<p><span{{ field(action.resources) }}>{{ action.resources.text }}</span></p>
{% endfor %}
{% endblock %}
"""
SECOND = """\
    steps:
      - text: {fr: Demander, en: To ask around}
        state: proposed
      - text: {fr: Choisir, en: To choose}
        state: proposed
"""
Edit = Callable[[etree._Element], None]


class Document:
    """A Word file that is being edited."""

    def __init__(self, project: TinyProject) -> None:
        self.project = project
        project.write("templates/card/page.html", PAGE)
        project.change("templates/card/kind.yaml", "formats: [html]", "formats: [html, docx]")
        project.change("data/plans/hilltown-1.yaml", "    steps:\n", SECOND)
        shutil.copytree(Path(__file__).parents[2] / "templates/base", project.root / "spare")
        shutil.copy(project.root / "spare/word.xml", project.root / "templates/base/word.xml")
        made = project.build("--only", "card/hilltown", "--lang", "en", "--format", "docx")
        assert made.code == 0, made.err
        self.path = project.root / "deliverables/en/card-hilltown.docx"
        self.content = self.path.read_bytes()
        with zipfile.ZipFile(self.path) as archive:
            styles = etree.fromstring(archive.read("word/styles.xml"))
        heading = styles.find(f"{W}style[@{W}styleId='Heading1']")
        assert heading.find(f".//{W}pageBreakBefore") is None, "what is no book has no pages of one heading"

    def edit(self, *edits: Edit) -> None:
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        tree = etree.fromstring(parts["word/document.xml"])
        for one in edits:
            one(tree)
        parts["word/document.xml"] = etree.tostring(tree)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            for name, part in parts.items():
                archive.writestr(name, part)
        self.content = made.getvalue()

    def receive(self, *arguments: str) -> Outcome:
        path = self.project.root / "back.docx"
        path.write_bytes(self.content)
        return self.project.run("exchange", "receive", str(path), "--date", "2026-11-28", *arguments)


@pytest.fixture
def document(project: TinyProject) -> Document:
    return Document(project)


def _paragraph(tree: etree._Element, words: str) -> etree._Element:
    for one in tree.iter(f"{W}p"):
        if words in "".join(text.text or "" for text in one.iter(f"{W}t")):
            return one
    raise AssertionError(words)


def _write(old: str, new: str) -> Edit:
    def edit(tree: etree._Element) -> None:
        text = next(one for one in _paragraph(tree, old).iter(f"{W}t") if old in (one.text or ""))
        text.text = (text.text or "").replace(old, new)

    return edit


def _track(old: str, new: str) -> Edit:
    """Strike words out and write others behind them, as both programs do with tracked changes."""

    def edit(tree: etree._Element) -> None:
        run = next(
            one for one in _paragraph(tree, old).iter(f"{W}r") if old in "".join(map(str, one.itertext()))
        )
        fresh = copy.deepcopy(run)
        for text in run.iter(f"{W}t"):
            text.tag = f"{W}delText"
        next(fresh.iter(f"{W}t")).text = new
        gone, come = (
            etree.Element(f"{W}{name}", {f"{W}id": "900", f"{W}author": "x"}) for name in ("del", "ins")
        )
        holder = run.getparent()
        assert holder is not None
        holder.replace(run, gone)
        gone.append(run)
        gone.addnext(come)
        come.append(fresh)

    return edit


def _add(after: str, words: str) -> Edit:
    def edit(tree: etree._Element) -> None:
        paragraph = _paragraph(tree, after)
        fresh = copy.deepcopy(paragraph)
        for mark in list(fresh.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
            mark.getparent().remove(mark)  # type: ignore[union-attr]
        texts = list(fresh.iter(f"{W}t"))
        for text in texts:
            text.text = ""
        texts[0].text = words
        paragraph.addnext(fresh)

    return edit


def _drop(words: str) -> Edit:
    def edit(tree: etree._Element) -> None:
        paragraph = _paragraph(tree, words)
        paragraph.getparent().remove(paragraph)  # type: ignore[union-attr]

    return edit


def _type_over(old: str, new: str) -> Edit:
    """Type over all words of a field, which takes its bookmark away."""

    def edit(tree: etree._Element) -> None:
        paragraph = _paragraph(tree, old)
        for mark in list(paragraph.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
            mark.getparent().remove(mark)  # type: ignore[union-attr]
        _write(old, new)(tree)

    return edit


def _plan(project: TinyProject) -> Any:
    return load_project(Workspace.take(project.root)).find("plans/hilltown-1.actions.0")


def test_untouched_edited_and_accepted(document: Document) -> None:
    assert "nothing changed" in document.receive().out
    document.edit(
        _write("To welcome", "To welcome all"),
        _track("At the start", "In the first year"),
        _add("To choose", "To open the door"),
        _drop("To ask around"),
        _type_over("…", "Social services"),
        _write("A fixed sentence", "Another sentence"),
    )
    told = document.receive("--accept")
    assert "5 ready, 1 refused" in told.out, told.out
    assert "This stands outside of any field, and is not taken over: “Another sentence" in told.out
    action = _plan(document.project)
    assert action.objective.text["en"] == "To welcome all"
    assert action.period.text["en"] == "In the first year"
    assert [one.text["en"] for one in action.steps] == ["To choose", "To open the door", "To find a place"]
    assert (action.lead.text["en"], action.lead.state) == ("Social services", "sourced")
    assert action.steps[1].source == ("reply-hilltown-2026-11-28",)
    assert action.steps[2].state == "proposed"
    told = document.receive("--accept")
    assert "nothing to write" in told.out


def test_comments_are_questions_with_their_place(document: Document) -> None:
    word = docx.Document(io.BytesIO(document.content))
    paragraph = next(one for one in word.paragraphs if "To choose" in one.text)
    word.add_comment(paragraph.runs, text="Who chooses?", author="Anna")
    made = io.BytesIO()
    word.save(made)
    document.content = made.getvalue()
    told = document.receive()
    assert "“To choose”: question: Who chooses?" in told.out, told.out
    assert "Anna" not in told.out


def _append(*lines: tuple[str, str]) -> Edit:
    """Write paragraphs below the last one, each in the style of one that is there."""

    def edit(tree: etree._Element) -> None:
        for model, words in lines:
            _add(model, words)(tree)
            fresh = _paragraph(tree, model).getnext()
            assert fresh is not None
            body = next(tree.iter(f"{W}body"))
            last = [one for one in body if one.tag == f"{W}p"][-1]
            last.addnext(fresh)

    return edit


def _convert(document: Document, folder: Path) -> None:
    """Open and save a file in LibreOffice, through its own format too."""
    for sort in ("odt", "docx"):
        source = folder / f"card.{'docx' if sort == 'odt' else 'odt'}"
        if sort == "odt":
            source.write_bytes(document.content)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        command += ["--convert-to", sort, "--outdir", str(folder), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    document.content = (folder / "card.docx").read_bytes()


def test_an_action_that_is_gone_goes_as_a_whole(document: Document) -> None:
    def cut(tree: etree._Element) -> None:  # what a summary says of it stays
        paragraphs = list(tree.iter(f"{W}p"))
        for one in paragraphs[paragraphs.index(_paragraph(tree, "A desk")) :]:
            one.getparent().remove(one)  # type: ignore[union-attr]

    document.edit(cut)
    told = document.receive()
    assert "back.docx: 1 refused" in told.out, told.out
    assert "'actions' needs at least 1" in told.out


CORNER = (
    ("A desk", "2 A library corner"), ("To welcome", "To read together"), ("Steps", "Steps"), ("To choose", "To ask the library"),
    ("To choose", "To buy books"), ("Who leads", "Who leads"), ("…", "The library"),
)  # fmt: skip


@pytest.mark.parametrize(
    "by_libreoffice",
    [
        False,
        pytest.param(
            True, marks=pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
        ),
    ],
)
def test_a_new_action(document: Document, tmp_path: Path, *, by_libreoffice: bool) -> None:
    document.edit(_append(*CORNER))
    if by_libreoffice:
        _convert(document, tmp_path)
    told = document.receive()
    assert "1 to be looked at" in told.out, told.out + told.err
    assert "refused" not in told.out
    assert "It does not say in which phase" in told.out
    told = document.receive("--only", "hilltown-1.actions.1", "--accept")
    assert "1 ready" in told.out, told.out + told.err
    plan = load_project(Workspace.take(document.project.root)).find("plans/hilltown-1")
    made = plan.actions[1]
    assert (made.id, made.title["en"], made.objective.text["en"]) == (
        "a-library-corner",
        "A library corner",
        "To read together",
    )
    assert [one.text["en"] for one in made.steps] == ["To ask the library", "To buy books"]
    assert (made.lead.text["en"], made.lead.source) == ("The library", ("reply-hilltown-2026-11-28",))
    assert (made.resources.state, made.resources.awaited_from, made.starts, made.ends) == (
        "awaited",
        "hilltown",
        1,
        2,
    )
    assert "nothing to write" in document.receive("--only", "hilltown-1.actions.1", "--accept").out


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_libreoffice_keeps_every_field(document: Document, tmp_path: Path) -> None:
    _convert(document, tmp_path)
    assert "nothing changed" in document.receive().out
    document.edit(_write("To welcome", "To welcome all"))
    assert "1 ready" in document.receive().out


EDITS = """
Sub Edit(path, made)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL(ConvertToURL(path), "_blank", 0, hidden())
  doc.RecordChanges = True
  Find(doc, "To welcome").String = "To welcome all"
  Find(doc, "At the start").String = "In the first year"
  Find(doc, "A fixed").String = "Another"
  first = Find(doc, "To choose")
  after = first.Text.createTextCursorByRange(first.End)
  first.Text.insertControlCharacter(after, com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK, False)
  first.Text.insertString(after, "To open the door", False)
  gone = Find(doc, "To ask around")
  whole = gone.Text.createTextCursorByRange(gone)
  whole.gotoStartOfParagraph(False)
  whole.gotoNextParagraph(True)
  whole.String = ""
  note = doc.createInstance("com.sun.star.text.textfield.Annotation")
  note.Content = "Who chooses?"
  first.Text.insertTextContent(Find(doc, "To choose").End, note, False)
  Dim word(0) As New com.sun.star.beans.PropertyValue
  word(0).Name = "FilterName" : word(0).Value = "MS Word 2007 XML"
  doc.storeToURL(ConvertToURL(made), word())
  doc.close(True)
  StarDesktop.terminate()
End Sub
Function Find(doc, words)
  search = doc.createSearchDescriptor()
  search.SearchString = words
  Find = doc.findFirst(search)
End Function
"""
"""What somebody does in LibreOffice who has switched on tracked changes, as a program of it."""


def _run_in_libreoffice(program: str, folder: Path, *paths: Path) -> None:
    """Run a program of LibreOffice's own Basic; the first start lays out the profile in which it is put."""
    soffice = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    subprocess.run([*soffice, "--terminate_after_init"], check=True, capture_output=True, timeout=120)
    (folder / "profile/user/basic/Standard/Module1.xba").write_text(
        "<script:module xmlns:script='http://openoffice.org/2000/script' script:name='Module1'"
        f" script:language='StarBasic'>{escape(program)}</script:module>"
    )
    macro = f"macro:///Standard.Module1.Edit({','.join(map(str, paths))})"
    subprocess.run([*soffice, macro], check=True, capture_output=True, timeout=120)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_changes_that_libreoffice_tracked(document: Document, tmp_path: Path) -> None:
    made = tmp_path / "tracked.docx"
    _run_in_libreoffice(EDITS, tmp_path, document.path, made)
    document.content = made.read_bytes()
    with zipfile.ZipFile(made) as archive:
        tree = etree.fromstring(archive.read("word/document.xml"))
    assert len(list(tree.iter(f"{W}ins"))) > 3, "it tracked what was written"
    assert len(list(tree.iter(f"{W}del"))) > 3, "and what was taken out"
    told = document.receive("--accept")
    assert "“To choose”: question: Who chooses?" in told.out, told.out
    assert "4 ready, 1 refused, 1 question" in told.out, told.out
    action = _plan(document.project)
    assert (action.objective.text["en"], action.period.text["en"]) == ("To welcome all", "In the first year")
    assert [one.text["en"] for one in action.steps] == ["To choose", "To open the door", "To find a place"]
