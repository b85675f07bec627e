"""Makes the picture of the editor for the README: ``python tests/preview/picture.py`` in the project's folder."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from inclucities_docs.conformance.browser import FLAGS
from inclucities_docs.conformance.tool import find_chromium

PAGE, WORDS = "en/action-plan-capaci.html", "Capaci and Mechelen work on"
TARGET = Path("src/inclucities_docs/preview/editor.png")


def main() -> None:
    """Open a page of the real project, and a panel on it."""
    command = [sys.executable, "-u", "-m", "inclucities_docs", "preview", "--port", "0", "--read-only"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        address, _, key = server.stdout.readline().split()[2].partition("#")
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=str(find_chromium()), args=FLAGS)
            page = chromium.new_page(viewport={"width": 1320, "height": 680})
            page.goto(f"{address}{PAGE}#{key}")
            page.wait_for_selector(".edit-handle", state="attached")
            page.locator(f".edit-handle[aria-label*='{WORDS}']").first.focus()
            page.keyboard.press("Enter")
            page.wait_for_selector(".edit-panel form")
            for sign in (".edit-closed", ".preview-problems"):
                page.evaluate("one => document.querySelector(one)?.remove()", sign)
            page.evaluate("document.querySelector('.edit-form fieldset').disabled = false")
            page.evaluate("document.querySelector('.edit-form textarea').focus()")
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            picture.quantize(64, dither=Image.Dither.NONE).save(TARGET, optimize=True)
    finally:
        server.kill()
        server.wait()


if __name__ == "__main__":
    main()
