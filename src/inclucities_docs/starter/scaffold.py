"""What stands in a programme's folder beside data and templates: README, commands, editor."""

from __future__ import annotations

import json

from inclucities_docs import __version__
from inclucities_docs.schema import COLLECTIONS
from inclucities_docs.starter.answers import Answers

__all__ = ["REQUIREMENTS", "make_scaffold", "map_schemas"]

REQUIREMENTS = "requirements.txt"


def make_scaffold(answers: Answers) -> dict[str, str]:
    """Return these files by path."""
    return {
        "README.md": _README.format(name=answers.name, language=answers.languages[0]),
        "noxfile.py": _NOXFILE,
        REQUIREMENTS: f"# The version that made this folder; wheels/ is looked into before the package index.\n"
        f"--find-links wheels\ninclucities-docs=={__version__}\n",
        ".gitignore": ".cache/\n.nox/\n.venv/\n.vscode/*.code-snippets\n__pycache__/\ndeliverables/\nreview/\n",
        ".vscode/extensions.json": _as_json({"recommendations": ["redhat.vscode-yaml"]}),
        ".vscode/settings.json": _as_json({"yaml.schemas": map_schemas()}),
        ".vscode/tasks.json": _as_json(_list_tasks()),
    }


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def map_schemas() -> dict[str, list[str]]:
    """Return which schema holds for which files, for files whose first line does not say it."""
    made = {
        "data/schemas/programme.json": ["data/programme.yaml"],
        "data/schemas/kind.json": ["templates/*/kind.yaml"],
        "data/schemas/brand.json": ["templates/base/brand.yaml"],
        "data/schemas/portal.json": ["templates/portal/portal.yaml"],
    }
    for name in COLLECTIONS:
        made[f"data/schemas/{name}.json"] = [f"data/{name}/*.yaml"]
        made[f"data/schemas/{name}-collection.json"] = [f"data/{name}.yaml"]
    return made


def _list_tasks() -> dict[str, object]:
    matcher = {
        "owner": "inclucities-docs", "source": "inclucities-docs",
        "fileLocation": ["relative", "${workspaceFolder}"],
        "pattern": {
            "regexp": r"^((?:data|templates)/[^:]+):(\d+):(?:(\d+):)? (error|warning): (.*)$",
            "file": 1, "line": 2, "column": 3, "severity": 4, "message": 5,
        },
    }  # fmt: skip
    details = {
        "check": "Look for mistakes; they stand at their lines in the editor",
        "build": "Make what changed",
        "preview": "Show the documents in the browser while you write: http://127.0.0.1:8000",
        "doctor": "Look at what this machine has and lacks",
    }
    tasks = [
        {
            "label": name, "detail": words, "type": "shell", "command": "nox", "args": ["-s", name],
            "problemMatcher": matcher if name == "check" else [], "isBackground": name == "preview",
        }
        for name, words in details.items()
    ]  # fmt: skip
    return {"version": "2.0.0", "tasks": tasks}


_README = """\
# {name}

Facts, stated once in `data/`, become every document: `data/` (facts) → `templates/` (words and looks) → `deliverables/`
(made, never edited).

| you want to | you type |
| --- | --- |
| know what is missing or wrong | `nox -s check` |
| see the documents while you write | `nox -s preview`, then http://127.0.0.1:8000 |
| make what changed, in `deliverables/` | `nox -s build` |
| know what a template can say | `nox -s reference` |
| add a city, a plan, a chapter, a language | `nox -s add -- city "Name of the town"` |
| publish an edition, kept for ever | `nox -s conformance`, then `nox -s publish -- --edition 2026-12 --to ../site` |
| see what a newer version would change | `nox -s upgrade` |

`nox` comes with `pip install nox`. Without it, the same commands are `inclucities-docs check`, `inclucities-docs build`
and so on, where the package of that name is installed; `requirements.txt` pins its version. If it is in no package
index that you use, put its wheel into `wheels/`.

- `data/programme.yaml`, `data/cities/`, `data/groups/`: the facts. A statement has its `source:` (an id of
  `data/sources.yaml`), or `state: proposed` (drafted, to be validated), or `awaited_from:` (who supplies it).
  To answer what is awaited, write what is so into `text: {{{language}: …}}` (or `value:`, or `period:`) and exchange
  the line `awaited_from:` for `source:`.
- `templates/KIND/text/LANGUAGE/`: longer texts, in Markdown. They are the starter's until you make them yours; the last
  lines of `nox -s check` count those that are still the starter's.
- `templates/base/brand.yaml`: colours, sizes, fonts.
- `answers.yaml` is what this folder was made from, and is read no more; `.starter.zip` is what it began as: leave it.
"""

_NOXFILE = '''\
"""The commands of this programme: `nox -l` is the menu."""

import hashlib
import os
import shutil
import sys
from importlib import metadata
from pathlib import Path

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = ["check"]

REQUIREMENTS = Path("requirements.txt")
FOLDER = Path(".nox/environment").resolve()


def find_python(session):
    """Give a Python that has the pinned version: this one, or one of the folder\'s own, made at the first time."""
    pinned = REQUIREMENTS.read_text("utf-8")
    try:
        if f"inclucities-docs=={metadata.version(\'inclucities-docs\')}" in pinned.split():
            return sys.executable
    except metadata.PackageNotFoundError:
        pass
    python = str(FOLDER / ("Scripts" if os.name == "nt" else "bin") / "python")
    stamp, wanted = FOLDER / "installed.sha", hashlib.sha256(pinned.encode()).hexdigest()
    if not stamp.is_file() or stamp.read_text() != wanted:
        session.log("installing the pinned version; this happens once")
        session.run(sys.executable, "-m", "venv", "--clear", str(FOLDER), external=True, silent=True)
        session.run(python, "-m", "pip", "install", "--quiet", "-r", str(REQUIREMENTS), external=True)
        stamp.write_text(wanted)
    return python


def run(session, command):
    session.run(find_python(session), "-P", "-m", "inclucities_docs", command, *session.posargs, external=True)


@nox.session
def check(session):
    """Say what is wrong, and what is still to be supplied, without writing anything."""
    run(session, "check")


@nox.session
def build(session):
    """Make every document that is not up to date (-- --only brochure --format pdf)."""
    run(session, "build")


@nox.session
def preview(session):
    """Show documents in the browser while you write (-- --port 8001)."""
    run(session, "preview")


@nox.session
def add(session):
    """Write the stubs of a city, plan, chapter, kind or language (-- city "Name of the town")."""
    run(session, "add")


@nox.session
def reference(session):
    """Show all that templates can name, call and draw, with examples; writes completion for editors (-- --no-open)."""
    run(session, "reference")


@nox.session
def exchange(session):
    """Send what is to be filled in, and take in what comes back (-- send CITY --to DIR; -- receive FILE --accept)."""
    run(session, "exchange")


@nox.session
def translate(session):
    """Work with translators (-- update | status | accept NAME --reviewed)."""
    run(session, "translate")


@nox.session
def conformance(session):
    """Look at what was built as readers' tools do; publishing asks for it. Uses Java, npm and Chromium where they are."""
    python = find_python(session)
    version = session.run(python, "-c", "import inclucities_docs as i; print(i.__version__)", external=True, silent=True)
    wanted = f"inclucities-docs[conformance]=={version.strip()}"
    session.run(python, "-m", "pip", "install", "--quiet", wanted, external=True, silent=True)
    folder, npm = Path(".cache/conformance").resolve(), shutil.which("npm")
    if npm and not (folder / "node_modules").is_dir():
        place = "import inclucities_docs.conformance as c; print(c.__path__[0])"
        source = Path(session.run(python, "-c", place, external=True, silent=True).strip())
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(source / name, folder)
        session.run(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(folder), external=True)
    session.run(python, "-P", "-m", "inclucities_docs.conformance", "deliverables", *session.posargs, external=True)


@nox.session
def compare(session):
    """Show what differs from an earlier build, words and pages (-- ../before --to what-would-change)."""
    run(session, "compare")


@nox.session
def publish(session):
    """Put what was built into a site as an edition kept for ever (-- --edition 2026-12 --to ../site)."""
    run(session, "publish")


@nox.session
def upgrade(session):
    """Say what a newer version would change in the templates; with -- --take, take over what nobody here changed."""
    run(session, "upgrade")


@nox.session
def doctor(session):
    """Say what this machine lacks."""
    run(session, "doctor")
'''
