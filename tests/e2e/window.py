"""A browser window that remembers what the browser complained of, and looks for barriers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LISTEN = """addEventListener("securitypolicyviolation", (event) => {
  console.error(`CSP ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
});"""
Scheme = Literal["light", "dark"]


@dataclass
class Window:
    """`complaints`: errors of the console, reports of the content policy, exceptions of scripts."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    @classmethod
    @contextmanager
    def opened(cls, browser: Browser, address: str, scheme: Scheme = "light", wide: int = 1440) -> Iterator["Window"]:
        context = browser.new_context(
            viewport={"width": wide, "height": 900},
            color_scheme=scheme,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
        )
        context.add_init_script(LISTEN)
        window = cls(context.new_page(), address)
        window.page.on("console", lambda m: window.complaints.append(m.text) if m.type == "error" else None)
        window.page.on("pageerror", lambda e: window.complaints.append(str(e)))
        yield window
        context.close()

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def barriers(self) -> list[str]:
        """What axe-core finds on the page: rule, and where."""
        found = self.page.evaluate(f"() => {{ {AXE}; return axe.run({{runOnly: {RULES}}}) }}")
        return [f"{v['id']}: {n['target']} {n['failureSummary']}" for v in found["violations"] for n in v["nodes"]]

    def text(self) -> str:
        return self.page.inner_text("body")
