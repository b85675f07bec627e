"""The commands of the project: `nox -l` is the menu."""

from __future__ import annotations

import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2024.10"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["build"]

LOCK = "requirements.lock"
STAMP = "installed.sha"
ENVIRONMENT = ".nox/environment"
"""One environment serves all sessions: what is tested is what builds."""


def prepare(session: nox.Session, *groups: str) -> None:
    """Install the locked packages and this project; once, until the lock or the project file changes."""
    import hashlib

    state = hashlib.sha256()
    for path in (LOCK, "pyproject.toml", "noxfile.py"):
        state.update(Path(path).read_bytes())
    stamp = Path(session.virtualenv.location) / STAMP
    if stamp.is_file() and stamp.read_text() == state.hexdigest():
        return
    session.install("--require-hashes", "-r", LOCK, silent=True)
    session.install("--no-deps", "-e", ".", silent=True)
    stamp.write_text(state.hexdigest())


def run(session: nox.Session, *command: str) -> None:
    """Run one of the program's commands."""
    session.run("python", "-m", "inclucities_docs", *command, *session.posargs)


@nox.session(venv_location=ENVIRONMENT)
def build(session: nox.Session) -> None:
    """Make every document that is not up to date (-- --only action-plan/jelgava --lang fr --format pdf)."""
    prepare(session)
    run(session, "build")


@nox.session(venv_location=ENVIRONMENT)
def check(session: nox.Session) -> None:
    """Look for problems in data and templates without writing anything."""
    prepare(session)
    run(session, "check")


@nox.session(venv_location=ENVIRONMENT)
def explain(session: nox.Session) -> None:
    """Say why a file would be made again and what it depends on (-- fr/brochure.pdf)."""
    prepare(session)
    run(session, "explain")


@nox.session(venv_location=ENVIRONMENT)
def tests(session: nox.Session) -> None:
    """Run the tests (-- tests/source to run some of them)."""
    prepare(session)
    session.run("python", "-m", "pytest", *session.posargs)


@nox.session(venv_location=ENVIRONMENT)
def lint(session: nox.Session) -> None:
    """Look at the program's own code: ruff, mypy, and the order of the stages."""
    prepare(session)
    session.run("ruff", "check", "src", "tests", "noxfile.py")
    session.run("ruff", "format", "--check", "src", "tests", "noxfile.py")
    session.run("mypy")
    session.run("lint-imports", silent=True)


@nox.session(venv_location=ENVIRONMENT)
def schemas(session: nox.Session) -> None:
    """Write data/schemas/ anew after a change of the models."""
    prepare(session)
    run(session, "schemas")


@nox.session(venv_location=ENVIRONMENT)
def lock(session: nox.Session) -> None:
    """Write requirements.lock anew with the newest versions that pyproject.toml allows."""
    session.install("uv")
    session.run(
        "uv", "pip", "compile", "pyproject.toml", "--universal", "--generate-hashes", "--upgrade",
        "--python-version", "3.11", "--group", "tests", "--group", "lint", "--group", "conformance",
        "--no-emit-index-url", "--no-emit-find-links", "--no-header", "--quiet", "--output-file", LOCK,
    )  # fmt: skip


@nox.session(venv_backend="none")
def clean(session: nox.Session) -> None:
    """Take away what can be made again: deliverables and caches."""
    for path in (*Path("deliverables").iterdir(), Path(".cache")):
        if path.name == "README.md":
            continue
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()
