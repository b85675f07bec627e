"""The commands of the project: `nox -l` is the menu."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nox
import nox.command

if sys.version_info < (3, 11):  # noqa: UP036 - an older one is just what is told
    sys.exit(f"Python 3.11 or newer is needed, and this is {sys.version.split()[0]}")

nox.needs_version = ">=2024.10"
nox.options.default_venv_backend = "none"
nox.options.sessions = ["build"]

LOCK = "requirements.lock"
PYTHONS = ("3.11", "3.12", "3.13")
"""The versions of Python that this project holds for."""
ENVIRONMENT = Path(".nox/environment").resolve()
"""One environment serves all sessions: what is tested is what builds."""
PROGRAMS = "Scripts" if os.name == "nt" else "bin"
PYTHON = str(ENVIRONMENT / PROGRAMS / "python")
SAFE = ("-P",)
"""No module that lies in the folder of the project is taken for one of a library."""


def prepare(session: nox.Session, interpreter: str = sys.executable, folder: Path = ENVIRONMENT) -> str:
    """Install the locked packages and this project, once, until the lock or the project file changes; gives its Python."""
    version = session.run(
        interpreter, "-P", "-c", "import sys; print(sys.version, end='')", external=True, silent=True
    )
    made = str(folder / PROGRAMS / "python")
    state = hashlib.sha256(str(version).encode())
    for path in (LOCK, "pyproject.toml"):
        state.update(Path(path).read_bytes())
    stamp = folder / "installed.sha"
    if stamp.is_file() and stamp.read_text() == state.hexdigest():
        return made
    session.log("installing the locked packages; this happens once")
    uv = shutil.which("uv")
    if uv:
        session.run(
            uv, "venv", "--quiet", "--clear", "--python", interpreter, str(folder), silent=True, external=True,
        )  # fmt: skip
        install = (uv, "pip", "install", "--quiet", "--python", made)
    else:
        session.run(interpreter, "-P", "-m", "venv", "--clear", str(folder), silent=True, external=True)
        install = (made, "-P", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    try:
        session.run(*install, "--require-hashes", "-r", LOCK, silent=True, external=True)
    except nox.command.CommandFailed:
        session.error(
            "a package could not be installed: the lines above name it. Is there a way to the package index "
            "(a proxy may block it: set HTTPS_PROXY, or an index of your own in pip.conf), and room on the disk? "
            "`nox -s doctor` looks at the machine; what is half made is made anew the next time"
        )
    session.run(*install, "--no-deps", "--no-build-isolation", "-e", ".", silent=True, external=True)
    stamp.write_text(state.hexdigest())
    return made


def find_interpreters(session: nox.Session) -> list[tuple[str, str]]:
    """Give version and path of each Python that this project holds for and that is found here: on PATH, or of pyenv."""
    found = []
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for version in PYTHONS:
        named = [
            shutil.which(f"python{version}"),
            *sorted(pyenv.glob(f"{version}.*/bin/python"), reverse=True),
        ]
        for path in filter(None, [sys.executable, *named]):
            asked = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
            if not asked.returncode and asked.stdout.startswith(f"Python {version}."):
                found.append((version, str(path)))
                break
        else:
            session.warn(f"Python {version} was not found here: nothing is proved for it")
    return found


def python(session: nox.Session, *arguments: str) -> None:
    """Run Python in the environment."""
    prepare(session)
    session.run(PYTHON, *(SAFE if arguments[0].startswith("-") else ()), *arguments, external=True)


def run(session: nox.Session, command: str) -> None:
    """Run one of the program's commands with what stands after ``--``."""
    python(session, "-m", "inclucities_docs", command, *session.posargs)


@nox.session
def build(session: nox.Session) -> None:
    """Make every document that is not up to date (-- --only action-plan/jelgava --lang fr --format pdf)."""
    run(session, "build")


@nox.session
def check(session: nox.Session) -> None:
    """Look for problems in data and templates without writing anything."""
    run(session, "check")


@nox.session
def explain(session: nox.Session) -> None:
    """Say why a file would be made again and what it depends on (-- fr/brochure.pdf)."""
    run(session, "explain")


@nox.session(name="list")
def list_documents(session: nox.Session) -> None:
    """List the documents that are owed, with their files (-- --output json)."""
    run(session, "list")


@nox.session
def new(session: nox.Session) -> None:
    """Make the folder of another programme (-- ../my-programme; -- ../my-programme --answers answers.yaml; -- --example)."""
    run(session, "new")


@nox.session
def add(session: nox.Session) -> None:
    """Write every stub of something new (-- city Riga --group G --role mentee; plan, edition, chapter, kind, language)."""
    run(session, "add")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests (-- tests/inputs to run some of them)."""
    side_by_side = () if session.posargs else ("-n", "auto", "--no-loadscope-reorder")
    python(session, "-m", "pytest", *side_by_side, *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Look at the program's own code: ruff, mypy, the order of the stages; and at container and recipes."""
    python(session, "-m", "ruff", "check", "src", "tests", "noxfile.py")
    python(session, "-m", "ruff", "format", "--check", "src", "tests", "noxfile.py")
    python(session, "-m", "mypy")
    python(session, "-c", "import importlinter.cli as c; c.lint_imports_command()")
    lint_recipes(session)


def lint_recipes(session: nox.Session) -> None:
    """Look at what other systems run, which is not built here: the container, the recipes of both platforms."""
    folder, locked = Path(".cache/lint").resolve(), Path(".ci/lint.lock")
    stamp = folder / "installed.lock"
    if not (stamp.is_file() and stamp.read_bytes() == locked.read_bytes()):
        shutil.rmtree(folder, ignore_errors=True)
        session.run(
            PYTHON, *SAFE, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes",
            "--target", str(folder), "-r", str(locked), external=True, silent=True,
        )  # fmt: skip
        stamp.write_bytes(locked.read_bytes())
    hadolint = folder / "bin" / "hadolint"  # comes for Linux alone
    if hadolint.is_file():
        session.run(str(hadolint), "Containerfile", external=True)
    for platform, schema in (("github", "github-workflows"), ("gitlab", "gitlab-ci")):
        session.run(
            PYTHON, *SAFE, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", f".ci/recipes/{platform}.yml",
            env={"PYTHONPATH": str(folder)}, external=True, silent=True,
        )  # fmt: skip


@nox.session
def bench(session: nox.Session) -> None:
    """Measure how long things take, beside other engines; prints a table (-- growth preview memory)."""
    prepare(session)
    folder, peers = Path(".cache/bench").resolve(), Path("tests/bench/peers")
    lock, stamp = peers / "requirements.lock", folder / "packages" / "installed.lock"
    if not (stamp.is_file() and stamp.read_bytes() == lock.read_bytes()):
        session.run(
            PYTHON, *SAFE, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes",
            "--upgrade", "--target", str(stamp.parent), "-r", str(lock),
            external=True, silent=True, success_codes=range(256),
        )  # fmt: skip
        if stamp.parent.is_dir():
            stamp.write_bytes(lock.read_bytes())
    npm = shutil.which("npm")
    if npm and not (folder / "node_modules").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(peers / name, folder)
        session.run(
            npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(folder),
            external=True, silent=True, success_codes=range(256),
        )  # fmt: skip
    python(session, "tests/bench/measure.py", *session.posargs)


@nox.session
def reproduce(session: nox.Session) -> None:
    """Prove on each Python found here that the same input gives the same bytes (-- --only brochure --lang fr)."""
    prepare(session)
    chosen: list[str] = []
    for version, path in find_interpreters(session):
        chosen += ["--python", prepare(session, path, Path(f".nox/python-{version}").resolve())]
    python(session, "tests/proof/reproduce.py", *chosen, *session.posargs)


@nox.session
def edits(session: nox.Session) -> None:
    """Edit leaves of the project by chance and look for files left stale (-- --edits 60 --seed 7)."""
    python(session, "tests/proof/stale.py", *session.posargs)


@nox.session
def torture(session: nox.Session) -> None:
    """Kill builds at hundreds of moments and starve them of space; look at what they leave (-- --kills 400 --seed 7)."""
    python(session, "tests/proof/torture.py", *session.posargs)


@nox.session
def sbom(session: nox.Session) -> None:
    """Write what a release is made with, as CycloneDX: dist/sbom.cdx.json."""
    python(session, ".ci/sbom.py", "dist/sbom.cdx.json")


@nox.session
def doctor(session: nox.Session) -> None:
    """Look at what this machine has and lacks, and say what mends it; needs nothing installed."""
    session.run(sys.executable, "src/inclucities_docs/doctor.py", *session.posargs, external=True)


@nox.session
def publish(session: nox.Session) -> None:
    """Put what was built into a site as an edition kept for ever (-- --edition 2026-12 --to ../site --dry-run)."""
    run(session, "publish")


@nox.session
def compare(session: nox.Session) -> None:
    """Show what differs from an earlier build, words and pages (-- ../before --to what-would-change)."""
    run(session, "compare")


@nox.session
def kit(session: nox.Session) -> None:
    """Put all files of a city or a language together as one ZIP (-- city-jelgava --to jelgava.zip)."""
    run(session, "kit")


@nox.session
def preview(session: nox.Session) -> None:
    """Show documents in the browser while you write (-- --port 8000)."""
    run(session, "preview")


@nox.session
def translate(session: nox.Session) -> None:
    """Work with translators (-- extract | update | status | accept NAME --reviewed)."""
    run(session, "translate")


@nox.session
def reference(session: nox.Session) -> None:
    """Show all that templates can name, call and draw, with examples; writes completion for editors (-- --no-open)."""
    run(session, "reference")


@nox.session
def exchange(session: nox.Session) -> None:
    """Send what is to be filled in, and take in what comes back (-- send capaci --to DIR; -- receive FILE --accept)."""
    run(session, "exchange")


@nox.session
def conformance(session: nox.Session) -> None:
    """Check every output: PDF/UA, PDF/A, HTML, axe, Word, emblem (-- --only "fr/*" --require-all)."""
    prepare(session)
    folder = Path(".cache/conformance").resolve()
    source = Path("src/inclucities_docs/conformance")
    npm = shutil.which("npm")
    lock = folder / "package-lock.json"
    wanted = (source / "package-lock.json").read_bytes()
    if npm and not (lock.is_file() and lock.read_bytes() == wanted and (folder / "node_modules").is_dir()):
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(source / "package.json", folder)
        lock.write_bytes(wanted)
        session.run(
            npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(folder),
            external=True, silent=True,
        )  # fmt: skip
    look = ["-m", "inclucities_docs.conformance", "deliverables"]
    if (record := Path(".ci/passed.json")).is_file():
        look += ["--record", str(record)]
    if os.environ.get("CI") == "true":
        look.append("--require-all")
    if not session.posargs:  # the portal shows the results of the documents, and is looked at with them
        session.run(PYTHON, *SAFE, *look, "--documents", external=True, success_codes=[0, 1])
        python(session, "-m", "inclucities_docs", "build", "--quiet")
    python(session, *look, *session.posargs)


@nox.session
def schemas(session: nox.Session) -> None:
    """Write data/schemas/ anew after a change of the models."""
    run(session, "schemas")


@nox.session
def lock(session: nox.Session) -> None:
    """Write all locks anew with the newest versions that are allowed: packages, build tools, and what comes from npm."""
    prepare(session)
    peers, npm = Path("tests/bench/peers"), shutil.which("npm")
    groups = [
        word for group in ("tests", "lint", "conformance", "release", "build") for word in ("--group", group)
    ]
    for given, target, more in (
        ("pyproject.toml", LOCK, groups),
        (str(peers / "requirements.txt"), str(peers / "requirements.lock"), []),
        (".ci/lint.txt", ".ci/lint.lock", []),
    ):
        session.run(
            str(ENVIRONMENT / PROGRAMS / "uv"), "pip", "compile", given, "--universal", "--generate-hashes", "--upgrade",
            "--python-version", "3.11", *more,
            "--no-emit-index-url", "--no-emit-find-links", "--no-header", "--quiet", "--output-file", target, external=True,
        )  # fmt: skip
    for folder in (Path("src/inclucities_docs/conformance"), peers):
        if npm is None:
            session.warn(f"npm is not here: {folder}/package-lock.json stays as it is")
            continue
        session.run(
            npm, "update", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund",
            "--omit-lockfile-registry-resolved", "--prefix", str(folder), external=True, silent=True,
        )  # fmt: skip


@nox.session
def release(session: nox.Session) -> None:
    """Make a release in dist/: wheel, bill of materials, checksums, provenance; the same bytes from the same commit."""
    python(session, ".ci/release.py", "dist")


@nox.session
def vulnerabilities(session: nox.Session) -> None:
    """Ask a public database for known vulnerabilities of all locked packages; says where it could not be asked."""
    python(session, ".ci/vulnerabilities.py", *session.posargs)


@nox.session
def clean(session: nox.Session) -> None:
    """Take away what can be made again: deliverables and caches."""
    for path in (*Path("deliverables").iterdir(), Path(".cache")):
        if path.name == "README.md":
            continue
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()
