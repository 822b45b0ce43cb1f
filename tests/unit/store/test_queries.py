"""What the web inbox reads."""

from datetime import timedelta

import pytest

from filing.people import EVERYTHING, Scope
from filing.terms import FilingKind, MailClass, MailStatus, Material, Outcome, ReplyStatus
from store.readings import Readings
from tests.fakes.desk_store import INCOMPLETE, DeskStore, submission
from tests.unit.store.test_codec import PAPER


def test_a_case_line_shows_the_newest_mail_and_how_long_its_reply_took(desk: DeskStore) -> None:
    case_id, reply = desk.settled(desk.received("a"))
    desk.clock.pass_(minutes=3)
    desk.outbox.mark(reply or "", ReplyStatus.QUEUED, ReplyStatus.COMMITTING)
    desk.outbox.mark(reply or "", ReplyStatus.COMMITTING, ReplyStatus.SENT, 250)
    (line,), total = desk.queries.list_cases(EVERYTHING, None, 50, 0)

    assert (line.id, total, line.reference) == (case_id, 1, "BA-20260915-0001")
    assert (line.outcome, line.missing) == (Outcome.INCOMPLETE, (Material.BACKDROP_PHOTO,))
    assert (line.reply, line.seconds, line.filing_kind) == (ReplyStatus.SENT, 180.0, FilingKind.INITIAL)


def test_cases_are_counted_filtered_and_paged_newest_first(desk: DeskStore) -> None:
    for number in range(5):
        desk.clock.pass_(minutes=1)
        desk.settled(desk.received(f"{number}", uid=number + 1), name=f"甲{number}", domains=(f"a{number}.example",))
    queries = desk.queries
    page, total = queries.list_cases(EVERYTHING, Outcome.INCOMPLETE, 2, 2)

    assert total == 5
    assert [line.reference for line in page] == ["BA-20260915-0003", "BA-20260915-0002"]
    assert queries.list_cases(EVERYTHING, Outcome.COMPLETE, 2, 0) == ((), 0)
    assert queries.case_counts(EVERYTHING) == {Outcome.INCOMPLETE: 5}


def test_a_case_shows_its_mails_papers_findings_reply_and_events(desk: DeskStore) -> None:
    mail = desk.received("a")
    case_id, _ = desk.settled(mail, papers=(PAPER,))
    detail = desk.queries.case_detail(EVERYTHING, case_id)

    assert detail is not None
    assert detail.decision is not None
    assert [f.code for f in detail.decision.findings] == ["MAT001"]
    assert detail.mails[0].submission == submission(mail, papers=(PAPER,))
    assert detail.mails[0].reply is not None
    assert b"body" in detail.mails[0].reply.message
    assert [e.kind for e in detail.events][:2] == ["case_opened", "mail_joined_case"]
    assert desk.queries.case_detail(EVERYTHING, "none") is None


def test_a_mail_is_found_by_the_beginning_of_its_id_with_its_last_decision(desk: DeskStore) -> None:
    mail = desk.received("a")
    desk.received("b", uid=2)
    desk.settled(mail)
    queries = desk.queries

    assert queries.mail_ids(mail.sha256[:12]) == (mail.sha256,)
    assert queries.mail_ids("%") == ()
    assert len(queries.mail_ids("")) == 2
    assert queries.judged(mail.sha256) == (submission(mail).mail.subject, INCOMPLETE)
    assert [e.kind for e in queries.events()][:2] == ["mail_received", "mail_received"]
    with pytest.raises(LookupError):
        queries.judged("none")


def test_loose_mails_have_no_case_or_need_a_person(desk: DeskStore) -> None:
    waiting, held = desk.received("a", uid=1), desk.received("b", uid=2)
    desk.placed(submission(held))
    desk.ledger.hold(held.sha256, "请专员查看原邮件。")
    desk.settled(desk.received("c", uid=3), name="乙", domains=("b.example",))
    queries = desk.queries
    lines, total = queries.list_loose_mails(EVERYTHING, (MailStatus.RECEIVED, MailStatus.HELD), 50, 0)

    assert {line.id for line in lines} == {waiting.sha256, held.sha256}
    assert total == 2
    assert queries.mail_counts(EVERYTHING) == {MailStatus.RECEIVED: 1, MailStatus.HELD: 1}
    detail = queries.mail_detail(EVERYTHING, held.sha256)
    assert detail is not None
    assert (detail.line.reason, detail.line.mail_class) == ("请专员查看原邮件。", MailClass.NORMAL)
    assert queries.mail_detail(EVERYTHING, "none") is None


def test_readings_are_kept_by_content_and_engine(desk: DeskStore) -> None:
    readings = Readings(desk.engine, desk.blobs)
    readings.keep("sha", "engine-1", (PAPER,))
    readings.keep("sha", "engine-1", ())

    assert readings.get("sha", "engine-1") == (PAPER,)
    assert readings.get("sha", "engine-2") is None


def test_a_moment_reads_back_as_it_was(desk: DeskStore) -> None:
    mail = desk.received("a")
    detail = desk.queries.mail_detail(EVERYTHING, mail.sha256)

    assert detail is not None
    assert detail.line.received_at == mail.received_at
    assert detail.line.received_at.utcoffset() == timedelta(hours=8)


def test_t122_what_is_outside_the_scope_is_neither_listed_nor_counted_nor_found(desk: DeskStore) -> None:
    case_id, _ = desk.settled(desk.received("a", uid=1))
    loose = desk.received("b", uid=2)
    other = desk.received("c", uid=3, mailbox="anhui")
    placed = desk.placed(submission(other, name="乙", domains=("example.com",)), "安徽")
    own, foreign = Scope(frozenset({"江苏"})), Scope(frozenset({"安徽"}))
    queries = desk.queries

    assert queries.case_detail(foreign, case_id) is None
    assert queries.case_detail(Scope(), case_id) is None
    assert queries.case_detail(own, placed or "") is None
    assert (queries.list_cases(foreign, None, 50, 0)[1], sum(queries.case_counts(own).values())) == (1, 1)
    assert queries.mail_detail(foreign, loose.sha256) is None
    assert queries.mail_detail(own, other.sha256) is None
    assert queries.mail_detail(own, loose.sha256) is not None
    assert queries.list_loose_mails(foreign, tuple(MailStatus), 50, 0) == ((), 0)
    assert (queries.mail_counts(foreign), sum(queries.mail_counts(own).values())) == ({}, 1)
    mine, everything = queries.case_detail(own, case_id), queries.case_detail(EVERYTHING, case_id)
    assert mine is not None
    assert everything is not None
    assert (len(mine.sharing), len(everything.sharing)) == (0, 1)
