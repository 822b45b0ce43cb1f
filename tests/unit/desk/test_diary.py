"""Notes, calls, holds, whose a case is; one step back; what all that teaches."""

from datetime import timedelta
from pathlib import Path

import pytest

from desk.errors import NoSuchCase, Refused
from filing.terms import Material
from reports.learning import lessons
from tests.fakes.cases import enterprise_case
from tests.fakes.desk_bench import BOSS, FAR, LI, ZHANG, DeskBench
from tests.unit.checks.specimens import blurred
from tests.unit.desk.test_rulings import found


@pytest.fixture
def bench(tmp_path: Path) -> DeskBench:
    return DeskBench(tmp_path)


@pytest.fixture
def case_id(bench: DeskBench) -> str:
    return bench.comes(blurred(read=False))


def test_a_note_is_kept_whole_and_masked_in_the_ledger(bench: DeskBench, case_id: str) -> None:
    bench.desk.note(ZHANG, case_id, bench.version(case_id), "客户手机 13812345678，\n下周再来")
    bench.desk.contact(LI, case_id, bench.version(case_id), "qq", "已告知")

    noted, called = bench.acts.events(case_id)[-2:]
    assert (noted.data["text"], noted.by) == ("客户手机 138****5678， 下周再来", ZHANG.id)
    assert called.data["channel"] == "qq"
    assert bench.fsck().problems == ()


def test_an_empty_note_is_none(bench: DeskBench, case_id: str) -> None:
    with pytest.raises(Refused, match="备注为空"):
        bench.desk.note(ZHANG, case_id, bench.version(case_id), "  ")


def test_a_case_is_held_until_a_moment_with_a_reason(bench: DeskBench, case_id: str) -> None:
    until = bench.clock.now() + timedelta(days=2)
    bench.desk.hold(ZHANG, case_id, bench.version(case_id), until, "waiting_call")
    assert bench.file(case_id).held_until == until
    assert bench.fsck().problems == ()

    bench.desk.unhold(ZHANG, case_id, bench.version(case_id))

    assert bench.file(case_id).held_until is None
    for moment in (bench.clock.now(), bench.clock.now() + timedelta(days=400)):
        with pytest.raises(Refused, match="一年之内"):
            bench.desk.hold(ZHANG, case_id, bench.version(case_id), moment, "waiting_call")
    with pytest.raises(Refused, match="理由"):
        bench.desk.hold(ZHANG, case_id, bench.version(case_id), until, "no_mood")


def test_a_case_goes_to_a_colleague_of_its_province_only(bench: DeskBench, case_id: str) -> None:
    bench.desk.assign(ZHANG, case_id, bench.version(case_id), LI.id)
    assert bench.file(case_id).assignee == LI.id

    for other in (FAR.id, BOSS.id, "nobody"):
        with pytest.raises(Refused, match="不负责"):
            bench.desk.assign(ZHANG, case_id, bench.version(case_id), other)


def test_new_work_of_who_is_away_is_the_delegates(bench: DeskBench, case_id: str) -> None:
    bench.desk.assign(ZHANG, case_id, bench.version(case_id), ZHANG.id)
    now = bench.clock.now()
    bench.desk.away(ZHANG, ZHANG.id, now, now + timedelta(days=3), LI.id)

    bench.comes(enterprise_case())

    assert bench.file(case_id).assignee == LI.id
    bench.desk.assign(BOSS, case_id, bench.version(case_id), ZHANG.id)
    assert bench.file(case_id).assignee == LI.id
    assert bench.fsck().problems == ()


def test_nobody_is_sent_away_by_a_colleague_or_stood_in_for_by_a_stranger(bench: DeskBench) -> None:
    now = bench.clock.now()
    with pytest.raises(Refused, match="主管"):
        bench.desk.away(LI, ZHANG.id, now, now + timedelta(days=1), LI.id)
    with pytest.raises(Refused, match="接入省"):
        bench.desk.away(BOSS, ZHANG.id, now, now + timedelta(days=1), FAR.id)


def test_a_case_that_is_handed_over_is_judged_and_answered_there(bench: DeskBench, case_id: str) -> None:
    bench.desk.move(ZHANG, case_id, bench.version(case_id), "安徽", "服务器在合肥")

    assert bench.file(case_id).access_province == "安徽"
    assert {row.sender for row in bench.replies(case_id)} == {"ahba@filing.example"}
    with pytest.raises(NoSuchCase):
        bench.desk.note(ZHANG, case_id, bench.version(case_id), "还在吗")
    assert bench.fsck().problems == ()


def test_one_step_back(bench: DeskBench, case_id: str) -> None:
    bench.desk.assign(ZHANG, case_id, bench.version(case_id), LI.id)
    bench.desk.undo(ZHANG, case_id, bench.version(case_id))
    assert bench.file(case_id).assignee is None
    bench.desk.hold(ZHANG, case_id, bench.version(case_id), bench.clock.now() + timedelta(days=1), "waiting_call")
    bench.desk.undo(ZHANG, case_id, bench.version(case_id))
    assert bench.file(case_id).held_until is None
    bench.desk.accept(ZHANG, case_id, bench.version(case_id))
    bench.desk.undo(ZHANG, case_id, bench.version(case_id))
    assert bench.file(case_id).kept == ()
    bench.desk.release(ZHANG, bench.draft(case_id).id, bench.version(case_id))
    bench.desk.undo(ZHANG, case_id, bench.version(case_id))
    assert bench.draft(case_id).attempts == 0
    bench.desk.move(LI, case_id, bench.version(case_id), "安徽")
    bench.desk.undo(LI, case_id, bench.version(case_id))
    assert bench.file(case_id).access_province == "江苏"
    assert bench.fsck().problems == ()


def test_a_colleagues_step_is_not_taken_back(bench: DeskBench, case_id: str) -> None:
    bench.desk.accept(LI, case_id, bench.version(case_id))

    with pytest.raises(Refused, match="没有可撤销"):
        bench.desk.undo(ZHANG, case_id, bench.version(case_id))


def test_what_people_said_of_rules_and_readers_is_counted(bench: DeskBench) -> None:
    case_id = bench.comes(enterprise_case(sizes={"business_license": 90_000}))
    mark = found(bench, case_id, "SIZ001").mark
    bench.desk.override(ZHANG, case_id, bench.version(case_id), mark, "legible")
    bench.desk.correct_fact(ZHANG, case_id, bench.version(case_id), "sha-business_license", "uscc", "X")
    bench.desk.undo(ZHANG, case_id, bench.version(case_id))
    bench.desk.correct_material(ZHANG, case_id, bench.version(case_id), "sha-backdrop_photo", Material.ID_CARD)

    told = lessons(bench.acts.events(case_id))

    assert (told.rules[0].code, told.rules[0].share, told.rules[0].reasons) == ("SIZ001", 1.0, {"legible": 1})
    assert told.facts == ()
    assert [(c.was, c.should, c.times) for c in told.materials] == [("backdrop_photo", "id_card", 1)]
