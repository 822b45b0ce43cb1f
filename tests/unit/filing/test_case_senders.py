from dataclasses import replace

from filing.case import Case
from filing.records import Records
from tests.fakes.cases import enterprise_case, mail


def written_by(*senders: str) -> Case:
    case = enterprise_case()
    one, case = case.latest, replace(case, submissions=())
    for number, sender in enumerate(senders):
        case = case.with_(replace(one, mail=mail(sender=sender, sha256=f"sha-{number}")))
    return case


def test_one_sender_needs_no_confirmation() -> None:
    assert not written_by("a@a.example", "A@a.example").senders_unconfirmed


def test_a_second_sender_waits_for_a_person() -> None:
    assert written_by("a@a.example", "b@b.example").senders_unconfirmed
    assert written_by("b@b.example", "a@a.example").senders_unconfirmed


def test_a_stranger_does_not_become_known_by_writing_again() -> None:
    case = replace(written_by("a@a.example", "b@b.example", "b@b.example"), records=known("a@a.example"))

    assert case.senders_unconfirmed


def test_senders_whom_replies_have_reached_are_confirmed() -> None:
    case = written_by("a@a.example", "b@b.example")

    assert not replace(case, records=known("a@a.example", "b@b.example")).senders_unconfirmed


def known(*senders: str) -> Records:
    return Records(answered=frozenset(senders))
