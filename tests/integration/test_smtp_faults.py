"""What goes wrong on the way out, one fault at a time."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from filing.errors import ConfigurationRefused, DeliveryUnknown, TransportRefused, TransportTrouble
from filing.terms import ReplyStatus
from intake.send import send_reply
from replies.transport import SmtpSettings, SmtpTransport
from service.embedded import EmbeddedMail
from tests.fakes.desk_store import DeskStore
from tests.fakes.smtp_server import HANG_UP, SmtpServer

pytestmark = [pytest.mark.servers, pytest.mark.enable_socket]
SENDER, RECIPIENT = "jsba@chinanet.example", "li@customer.example"
MESSAGE = b"Subject: x\r\n\r\nbody\r\n"


def transport(server: SmtpServer, **over: str) -> SmtpTransport:
    return SmtpTransport(SmtpSettings("127.0.0.1", server.port, security="none", **over))


def test_a_mail_arrives_with_its_envelope() -> None:
    with SmtpServer() as server:
        assert transport(server).offer(SENDER, RECIPIENT, MESSAGE).final_dot() == 250

    assert server.kept == [MESSAGE]
    assert f"mail FROM:<{SENDER}> size={len(MESSAGE)}" in server.heard
    assert f"rcpt TO:<{RECIPIENT}>" in server.heard


def test_without_the_final_dot_nothing_is_sent() -> None:
    with SmtpServer() as server:
        transport(server).offer(SENDER, RECIPIENT, MESSAGE).abort()

    assert server.kept == []


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA"])
def test_t156_t157_a_4xx_may_be_tried_again_and_a_5xx_not(stage: str) -> None:
    with SmtpServer({stage: "451 4.7.1 greylisted"}) as server, pytest.raises(TransportTrouble, match="451"):
        transport(server).offer(SENDER, RECIPIENT, MESSAGE)
    with SmtpServer({stage: "550 5.1.1 no such user"}) as server, pytest.raises(TransportRefused, match="550"):
        transport(server).offer(SENDER, RECIPIENT, MESSAGE)
    assert server.kept == []


@pytest.mark.parametrize("stage", ["GREETING", "EHLO", "MAIL", "RCPT", "DATA"])
def test_t156_a_hang_up_before_the_body_may_be_tried_again(stage: str) -> None:
    with SmtpServer({stage: HANG_UP}) as server, pytest.raises(TransportTrouble):
        transport(server).offer(SENDER, RECIPIENT, MESSAGE)


@pytest.mark.parametrize("stage", ["GREETING", "EHLO"])
def test_a_server_that_refuses_us_at_the_door_may_be_tried_again(stage: str) -> None:
    with SmtpServer({stage: "554 not today", "HELO": "554 not today"}) as server, pytest.raises(TransportTrouble):
        transport(server).offer(SENDER, RECIPIENT, MESSAGE)


@pytest.mark.parametrize(
    "said", ["550 5.7.1 mail frequency limited", "554 DT:SPM, please try again", "550 发信频率过高"]
)
def test_t163_a_5xx_that_only_says_too_fast_may_be_tried_again(said: str) -> None:
    with SmtpServer({"RCPT": said}) as server, pytest.raises(TransportTrouble):
        transport(server).offer(SENDER, RECIPIENT, MESSAGE)
    with SmtpServer({"BODY": said}) as server:
        assert transport(server).offer(SENDER, RECIPIENT, MESSAGE).final_dot() == 451


@pytest.mark.parametrize("code", [250, 451, 554])
def test_the_answer_to_the_final_dot_is_given(code: int) -> None:
    with SmtpServer({"BODY": f"{code} so be it"}) as server:
        assert transport(server).offer(SENDER, RECIPIENT, MESSAGE).final_dot() == code


def test_no_answer_to_the_final_dot_is_unknown() -> None:
    with SmtpServer({"BODY": HANG_UP}) as server, pytest.raises(DeliveryUnknown, match="无法确定"):
        transport(server).offer(SENDER, RECIPIENT, MESSAGE).final_dot()
    assert server.kept == [MESSAGE]


def test_t158_a_cut_after_the_final_dot_leaves_one_copy_and_is_never_sent_again(tmp_path: Path) -> None:
    desk = DeskStore(tmp_path)
    reply = desk.settled(desk.received())[1] or ""
    with SmtpServer({"BODY": HANG_UP}) as server:
        assert send_reply(desk.outbox, transport(server), reply) is ReplyStatus.UNKNOWN
        assert send_reply(desk.outbox, transport(server), reply) is ReplyStatus.UNKNOWN

    assert len(server.kept) == 1


def test_t161_a_refused_login_keeps_the_reply_and_hides_the_password() -> None:
    answers = {"EHLO": "250-test\r\n250 AUTH PLAIN", "AUTH": "535 wrong"}
    with SmtpServer(answers) as server, pytest.raises(TransportTrouble, match="拒绝登录") as trouble:
        transport(server, user="jsba", password="not-to-be-seen").offer(SENDER, RECIPIENT, MESSAGE)
    assert "not-to-be-seen" not in str(trouble.value)


def test_t161_starttls_that_is_not_offered_is_no_reason_to_go_on_in_plain() -> None:
    with SmtpServer() as server, pytest.raises(TransportTrouble):
        SmtpTransport(SmtpSettings("127.0.0.1", server.port, security="starttls")).offer(SENDER, RECIPIENT, MESSAGE)
    assert not [line for line in server.heard if line.lower().startswith("mail")]


def test_t160_an_address_in_chinese_needs_a_server_that_takes_it() -> None:
    with SmtpServer() as server, pytest.raises(TransportRefused, match="中文邮箱"):
        transport(server).offer(SENDER, "李@customer.example", MESSAGE)


def test_nobody_listens_and_nobody_else_may_listen_in() -> None:
    with SmtpServer() as server:
        pass
    with pytest.raises(TransportTrouble, match="连接失败"):
        transport(server).offer(SENDER, RECIPIENT, MESSAGE)
    with pytest.raises(ConfigurationRefused, match="未加密"):
        SmtpTransport(SmtpSettings("mail.example", 25, security="none"))


def test_dots_bare_line_feeds_and_long_lines_arrive_as_one_mail() -> None:
    message = b"Subject: dots\r\n\r\n.\r\n..two\r\n.hidden\nbare\r" + b"x" * 2_000 + b"\n.\nend"
    now = datetime(2026, 9, 15, 1, tzinfo=UTC)
    with EmbeddedMail({SENDER: "secret"}, {RECIPIENT: "pw"}, lambda: now) as mail:
        settings = SmtpSettings(mail.host, mail.smtp_port, SENDER, "secret", "none")
        short = message.replace(b"x" * 2_000, b"x" * 900)
        assert SmtpTransport(settings).offer(SENDER, RECIPIENT, short).final_dot() == 250
        (delivered,) = mail.delivered()

    assert (
        delivered.message
        == b"Subject: dots\r\n\r\n.\r\n..two\r\n.hidden\r\nbare\r\n" + b"x" * 900 + b"\r\n.\r\nend\r\n"
    )
