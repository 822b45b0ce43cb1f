"""Papers in a mail that is marked as bulk: no letter, but a person sees them."""

from pathlib import Path

from filing.mail import Part
from filing.terms import MailClass, MailStatus
from store import mails
from store.database import reading
from tests.fakes.desk_bench import DeskBench
from tests.fakes.desk_store import submission


def status_of(bench: DeskBench, mail_class: MailClass, parts: tuple[Part, ...]) -> MailStatus:
    bench.uid += 1
    raw = bench.received(f"mail {bench.uid}", bench.uid)
    bench.ledger.start(raw.sha256)
    bench.ledger.keep_submission(raw.sha256, submission(raw, mail_class=mail_class, parts=parts))
    bench.job(raw.sha256)
    with reading(bench.engine) as connection:
        return MailStatus(mails.get(connection, raw.sha256).status)


def test_papers_marked_as_bulk_wait_for_a_person_and_are_not_answered(tmp_path: Path) -> None:
    bench = DeskBench(tmp_path)
    paper = Part("营业执照.jpg", b"")

    assert status_of(bench, MailClass.LIST, (paper,)) is MailStatus.HELD
    assert status_of(bench, MailClass.AUTO_REPLY, (paper,)) is MailStatus.HELD
    assert status_of(bench, MailClass.LIST, ()) is MailStatus.SETTLED
    assert not bench.outbox.drafts()
