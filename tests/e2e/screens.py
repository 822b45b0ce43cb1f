"""Pictures of every screen for docs/screens, on the demo's mails: `make screens` (needs chromium)."""

import sys
import tempfile
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.e2e.conftest import ARGUMENTS
from tests.e2e.running import Running, running_desk
from tests.e2e.staffed import first_sign_in, hire, with_sign_in
from tests.e2e.window import Scheme, Window

FOLDER = Path(__file__).parents[2] / "docs" / "screens"
SETTLE = 2500  # milliseconds: pictures of papers are drawn while the page is open
SHAPES: tuple[tuple[str, Scheme, int], ...] = (("", "light", 1440), ("-dark", "dark", 1280), ("-wide", "light", 1920))
IN_EVERY_SHAPE = ("queue", "case")
STAFF = {
    "zhang": ("张三", "specialist", "/account"),
    "root": ("赵管理", "administrator", "/people"),
    "wang": ("王主管", "supervisor", "/audit"),
}


def main() -> int:
    """Write the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with running_desk() as desk, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        for ending, scheme, wide in SHAPES:
            with Window.opened(browser, desk.address, scheme, wide) as window:
                draw(desk, window, ending)
        draw_sign_in(desk, browser)
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
        _shot(window, "help")
        window.press("Escape", "Control+k")
        _shot(window, "palette")


def draw_sign_in(desk: Running, browser: Browser) -> None:
    """The pages of the first sign-in, and of those who look after the desk."""
    with tempfile.TemporaryDirectory() as folder, with_sign_in(desk) as door:
        for login, (name, role, path) in STAFF.items():
            where = ("--province", "江苏") if role == "specialist" else ()
            hire(desk, Path(folder), login, "--name", name, "--role", role, *where)
            with Window.opened(browser, door) as window:
                window.go("/sign-in")
                step = partial(_shot, window) if login == "zhang" else lambda name: None
                first_sign_in(window.page, login, step)
                window.go(path)
                _shot(window, path.strip("/"))


def _shot(window: Window, name: str) -> None:
    window.page.screenshot(path=FOLDER / f"{name}.jpg", type="jpeg", quality=80)


if __name__ == "__main__":
    sys.exit(main())
