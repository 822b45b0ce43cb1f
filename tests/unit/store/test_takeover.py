"""Who is who: nobody enters a case by what he guessed, and nobody learns anything by trying."""

from typing import Any

import pytest

from filing.event import EventKind
from filing.mail import RawMail
from service.letterhead import message_id
from store.tokens import has_token, is_genuine, make_token
from tests.fakes.desk_store import INCOMPLETE, SUMMARY, DeskStore, outgoing, submission

OWNER, STRANGER = "customer@customer.example", "stranger@stranger.example"
KEYLESS: dict[str, Any] = {"name": None, "domains": (), "subject": "补充资料"}


def answered(desk: DeskStore, text: str = "first", **over: Any) -> tuple[str, str]:
    """A case with a reply that bears a token: (case id, Message-ID of the reply)."""
    mail = desk.received(text)
    read = submission(mail, **over)
    case_id = desk.placed(read) or ""
    own_id = message_id("jsba@filing.example", mail.sha256, desk.ledger.thread_token(case_id, read.mail))
    reply = outgoing(mail.sha256)
    frozen = type(reply)(reply.template, reply.sender, OWNER, own_id, reply.mime, auto=True)
    desk.ledger.settle(mail.sha256, case_id, SUMMARY, INCOMPLETE, frozen)
    return case_id, own_id


def case(desk: DeskStore, name_of_mail: str, mailbox: str = "jiangsu", **over: Any) -> str:
    raw = RawMail(f"mail {name_of_mail}".encode(), mailbox, desk.clock.now(), "INBOX", 1, 1)
    desk.ledger.receive(raw)
    return desk.placed(submission(raw, **over)) or ""


def joined(desk: DeskStore, case_id: str) -> list[dict[str, Any]]:
    told = desk.queries.events()
    return [dict(e.data) for e in told if e.kind is EventKind.MAIL_JOINED_CASE and e.case_id == case_id]


def test_an_answer_with_the_right_token_from_whom_we_wrote_to_joins(desk: DeskStore) -> None:
    first, ours = answered(desk)

    assert case(desk, "b", in_reply_to=ours, **KEYLESS) == first
    assert case(desk, "c", references=("<x@y.example>", ours), **KEYLESS) == first


def test_t094_the_victims_subject_from_another_address_is_seen_as_a_new_sender(desk: DeskStore) -> None:
    """The same entity and domain are one case (an agent and the owner write); the case says who is new there."""
    first, _ = answered(desk)

    assert case(desk, "b", sender=STRANGER) == first
    assert joined(desk, first)[-1]["new_sender"] is True


def test_t094_a_strangers_mail_that_names_the_victims_domain_only_is_a_possible_match(desk: DeskStore) -> None:
    first, _ = answered(desk)
    other = case(desk, "b", sender=STRANGER, name="苏州丙丁科技有限公司")

    assert other != first
    assert joined(desk, other)[0]["possible"] == [desk.ledger.case_of(first).reference]


@pytest.mark.parametrize("known", ["ours", "theirs", "reference"])
def test_t095_a_stranger_with_a_message_id_or_a_reference_opens_a_case_with_a_note(desk: DeskStore, known: str) -> None:
    first, ours = answered(desk)
    reference = desk.ledger.case_of(first).reference
    theirs = desk.ledger.case_of(first).latest.mail.message_id
    guess: dict[str, Any] = {"in_reply_to": ours if known == "ours" else theirs if known == "theirs" else ""}
    about = KEYLESS | ({"subject": f"补充 [{reference}]"} if known == "reference" else {})
    other = case(desk, "b", sender=STRANGER, **guess, **about)

    assert other != first
    assert joined(desk, other)[0]["possible"] == [reference]
    assert len(desk.ledger.case_of(first).submissions) == 1


def test_t096_a_token_of_another_sender_or_another_mailbox_is_refused(desk: DeskStore) -> None:
    first, ours = answered(desk)
    case(desk, "agent", sender="agent@agency.example")

    assert case(desk, "b", in_reply_to=ours, sender="agent@agency.example", **KEYLESS) != first
    assert case(desk, "c", mailbox="anhui", in_reply_to=ours, **KEYLESS) != first


def test_t097_a_token_that_was_changed_anywhere_is_refused(desk: DeskStore) -> None:
    token = make_token(desk.blobs, "case-1", "jiangsu", OWNER)
    good = message_id("jsba@filing.example", "a" * 64, token)
    place = good.index(token)
    assert len(token) * 4 == 128
    assert is_genuine(desk.blobs, good, "case-1", "jiangsu", OWNER.upper())

    flipped = [
        good[: place + at] + chr(ord(good[place + at]) ^ (1 << bit)) + good[place + at + 1 :]
        for at in range(len(token))
        for bit in range(7)
    ]
    others = ["", token[:-1], token + "0", token[:16], "é" * 32]
    forged = [*flipped, *(good.replace(token, other) for other in others), "", "<x@y>", good[:50]]

    assert not [f for f in forged if is_genuine(desk.blobs, f, "case-1", "jiangsu", OWNER)]
    assert not is_genuine(desk.blobs, good, "case-2", "jiangsu", OWNER)
    assert not is_genuine(desk.blobs, good, "case-1", "anhui", OWNER)
    assert not has_token("<answer.0123@filing.example>")


def test_t101_somebody_who_got_a_copy_and_answers_gets_a_case_of_his_own(desk: DeskStore) -> None:
    first, ours = answered(desk, recipients=("jsba@filing.example", STRANGER))

    assert case(desk, "b", in_reply_to=ours, references=(ours,), sender=STRANGER, **KEYLESS) != first


def test_t103_a_token_in_a_quotation_is_nothing(desk: DeskStore) -> None:
    first, ours = answered(desk)
    other, theirs = answered(desk, "second", name="苏州丙丁科技有限公司", domains=("other.example",))
    quoted = f"> Message-ID: {theirs}\n> [{desk.ledger.case_of(other).reference}]"

    assert case(desk, "b", in_reply_to=ours, text=quoted, own_text=quoted, **KEYLESS) == first


def test_replies_of_before_there_were_tokens_are_still_known(desk: DeskStore) -> None:
    first, reply = desk.settled(desk.received("old"))
    ours = desk.outbox.load(reply or "").message_id

    assert case(desk, "b", in_reply_to=ours, **KEYLESS) == first
