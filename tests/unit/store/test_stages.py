"""From the readers to the judges: a mail waits for the older ones of its sender, and for nobody else's."""

from filing.mail import RawMail
from store.stages import Stages
from tests.fakes.desk_store import DeskStore, submission


def arrived(desk: DeskStore, text: str, sender: str | None, mailbox: str = "jiangsu") -> RawMail:
    """A mail whose reading has begun; None: not even its header is known."""
    desk.clock.pass_(seconds=1)
    raw = desk.received(text, uid=len(desk.jobs) + 1, mailbox=mailbox)
    desk.ledger.start(raw.sha256)
    if sender:
        desk.ledger.hold_storm(submission(raw, sender=sender).mail)
    return raw


def read(desk: DeskStore, raw: RawMail, sender: str) -> None:
    desk.ledger.keep_submission(raw.sha256, submission(raw, sender=sender))


def test_a_mail_waits_for_the_older_one_of_its_sender_that_is_still_being_read(desk: DeskStore) -> None:
    stages = Stages(desk.engine, desk.enqueue)
    large = arrived(desk, "large", "Customer@customer.example")
    small = arrived(desk, "small", "customer@customer.example")
    read(desk, small, "customer@customer.example")

    assert stages.must_wait(small.sha256)
    assert not stages.must_wait(large.sha256)
    read(desk, large, "Customer@customer.example")
    assert not stages.must_wait(small.sha256)


def test_a_mail_waits_for_an_older_one_of_which_nobody_knows_the_sender(desk: DeskStore) -> None:
    stages = Stages(desk.engine, desk.enqueue)
    unknown = arrived(desk, "unknown", None)
    mine = arrived(desk, "mine", "customer@customer.example")

    assert stages.must_wait(mine.sha256)
    desk.ledger.hold(unknown.sha256, "邮件结构损坏，无法解析。")
    assert not stages.must_wait(mine.sha256)


def test_other_senders_other_mailboxes_and_younger_mails_hold_nobody_up(desk: DeskStore) -> None:
    stages = Stages(desk.engine, desk.enqueue)
    arrived(desk, "other", "other@customer.example")
    arrived(desk, "elsewhere", "customer@customer.example", mailbox="anhui")
    mine = arrived(desk, "mine", "customer@customer.example")
    arrived(desk, "younger", "customer@customer.example")

    assert not stages.must_wait(mine.sha256)


def test_the_job_of_the_judges_is_one_until_a_person_has_the_mail_run_anew(desk: DeskStore) -> None:
    stages = Stages(desk.engine, desk.enqueue)
    raw = desk.received()
    case_id = desk.settled(raw)[0]
    assert stages.case_of(raw.sha256) == case_id
    for _ in range(2):
        stages.to_judges(raw.sha256, case_id)
    desk.ledger.requeue(raw.sha256)
    stages.to_judges(raw.sha256, case_id)

    judged = [job for job in desk.jobs if job[0] == "case"]
    assert [job[1:] for job in judged] == [(f"judge-{raw.sha256}-{turn}", raw.sha256, case_id) for turn in (0, 0, 1)]


def test_a_mail_that_nobody_has_read_goes_to_the_readers(desk: DeskStore) -> None:
    raw = desk.received()
    Stages(desk.engine, desk.enqueue).to_readers(raw.sha256)

    assert desk.jobs[-1] == ("ocr", f"read-{raw.sha256}", raw.sha256, "jiangsu")
