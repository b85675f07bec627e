"""After any series of edits, a build of what changed equals a build from nothing, byte for byte."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from made_up import add_duo, take_duo

from tiny_project import TESTS, Outcome, TinyProject, copy_project

CITY = "data/cities/hilltown.yaml"
WORDS = "templates/locale/fr/LC_MESSAGES/messages.po"


def put_or_take(path: str, text: str) -> Callable[[TinyProject], None]:
    """Give an edit that writes a file where it is missing, and deletes it where it is there."""

    def edit(project: TinyProject) -> None:
        target = project.root / path
        if target.is_file():
            target.unlink()
        else:
            project.write(path, text)

    return edit


def swap(path: str, *texts: str) -> Callable[[TinyProject], None]:
    """Give an edit that puts one text in the place of another, and back, in a file that is there."""

    def edit(project: TinyProject) -> None:
        if not (project.root / path).is_file():
            return
        content = project.read(path)
        for old, new in zip(texts, texts[1:] + texts[:1], strict=True):
            if old in content:
                project.write(path, content.replace(old, new))
                return

    return edit


def rename_kind(project: TinyProject) -> None:
    leaflet, flyer = (project.root / "templates" / name for name in ("leaflet", "flyer"))
    if flyer.is_dir():
        shutil.rmtree(leaflet, ignore_errors=True)
        flyer.rename(leaflet)
    else:
        leaflet.rename(flyer)


def add_or_drop_kind(project: TinyProject) -> None:
    copy = project.root / "templates/notice"
    if copy.is_dir():
        shutil.rmtree(copy)
    else:
        shutil.copytree(project.root / "templates/card", copy)


def add_or_drop_cities(project: TinyProject) -> None:
    if (project.root / "data/cities/hilltown-2.yaml").is_file():
        take_duo(project.root / "data", 2)
    else:
        add_duo(project.root / "data", 2)


def add_or_drop_edition(project: TinyProject) -> None:
    target = project.root / "data/plans/hilltown-2.yaml"
    if target.is_file():
        target.unlink()
    else:
        text = project.read("data/plans/hilltown-1.yaml").replace("edition: 1", "edition: 2")
        project.write("data/plans/hilltown-2.yaml", text.replace("en: A desk", "en: Two desks"))


def scribble_on_outputs(project: TinyProject) -> None:
    for path in sorted((project.root / "deliverables").rglob("*.html"))[::2]:
        path.write_bytes(path.read_bytes()[:-5] + b"12345")


def lose_outputs(project: TinyProject) -> None:
    shutil.rmtree(project.root / "deliverables/fr", ignore_errors=True)


def lose_traces(project: TinyProject) -> None:
    (project.root / ".cache/traces.json").unlink(missing_ok=True)


EDITS: dict[str, Callable[[TinyProject], None]] = {
    "number": swap(CITY, "6789", "9876"),
    "name": swap(CITY, "en: Hilltown", "en: Upton", "en: Hill Town"),
    "remark": swap(CITY, "\nname:", "\n# a remark\nname:"),
    "awaited": swap(CITY, "  - awaited_from: hilltown\n", "  - awaited_from: alliance\n"),
    "summary": swap("data/plans/hilltown-1.yaml", "en: A desk", "en: A place to ask"),
    "text": swap("templates/leaflet/text/en/welcome.md", "The door is open.", "Come *in*."),
    "lost text": put_or_take("templates/leaflet/text/en/welcome.md", "Welcome to {{ programme.name }}.\n"),
    "misspelt name": swap("templates/card/page.html", "{{ city.name }}", "{{ citty.name }}"),
    "style": put_or_take("templates/card/style.css", "p { margin: 0; }\n"),
    "shared page": swap("templates/base/page.html", "<main>", '<main id="main">'),
    "drawing": swap("templates/base/icons/dot.svg", 'r="2"', 'r="1"'),
    "word": swap(WORDS, 'msgstr "Licence"', 'msgstr "Droits"'),
    "lost words": put_or_take(WORDS, 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'),
    "languages": swap("templates/card/kind.yaml", "[fr, subject]", "[fr]", "[fr, subject, es]"),
    "format": swap("templates/card/kind.yaml", "[html]", "[html, docx]"),
    "renamed kind": rename_kind,
    "kind": add_or_drop_kind,
    "cities": add_or_drop_cities,
    "edition": add_or_drop_edition,
    "scribble": scribble_on_outputs,
    "lost outputs": lose_outputs,
    "lost traces": lose_traces,
}
BUILDS = ((), ("--lang", "fr"), ("--only", "card"), ("--format", "html"))
"""What may be built between two edits; in the end everything is."""

STEPS = st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.sampled_from((None, *BUILDS))), max_size=8)


def random_steps(seed: int) -> list[tuple[str, tuple[str, ...] | None]]:
    """Give a long series: every edit twice, in any order; traces are kept throughout."""
    generator = random.Random(seed)
    names = sorted(set(EDITS) - {"lost traces"}) * 2
    generator.shuffle(names)
    return [(name, generator.choice((None, *BUILDS))) for name in names]


def build_clean(project: TinyProject, folder: Path) -> tuple[TinyProject, Outcome]:
    """Build a copy of a project's inputs from nothing."""
    clean = TinyProject(folder / "clean")
    shutil.rmtree(clean.root, ignore_errors=True)
    for name in ("data", "templates"):
        shutil.copytree(project.root / name, clean.root / name)
    return clean, clean.build()


@settings(max_examples=5, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(STEPS)
@example(random_steps(1))
@example([("renamed kind", None), ("lost text", ()), ("lost text", None)])
def test_what_changed_alone_gives_the_same_as_everything(
    steps: list[tuple[str, tuple[str, ...] | None]],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        project = copy_project(TESTS / "project", folder / "project")
        project.build()
        for edit, built in steps:
            EDITS[edit](project)
            if built is not None:
                project.build(*built)

        clean, wanted = build_clean(project, folder)
        outcome = project.build()

        assert (outcome.code, outcome.err) == (wanted.code, wanted.err)
        if wanted.code == 0:  # else the last good files stay, which a clean build has not
            assert project.made() == clean.made()
            assert project.build().out.startswith("nothing to do")


def test_every_edit_changes_what_it_says() -> None:
    """The guard of the guard: an edit that fits nothing would prove nothing."""
    with tempfile.TemporaryDirectory() as name:
        for at, (edit, change) in enumerate(EDITS.items()):
            if edit in ("scribble", "lost outputs", "lost traces"):
                continue
            project = copy_project(TESTS / "project", Path(name) / str(at))
            before = {path: path.read_bytes() for path in project.root.rglob("*") if path.is_file()}
            change(project)
            after = {path: path.read_bytes() for path in project.root.rglob("*") if path.is_file()}
            assert before != after, edit
