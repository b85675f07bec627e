"""What figures are given in tests: the real project, in any language, with altered texts."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fontpkg_fira_sans
import fontpkg_fira_sans_condensed
from babel import Locale, dates, lists, numbers

from inclucities_docs.figures import Drawing, FigureInput, draw_figure, find, list_figures
from inclucities_docs.inputs.branch import LocalText, Records
from inclucities_docs.inputs.project import Project, load_project
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.inputs.workspace import Workspace

ROOT = Path(__file__).parents[2]

FONTS = tuple(
    path
    for package in (fontpkg_fira_sans, fontpkg_fira_sans_condensed)
    for path in sorted((Path(package.__file__).parent / "files").glob("*.ttf"))
    if path.stem.endswith(("-Regular", "-SemiBold"))
)


@dataclass(frozen=True)
class BabelFormats:
    """The formatters that a page has, as far as figures need them."""

    language: str

    @property
    def locale(self) -> Locale:
        return Locale.parse(self.language)

    def number(self, value: float) -> str:
        return numbers.format_decimal(value, locale=self.locale)

    def percent(self, value: float) -> str:
        return numbers.format_percent(value / 100, locale=self.locale, decimal_quantization=False)

    def period(self, period: Any) -> str:
        first, last = _read_date(period.start), _read_date(period.end or period.start)
        skeleton = {4: "y", 7: "yMMMM", 10: "yMMMMd"}[len(period.start)]
        return dates.format_interval(first, last, skeleton, locale=self.locale)

    def month(self, number: int) -> str:
        return self.locale.months["stand-alone"]["abbreviated"][number]

    def country(self, code: str) -> str:
        return self.locale.territories[code]

    def language_name(self, tag: str) -> str:
        return self.locale.languages[tag]

    def join_list(self, items: Iterable[str]) -> str:
        return lists.format_list(list(items), locale=self.locale)


def _read_date(text: str) -> datetime.date:
    return datetime.date(*(int(part) for part in [*text.split("-"), "1", "1"][:3]))


@functools.cache
def read_project() -> Project:
    return load_project(Workspace.take(ROOT))


class AlteredRecords(Records):
    """The project's records with every text altered, to try longer words and other letters."""

    def __init__(self, project: Project, language: str, alter: Callable[[str], str]) -> None:
        super().__init__(Reader(project), language)
        self._alter = alter

    def _present(self, value: Any, path: str, is_text: bool, is_line: bool = False) -> Any:
        shown = super()._present(value, path, is_text, is_line)
        if isinstance(shown, LocalText):
            return LocalText.make(self._alter(shown), shown.language, self.language)
        return shown


def lengthen(text: str) -> str:
    """Give a text about 35 % longer, as a translation might be: some words are said twice."""
    words = text.split(" ")
    if len(words) > 2:
        return " ".join(f"{word} {word}" if index % 3 == 0 else word for index, word in enumerate(words))
    if "{" in text:
        return text
    return text + text[: max(1, len(text) * 35 // 100)].lower()


_GREEK = str.maketrans(
    "abcdefghiklmnoprstuvwxyzABDEGHIKLMNOPRSTZ", "αβκδεφγηικλμνοπρστυβωχυζΑΒΔΕΓΗΙΚΛΜΝΟΠΡΣΤΖ"
)


def write_greek(text: str) -> str:
    """Give a text in Greek letters, but leave what stands in braces."""
    parts = text.replace("}", "{").split("{")
    return "".join(
        "{" + part + "}" if index % 2 else part.translate(_GREEK) for index, part in enumerate(parts)
    )


def list_languages() -> list[str]:
    """Give the languages of the project: the original, those it falls back to, those of its cities."""
    project = read_project()
    cities = project.collections["cities"].values()
    own = [language for city in cities for language in city.languages]
    return list(
        dict.fromkeys([project.programme.original_language, *project.programme.fallback_languages, *own])
    )


ALTERATIONS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "longer": lengthen,
    "Greek letters": write_greek,
}


def make_given(
    subject: str = "programme",
    language: str = "en",
    alteration: str = "as it is",
    project: Project | None = None,
    **options: Any,
) -> FigureInput:
    """Give what a figure is given for a subject of the project, or of another one."""
    project = project or read_project()
    alter, words = ALTERATIONS[alteration], project.catalogues
    records = AlteredRecords(project, language, alter)
    return FigureInput(
        records=records,
        subject=records.branch(subject),
        language=language,
        brand=project.brand,
        format=BabelFormats(language),
        fonts=FONTS,
        read=project.workspace.read_text,
        gettext=lambda text: alter(words.find(language, text)[0]),
        ngettext=lambda one, many, count: alter(words.find(language, one, many, count)[0]),
        **options,
    )


def list_subjects() -> list[tuple[str, str]]:
    """Give every figure with every subject that it can show."""
    project = read_project()
    paths = {
        "programme": ["programme"],
        "city": [f"cities/{key}" for key in project.collections["cities"]],
        "group": [f"groups/{key}" for key in project.collections["groups"]],
        "plan": [f"plans/{key}" for key in project.collections["plans"]],
    }
    return [(name, path) for name in list_figures() for path in paths[find(name).SUBJECT]]


@functools.cache
def draw(name: str, subject: str, language: str = "fr") -> Drawing:
    """Give a figure as a page of text shows it; what several tests look at is drawn once."""
    return draw_figure(name, make_given(subject, language))
