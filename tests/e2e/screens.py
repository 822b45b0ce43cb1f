"""Pictures of every screen for docs/screens, on the demo's mails: `make screens` (needs chromium)."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.e2e.conftest import ARGUMENTS
from tests.e2e.running import Running, running_desk
from tests.e2e.window import Scheme, Window

FOLDER = Path(__file__).parents[2] / "docs" / "screens"
SETTLE = 2500  # milliseconds: pictures of papers are drawn while the page is open
SHAPES: tuple[tuple[str, Scheme, int], ...] = (("", "light", 1440), ("-dark", "dark", 1280), ("-wide", "light", 1920))
IN_EVERY_SHAPE = ("queue", "case")


def main() -> int:
    """Write the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with running_desk() as desk, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        for ending, scheme, wide in SHAPES:
            with Window.opened(browser, desk.address, scheme, wide) as window:
                draw(desk, window, ending)
        browser.close()
    return 0


def draw(desk: Running, window: Window, ending: str) -> None:
    """One shape of the window: every screen in the first, the main ones in the others."""
    for name, path in desk.pages().items():
        if ending and name not in IN_EVERY_SHAPE:
            continue
        window.go(path)
        window.page.wait_for_timeout(SETTLE if name.startswith("case") else 300)
        window.page.screenshot(path=FOLDER / f"{name}{ending}.jpg", type="jpeg", quality=80)
    if not ending:
        window.go("/?view=all")
        window.press("?")
        window.page.screenshot(path=FOLDER / "help.jpg", type="jpeg", quality=80)


if __name__ == "__main__":
    sys.exit(main())
