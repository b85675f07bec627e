"""Templates that can reach records and nothing else, and whose mistakes have a place."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, FunctionLoader, TemplateNotFound, Undefined, nodes, pass_context
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule
from jinja2.exceptions import (
    SecurityError,
    TemplateError,
    TemplateRuntimeError,
    TemplateSyntaxError,
)
from jinja2.ext import Extension
from jinja2.runtime import Context

from inclucities_docs.diagnostics import Location, nearest, suggest
from inclucities_docs.inputs.branch import Branch, Collection, LocalText
from inclucities_docs.inputs.prose_block import name_blocks
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.inputs.template_comment import blank_comments
from inclucities_docs.render.problem import TEMPLATES, Problems
from inclucities_docs.render.template.arithmetic import Sandbox, round_within
from inclucities_docs.render.template.origin_mark import mark_page
from inclucities_docs.render.template.syntax import (
    TornTemplateError,
    explain_syntax,
    leave_out_tags,
    note_slips,
    note_unknown,
)
from inclucities_docs.render.template.worked_example import WorkedExample, keep_line_end

__all__ = ["FAILURES", "explain_failure", "make_environment", "run_template"]


_COMPILED: dict[str, CodeType] = {}


class _MemoryCache(BytecodeCache):
    """Compiled templates by content, for the life of the process; none of a page that went wrong, as torn ones compile too."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = _COMPILED.get(bucket.key + bucket.checksum)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if not self.problems.found and bucket.code is not None:
            _COMPILED[bucket.key + bucket.checksum] = bucket.code


_TAG = re.compile(r"\{%.*?%\}")


def _keep_line_ends(text: str) -> str:
    """Return prose whose lines of words keep their end behind a tag: the engine drops it behind every tag."""
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines):
        line = keep_line_end(line)
        lines[number] = line
        words = line.rstrip("\r\n")
        if words.endswith("%}") and words[-3] not in "+-" and _TAG.sub("", words).strip():
            lines[number] = f"{words[:-2]}+%}}{line[len(words) :]}"
    return "".join(lines)


_TOOLS = {"cycler", "dict", "joiner", "namespace", "range"}
"""Names of the template engine, which hints leave out."""

_NO_TEXT: Any = (object.__str__, object.__repr__)
"""How a value says what it is that has no words of its own: by its place in memory."""


EXTENSIONS: list[str | type[Extension]] = ["jinja2.ext.do", "jinja2.ext.loopcontrols", WorkedExample]


class Tolerant(Sandbox):
    """Notes all that is wrong with how a template is written, and reads on behind it."""

    def __init__(self, problems: Problems, **options: Any) -> None:
        super().__init__(**options)
        self.problems = problems
        self.lost: set[str] = set()
        """Names that torn tags no longer give: a page without them is looked through, and not made."""
        self.left_out: dict[str, set[int]] = {}
        """Lines of templates that go wrong, by path: what they put in is left out."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        path = filename or ""
        try:
            tree = super()._parse(source, name, filename)
        except TemplateSyntaxError as error:
            strict = Sandbox(
                comment_start_string=self.comment_start_string,
                comment_end_string=self.comment_end_string,
                extensions=EXTENSIONS,
            )
            strict.filters, strict.tests = self.filters, self.tests
            mended = note_slips(strict, source, path, self.problems)
            if mended is None:
                raise TornTemplateError(str(error.message), error.lineno, name, filename) from None
            self.lost |= mended.lost
            tree = super()._parse(mended.text, name, filename)
        note_unknown(tree, path, self, self.problems)
        return tree

    def leave_out(self, place: Location) -> bool:
        """Leave out what the tags of a line put in from now on; return whether that is new."""
        lines = self.left_out.setdefault(place.path, set())
        is_new = place.line not in lines
        lines.add(place.line)
        if self.cache is not None:
            self.cache.clear()
        return is_new


def make_environment(
    reader: Reader,
    problems: Problems,
    known: Callable[[], Iterable[str]],
    finalize: Callable[..., Any] | None = None,
    named: str = "",
    say_blank: Callable[[Branch], Any] | None = None,
) -> Tolerant:
    """Return an environment for one page: it reads through the one door and notes what is missing.

    ``say_blank`` writes the gap that stands in place of an awaited text: what it lacks would read as what is so.
    ``named`` is what texts call before the first word of each paragraph, with its name; the tags of pages
    then say where they stand.
    """

    class Missing(Undefined):
        """A name that stands for nothing: noted with its place, then taken as empty."""

        __slots__ = ()

        def _note(self) -> None:
            name = str(self._undefined_name)
            if name in environment.lost:
                return
            owner = self._undefined_obj
            if owner is _missing:
                names, where = list(known()), ""
            else:
                names, where = _list_names(owner), f" in {_describe(owner)}"
            guess = nearest(name, names)
            hint = f"did you mean '{guess}'?" if guess else ""
            if name.startswith("__"):
                hint = "templates read records, and nothing of the program"
            elif not guess:
                names = sorted({one for one in names if not one.startswith("_")} - _TOOLS)
                hint = f"known here: {', '.join(names[:40])}" if names else "look for a slip in this name"
            problems.add_here(f"'{name}' is not known{where}", hint, name)

        def _blank(self, *_: Any, **__: Any) -> Any:
            self._note()
            return ""

        def _fail_with_undefined_error(self, *_: Any, **__: Any) -> Any:
            self._note()
            return ""

        def __getattr__(self, name: str) -> Any:
            if name.startswith("__"):
                raise AttributeError(name)
            self._note()
            return self

        def __call__(self, *_: Any, **__: Any) -> Any:
            self._note()
            return self

        def __getitem__(self, _: Any) -> Any:
            self._note()
            return self

        def __iter__(self) -> Iterator[Any]:
            self._note()
            return iter(())

        def __bool__(self) -> bool:
            self._note()
            return False

        def __len__(self) -> int:
            self._note()
            return 0

        def __eq__(self, other: object) -> bool:
            self._note()
            return False

        def __hash__(self) -> int:
            return id(self)

        __str__ = __html__ = _blank
        __add__ = __radd__ = __sub__ = __lt__ = __gt__ = __le__ = __ge__ = _blank

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        path = TEMPLATES + name
        text = reader.read_text(path) if ".." not in name.split("/") else None
        if text is not None and name.endswith(".md"):
            text = _keep_line_ends(blank_comments(text, is_markdown=True))
        if text is not None and named:
            if name.endswith(".html"):
                text = mark_page(path, text)
            elif name.endswith(".md"):
                text = name_blocks(text, lambda number: f'{{{{ {named}("{path}#{number}") }}}}')
        if text is not None and path in environment.left_out:
            text = leave_out_tags(environment, text, environment.left_out[path])
        return None if text is None else (text, path, lambda: True)

    def show(value: Any) -> Any:
        """Return a value that is to be printed; notes what is no text, and would be shown as the program sees it."""
        if value is None:
            hint = "`| quantity` and `| moment` give a blank for what is awaited; or ask first: {% if … %}…{% endif %}"
            problems.add_here("nothing is known of what is printed here", hint)
            return ""
        if isinstance(value, float) and not math.isfinite(value):
            problems.add_here(
                "a number that grows too large is printed here", "look at what it is worked out from"
            )
            return ""
        if say_blank is not None and isinstance(value, LocalText) and value.awaited is not None:
            return say_blank(value.awaited)
        made_of = type(value)
        is_plain = (made_of.__str__, made_of.__repr__) == _NO_TEXT
        if isinstance(value, Undefined) or not (
            is_plain or callable(value) or isinstance(value, Branch | Collection | list | tuple | dict | set)
        ):
            return value
        hint = "name one of its parts, call it with (), or join a list: {{ names | join(', ') }}"
        problems.add_here("what is printed here is no text", hint)
        return ""

    @pass_context
    def show_in_prose(context: Context, value: Any) -> Any:
        return None if finalize is None else finalize(context, show(value))

    environment = Tolerant(
        problems,
        loader=FunctionLoader(load),
        undefined=Missing,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_MemoryCache(problems),
        optimized=False,  # what is worked out beforehand would fail without a place
        finalize=show if finalize is None else show_in_prose,
        # Markdown writes names as {#name}, where page templates have comments
        comment_start_string="{#" if finalize is None else "{#!",
        comment_end_string="#}" if finalize is None else "!#}",
        extensions=EXTENSIONS,
    )
    environment.filters["round"] = round_within
    del environment.globals["lipsum"], environment.filters["random"]  # the same input gives the same pages
    return environment


from jinja2.utils import missing as _missing  # noqa: E402


def _list_names(owner: object) -> list[str]:
    """List what can be asked of a value, for hints."""
    if isinstance(owner, TemplateModule):
        return [name for name in vars(owner) if not name.startswith("_")]
    if isinstance(owner, dict):
        return [str(key) for key in owner]
    getter = getattr(owner, "_names", None)
    return list(getter()) if callable(getter) else []


def _describe(owner: object) -> str:
    if isinstance(owner, TemplateModule):
        return f"templates/{owner.__name__}"
    model = getattr(owner, "_model", None)
    if model is not None:
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(model).__name__).lower()
        return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"
    name = getattr(owner, "_name", None)
    return str(name) if isinstance(name, str) else "this value"


FAILURES = (
    TemplateError,
    LookupError,
    TypeError,
    ValueError,
    ArithmeticError,
    AttributeError,
    RecursionError,
)
"""What a template can make of wrong values; each becomes a diagnostic at its line."""

MOST_FAILURES = 10
"""So many lines of a page that go wrong are told at once."""


def run_template(environment: Tolerant, name: str, problems: Problems) -> str | None:
    """Return what a template makes; lines that go wrong are noted, and what they put in is left out.

    Nothing of one whose blocks or names were lost: what is looked for in finished pages would mislead.
    """
    made = None
    for _ in range(MOST_FAILURES):
        try:
            made = environment.get_template(name).render()
            break
        except FAILURES as error:
            place = explain_failure(error, problems)
            if place is None or not environment.leave_out(place):
                break
    return None if environment.lost else made


def explain_failure(error: Exception, problems: Problems) -> Location | None:
    """Note why a template stopped, at the template's line, and return that; none for what the rest depends on."""
    if isinstance(error, TornTemplateError):
        return None
    if isinstance(error, TemplateSyntaxError):
        problems.add(Location(str(error.filename or error.name or ""), error.lineno), *explain_syntax(error))
        return None
    place = _place_of(error)
    if isinstance(error, TemplateNotFound):
        known = [name.removeprefix(TEMPLATES) for name in problems.lookup.paths(TEMPLATES, ".html")]
        problems.add(
            place,
            f"there is no template '{error.name}'",
            suggest(str(error.name), known, "templates are named from templates/: base/page.html"),
            str(error.name),
        )
    elif isinstance(error, SecurityError):
        problems.add(
            place, "a template may not do this", "templates read records, and nothing of the program"
        )
    elif isinstance(error, RecursionError):
        problems.add(
            _place_of(error, again=True),
            "this template takes itself in, without end",
            "look for what includes it",
        )
    elif isinstance(error, TemplateRuntimeError):
        problems.add(place, f"this template went wrong: {error}", "look at the values used in this line")
    else:
        problems.add(
            place, f"this template went wrong: {_plain(error)}", "look at the values used in this line"
        )
    return place


def _place_of(error: Exception, *, again: bool = False) -> Location:
    """Return the innermost template line of a failure, or the first that was run twice."""
    place = Location(TEMPLATES.rstrip("/"))
    seen: set[Location] = set()
    trace = error.__traceback__
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        if path.startswith(TEMPLATES):
            template = trace.tb_frame.f_globals.get("__jinja_template__")
            line = trace.tb_lineno
            if template is not None:
                line = template.get_corresponding_lineno(line)
            place = Location(path, line)
            if again and place in seen:
                return place
            seen.add(place)
        trace = trace.tb_next
    return place


def _plain(error: Exception) -> str:
    if isinstance(error, LookupError):
        return f"there is no '{error.args[0]}'" if error.args else "something is missing"
    if isinstance(error, OverflowError) and "Range too big" in str(error):
        return "a loop over more than 100000 numbers"
    if isinstance(error, OverflowError) and str(error) == "too large":
        return "a number or a text that grows too large"
    macro = re.match(r"macro '(\w+)' (takes .*)", str(error))
    if macro:
        return f"the macro '{macro[1]}' {macro[2].replace('(s)', 's')}"
    if isinstance(error, TypeError | ValueError | ArithmeticError):
        return "a value is not of the kind that is needed here"
    return "a value cannot be used like this"
