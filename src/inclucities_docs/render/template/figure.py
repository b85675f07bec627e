"""Figures on a page: drawn once, with their words and their table in the page's language."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from markupsafe import Markup

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, suggest
from inclucities_docs.figures import (
    EmptyFigureError,
    FigureError,
    FigureInput,
    describe_figure,
    draw_figure,
    find,
    tabulate_figure,
)
from inclucities_docs.figures.model import TEXT_WIDTH, Drawing
from inclucities_docs.inputs.branch import Branch, Records, without_marks
from inclucities_docs.inputs.document import Document
from inclucities_docs.inputs.question import Trace
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.language.localisation import Localisation
from inclucities_docs.language.typography import bind_numbers
from inclucities_docs.render.font import find_faces
from inclucities_docs.render.problem import Problems, template_place
from inclucities_docs.render.template.picture import Picture

if TYPE_CHECKING:
    from inclucities_docs.figures.drawing.text import Block, Typesetter

__all__ = ["draw_picture", "list_figure_functions"]


class Asking(Protocol):
    """What a page offers to a figure that it asks for."""

    reader: Reader
    document: Document
    kind: Branch
    problems: Problems
    records: Records
    pictures: dict[str, Picture]
    marks: dict[str, list[Branch]]
    names: dict[str, Any]
    language: str
    drawn: bool
    warnings: list[Diagnostic]

    def own(self, branch: Branch) -> Branch:
        """Return a record as the page's language says it."""


_DRAWN: dict[tuple[str, str, str, bool, float, bool, float, bool], tuple[Picture, Trace]] = {}
"""Pictures by name, subject, language, whether they are drawn, width, reader, spare height and whether they are
measured alone, and what each asked, while all answers stay the same."""


def draw_picture(
    reader: Reader,
    name: str,
    record: str,
    language: str,
    width: float,
    drawn: bool = True,
    marked: bool = False,
    spare: float = 0.0,
    measured: bool = False,
) -> Picture:
    """Return a figure about a record; one that was drawn before is taken again if nothing changed."""
    if not drawn:  # words and tables are the same in any size
        width, spare, measured = TEXT_WIDTH, 0.0, False
    key = (name, record, language, drawn, width, marked, spare, measured)
    if key in _DRAWN:
        picture, trace = _DRAWN[key]
        if reader.is_current(trace):
            reader.take_over(trace)
            return picture
    own = reader.start_again()
    picture = _draw(own, name, record, language, width, drawn, marked, spare, measured)
    reader.take_over(own.trace)
    _DRAWN[key] = (picture, own.trace)
    return picture


def _draw(
    reader: Reader,
    name: str,
    record: str,
    language: str,
    width: float,
    drawn: bool,
    marked: bool,
    spare: float,
    measured: bool,
) -> Picture:
    records = Records(reader, language)
    given = FigureInput(
        records=records,
        subject=records.branch(record),
        language=language,
        brand=reader.brand,
        format=Localisation(language),
        fonts=_list_faces(reader),
        read=reader.read_text,
        gettext=lambda text: reader.find_word(language, text)[0],
        ngettext=lambda one, many, count: reader.find_word(language, one, many, count)[0],
        width_mm=width,
        spare_mm=spare,
        words=False,
        marked=marked,
    )
    told = describe_figure(name, given)
    table = tabulate_figure(name, given)
    drawing = draw_figure(name, given, told, measured=measured) if drawn else Drawing(b"", 0, 0)
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
        on_dark=drawing.on_dark,
        caption=table.caption,
        header=table.header,
        rows=table.rows,
        sources=tuple(records.cited),
        states=tuple((state, path) for path, state in records.stated.items()),
        facts=tuple(
            dict.fromkeys(
                one.name for one, told in reader.trace.items() if one.kind == "fact" and told != "model"
            )
        ),
    )


NARROW_WIDTH = 76.0
"""Width of the drawing that phones show, millimetres."""

MOST_TRIES = 10
"""How often figures are drawn anew to find the width at which they fill a poster: one whose height goes
with its width comes down to the least width in small steps."""

MOST_SPARE = 0.3
"""How much higher than it needs to be a figure may grow to fill a poster."""

LEAST_WIDTH, MOST_WIDTH = 130.0, 240.0
"""Between these widths a figure is drawn to fill a poster: the wider it is drawn, the smaller its
text is on the poster."""


BOOK_WIDTH = 122.0
"""Width of the column of text in long documents, millimetres: see templates/base/book-print.css."""


def list_figure_functions(page: Asking) -> dict[str, Callable[..., Any]]:
    """Return what templates and texts can call to ask for figures; what is wrong is noted at their line.

    ``figure`` puts one in; ``drawing`` gives one with its words and its table, for pages that set
    them in their own way; ``fit`` gives some, about the page's subject, that fill a poster, and
    ``line_count`` tells how many lines the words beside them take, ``even_width`` in which width,
    millimetres, these lines are of like length.
    """
    is_book = page.kind.layout == "book"
    make_setter = functools.cache(lambda: _make_setter(page))

    def place(name: str, subject: str | None = None, *, table: bool = True, **options: Any) -> Markup:
        """Put in a figure with its title, its words for those who do not see it, its source and its table.

        ``{{ figure("network") }}``
        """
        try:
            picture = ask_picture(page, name, subject, **({"width": BOOK_WIDTH} if is_book else {}) | options)
            narrow = ask_picture(page, name, subject, narrow=True)
        except EmptyFigureError:
            return Markup()  # what a programme does not have is not shown
        except FigureError as error:
            page.problems.add_here(error.message, error.hint, name)
            return Markup()
        module: Any = page.names["figure_macros"]()
        return Markup(module.figure(picture, narrow, table))

    def give(name: str, subject: str | None = None, **options: Any) -> Picture:
        """Give a figure's drawing, words and table, for pages that set them in their own way.

        ``{{ drawing("network").title }}``
        """
        try:
            return ask_picture(page, name, subject, **options)
        except FigureError as error:
            page.problems.add_here(error.message, error.hint, name)
            raise DiagnosticError(page.problems.found.values()) from None

    def fit(*names: str, width: float, height: float) -> list[Picture]:
        """Give figures that fill a poster, one below the other: width and height of their room in millimetres.

        ``{{ fit("network", width=271, height=230)[0].title }}``
        """

        def warn() -> None:
            message = f"no width was found at which these figures fill their poster: {', '.join(names)}"
            hint = "give them more room, or fewer words"
            page.warnings.append(Diagnostic(template_place(), message, hint, severity="warning"))

        natural = find_width(
            lambda name, tried: give(name, width=tried, kept=False), names, width, height, warn
        )
        heights = [give(name, width=natural, kept=False).height for name in names]
        spare = max(0.0, (height * natural / width - sum(heights)) / len(heights))
        return [
            give(name, width=natural, spare=float(math.floor(min(spare, tall * MOST_SPARE))))
            for name, tall in zip(names, heights, strict=True)
        ]

    def line_count(text: str, **looks: Any) -> int:
        """Tell how many lines a text takes at a size in points, in a width in millimetres.

        ``{{ line_count(programme.title, size=46, width=198, weight=700) }}``
        """
        return len(_set_text(make_setter(), text, **looks).lines)

    def even_width(text: str, **looks: Any) -> float:
        """Give the width in millimetres in which the lines of a text, no wider than given, are of like length.

        ``{{ even_width(programme.title, size=46, width=198, weight=700) }}``
        """
        return round(_set_text(make_setter(), text, is_balanced=True, **looks).width / 72 * 25.4 + 1.0, 1)

    return {
        "figure": place, "drawing": give, "fit": fit, "line_count": line_count, "even_width": even_width
    }  # fmt: skip


def _make_setter(page: Asking) -> Typesetter:
    """Return what measures words in a page's typefaces and language."""
    from inclucities_docs.figures.drawing.text import Typesetter  # it loads the fonts' reader

    brand = page.reader.brand
    return Typesetter(_list_faces(page.reader), brand.text.family, brand.condensed.family, page.language)


def _set_text(
    setter: Typesetter,
    text: str,
    *,
    size: float,
    width: float,
    weight: int = 400,
    condensed: bool = False,
    is_balanced: bool = False,
) -> Block:
    """Return a text broken into lines no wider than so many millimetres."""
    from inclucities_docs.figures.drawing.text import Style

    style = Style(size, "", weight, condensed)
    text = bind_numbers(without_marks(text)) if is_balanced else without_marks(text)
    return setter.set_text(text, style, width / 25.4 * 72, is_balanced=is_balanced, keeps_words=True)


def _list_faces(reader: Reader) -> tuple[Path, ...]:
    return tuple(Path(face.path) for face in find_faces(reader.brand) if face.style == "normal")


def ask_picture(
    page: Asking,
    name: str,
    subject: str | None = None,
    *,
    width: float = TEXT_WIDTH,
    narrow: bool = False,
    kept: bool = True,
    spare: float = 0.0,
) -> Picture:
    """Return a figure's drawing, words and table for a page, which counts what in it is proposed or awaited.

    ``narrow`` gives the drawing for phones, in one column; one that is not ``kept`` is only measured;
    ``spare`` is the height that it may take beyond what it needs, below zero what it has too little. Raise FigureError.
    """
    record = _record_for(page, name, subject)
    width = NARROW_WIDTH if narrow else width
    marked = page.document.view != "public"
    drawn = page.drawn, marked, spare, not kept
    picture = draw_picture(page.reader, name, record, page.language, width, *drawn)
    if not kept:
        return picture
    if subject is not None:  # so that it is referred to as it was asked for
        picture = replace(picture, key=f"{name}-{subject}")
    other = page.pictures.get(picture.key)
    if other is not None and other.width != picture.width:
        picture = replace(picture, key=f"{picture.key}-{width:g}{'-low' if spare < 0 else ''}")
    elif other is not None and other.alt != picture.alt:  # it stands in a text of another language too
        picture = replace(picture, key=f"{picture.key}-{page.language}")
    page.pictures[picture.key] = picture
    for state, path in picture.states:
        branch = page.own(page.records.branch(path))
        if branch not in page.marks[state]:
            page.marks[state].append(branch)
    return picture


def find_width(
    give: Callable[[str, float], Picture],
    names: Sequence[str],
    width: float,
    height: float,
    warn: Callable[[], None],
) -> float:
    """Return the width at which figures are drawn so that, one below the other, they fill a poster.

    They stretch to ``width`` and keep below ``height``, millimetres, all at one scale: the one with
    the largest text that leaves room for all, give or take a twentieth. A drawing's height on the
    page goes about with the square of its scale, so that a few tries find it; ``warn`` is called
    where they do not.
    """
    natural = TEXT_WIDTH
    too_narrow = 0.0
    for _ in range(MOST_TRIES):
        share = sum(give(name, natural).height for name in names) * width / natural / height
        wished = 5.0 * math.ceil(natural * math.sqrt(share) / 5)
        if share > 1:
            too_narrow = natural
        wished = min(MOST_WIDTH, max(LEAST_WIDTH, wished, too_narrow + 5))
        if wished == natural or (share <= 1 and (share > 0.95 or wished > natural)):
            return natural
        natural = wished
    warn()
    return natural


def _record_for(page: Asking, name: str, subject: str | None) -> str:
    """Return the record a figure is about: the one named, or the page's own that suits it."""
    kind = find(name).SUBJECT
    collections = {"city": "cities", "group": "groups", "plan": "plans", "programme": ""}
    collection = collections[kind]
    if kind == "programme":
        return "programme"
    if subject is not None:
        key = str(subject)
        if kind == "plan" and key in page.records.cities:
            plan = page.records.cities[key].plan
            key = plan.id if plan is not None else key
        if kind == "group" and key in page.records.cities:
            group = page.records.cities[key].group
            key = group.id if group is not None else key
        known = getattr(page.records, collection)
        if key not in known:
            raise FigureError(
                f"the figure '{name}' has no {kind} '{key}' to show",
                suggest(key, known._names(), f"the {collection} are in data/{collection}"),
            )
        return f"{collection}/{key}"
    own = page.names.get(kind)
    if not isinstance(own, Branch):
        raise FigureError(
            f"the figure '{name}' shows a {kind}, and this document is about none",
            f'name one: figure("{name}", "…")',
        )
    return f"{collection}/{own.id}"
