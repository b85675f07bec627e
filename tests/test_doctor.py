"""The doctor finds what was taken from a machine, and says what mends it; it needs no package itself."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from inclucities_docs import doctor, machine
from tiny_project import SOURCE, TESTS, TinyProject


def states(root: Path) -> dict[str, str]:
    return {one.name: one.state for one in doctor.examine(root)}


def test_a_whole_machine_lacks_nothing(project: TinyProject) -> None:
    found = states(project.root)
    assert {"Python", "Pango", "PangoFT2", "folder deliverables", "room on the disk"} <= set(found)
    assert "missing" not in found.values()


def test_what_was_taken_is_named_with_its_line(project: TinyProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five things are taken: a library, room, the programs of the tests, the port, a package."""
    monkeypatch.setattr(
        machine, "LIBRARIES", (machine.Part("Pango", "no PDF", ("libnone.so.9",), machine._PANGO),)
    )
    outputs, usage = project.root / "deliverables", doctor.shutil.disk_usage
    outputs.mkdir()
    monkeypatch.setattr(  # a small disk of its own holds the outputs alone
        doctor.shutil, "disk_usage", lambda path: usage(path)._replace(free=5 if path == outputs else 1 << 40)
    )
    monkeypatch.setenv("PATH", str(project.root))
    monkeypatch.setattr(machine, "name_system", lambda: "debian")
    (project.root / "requirements.lock").write_text(
        "pydantic==0.1.0 \\\n    --hash=x\nno-such-thing==1.0 \\\n", "utf-8"
    )
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setattr(doctor, "PORT", taken.getsockname()[1])
        found = {one.name: one for one in doctor.examine(project.root)}
    assert found["Pango"].mend == "on Debian or Ubuntu, run: apt-get install libpango-1.0-0 libpangoft2-1.0-0"
    assert found["room on the disk"].state == "weak"
    assert found["Chromium"].mend.endswith("apt-get install chromium")
    assert found[f"port {doctor.PORT}"].state == "weak"
    assert found["packages"].state == "missing"
    assert "no-such-thing, pydantic is not 0.1.0" in found["packages"].cost


@pytest.mark.skipif(os.geteuid() != 0, reason="another user can only be tried by root")
def test_a_folder_that_may_not_be_written_is_told(project: TinyProject) -> None:
    code = f"import sys; sys.path.insert(0, {str(SOURCE / 'inclucities_docs')!r})\n"
    code += "import doctor, os, pathlib, tempfile; tempfile.gettempdir(); os.setuid(65534)\n"
    code += "print([one.state for one in doctor._look_at_folders(pathlib.Path('/'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("['missing', 'missing'")


def test_it_runs_without_any_package(project: TinyProject) -> None:
    script = SOURCE / "inclucities_docs" / "doctor.py"
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(script), "--output", "json"],
        cwd=project.root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = json.loads(done.stdout)
    jsonschema.validate(
        found, json.loads((TESTS.parent / "data/schemas/output-doctor.json").read_text("utf-8"))
    )
    assert len(found["findings"]) > 8


@pytest.mark.parametrize("system", ["debian", "fedora", "macos", "windows"])
def test_each_system_has_its_own_line(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "name_system", lambda: system)
    line = machine.say_install(*machine.LIBRARIES)
    assert {"debian": "apt-get", "fedora": "dnf", "macos": "brew", "windows": "pacman"}[system] in line
    assert "pango" in line


def start(code: str, *arguments: str) -> tuple[int, str]:
    """Run code before the program in a process of its own; gives the exit code and what was said."""
    path = f"import sys; sys.path.insert(0, {str(SOURCE)!r})\n"
    done = subprocess.run(
        [sys.executable, "-c", path + code, *arguments], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("name", ["__main__.py", "doctor.py"])
def test_an_old_python_is_told_what_is_needed(name: str) -> None:
    file = str(SOURCE / "inclucities_docs" / name)
    code, said = start(
        f"import runpy; sys.version_info = (3, 9, 2); runpy.run_path({file!r}, run_name='__main__')"
    )
    assert code == 1
    assert "Python" in said
    assert "3.11 or newer is needed" in said
    assert "install a newer one" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("package", ["pydantic", "filelock", "babel", "weasyprint"])
def test_a_half_made_environment_is_told_with_what_mends_it(project: TinyProject, package: str) -> None:
    project.change("templates/leaflet/kind.yaml", "formats: [html]", "formats: [html, pdf]")
    code, said = start(
        f"sys.modules[{package!r}] = None\nfrom inclucities_docs.__main__ import run; run()",
        "build", "--only", "leaflet", "--workers", "1", "--project", str(project.root),
    )  # fmt: skip
    assert code == 1, said
    assert f"the package '{package}' is not installed" in said
    assert "delete the folder .nox" in said
    assert "Traceback" not in said
    assert "failure.log" not in said
