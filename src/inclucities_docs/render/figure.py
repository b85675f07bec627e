"""Figures on a page: drawn once, with their words and their table in the page's language."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from markupsafe import Markup

from inclucities_docs.figures import (
    FigureError,
    FigureInput,
    describe_figure,
    draw_figure,
    find,
    tabulate_figure,
)
from inclucities_docs.figures.model import TEXT_WIDTH, Drawing
from inclucities_docs.render.environment import Problems
from inclucities_docs.render.font import find_faces
from inclucities_docs.render.localisation import Localisation
from inclucities_docs.render.picture import Picture
from inclucities_docs.source.inquiry import ABSENT, Inquiry
from inclucities_docs.source.project import Project
from inclucities_docs.source.view import Records, View

__all__ = ["draw_picture", "place_figure"]


class Asking(Protocol):
    """What a page offers to a figure that it asks for."""

    project: Project
    inquiry: Inquiry
    problems: Problems
    pictures: dict[str, Picture]
    names: dict[str, Any]
    language: str
    drawn: bool


@dataclass(frozen=True)
class _Memory:
    """A drawn picture, and the questions it asked."""

    picture: Picture
    answers: dict[str, str]


_DRAWN: dict[tuple[str, str, str, float], _Memory] = {}
"""Pictures by name, subject, language and width: kept while all their answers stay the same."""


def draw_picture(
    project: Project, inquiry: Inquiry, name: str, record: str, language: str, width: float, drawn: bool = True
) -> Picture:
    """Give a figure about a record; one that was drawn before is taken again if nothing changed."""
    key = (name, record, language, width)
    known = _DRAWN.get(key)
    if known and all(project.answer(question) == answer for question, answer in known.answers.items()):
        inquiry.extend(known.answers)
        return known.picture
    own = Inquiry()
    picture = _draw(project, own, name, record, language, width, drawn)
    if not drawn:
        return picture
    _DRAWN[key] = _Memory(picture, own.answers)
    inquiry.extend(own.answers)
    return picture


def _draw(
    project: Project, inquiry: Inquiry, name: str, record: str, language: str, width: float, drawn: bool = True
) -> Picture:
    records = Records(project, language, inquiry)
    words = project.words

    def read(path: str) -> str | None:
        inquiry.note(f"file:{path}", project.workspace.digest(path) or ABSENT)
        return project.workspace.read_text(path)

    def translate(text: str) -> str:
        question = f"words:{language}|{text}"
        inquiry.note(question, project.answer(question))
        return words.find(language, text)[0]

    def translate_count(one: str, many: str, count: int) -> str:
        question = f"words:{language}|{one}|{many}|{count}"
        inquiry.note(question, project.answer(question))
        return words.find(language, one, many, count)[0]

    inquiry.note("brand", project.answer("brand"))
    given = FigureInput(
        records=records,
        subject=records.view(record),
        language=language,
        brand=project.brand,
        format=Localisation(language),
        fonts=tuple(Path(face.path) for face in find_faces(project.brand) if face.style == "normal"),
        read=read,
        gettext=translate,
        ngettext=translate_count,
        width_mm=width,
        words=False,
    )
    told = describe_figure(name, given)
    table = tabulate_figure(name, given)
    drawing = draw_figure(name, given) if drawn else Drawing(b"", 0, 0)
    return Picture(
        key=f"{name}-{record.rsplit('/', 1)[-1]}" if "/" in record else name,
        name=name,
        svg=drawing.svg,
        width=drawing.width,
        height=drawing.height,
        title=told.title,
        subtitle=told.subtitle,
        alt=told.alt,
        description=told.description,
        note=told.note,
        source_note=told.source_note,
        caption=table.caption,
        header=table.header,
        rows=table.rows,
    )


def place_figure(
    page: Asking, name: str, subject: str | None = None, *, width: float = TEXT_WIDTH, table: bool = True
) -> Markup:
    """Give the HTML of a figure for a page; what is wrong is noted at the template's line."""
    try:
        record = _record_for(page, name, subject)
        picture = draw_picture(page.project, page.inquiry, name, record, page.language, width, page.drawn)
    except FigureError as error:
        page.problems.add_here(error.message, error.hint, name)
        return Markup()
    if subject is not None:  # so that it is referred to as it was asked for
        picture = replace(picture, key=f"{name}-{subject}")
    page.pictures[picture.key] = picture
    module: Any = page.names["figure_macros"]()
    return Markup(module.figure(picture, table))


def _record_for(page: Asking, name: str, subject: str | None) -> str:
    """Give the record a figure is about: the one named, or the page's own that suits it."""
    sort = find(name).SUBJECT
    collections = {"city": "cities", "duo": "duos", "plan": "plans", "programme": ""}
    collection = collections[sort]
    if sort == "programme":
        return "programme"
    if subject is not None:
        key = str(subject)
        if sort == "plan" and key in page.project.collections["cities"]:
            plan = page.names["cities"][key].plan
            key = plan.id if plan is not None else key
        if sort == "duo" and key in page.project.collections["cities"]:
            duo = page.names["cities"][key].duo
            key = duo.id if duo is not None else key
        if key not in page.project.collections[collection]:
            from inclucities_docs.diagnostics import nearest

            guess = nearest(key, page.project.collections[collection])
            raise FigureError(
                f"the figure '{name}' has no {sort} '{key}' to show",
                f"did you mean '{guess}'?" if guess else f"the {collection} are in data/{collection}",
            )
        return f"{collection}/{key}"
    own = page.names.get(sort)
    if not isinstance(own, View):
        raise FigureError(
            f"the figure '{name}' shows a {sort}, and this document is about none",
            f'name one: figure("{name}", "…")',
        )
    return f"{collection}/{own.id}"
