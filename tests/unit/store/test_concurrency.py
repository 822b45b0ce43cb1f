"""Several workers on one store."""

from concurrent.futures import ThreadPoolExecutor

from filing.mail import RawMail
from filing.terms import ReplyStatus
from store.fsck import fsck
from tests.fakes.desk_store import INCOMPLETE, SUMMARY, DeskStore, outgoing, submission

WORKERS = 8


def test_the_first_mails_of_a_case_open_one_case(desk: DeskStore) -> None:
    mails = [desk.received(str(n), uid=n + 1) for n in range(WORKERS)]
    with ThreadPoolExecutor(WORKERS) as threads:
        cases = set(threads.map(lambda raw: desk.placed(submission(raw)), mails))

    assert len(cases) == 1
    assert fsck(desk.engine, desk.blobs, desk.clock.now()).clean


def test_t150_two_pollers_of_a_mailbox_store_each_mail_once(desk: DeskStore) -> None:
    mails = [RawMail(f"{n % 5}".encode(), "jiangsu", desk.clock.now(), "INBOX", 1, n % 5 + 1) for n in range(20)]
    with ThreadPoolExecutor(WORKERS) as threads:
        new = list(threads.map(desk.ledger.receive, mails))

    assert sum(new) == 5
    assert len(desk.jobs) == 5


def test_a_mail_that_two_workers_settle_has_one_reply(desk: DeskStore) -> None:
    mail = desk.received()
    case_id = desk.placed(submission(mail))
    with ThreadPoolExecutor(WORKERS) as threads:
        settle = [
            threads.submit(desk.ledger.settle, mail.sha256, case_id, SUMMARY, INCOMPLETE, outgoing(mail.sha256))
            for _ in range(WORKERS)
        ]
    replies = {s.result() for s in settle}

    assert len(replies) == 1
    assert len([job for job in desk.jobs if job[0] == "smtp"]) == 1
    with ThreadPoolExecutor(WORKERS) as threads:
        claims = [
            threads.submit(desk.outbox.mark, reply or "", ReplyStatus.QUEUED, ReplyStatus.COMMITTING)
            for reply in replies
            for _ in range(WORKERS)
        ]
    assert sum(c.result() for c in claims) == 1
