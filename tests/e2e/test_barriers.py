"""Every page, light and dark: nothing that keeps people out (axe-core), nothing that the content policy reports."""

import pytest
from playwright.sync_api import Browser

from tests.e2e.running import Running
from tests.e2e.staffed import first_sign_in, hire, with_sign_in
from tests.e2e.window import Scheme, Window

pytestmark = [pytest.mark.servers, pytest.mark.enable_socket]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_barrier_or_breaks_the_content_policy(desk: Running, browser: Browser, scheme: Scheme) -> None:
    found = {}
    with Window.opened(browser, desk.address, scheme, wide=1280) as window:
        for name, path in desk.pages().items():
            window.go(path)
            found[name] = window.barriers()
        window.go("/")
        window.press("?")
        found["help"] = window.barriers()
        window.press("Escape", "Control+k")
        found["palette"] = window.barriers()

    assert {name: barriers for name, barriers in found.items() if barriers} == {}
    assert [c for c in window.complaints if "404" not in c] == []


STAFF = {
    "zhang": ("张三", "specialist", ("/account", "/account/password", "/account/code", "/worksheets")),
    "wang": ("王主管", "supervisor", ("/", "/audit", "/report")),
    "root": ("赵管理", "administrator", ("/people", "/health", "/learning")),
}


def test_no_page_behind_the_sign_in_has_a_barrier(
    desk: Running, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    found, folder = {}, tmp_path_factory.mktemp("operator")
    with with_sign_in(desk) as door:
        for login, (name, role, paths) in STAFF.items():
            where = ("--province", "江苏") if role == "specialist" else ()
            hire(desk, folder, login, "--name", name, "--role", role, *where)
            with Window.opened(browser, door) as window:
                window.go("/sign-in")
                found["sign-in"] = window.barriers()
                first_sign_in(window.page, login)
                for path in paths:
                    window.go(path)
                    found[f"{role} {path}"] = window.barriers()
                assert [c for c in window.complaints if "40" not in c] == []

    assert {name: barriers for name, barriers in found.items() if barriers} == {}
