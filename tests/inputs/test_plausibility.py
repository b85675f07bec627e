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


def test_slips_that_a_reading_misses_are_told(project: TinyProject) -> None:
    """A name with two letters exchanged, an ending of a domain, a colour twice, what was to be filled in."""
    project.change("data/programme.yaml", "en: Cities grow.", "en: Cities grow.They learn")
    project.change("data/programme.yaml", "en: To learn together.", "en: To learn in Rivetron.")
    project.change("data/programme.yaml", "en: Better plans", 'en: "Better plans [insert names]"')
    project.change("data/programme.yaml", "office@tandem.example", "office@tandem.exapmle")
    project.change("data/sources.yaml", "language: en", "url: http://localhost:8000/a\n  language: en")
    project.change("templates/base/brand.yaml", 'strong: "#007A63"', 'strong: "#70205f"')
    path = "templates/locale/fr/LC_MESSAGES/messages.po"
    project.write(path, project.read(path) + '\nmsgid "Ask here:"\nmsgstr "Demandez ici"\n')
    project.write(
        "templates/leaflet/text/en/welcome.md",
        "# Welcome\n\nHiltlown is near [my town] and [to be named]{.x}.\n",
    )
    told = project.run("check").err
    for said in (
        "data/programme.yaml:18: warning: no space parts this sentence from the next",
        "warning: 'Rivetron' is nearly the name of the city Riverton",
        "readers would read it: [insert names]",
        "warning: 'tandem.exapmle' is hardly the domain of this address: a website here is tandem.example",
        "warning: this address is one of your own machine",
        "brand.yaml:3:18: warning: this colour is that of 'plum' too",
        "messages.po:13: warning: the translation ends without the colon",
        "en/welcome.md:3:1: warning: 'Hiltlown' is nearly the name of the city Hilltown",
    ):
        assert said in told, (said, told)
    assert told.count("readers would read it") == 1


@pytest.mark.parametrize("day", ["2021", "2021-03"])
def test_a_year_is_not_over_before_one_of_its_days(project: TinyProject, day: str) -> None:
    project.change("data/cities/riverton.yaml", "as_of: '2021'", "as_of: '2021-03-05'")
    project.change("data/sources.yaml", "read: '2022-01-03'", f"published: '2021-03-04'\n  read: '{day}'")
    project.change("data/sources.yaml", "read: '2022-01-02'", f"published: '2021-03-04'\n  read: '{day}'")
    assert "look for a slip in one of them" not in project.run("check").err
