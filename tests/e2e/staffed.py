"""The desk where people sign in: accounts as an operator makes them, and a first sign-in as the guide tells it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyotp
from playwright.sync_api import Page
from typer.testing import CliRunner

from service.cli_user import user_app
from service.preview import Preview
from service.web_server import web_server
from tests.e2e.running import Running, free_port
from web.app import make_app
from web.office import SessionDoor
from web.store_views import StoreViews

FIRST, OWN = "第一次用的 密码 4711", "江边 的 老槐树 三月开花"


@contextmanager
def with_sign_in(desk: Running) -> Iterator[str]:
    """The address of a second door to the same desk: here people sign in."""
    service = desk.demo.service
    staffed = service._office()
    views, preview = (
        StoreViews(service.queries, service.pulse.health, service._judging().placed),
        Preview(service.ledger, service.hands),
    )
    app = make_app(views, service._tools(), preview, SessionDoor(staffed.entrance), staffed)
    port = free_port()
    server = web_server(app, "127.0.0.1", port)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def hire(desk: Running, folder: Path, *words: str) -> None:
    """`beian user add`, as an operator would; the password is FIRST."""
    config, file = folder / "beian.toml", folder / "password"
    config.write_text(f'data = "{desk.data}"\n', encoding="utf-8")
    file.write_text(FIRST, encoding="utf-8")
    done = CliRunner().invoke(user_app, ["add", *words, "--password-file", str(file), "--config", str(config)])
    assert done.exit_code == 0, (done.output, done.exception)


def first_sign_in(page: Page, login: str, step: Callable[[str], None] = lambda name: None) -> None:
    """The account, another password, the telephone, the recovery codes; `step` is told the name of each page."""
    step("sign-in")
    page.get_by_label("账号").fill(login)
    page.get_by_label("密码").fill(FIRST)
    page.get_by_role("button", name="登录").click()
    step("password")
    page.get_by_label("当前密码").fill(FIRST)
    page.get_by_label("新密码", exact=True).fill(OWN)
    page.get_by_label("再输入一次新密码").fill(OWN)
    page.get_by_role("button", name="保存").click()
    step("code")
    secret = page.locator("ol code").inner_text()
    page.get_by_label("6 位数字").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="绑定").click()
    step("recovery-codes")
    page.get_by_role("link", name="已抄好，进入收件台").click()
