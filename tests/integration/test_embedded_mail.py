"""The demo's own mail servers, from one end to the other."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from filing.errors import LoginRefused, TransportTrouble
from intake.inbox import ImapInbox, ImapSettings
from replies.transport import SmtpSettings, SmtpTransport
from service.embedded import EmbeddedMail

pytestmark = [pytest.mark.servers, pytest.mark.enable_socket]
OWN, CUSTOMER = "JSBA@chinanet.example", "li@customer.example"
NOW = datetime(2026, 9, 15, 1, tzinfo=UTC)


@pytest.fixture
def mail() -> Iterator[EmbeddedMail]:
    with EmbeddedMail({OWN: "secret"}, {CUSTOMER: "pw"}, lambda: NOW) as running:
        yield running


def inbox(mail: EmbeddedMail, user: str, password: str) -> ImapInbox:
    return ImapInbox(ImapSettings("jiangsu", mail.host, mail.imap_port, user, password, "none"))


def send(mail: EmbeddedMail, sender: str, password: str, recipient: str, message: bytes) -> int:
    settings = SmtpSettings(mail.host, mail.smtp_port, sender, password, "none")
    return SmtpTransport(settings).offer(sender, recipient, message).final_dot()


def test_a_customers_mail_lands_in_our_mailbox_and_our_reply_in_his(mail: EmbeddedMail) -> None:
    assert send(mail, CUSTOMER, "pw", OWN.lower(), b"Subject: papers\r\n\r\nhere\r\n") == 250
    assert send(mail, OWN, "secret", CUSTOMER, b"Subject: reply\r\n\r\nthanks\r\n") == 250
    ours, his = inbox(mail, OWN, "secret"), inbox(mail, CUSTOMER, "pw")

    assert [m.raw for m in ours.since(0)] == [b"Subject: papers\r\n\r\nhere\r\n"]
    assert [(m.raw, m.received_at) for m in his.since(0)] == [(b"Subject: reply\r\n\r\nthanks\r\n", NOW)]
    assert [(d.sender, d.recipient) for d in mail.delivered()] == [(OWN, CUSTOMER)]
    ours.close()
    his.close()


def test_a_mail_put_in_wakes_the_one_who_waits_and_keeps_its_moment(mail: EmbeddedMail) -> None:
    box = inbox(mail, OWN, "secret")
    earlier = datetime(2026, 9, 14, 8, tzinfo=UTC)
    mail.put(OWN, b"Subject: x\r\n\r\n\r\n", earlier)
    box.wait(1)

    assert [m.received_at for m in box.since(0)] == [earlier]
    box.close()


def test_a_wrong_password_opens_neither_door(mail: EmbeddedMail) -> None:
    with pytest.raises(LoginRefused):
        inbox(mail, OWN, "wrong")
    with pytest.raises(TransportTrouble):
        send(mail, OWN, "wrong", CUSTOMER, b"x")


def test_mail_to_a_stranger_is_kept_and_goes_nowhere(mail: EmbeddedMail) -> None:
    send(mail, OWN, "secret", "stranger@elsewhere.example", b"Subject: x\r\n\r\n\r\n")

    assert [d.recipient for d in mail.delivered()] == ["stranger@elsewhere.example"]
