"""A build opens no connection, and no file but the project's, the program's and the machine's libraries."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from tiny_project import SOURCE, TESTS, TinyProject

LIBRARIES = (
    sys.prefix,
    sys.base_prefix,
    os.path.realpath(sys.prefix),
    sysconfig.get_path("stdlib"),
    str(SOURCE),
    str(TESTS / "build" / "watcher.py"),
    "/usr/lib",
    "/usr/local/lib",
    "/usr/share",
    "/lib",
    "/proc/",
    "/dev/null",
    "/dev/urandom",
    "/etc/ld.so",
    "/etc/mime.types",
    "/sys/",
)
"""Where the program itself and what it is made of stand."""


FINDERS = ("ldconfig", "gcc", "cc", "ld", "fc-list")
"""What Python and matplotlib ask where libraries and fonts are on this machine."""


@dataclass(frozen=True)
class Seen:
    """What a command reached for."""

    code: int
    err: str
    net: list[str]
    read: list[str]
    written: list[str]
    run: list[str]
    opened: list[str]
    """All files read, those of the project and of libraries too."""


def watch(project: TinyProject, tmp_path: Path, *arguments: str) -> Seen:
    """Run a command with a log of what it reaches for."""
    log, temporary = tmp_path / "log", tmp_path / "temporary"
    temporary.mkdir()
    done = subprocess.run(
        [sys.executable, str(TESTS / "build" / "watcher.py"), str(log), *arguments],
        cwd=project.root,
        env={
            **{
                name: value for name, value in os.environ.items() if not name.startswith("FONTCONFIG")
            },  # a test's own
            "PYTHONPATH": str(SOURCE),
            "PYTHONDONTWRITEBYTECODE": "1",
            "TMPDIR": str(temporary),
            "MPLCONFIGDIR": str(temporary),  # matplotlib keeps a list of fonts in the home folder otherwise
        },
        capture_output=True,
        timeout=120,
        check=False,
    )
    lines = [line.partition(" ") for line in log.read_text().splitlines()]
    sorted_out = {
        name: [rest for sort, _, rest in lines if sort == name] for name in ("net", "read", "write", "run")
    }
    allowed = (str(temporary), str(project.root))
    read = [
        path
        for path in sorted_out["read"]
        if path.startswith("/") and not path.startswith((*LIBRARIES, *allowed))
    ]
    return Seen(
        done.returncode, done.stderr.decode(), sorted_out["net"], read, sorted_out["write"], sorted_out["run"],
        sorted_out["read"],
    )  # fmt: skip


def with_pdf(project: TinyProject) -> TinyProject:
    project.change("templates/leaflet/kind.yaml", "[html]", "[html, pdf]")
    project.change("templates/leaflet/page.html", "{{ prose(", '{{ figure("process") }}\n{{ prose(')
    return project


def test_a_build_stays_inside(project: TinyProject, tmp_path: Path) -> None:
    seen = watch(with_pdf(project), tmp_path, "build", "--workers", "1", "--only", "leaflet", "--lang", "fr")

    assert (seen.code, seen.err) == (0, "")
    assert set(project.made()) == {"fr/leaflet.html", "fr/leaflet.pdf", "manifest.json"}
    assert seen.net == []
    assert seen.read == []
    places = tuple(
        str(path) for path in (project.root / "deliverables", project.root / ".cache", tmp_path / "temporary")
    )
    outside = [path for path in seen.written if not path.startswith((*places, "/dev/null"))]
    assert seen.written
    assert outside == []
    started = {Path(command).name for command in seen.run}
    assert "pandoc" in started
    assert [command for command in seen.run if command.endswith("pandoc") and "pypandoc" not in command] == []
    assert started - {"pandoc", *FINDERS} == set()


def test_a_check_writes_no_file(project: TinyProject, tmp_path: Path) -> None:
    seen = watch(project, tmp_path, "check")
    assert (seen.code, seen.err, seen.net, seen.read) == (0, "", [], [])
    assert [
        path for path in seen.written if path.startswith(str(project.root)) and "/.cache/" not in path
    ] == []


def test_a_build_of_nothing_new_reads_inputs_once_and_writes_nothing(
    built: TinyProject, tmp_path: Path
) -> None:
    built.build()  # a copied folder is read once, and then known
    before = built.times()
    seen = watch(built, tmp_path, "build")
    assert (seen.code, seen.err, seen.net, seen.run) == (0, "", [], [])
    assert [path for path in seen.written if not path.endswith("/.cache/lock")] == []
    assert built.times() == before
    inputs = [path for path in seen.opened if "/data/" in path or "/templates/" in path]
    assert len(inputs) == len(set(inputs)) > 10
    assert [path for path in seen.opened if "/deliverables/" in path] == []
    libraries = {
        path.split("/site-packages/")[1].split("/")[0] for path in seen.opened if "/site-packages/" in path
    }
    assert libraries & {"weasyprint", "matplotlib", "jinja2", "pydantic", "lxml", "babel", "rich"} == set()


def test_what_would_reach_outside_is_refused_and_not_opened(project: TinyProject, tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"\x89PNG secret")
    project.write(
        "templates/leaflet/text/fr/welcome.md",
        f"![A door]({secret})\n\n![A door](file://{secret})\n\n![A door](https://tandem.example/door.png)\n",
    )
    project.change("templates/leaflet/kind.yaml", "[html]", "[html, pdf]")
    seen = watch(project, tmp_path, "build", "--workers", "1", "--only", "leaflet", "--lang", "fr")
    assert seen.code == 1
    assert seen.err.count("is not a file of the project") == 3
    assert (seen.net, seen.read) == ([], [])
    assert set(project.made()) == {"manifest.json"}


def test_the_watcher_sees_what_is_opened(project: TinyProject, tmp_path: Path) -> None:
    """The guard of the guards: a program that does reach out is noticed."""
    (tmp_path / "inclucities_docs.py").write_text(
        "import socket, subprocess\n"
        "open('/etc/hostname').close()\nopen('written', 'w').close()\n"
        "subprocess.run(['true'])\n"
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('127.0.0.1', 9))\n"
    )
    log = tmp_path / "log"
    subprocess.run(
        [sys.executable, str(TESTS / "build" / "watcher.py"), str(log)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        check=True,
    )
    lines = log.read_text().splitlines()
    assert "read /etc/hostname" in lines
    assert "write written" in lines
    assert "run true" in lines
    assert any(line.startswith("net socket.connect") for line in lines)
