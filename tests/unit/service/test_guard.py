"""A mail whose handling is cut off again and again rests in between, and is a person's in the end."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from filing.event import EventKind
from service.guard import STARTS_BEFORE_A_PERSON, guarded
from service.stopping import Stopping
from store.mails import LONGEST_REST, STARTS_AT_ONCE
from tests.fakes.desk_store import DeskStore


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskStore]:
    store = DeskStore(tmp_path)
    yield store
    store.engine.dispose()


class Killed(BaseException):
    """As kill -9: nobody gets to say anything."""


def cut_off(desk: DeskStore, mail_id: str) -> str | None:
    def work(_: str) -> None:
        raise Killed

    try:
        return guarded(desk.ledger, mail_id, work)
    except Killed:
        return None


def test_a_mail_is_started_at_once_a_few_times_and_rests_before_the_next(desk: DeskStore) -> None:
    mail_id = desk.received().sha256
    for _ in range(STARTS_AT_ONCE):
        assert cut_off(desk, mail_id) is None

    assert cut_off(desk, mail_id) == "1.0"
    desk.clock.pass_(seconds=1)
    assert guarded(desk.ledger, mail_id, lambda mail: desk.ledger.hold(mail, "请专员查看原邮件。")) is None
    assert guarded(desk.ledger, mail_id, lambda _: None) is None


def test_many_kills_within_minutes_do_not_make_a_mail_a_persons_but_an_hour_of_them_does(desk: DeskStore) -> None:
    mail_id = desk.received().sha256
    started = desk.clock.now()
    while desk.queries.events()[-1].kind is not EventKind.MAIL_HELD:
        cut_off(desk, mail_id)
        desk.clock.pass_(seconds=5)

    minutes = (desk.clock.now() - started).total_seconds() / 60
    assert 30 < minutes < STARTS_BEFORE_A_PERSON * LONGEST_REST / 60


def test_what_goes_wrong_while_the_process_ends_is_not_the_mails_fault(
    desk: DeskStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine, the children and the interpreter's threads are taken from under a job that runs too long."""
    mail_id, ending = desk.received().sha256, threading.Event()
    ending.set()

    def work(_: str) -> None:
        raise RuntimeError("cannot schedule new futures after shutdown")

    with monkeypatch.context() as patch:
        patch.setattr("service.guard.halt", ending)
        with pytest.raises(Stopping):
            guarded(desk.ledger, mail_id, work)

    assert desk.ledger.start(mail_id) == 2
