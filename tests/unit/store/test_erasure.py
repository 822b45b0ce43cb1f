"""T183: nothing of an erased case is left but its bones; T184: what is due is erased, and nothing else."""

import base64
import gzip
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, exc, insert, select, update

from filing.access import AccessKind
from filing.decision import Decision
from filing.event import EventKind
from filing.people import EVERYTHING
from filing.retention import Retention
from filing.terms import Outcome
from service.retention import ErasingNightly
from store import retaining, shredding
from store.accesses import AccessLog, Filters
from store.backup import Place, back_up, restore
from store.blobs import BlobDamaged
from store.database import open_engine, reading, writing
from store.erasure import Erased, Erasure, MustStay
from store.fsck import fsck
from store.master_keys import MasterKeys
from store.queries import CaseLine
from store.retaining import Retaining
from store.shelf import Folder
from store.tables import cases, mails, outbox, shares
from store.tables import events as event_rows
from tests.fakes.cases import enterprise_case
from tests.fakes.desk_bench import LI, ZHANG, DeskBench
from tests.fakes.desk_store import DeskStore
from tests.unit.checks.specimens import blurred

WORDS = ("苏州甲乙科技有限公司", "customer@customer.example", "example.com", "张三丰的电话备注")
CODINGS = ("utf-8", "utf-16-le", "gbk")


@pytest.fixture
def bench(tmp_path: Path) -> DeskBench:
    (tmp_path / "desk").mkdir()
    return DeskBench(tmp_path / "desk")


@pytest.fixture
def case_id(bench: DeskBench) -> str:
    found = bench.comes(blurred(read=False))
    bench.desk.note(ZHANG, found, bench.version(found), "张三丰的电话备注")
    bench.desk.edit(ZHANG, bench.draft(found).id, bench.version(found), "张三丰的电话备注，回复改过")
    bench.desk.release(ZHANG, bench.draft(found).id, bench.version(found))
    bench.clock.pass_(seconds=16)
    bench.send()
    return found


def erasure(bench: DeskStore) -> Erasure:
    return Erasure(bench.engine, bench.blobs, bench.clock)


def shred(bench: DeskStore) -> int:
    return shredding.shred(bench.engine, bench.blobs.shelf, bench.clock.now(), idle=0)[0]


def on_disk(folder: Path) -> Iterator[bytes]:
    yield from (path.read_bytes() for path in folder.rglob("*") if path.is_file())


def found_on_disk(folder: Path) -> list[str]:
    """Which words lie there, plain or in the usual disguises."""
    whole = b"\n".join(on_disk(folder))
    spellings = {word: [word.encode(c) for c in CODINGS] for word in WORDS}
    escaped = {word: word.encode("unicode_escape") for word in WORDS}
    for word, known in spellings.items():
        known += [escaped[word], base64.b64encode(word.encode()), gzip.compress(word.encode(), mtime=0)]
    return [word for word, known in spellings.items() if any(spelling in whole for spelling in known)]


def test_t183_nothing_of_an_erased_case_is_left_on_the_disk(bench: DeskBench, case_id: str) -> None:
    assert set(found_on_disk(bench.folder)) == set(WORDS)

    done = erasure(bench).erase(case_id, None, "request")
    assert shred(bench) > 0

    assert (done.mails, done.replies) == (1, 1)
    assert found_on_disk(bench.folder) == []
    assert bench.fsck().problems == ()
    assert bench.queries.case_detail(ZHANG.scope, case_id) is None


def test_t183_its_files_open_no_more_and_those_of_others_do(bench: DeskBench, case_id: str) -> None:
    with reading(bench.engine) as connection:
        gone = connection.execute(select(mails.c.id)).scalars().all()
        sent = connection.execute(select(outbox.c.mime)).scalars().all()
    other = bench.received("of somebody else", 90)

    erasure(bench).erase(case_id, None, "request")
    shred(bench)

    for address in (*gone, *sent):
        with pytest.raises(BlobDamaged):
            bench.blobs.get(address)
    assert bench.blobs.get(other.sha256) == other.raw


def test_t183_the_bones_stay_reference_outcome_who_and_when(bench: DeskBench, case_id: str) -> None:
    before = [(e.kind, e.at, e.by) for e in bench.told()]

    erasure(bench).erase(case_id, LI.id, "request")

    after = bench.told()
    assert [(e.kind, e.at, e.by) for e in after[: len(before)]] == before
    assert (after[-1].kind, after[-1].by) == (EventKind.CASE_ERASED, LI.id)
    assert not [e for e in after if {"text", "act", "mime"} & e.data.keys()]
    with reading(bench.engine) as connection:
        row = connection.execute(select(cases)).one()
    assert (row.entity_name, row.domains, row.judgement) == (None, [], None)
    assert row.reference.startswith("BA-")
    assert row.outcome is not None


def test_t183_no_other_entry_may_lose_its_words(bench: DeskBench, case_id: str) -> None:
    other = bench.received("of somebody else", 90)
    erasure(bench).erase(case_id, None, "request")
    for where, values in (
        (event_rows.c.mail_id == other.sha256, {"data": {}}),
        (event_rows.c.case_id == case_id, {"kind": "mail_received"}),
    ):
        with pytest.raises(exc.DatabaseError, match="append-only"), writing(bench.engine) as connection:
            connection.execute(update(event_rows).where(where).values(values))


def test_t183_a_restored_backup_brings_nothing_back(bench: DeskBench, case_id: str, tmp_path: Path) -> None:
    place = Place(bench.engine, bench.blobs.shelf)
    back_up(place, tmp_path / "backups", bench.clock.now())
    erasure(bench).erase(case_id, None, "request")
    shred(bench)
    bench.clock.pass_(minutes=1)
    last = back_up(place, tmp_path / "backups", bench.clock.now())

    (tmp_path / "fresh").mkdir()
    engine, shelf = open_engine(f"sqlite:///{tmp_path / 'fresh' / 'beian.db'}"), Folder(tmp_path / "fresh" / "blobs")
    key = MasterKeys(bench.folder / "master.key")
    restore(Place(engine, shelf), last, None, lambda _: key)

    assert set(shelf.names()) == set(bench.blobs.shelf.names())
    assert found_on_disk(tmp_path / "fresh") == []


def test_t183_a_mailbox_that_is_read_again_brings_nothing_back(bench: DeskBench, case_id: str) -> None:
    with reading(bench.engine) as connection:
        mail_id = connection.execute(select(mails.c.id)).scalar_one()
    raw = bench.ledger.raw(mail_id)
    erasure(bench).erase(case_id, None, "request")
    shred(bench)

    bench.ledger.receive(replace(raw, uidvalidity=2))
    assert bench.blobs.has(mail_id)
    assert not bench.ledger.requeue(mail_id)

    assert shred(bench) == 1
    assert not bench.blobs.has(mail_id)
    assert bench.fsck().problems == ()


def test_t183_an_answer_to_an_erased_case_opens_one_of_its_own(bench: DeskBench, case_id: str) -> None:
    sent = bench.replies(case_id)[0].message_id
    erasure(bench).erase(case_id, None, "request")

    assert bench.comes(blurred(read=False), in_reply_to=sent) != case_id
    assert bench.fsck().problems == ()


def test_t183_a_mail_of_two_cases_goes_with_the_last(bench: DeskBench, case_id: str) -> None:
    other = bench.comes(enterprise_case(name="南京丙丁商贸有限公司", domain="bingding.example"))
    with writing(bench.engine) as connection:
        mail_id = connection.execute(select(mails.c.id).where(mails.c.case_id == case_id)).scalar_one()
        connection.execute(insert(shares).values(mail_id=mail_id, case_id=other))
    erasure(bench).erase(case_id, None, "request")
    shred(bench)
    assert bench.blobs.has(mail_id)

    bench.send()
    erasure(bench).erase(other, None, "request")
    shred(bench)

    assert not bench.blobs.has(mail_id)


def test_t183_what_is_on_its_way_must_stay(bench: DeskBench) -> None:
    found = bench.comes(blurred(read=False))
    bench.desk.release(ZHANG, bench.draft(found).id, bench.version(found))

    with pytest.raises(MustStay, match="正在发送"):
        erasure(bench).erase(found, None, "request")

    assert bench.fsck().problems == ()


@pytest.mark.parametrize(
    ("last", "now", "is_due"),
    [
        ("2026-09-15T00:00:00+08:00", "2026-12-14T23:59:59.999999+08:00", False),
        ("2026-09-15T23:59:59.999999+08:00", "2026-12-14T23:59:59.999999+08:00", False),
        ("2026-09-15T23:59:59.999999+08:00", "2026-12-15T00:00:00+08:00", True),
        ("2026-09-15T15:59:59.999999+00:00", "2026-12-14T16:00:00+00:00", True),
        ("2026-09-16T00:00:00+08:00", "2026-12-15T23:59:59+08:00", False),
    ],
)
def test_t184_ninety_whole_days_end_at_midnight_here(last: str, now: str, is_due: bool) -> None:
    periods = Retention(unfinished=90)

    assert periods.is_due(None, datetime.fromisoformat(last), datetime.fromisoformat(now)) is is_due
    assert not periods.is_due(Outcome.COMPLETE, datetime.fromisoformat(last), datetime.fromisoformat(now))


def desk_of(bench: DeskBench, days: int = 90) -> Retaining:
    return Retaining(bench.engine, bench.blobs, bench.clock, Retention(days, days))


def test_t184_a_run_erases_what_the_dry_run_shows_and_no_more(bench: DeskBench, case_id: str) -> None:
    held = bench.comes(enterprise_case(name="南京丙丁商贸有限公司", domain="bingding.example"))
    bench.send()
    erasure(bench).hold(held, LI.id, "纠纷处理中")
    bench.clock.pass_(days=91)
    young = bench.comes(enterprise_case(name="无锡戊己贸易有限公司", domain="wuji.example"))
    bench.send()

    shown = desk_of(bench).due()
    done = tuple(one for one, result in desk_of(bench).run() if isinstance(result, Erased))

    assert [one.case_id for one in shown] == [case_id]
    assert done == shown
    assert desk_of(bench).due() == ()
    assert {held, young} <= {row.id for row in alive(bench)}
    assert bench.fsck().problems == ()


def test_t184_what_waits_for_us_is_never_due(bench: DeskBench) -> None:
    bench.comes(blurred(read=False))
    bench.clock.pass_(days=400)

    assert desk_of(bench).due() == ()


def test_t184_what_is_held_is_not_erased_by_hand_either(bench: DeskBench, case_id: str) -> None:
    erasure(bench).hold(case_id, LI.id, "纠纷处理中")
    with pytest.raises(MustStay, match="纠纷处理中"):
        erasure(bench).erase(case_id, LI.id, "request")

    erasure(bench).hold(case_id, LI.id, None)
    erasure(bench).erase(case_id, LI.id, "request")

    assert case_id not in {row.id for row in alive(bench)}


def test_t184_loose_mails_are_due_as_well(bench: DeskBench) -> None:
    raw = bench.received("an advertisement", 90)
    bench.ledger.start(raw.sha256)
    bench.ledger.settle(raw.sha256, None, None, Decision(Outcome.NOT_A_SUBMISSION), None)
    bench.clock.pass_(days=91)

    assert [one.mail_id for one, _ in desk_of(bench).run()] == [raw.sha256]
    shred(bench)
    assert not bench.blobs.has(raw.sha256)
    assert bench.fsck().problems == ()


def test_t184_without_periods_nothing_is_ever_due(bench: DeskBench, case_id: str) -> None:
    bench.clock.pass_(days=4000)
    assert retaining.due(bench.engine, Retention(), bench.clock.now()) == ()


def test_t184_every_erasure_is_in_the_log_of_accesses(bench: DeskBench, case_id: str) -> None:
    bench.clock.pass_(days=91)
    ErasingNightly(desk_of(bench))(bench.clock.now().date())

    (entry,) = AccessLog(bench.engine, bench.blobs).page(Filters(kinds=(AccessKind.ERASED,)), 10, 0)
    assert (entry.case_id, entry.login) == (case_id, "系统")


def alive(bench: DeskBench) -> list[CaseLine]:
    return list(bench.queries.list_cases(EVERYTHING, None, 50, 0)[0])


def test_t183_both_databases_let_only_erased_entries_lose_their_words(desk: DeskStore) -> None:
    case_id, _ = desk.settled(desk.received("a"), auto=False)
    other = desk.received("b", uid=2)

    erasure(desk).erase(case_id, None, "request")

    assert shred(desk) > 0
    assert fsck(desk.engine, desk.blobs, desk.clock.now()).problems == ()
    with reading(desk.engine) as connection:
        told = connection.execute(select(event_rows.c.data).where(event_rows.c.case_id == case_id)).scalars().all()
    assert not [data for data in told if "mime" in data]
    for statement in (
        update(event_rows).where(event_rows.c.mail_id == other.sha256).values(data={}),
        update(event_rows).where(event_rows.c.case_id == case_id).values(kind="mail_received"),
        delete(event_rows).where(event_rows.c.case_id == case_id),
    ):
        with pytest.raises(exc.DatabaseError, match="append-only"), writing(desk.engine) as connection:
            connection.execute(statement)
