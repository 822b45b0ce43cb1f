"""T086: what no machine may answer, whatever else stands in the mail."""

from datetime import datetime

import pytest

from filing.mail import SHANGHAI, Mail, RawMail
from filing.terms import MailClass
from parsers.mail import parse_mail

OURS = "jsba@filing.example"
CUSTOMER = "zhang@customer.example"


def parsed(*fields: str, sender: str = CUSTOMER) -> Mail:
    head = (f"From: {sender}", f"To: {OURS}", "Subject: x", *fields)
    raw = "\r\n".join((*head, "", "您好")).encode()
    return parse_mail(RawMail(raw, "jiangsu", datetime(2026, 11, 21, tzinfo=SHANGHAI)), frozenset({OURS}))


def answerable(mail: Mail) -> bool:
    return mail.mail_class is MailClass.NORMAL and not mail.never_answer


@pytest.mark.parametrize(
    "field",
    [
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-generated; x=y",
        "X-Autoreply: yes",
        "X-Autorespond: x",
        "Precedence: bulk",
        "Precedence: junk",
        "Precedence: list",
        "Precedence: auto_reply",
        "List-Id: <a.example>",
        "List-Unsubscribe: <mailto:a@b.example>",
        "Return-Path: <>",
        "X-QQ-HolidayReply: 1",
        "X-Beian-Desk: 1",
    ],
)
def test_t086_a_machines_mark_is_enough(field: str) -> None:
    assert answerable(parsed())
    assert not answerable(parsed(field))


@pytest.mark.parametrize(
    "sender",
    ["MAILER-DAEMON@customer.example", "postmaster@a.example", "no-reply@a.example", "noreply@a.example", OURS],
)
def test_t086_nobody_reads_these_addresses(sender: str) -> None:
    assert not answerable(parsed(sender=sender))


def test_t098_our_own_domain_from_outside_is_a_customer_like_any_other() -> None:
    """There is no address that a mail could bear to be taken for one of a specialist."""
    mail = parsed(sender="specialist@filing.example")

    assert mail.mail_class is MailClass.NORMAL
    assert mail.sender == "specialist@filing.example"
