"""What is open without a job gets a new one, once; what has a job, or is finished, is left alone."""

import threading

import pytest

from filing.event import EventKind
from filing.terms import ReplyStatus
from store.fsck import Trouble, fsck
from store.rescue import Rescue
from store.stages import Stages
from tests.fakes.desk_store import DeskStore


@pytest.fixture
def live(desk: DeskStore) -> set[str]:
    """What jobs are about: a test may lose some of them."""
    return {argument for _, _, argument, _ in desk.jobs}


def rescue(desk: DeskStore, live: set[str]) -> tuple[str, ...]:
    def enqueue(*job: object) -> None:
        desk.enqueue(*job)  # type: ignore[arg-type]  # handed on as it is
        live.add(str(job[3]))

    return Rescue(desk.engine, desk.clock, enqueue, lambda _: live)()


def test_a_mail_whose_job_was_lost_before_it_was_read_is_read_again_once(desk: DeskStore, live: set[str]) -> None:
    lost = desk.received("a", uid=1)

    assert rescue(desk, live) == (lost.sha256,)
    assert desk.jobs[-1] == ("ocr", f"renewed-{lost.sha256}-1", lost.sha256, "jiangsu")
    assert rescue(desk, live) == ()


def test_a_job_that_is_lost_again_is_another_job(desk: DeskStore, live: set[str]) -> None:
    lost = desk.received("a", uid=1)
    desk.ledger.start(lost.sha256)
    rescue(desk, live)
    live.clear()
    rescue(desk, live)

    assert [job[1] for job in desk.jobs[-2:]] == [f"renewed-{lost.sha256}-{turn}" for turn in (1, 2)]
    assert [event.kind for event in desk.queries.events()].count(EventKind.JOB_RENEWED) == 2


def test_the_judges_job_after_a_rescue_is_not_the_lost_one(desk: DeskStore, live: set[str]) -> None:
    lost, stages = desk.received("a", uid=1), Stages(desk.engine, desk.enqueue)
    stages.to_judges(lost.sha256, None)
    rescue(desk, live)
    stages.to_judges(lost.sha256, None)

    assert [job[1] for job in desk.jobs if job[0] == "case"] == [f"judge-{lost.sha256}-{turn}" for turn in (0, 1)]


def test_a_reply_whose_job_was_lost_is_sent_by_another(desk: DeskStore, live: set[str]) -> None:
    _, reply = desk.settled(desk.received("a", uid=1))
    assert reply

    assert rescue(desk, live) == (reply,)
    assert desk.jobs[-1] == ("smtp", f"renewed-{reply}-1", reply, None)
    desk.outbox.mark(reply, ReplyStatus.QUEUED, ReplyStatus.COMMITTING)
    desk.outbox.mark(reply, ReplyStatus.COMMITTING, ReplyStatus.SENT)
    live.clear()
    assert rescue(desk, live) == ()


def test_what_is_held_or_has_a_job_is_left_alone(desk: DeskStore, live: set[str]) -> None:
    held, waiting = desk.received("a", uid=1), desk.received("b", uid=2)
    desk.ledger.hold(held.sha256, "请专员查看原邮件。")
    live.add(waiting.sha256)

    assert rescue(desk, live) == ()


def test_two_hosts_that_find_the_same_loss_renew_it_once(desk: DeskStore, live: set[str]) -> None:
    desk.received("a", uid=1)
    hosts = [threading.Thread(target=rescue, args=(desk, live)) for _ in range(4)]
    for host in hosts:
        host.start()
    for host in hosts:
        host.join()

    assert len([job for job in desk.jobs if job[1].startswith("renewed-")]) == 1


def test_the_check_finds_a_lost_job_at_once_and_is_clean_after_the_rescue(desk: DeskStore, live: set[str]) -> None:
    desk.settled(desk.received("a", uid=1))
    desk.received("b", uid=2)

    def check() -> list[Trouble]:
        report = fsck(desk.engine, desk.blobs, desk.clock.now(), live=lambda _: live)
        return [problem.trouble for problem in report.problems]

    assert check() == [Trouble.STUCK] * 2  # the mail, and the reply to the other one
    rescue(desk, live)
    assert check() == []


def test_a_mail_that_was_cut_off_often_rests_longer_and_longer(desk: DeskStore) -> None:
    mail_id = desk.received("a", uid=1).sha256
    rests = []
    for _ in range(18):
        rests.append(desk.ledger.pause(mail_id))
        desk.ledger.start(mail_id)

    assert rests == [0.0] * 6 + [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0] + [240.0] * 4
    desk.clock.pass_(seconds=241)
    assert desk.ledger.pause(mail_id) == 0
    desk.ledger.hold(mail_id, "请专员查看原邮件。")
    assert desk.ledger.pause(mail_id) == 0
