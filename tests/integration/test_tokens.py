"""Mailboxes that are opened with OAuth tokens (XOAUTH2)."""

import base64
import sys
from pathlib import Path

import pytest

from filing.errors import ConfigurationRefused, LoginRefused, TransportTrouble
from intake.inbox import ImapInbox, ImapSettings
from replies.transport import SmtpSettings, SmtpTransport
from service.access import password, token
from service.settings import MailboxSettings
from tests.fakes.imap_server import ImapServer, Script, Talk
from tests.fakes.smtp_server import SmtpServer

pytestmark = [pytest.mark.servers, pytest.mark.enable_socket]
TOLD = "user=jsba@x.example\1auth=Bearer fresh-1\1\1"


def mailbox(**over: object) -> MailboxSettings:
    plain = {"address": "jsba@x.example", "access": "jiangsu", "imap_host": "h", "smtp_host": "h", "user": "jsba"}
    return MailboxSettings.model_validate(plain | over)


def answering(*, right: bool, shown: list[str]) -> Script:
    def authenticate(talk: Talk, tag: str, rest: str) -> None:
        talk.say("+ ")
        shown.append(base64.b64decode(talk.lines.readline()).decode())
        if right:
            talk.ok(tag)
            return
        talk.say("+ " + base64.b64encode(b'{"status":"401"}').decode())
        talk.lines.readline()
        talk.no(tag, "AUTHENTICATE failed")

    return authenticate


def imap(server: ImapServer) -> ImapSettings:
    server.capabilities += " AUTH=XOAUTH2"
    return ImapSettings("jiangsu", "127.0.0.1", server.port, "jsba@x.example", "", "none", token=lambda: "fresh-1")


def test_a_mailbox_is_opened_with_a_token() -> None:
    shown: list[str] = []
    with ImapServer({}, {"AUTHENTICATE": answering(right=True, shown=shown)}) as server:
        ImapInbox(imap(server)).close()

    assert shown == [TOLD]


def test_a_refused_token_is_a_refused_login_and_is_not_told() -> None:
    shown: list[str] = []
    with ImapServer({}, {"AUTHENTICATE": answering(right=False, shown=shown)}) as server:
        with pytest.raises(LoginRefused) as refused:
            ImapInbox(imap(server))
        assert "fresh-1" not in str(refused.value) + repr(imap(server))


def smtp(server: SmtpServer) -> SmtpTransport:
    return SmtpTransport(SmtpSettings("127.0.0.1", server.port, "jsba@x.example", "", "none", token=lambda: "fresh-1"))


def test_replies_leave_with_a_token() -> None:
    answers = {"EHLO": "250-test\r\n250 AUTH XOAUTH2", "AUTH": "235 welcome"}
    with SmtpServer(answers) as server:
        assert smtp(server).offer("a@x.example", "b@y.example", b"x\r\n").final_dot() == 250

    assert "AUTH XOAUTH2 " + base64.b64encode(TOLD.encode()).decode() in server.heard


def test_t161_a_refused_token_keeps_the_reply() -> None:
    answers = {"EHLO": "250-test\r\n250 AUTH XOAUTH2", "AUTH": "535 5.7.3 expired"}
    with SmtpServer(answers) as server, pytest.raises(TransportTrouble, match="拒绝登录") as trouble:
        smtp(server).offer("a@x.example", "b@y.example", b"x\r\n")
    assert "fresh-1" not in str(trouble.value)
    assert server.kept == []


def test_each_connection_asks_for_a_token_anew(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("first\n", encoding="utf-8")
    fresh = token(mailbox(token_file=file))
    assert fresh is not None
    assert fresh() == "first"
    file.write_text("second", encoding="utf-8")

    assert fresh() == "second"
    assert password(mailbox(token_file=file)) == ""


def test_a_command_prints_a_token() -> None:
    fresh = token(mailbox(token_command=[sys.executable, "-c", "print('of-command')"]))

    assert fresh is not None
    assert fresh() == "of-command"


@pytest.mark.parametrize(
    "over",
    [
        {"token_file": "/nowhere/token"},
        {"token_command": ["/nowhere/command"]},
        {"token_command": [sys.executable, "-c", "raise SystemExit(1)"]},
        {"token_command": [sys.executable, "-c", "print('two words')"]},
    ],
)
def test_what_gives_no_token_is_told_in_chinese(over: dict[str, object]) -> None:
    fresh = token(mailbox(**over))

    assert fresh is not None
    with pytest.raises(ConfigurationRefused, match="令牌"):
        fresh()


def test_neither_password_nor_token_is_refused() -> None:
    with pytest.raises(ConfigurationRefused, match="没有密码"):
        password(mailbox())
