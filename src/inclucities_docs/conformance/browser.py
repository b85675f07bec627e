"""Every page in Chromium: axe-core, reflow, keyboard, without scripts, without a network.

One browser; each worker keeps two tabs (with and without scripts) and takes page after page.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from inclucities_docs.conformance.examiner import Examiner
from inclucities_docs.conformance.inventory import Delivered
from inclucities_docs.conformance.result import Finding, Result, conclude
from inclucities_docs.conformance.text import squash
from inclucities_docs.conformance.tool import (
    ToolMissingError,
    find_chromium,
    find_package,
    version_of,
)

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Page

__all__ = ["CHECKS", "EXAMINERS", "FORMAT", "check"]

CHECKS = ("axe", "reflow", "keyboard", "no-script", "no-network")
STANDING = ("axe", "keyboard", "no-script")
"""Checks of which a page can stand for others: of axe in colours alone, which words do not change."""
FORMAT = "html"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]
QUESTIONS = Path(__file__).with_name("browser.js").read_text("utf-8").partition("\n")[2].strip()
PHONE, DESKTOP, REFLOW = (390, 844), (1280, 900), (320, 256)
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
"""What a colour scheme can break; all else is the same in every medium."""
ALLOWED = ("file:", "data:", "blob:", "about:")
WIDTH_RULES = ["target-size", "scrollable-region-focusable"]
"""What a narrow screen can break where it shows nothing that a wide one hides."""
FIRST = 8
"""Pages looked at before the long ones."""
LONGEST_WALK = 600
"""Presses of the tab key on one page."""
TIME_LIMIT = 600
"""Seconds after which a page is held to hang: the longest take 30 on a quiet machine."""


@dataclass(frozen=True, slots=True)
class Medium:
    """How a page is shown."""

    name: str
    scheme: Literal["light", "dark"] = "light"
    forced: Literal["none", "active"] = "none"
    media: Literal["screen", "print"] = "screen"

    async def show(self, page: Page) -> None:
        """Switch a page to it."""
        await page.emulate_media(
            media=self.media, color_scheme=self.scheme, forced_colors=self.forced, reduced_motion="reduce"
        )


LIGHT = Medium("light")
MEDIA = (
    LIGHT,
    Medium("dark", scheme="dark"),
    Medium("forced colours", forced="active"),
    Medium("print", media="print"),
)


@dataclass(eq=False)
class Tabs:
    """The two tabs of a worker, and what the page in them asked the network for."""

    page: Page
    plain: Page
    proved: set[str]
    """The colours in which axe-core found that words can be read, on any page so far."""
    asked: list[str] = field(default_factory=list)


def check(delivered: Sequence[Delivered], workers: int) -> list[Result]:
    """Try all pages; the browser starts once."""
    find_chromium()
    axe = (find_package("axe-core") / "axe.min.js").read_text("utf-8")
    try:
        import playwright.async_api  # noqa: F401 - heavy, and needed here only
    except ImportError:
        raise ToolMissingError("playwright", "install the conformance tools: nox -s conformance") from None
    return asyncio.run(try_all(delivered, workers, axe))


async def try_all(delivered: Sequence[Delivered], workers: int, axe: str) -> list[Result]:
    """Share the pages among the workers of one browser."""
    from playwright.async_api import Error, async_playwright

    standing = order_pages([one for one in delivered if not one.alike])
    alike = order_pages([one for one in delivered if one.alike])
    results: list[Result] = []
    proved: set[str] = set()
    failed: set[str] = set()
    """The pages on which something was found: those that they stand for are tried in all, too."""
    async with async_playwright() as playwright:
        try:
            browser = await playwright.chromium.launch(executable_path=str(find_chromium()), args=FLAGS)
        except Error as problem:
            reason = str(problem).strip().splitlines()[0]
            raise ToolMissingError("Chromium", f"it did not start: {reason}") from None

        async def work(tabs: Tabs, pages: list[Delivered]) -> None:
            while pages:
                one = pages.pop()
                if not failed.isdisjoint(one.alike):
                    one = replace(one, alike=())
                made = await try_page(tabs, one, browser.version)
                failed.update(result.artifact for result in made if result.status == "failed")
                results.extend(made)

        taken = [await open_tabs(browser, axe, proved) for _ in range(max(1, min(workers, len(delivered))))]
        for pages in (standing, alike):
            await asyncio.gather(*(work(tabs, pages) for tabs in taken))
        await browser.close()
    return results


def order_pages(delivered: Sequence[Delivered]) -> list[Delivered]:
    """Return the pages as they are taken from the end: a few of middling size, whose colours are soon known, then the largest."""
    ordered = sorted(delivered, key=lambda one: one.file.stat().st_size)
    middle = slice(len(ordered) // 2, len(ordered) // 2 + FIRST)
    few = ordered[middle]
    del ordered[middle]
    return ordered + few


async def open_tabs(browser: Browser, axe: str, proved: set[str]) -> Tabs:
    """Return a worker its tabs; nothing but local files can be reached from them."""
    contexts: list[BrowserContext] = [
        await browser.new_context(java_script_enabled=scripts, offline=True, reduced_motion="reduce")
        for scripts in (True, False)
    ]
    await contexts[0].add_init_script(axe)
    tabs = Tabs(await contexts[0].new_page(), await contexts[1].new_page(), proved)
    for page in (tabs.page, tabs.plain):
        page.on("request", lambda request: tabs.asked.append(request.url))
    return tabs


async def try_page(tabs: Tabs, one: Delivered, version: str) -> list[Result]:
    """Return the results of one page; of one whose looks are tried on others, what its words may change."""
    from playwright.async_api import Error

    tabs.asked.clear()
    found: dict[str, list[Finding]] = {name: [] for name in CHECKS}
    try:
        async with asyncio.timeout(TIME_LIMIT):
            await tabs.page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
            await LIGHT.show(tabs.page)
            await tabs.page.goto(one.file.resolve().as_uri())
            ask = await tabs.page.evaluate_handle(QUESTIONS)
            await tabs.page.evaluate("ask => ask.lay_out()", ask)
            found["axe"] = await audit(tabs.page, ask, tabs.proved, in_all=not one.alike)
            found["reflow"] = await try_reflow(tabs.page, ask)
            if not one.alike:
                found["keyboard"] = await try_keyboard(tabs.page, ask)
                found["no-script"] = await try_without_scripts(tabs, one, ask)
    except (TimeoutError, Error) as problem:
        reason = str(problem).strip().splitlines()[0] if str(problem) else "it took too long"
        for name in CHECKS:
            found[name].append(Finding("", f"the page could not be tried: {reason}"))
    remote = sorted({url for url in tabs.asked if not url.startswith(ALLOWED)})
    found["no-network"] += [Finding("", f"asks the network for {url[:120]}") for url in remote]
    tools = dict.fromkeys(CHECKS, ("Chromium", version))
    tools["axe"] = (f"axe-core in Chromium {version}", version_of("axe-core"))
    return [
        conclude(one.path, name, tools[name], found[name], one.alike if name in STANDING else ())
        for name in CHECKS
    ]


async def audit(page: Page, ask: Any, proved: set[str], *, in_all: bool) -> list[Finding]:
    """Run axe-core in full on a desktop; on a phone for what it can break, or in full where it shows what a desktop hides.

    Colours are asked for in each medium. Whether words can be read depends on how they are coloured on what: what
    passed on this page or another is not asked again. But where the page is not tried ``in_all`` media, others come
    after the light one only if words stand there in colours that did not pass before, and what a narrow screen can
    break is asked there alone.
    """
    places: dict[tuple[str, str], list[str]] = {}
    hints: dict[tuple[str, str], str] = {}
    for width, height in (DESKTOP, PHONE):
        await page.set_viewport_size({"width": width, "height": height})
        left = [*COLOUR_RULES, *(WIDTH_RULES if width > PHONE[0] and not in_all else ())]
        for medium in MEDIA:
            if medium is not LIGHT and not in_all:
                break
            await medium.show(page)
            asked: list[tuple[list[str] | None, list[str] | None]] = []
            if new := [
                one for one in await page.evaluate("ask => ask.list_colours()", ask) if one not in proved
            ]:
                asked.append((COLOUR_RULES, new))
                in_all = True
            if medium is LIGHT:
                shows_more = await page.evaluate("ask => ask.shows_more()", ask)
                asked.append((None if shows_more else WIDTH_RULES, None))
            for only, colours in asked:
                report = await page.evaluate(
                    "([ask, ...rest]) => ask.audit(...rest)", [ask, only, left, colours]
                )
                proved.update(report["proved"])
                for one in report["found"]:
                    key = (f"axe {one['rule']}: {one['help']}", one["selector"])
                    places.setdefault(key, []).append(f"{width} px {medium.name}")
                    origin = f"comes from {one['origin']}" if one["origin"] else ""
                    hints[key] = "; ".join(part for part in (one["detail"], origin) if part)
    await LIGHT.show(page)
    return [
        Finding(", ".join(where), f"{message}: {selector}", hints[message, selector])
        for (message, selector), where in sorted(places.items())
    ]


async def try_reflow(page: Page, ask: Any) -> list[Finding]:
    """Show the page as wide as a desktop's at 400 % zoom: nothing may need to be scrolled sideways."""
    await page.set_viewport_size({"width": REFLOW[0], "height": REFLOW[1]})
    wide = await page.evaluate("ask => ask.overflow()", ask)
    return [
        Finding(f"{REFLOW[0]} px", f"<{one['name']}> reaches to {one['right']} px: {one['text']!r}")
        for one in wide
    ]


async def try_keyboard(page: Page, ask: Any) -> list[Finding]:
    """Walk through the page with the tab key: all reached, in order, and seen to be reached."""
    await page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    await page.evaluate("() => { scrollTo(0, 0); document.activeElement?.blur(); }")
    count = await page.evaluate("ask => ask.list_focusable()", ask)
    findings: list[Finding] = []
    visited: list[int] = []
    await press_tab(page, min(count + 1, LONGEST_WALK))
    for at in await page.evaluate("() => window.__walk"):
        if at is None or (visited and at["index"] == visited[0] and len(visited) >= count):
            break
        place = f"<{at['name']}> {at['text']!r}".strip()
        origin = f"comes from {at['origin']}" if at["origin"] else ""
        if visited and at["index"] == visited[-1]:
            findings.append(Finding(place, "the tab key does not leave it", origin))
            break
        if visited and 0 <= at["index"] < max(visited):
            findings.append(Finding(place, "the tab key reaches it out of order", origin))
        if not at["marked"]:
            findings.append(Finding(place, "focus cannot be seen", origin or "style :focus-visible"))
        if not at["seen"]:
            findings.append(Finding(place, "has focus, but is off the screen or covered", origin))
        visited.append(at["index"])
    missed = count - len({index for index in visited if index >= 0})
    if missed > 0 and count <= LONGEST_WALK and not findings:
        findings.append(Finding("", f"{missed} of {count} controls are not reached with the tab key"))
    return findings


async def press_tab(page: Page, times: int) -> None:
    """Press the tab key so many times, none waiting for the page to be drawn after the one before: a third of the work."""
    session = await page.context.new_cdp_session(page)
    key = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
    presses = [{"type": way, **key} for _ in range(times) for way in ("rawKeyDown", "keyUp")]
    await asyncio.gather(*(session.send("Input.dispatchKeyEvent", one) for one in presses))
    await session.detach()


async def try_without_scripts(tabs: Tabs, one: Delivered, ask: Any) -> list[Finding]:
    """Show the page with scripts off, if it has any: it must say the same."""
    full = await tabs.page.evaluate("ask => ask.read_main()", ask)
    if not await tabs.page.evaluate("ask => ask.is_scripted()", ask):
        return list(list_lost(full, full))
    await tabs.plain.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    await tabs.plain.goto(one.file.resolve().as_uri())
    ask = await tabs.plain.evaluate_handle(QUESTIONS)
    await tabs.plain.evaluate("ask => ask.lay_out()", ask)
    plain = await tabs.plain.evaluate("ask => ask.read_main()", ask)
    return list(list_lost(full, plain))


def list_lost(full: str, plain: str) -> Iterable[Finding]:
    """Say which sentences are shown with scripts only."""
    kept = squash(plain)
    for sentence in (one for line in full.splitlines() for one in line.split(". ")):
        if len(squash(sentence)) > 12 and squash(sentence) not in kept:
            yield Finding("", f"shown with scripts only: {' '.join(sentence.split())[:80]!r}")
            return
    if not kept:
        yield Finding("", "nothing is shown without scripts")


EXAMINERS = (Examiner(CHECKS, ("html",), check, starts_programs=True, samples=True),)
