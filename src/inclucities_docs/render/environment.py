"""Templates that can reach records and nothing else, and whose mistakes have a place."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from jinja2 import BytecodeCache, FunctionLoader, TemplateNotFound, Undefined
from jinja2.bccache import Bucket
from jinja2.exceptions import (
    SecurityError,
    TemplateRuntimeError,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from inclucities_docs.diagnostics import Diagnostic, Location, nearest
from inclucities_docs.source.inquiry import ABSENT, Inquiry
from inclucities_docs.source.workspace import Workspace

__all__ = ["Problems", "explain_failure", "make_environment", "template_place"]

TEMPLATES = "templates/"


class Problems:
    """Collects what is wrong with a page while it goes on being made."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.found: dict[tuple[Location, str], Diagnostic] = {}

    def add(self, location: Location, message: str, hint: str = "", word: str = "") -> None:
        """Note a problem; ``word`` is what to underline in the line."""
        excerpt = self.workspace.line(location.path, location.line) if location.line else ""
        column, width = location.column, 1
        if word and not column and word in excerpt:
            column, width = excerpt.index(word) + 1, len(word)
        place = Location(location.path, location.line, column)
        self.found.setdefault(
            (place, message), Diagnostic(place, message, hint, excerpt=excerpt, width=width)
        )

    def add_here(self, message: str, hint: str = "", word: str = "") -> None:
        """Note a problem at the template line that is being run."""
        self.add(template_place(), message, hint, word)


def template_place() -> Location:
    """Give the innermost template line of the running call."""
    frame = sys._getframe(1)
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if template is not None and template.filename:
            return Location(template.filename, template.get_corresponding_lineno(frame.f_lineno))
        frame = frame.f_back  # type: ignore[assignment]
    return Location(TEMPLATES.rstrip("/"))


_BYTECODE: dict[str, bytes] = {}


class _MemoryCache(BytecodeCache):
    """Compiled templates by content, for the life of the process."""

    def load_bytecode(self, bucket: Bucket) -> None:
        found = _BYTECODE.get(bucket.key + bucket.checksum)
        if found is not None:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        _BYTECODE[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


def make_environment(
    workspace: Workspace,
    inquiry: Inquiry,
    problems: Problems,
    known: Callable[[], Iterable[str]],
    finalize: Callable[..., Any] | None = None,
) -> ImmutableSandboxedEnvironment:
    """Give an environment for one page: it reads through the one door and notes what is missing."""

    class Missing(Undefined):
        """A name that stands for nothing: noted with its place, then taken as empty."""

        __slots__ = ()

        def _note(self) -> None:
            name = str(self._undefined_name)
            owner = self._undefined_obj
            if owner is _missing:
                names, where = list(known()), ""
            else:
                getter = getattr(owner, "_names", None)
                names = getter() if getter else []
                where = f" in {_describe(owner)}"
            guess = nearest(name, names)
            hint = f"did you mean '{guess}'?" if guess else ""
            if not guess and names and len(names) <= 40:
                hint = f"known here: {', '.join(sorted(names))}"
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
        inquiry.note(f"file:{path}", workspace.digest(path) or ABSENT)
        text = workspace.read_text(path) if ".." not in name.split("/") else None
        return None if text is None else (text, path, lambda: True)

    return ImmutableSandboxedEnvironment(
        loader=FunctionLoader(load),
        undefined=Missing,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_MemoryCache(),
        finalize=finalize,
        # Markdown writes names as {#name}, where page templates have comments
        comment_start_string="{#" if finalize is None else "{#!",
        comment_end_string="#}" if finalize is None else "!#}",
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
    )


from jinja2.utils import missing as _missing  # noqa: E402


def _describe(owner: object) -> str:
    sort = getattr(owner, "_model", None)
    if sort is not None:
        return f"a record of the sort {type(sort).__name__}"
    name = getattr(owner, "_name", None)
    return str(name) if isinstance(name, str) else "this value"


def explain_failure(error: Exception, problems: Problems) -> None:
    """Note why a template stopped, at the template's line."""
    if isinstance(error, TemplateSyntaxError):
        name = str(error.filename or error.name or "")
        place = Location(name if name.startswith(TEMPLATES) else TEMPLATES + name, error.lineno or 0)
        problems.add(
            place,
            f"this template cannot be read: {error.message}",
            "look for a bracket, a quote or an `end…` that is missing",
        )
        return
    place = _place_of(error)
    if isinstance(error, TemplateNotFound):
        known = [name.removeprefix(TEMPLATES) for name in problems.workspace.files if name.endswith(".html")]
        guess = nearest(str(error.name), known)
        problems.add(
            place,
            f"there is no template '{error.name}'",
            f"did you mean '{guess}'?" if guess else "templates are named from templates/: base/page.html",
            str(error.name),
        )
    elif isinstance(error, SecurityError):
        problems.add(place, f"a template may not do this: {error}")
    elif isinstance(error, TemplateRuntimeError | RecursionError):
        problems.add(place, f"this template went wrong: {error}")
    else:
        problems.add(place, f"this template went wrong: {_plain(error)}", "look at the values used in this line")


def _place_of(error: Exception) -> Location:
    place = Location(TEMPLATES.rstrip("/"))
    trace = error.__traceback__
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        if path.startswith(TEMPLATES):
            template = trace.tb_frame.f_globals.get("__jinja_template__")
            line = trace.tb_lineno
            if template is not None:
                line = template.get_corresponding_lineno(line)
            place = Location(path, line)
        trace = trace.tb_next
    return place


def _plain(error: Exception) -> str:
    if isinstance(error, LookupError):
        return f"there is no {error.args[0]!r}" if error.args else "something is missing"
    if isinstance(error, TypeError | ValueError | ArithmeticError):
        return "a value is not of the kind that is needed here"
    return "a value cannot be used like this"
