"""What can be, and hardly is, is pointed out at its place."""

from __future__ import annotations

import pytest

from tiny_project import TinyProject


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        (
            "data/cities/riverton.yaml",
            "as_of: '2021'",
            "as_of: '2031'",
            "a figure of 2031, from a source that was read",
        ),
        ("data/programme.yaml", "en: Cities grow.", "en: TODO translate", "readers would read it: TODO"),
        (
            "data/sources.yaml",
            "read: '2022-01-03'",
            "published: '2023-05'\n  read: '2022-01-03'",
            "read on 2022-01-03, and published on 2023-05",
        ),
        ("data/cities/riverton.yaml", "value: 12345", "value: 99123456", "99123456 people live in no town"),
        (
            "data/groups/riverton-hilltown.yaml",
            "strengths:\n",
            "strengths:\n  - text: {fr: Des écoles, en: Schools}\n    source: booklet\n",
            "the same words stand twice in this list",
        ),
        (
            "data/sources.yaml",
            "  language: en\n",
            "  language: en\n  url: https://register.example/towns/\n",
            "the source 'booklet' has this address too",
        ),
        ("data/programme.yaml", "en: Cities grow.", "en: Cities grow .", "a space stands before this sign"),
        ("data/sources.yaml", "read: '2022-01-03'", "read: '2099-01-03'", "read on 2099-01-03, and today is"),
    ],
)
def test_a_probable_slip_is_a_warning(project: TinyProject, path: str, old: str, new: str, said: str) -> None:
    before = project.run("check")
    assert said not in before.err
    project.change(path, old, new)
    told = project.run("check")
    assert told.code == 0
    (line,) = [one for one in told.err.splitlines() if said in one]
    assert line.startswith(f"{path}:")
    assert ": warning: " in line


@pytest.mark.parametrize("day", ["2021", "2021-03"])
def test_a_year_is_not_over_before_one_of_its_days(project: TinyProject, day: str) -> None:
    project.change("data/cities/riverton.yaml", "as_of: '2021'", "as_of: '2021-03-05'")
    project.change("data/sources.yaml", "read: '2022-01-03'", f"published: '2021-03-04'\n  read: '{day}'")
    project.change("data/sources.yaml", "read: '2022-01-02'", f"published: '2021-03-04'\n  read: '{day}'")
    assert "look for a slip in one of them" not in project.run("check").err
