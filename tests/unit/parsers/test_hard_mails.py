"""The hard mails of this country: subject, sender, names, bytes and text come out as meant, in under two seconds."""

import time
from datetime import UTC, datetime

import pytest

from filing.mail import Mail, RawMail
from filing.terms import MailClass
from parsers.mail import parse_mail
from tests.fakes.hard_mails import all_mails
from tests.fakes.hostile_mails import hostile_mails
from tests.fakes.mime import SENDER

HARD = all_mails()
HOSTILE = hostile_mails()
UNPARSABLE = ("empty", "256 bytes", "c74 nested 2000", "c75 parts 20000", "headers 100000", "header of 5 MB")


def parsed(raw: bytes) -> Mail:
    return parse_mail(RawMail(raw, "jiangsu", datetime(2026, 6, 1, tzinfo=UTC)))


@pytest.mark.parametrize("label", HARD)
def test_a_hard_mail_comes_out_as_meant(label: str) -> None:
    hard = HARD[label]
    started = time.process_time()

    mail = parsed(hard.raw)

    assert time.process_time() - started < 2.0
    assert mail.mail_class.value == hard.kind
    assert mail.subject == hard.subject
    assert mail.sender == hard.sender
    assert [p.name for p in mail.parts] == [name for name, _ in hard.files]
    assert all(c in (None, p.content) for p, (_, c) in zip(mail.parts, hard.files, strict=True))
    assert hard.text is None or mail.text == hard.text
    assert len(mail.cloud_links) == hard.links
    assert any(hard.defect in d for d in mail.defects) if hard.defect else not mail.defects


@pytest.mark.parametrize("label", HOSTILE)
def test_a_hostile_mail_costs_a_moment_and_raises_nothing(label: str) -> None:
    started = time.process_time()

    mail = parsed(HOSTILE[label])

    assert time.process_time() - started < 2.0
    assert len(mail.subject) <= 998
    assert len(mail.parts) <= 200
    assert mail.mail_class is not MailClass.UNPARSABLE or mail.defects


@pytest.mark.parametrize("label", UNPARSABLE)
def test_what_no_parser_may_see_is_unparsable_and_says_why_in_chinese(label: str) -> None:
    mail = parsed(HOSTILE[label])

    assert mail.mail_class is MailClass.UNPARSABLE
    assert mail.never_answer == mail.defects[0]
    assert "人工" in mail.defects[0] or "空邮件" in mail.defects[0]


def test_an_unparsable_mail_still_names_its_sender_and_subject() -> None:
    mail = parsed(HOSTILE["c74 nested 2000"])

    assert mail.sender == SENDER
    assert mail.subject.endswith("example.com")
