"""What this machine's system is, and the line that brings what is missing; the standard library alone.

Also run before any package is installed (``nox -s doctor``): it may import nothing else.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import functools
import platform
import shutil
import sys
from dataclasses import dataclass

__all__ = [
    "LIBRARIES",
    "MEND_PACKAGES",
    "PROGRAMS",
    "Part",
    "find_library",
    "find_program",
    "name_system",
    "say_install",
]


@dataclass(frozen=True)
class Part:
    """A library or program that comes from the system."""

    name: str
    """Its name for people."""
    without: str
    """What does not work without it."""
    files: tuple[str, ...]
    """Names under which it is found: of shared libraries, or of programs."""
    packages: dict[str, str]
    """System → the package that brings it."""


_PANGO = {
    "debian": "libpango-1.0-0 libpangoft2-1.0-0",
    "fedora": "pango",
    "macos": "pango",
    "windows": "mingw-w64-x86_64-pango",
}

LIBRARIES = (
    Part(
        "Pango",
        "no PDF, SVG, PNG or EPUB pages",
        ("libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0-0.dll", "pango-1.0"),
        _PANGO,
    ),
    Part(
        "PangoFT2",
        "no PDF, SVG or PNG",
        ("libpangoft2-1.0.so.0", "libpangoft2-1.0.0.dylib", "libpangoft2-1.0-0.dll", "pangoft2-1.0"),
        _PANGO,
    ),
    Part(
        "HarfBuzz subset",
        "PDFs take longer",
        (
            "libharfbuzz-subset.so.0",
            "libharfbuzz-subset.0.dylib",
            "libharfbuzz-subset-0.dll",
            "harfbuzz-subset",
        ),
        {
            "debian": "libharfbuzz-subset0",
            "fedora": "harfbuzz",
            "macos": "harfbuzz",
            "windows": "mingw-w64-x86_64-harfbuzz",
        },
    ),
)
"""Libraries that a build opens."""

PROGRAMS = {
    "chromium": Part(
        "Chromium",
        "pages are not tried in a browser",
        ("chromium", "chromium-browser", "google-chrome", "chrome"),
        {"debian": "chromium", "fedora": "chromium", "macos": "--cask chromium"},
    ),
    "java": Part(
        "Java",
        "PDF/UA, PDF/A, HTML and EPUB are not validated",
        ("java",),
        {"debian": "default-jre-headless", "fedora": "java-21-openjdk-devel", "macos": "openjdk"},
    ),
    "npm": Part(
        "npm",
        "HTML and accessibility are not validated",
        ("npm",),
        {"debian": "npm", "fedora": "npm", "macos": "node"},
    ),
    "poppler": Part(
        "Poppler",
        "some tests of PDFs are left out",
        ("pdftotext",),
        {"debian": "poppler-utils", "fedora": "poppler-utils", "macos": "poppler"},
    ),
}
"""Programs that the tests and the checks of outputs start."""

MEND_PACKAGES = (
    "the environment is half made: delete the folder .nox and run it with nox again, or, without nox, "
    "pip install --force-reinstall inclucities-docs (its wheel); the command doctor tells what else is missing"
)
"""What brings packages of Python that are missing."""

_LINES = {
    "debian": "apt-get install {}",
    "fedora": "dnf install {}",
    "macos": "brew install {}",
    "windows": "pacman -S {}, then set WEASYPRINT_DLL_DIRECTORIES to its folder mingw64\\bin",
}
_NAMES = {
    "debian": "on Debian or Ubuntu",
    "fedora": "on Fedora",
    "macos": "on macOS",
    "windows": "in MSYS2 on Windows (or use WSL, and Debian's line)",
}


@functools.cache
def name_system() -> str:
    """Return debian, fedora, macos or windows; an unknown Linux counts as Debian."""
    if sys.platform == "darwin":
        return "macos"
    if sys.platform == "win32":
        return "windows"
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        release = {}
    alike = f"{release.get('ID', '')} {release.get('ID_LIKE', '')}".split()
    return "fedora" if {"fedora", "rhel", "centos"} & set(alike) else "debian"


def say_install(*parts: Part) -> str:
    """Return the line that installs parts on this system, with the system's name before it."""
    system = name_system()
    packages = dict.fromkeys(
        name for one in parts for name in one.packages.get(system, "").split(" ") if name
    )
    if not packages:
        return f"install {', '.join(one.name for one in parts)}, and have it found on PATH"
    return f"{_NAMES[system]}, run: {_LINES[system].format(' '.join(packages))}"


def find_library(part: Part) -> str:
    """Return the name under which a library opens, empty where none does."""
    for name in part.files:
        if name.startswith("lib"):
            try:
                ctypes.CDLL(name)
            except OSError:
                continue
            return name
    return ctypes.util.find_library(part.files[-1]) or "" if sys.platform != "linux" else ""


def find_program(part: Part) -> str:
    """Return the path of a program, empty where there is none."""
    return next((found for name in part.files if (found := shutil.which(name))), "")
