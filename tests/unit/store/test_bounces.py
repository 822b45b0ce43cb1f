"""T089: a bounce finds the case of the reply that came back, and the ledger says that the customer is unreachable."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from filing.event import EventKind
from filing.terms import MailClass, ReplyStatus
from intake.send import send_reply
from tests.fakes.desk_store import DeskStore, submission
from tests.fakes.transport import FakeTransport

CUSTOMER = "customer@customer.example"
MACHINE: dict[str, Any] = {
    "name": None,
    "domains": (),
    "sender": "postmaster@customer.example",
    "mail_class": MailClass.BOUNCE,
}


@pytest.fixture
def desk(tmp_path: Path) -> DeskStore:
    return DeskStore(tmp_path)


def answered(desk: DeskStore) -> tuple[str, str]:
    """A case whose reply was sent: (case id, reply id)."""
    case_id, reply = desk.settled(desk.received("a"))
    assert reply is not None
    assert send_reply(desk.outbox, FakeTransport(), reply) is ReplyStatus.SENT
    return case_id, reply


def test_t089_a_bounce_that_names_the_recipient_only_belongs_to_the_newest_reply_to_him(desk: DeskStore) -> None:
    case_id, reply = answered(desk)
    bounce = desk.received("b", uid=2)

    found = desk.placed(submission(bounce, bounced_recipients=("other@x.example", CUSTOMER), **MACHINE))

    assert found == case_id
    told = [e for e in desk.queries.events() if e.kind is EventKind.CUSTOMER_UNREACHABLE]
    assert [(e.mail_id, e.case_id, e.reply_id) for e in told] == [(bounce.sha256, case_id, reply)]


def test_a_bounce_of_mail_that_we_did_not_send_is_of_no_case(desk: DeskStore) -> None:
    answered(desk)
    stranger = submission(desk.received("b", uid=2), bounced_recipients=("other@x.example",), **MACHINE)
    elsewhere = submission(desk.received("c", uid=3, mailbox="anhui"), bounced_recipients=(CUSTOMER,), **MACHINE)

    assert desk.placed(stranger) is None
    assert desk.placed(elsewhere, "安徽") is None


def test_what_was_sent_long_ago_does_not_come_back_any_more(desk: DeskStore) -> None:
    answered(desk)
    desk.clock.moment += timedelta(days=20)

    assert desk.placed(submission(desk.received("b", uid=2), bounced_recipients=(CUSTOMER,), **MACHINE)) is None
