"""What becomes of a case at the administration: each step after the one before it, and nothing invented."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from desk.errors import Conflict, NoSuchCase, Refused
from filing.authority import Milestone, Progress, Stage, progress
from filing.errors import ConfigurationRefused
from filing.event import Event, EventKind
from filing.people import EVERYTHING
from filing.standing import View
from store.queue import QueueQueries
from tests.fakes.cases import enterprise_case
from tests.fakes.desk_bench import FAR, LI, ZHANG, DeskBench


@pytest.fixture
def bench(tmp_path: Path) -> DeskBench:
    return DeskBench(tmp_path)


@pytest.fixture
def case_id(bench: DeskBench) -> str:
    return bench.comes(enterprise_case())


def today(bench: DeskBench) -> date:
    return bench.clock.now().date()


def shown(bench: DeskBench, case_id: str) -> str:
    """The letter that the pages show as the reply to the newest mail."""
    detail = bench.queries.case_detail(EVERYTHING, case_id)
    assert detail
    reply = detail.mails[-1].reply
    return reply.template if reply else ""


def test_a_case_goes_its_way_and_may_be_sent_back(bench: DeskBench, case_id: str) -> None:
    desk, day = bench.desk, today(bench)
    desk.submitted(ZHANG, case_id, bench.version(case_id), day, "江苏")
    desk.received(LI, case_id, bench.version(case_id), day)
    desk.returned(LI, case_id, bench.version(case_id), day, "1008", "身份证号 320596199001012229 不清")
    desk.submitted(ZHANG, case_id, bench.version(case_id), day, "江苏")
    told = desk.approved(ZHANG, case_id, bench.version(case_id), day, " 苏icp备12345678号－1 ")

    way = desk.progress(ZHANG, case_id)
    assert [m.stage for m in way.milestones] == ["submitted", "received", "returned", "submitted", "approved"]
    assert {m.administration for m in way.milestones} == {"江苏"}
    assert way.milestones[2].code == "1008"
    assert "199001012229" not in way.milestones[2].reason
    assert way.milestones[-1].icp_number == "苏ICP备12345678号-1"
    assert (way.stage, way.ever_returned, way.last(Stage.RETURNED)) == (Stage.APPROVED, True, None)
    assert told.version == bench.version(case_id)
    assert bench.fsck().problems == ()


def test_each_step_is_told_to_the_customer_by_a_letter_that_a_person_releases(bench: DeskBench, case_id: str) -> None:
    bench.send()
    desk, day = bench.desk, today(bench)
    assert "已起草" in desk.submitted(ZHANG, case_id, bench.version(case_id), day, "江苏").text
    first = bench.draft(case_id)
    desk.received(ZHANG, case_id, bench.version(case_id), day)
    desk.returned(ZHANG, case_id, bench.version(case_id), day, "1008")
    back = bench.draft(case_id)
    assert shown(bench, case_id) == "returned"
    assert (first.template, back.template, first.auto, back.auto) == ("submitted", "returned", False, False)
    desk.release(ZHANG, back.id, bench.version(case_id))
    bench.clock.pass_(seconds=20)
    bench.send()
    assert shown(bench, case_id) == "complete"
    desk.submitted(ZHANG, case_id, bench.version(case_id), day, "江苏")
    desk.approved(ZHANG, case_id, bench.version(case_id), day, "苏ICP备12345678号-1")

    assert {r.template for r in bench.replies(case_id)} == {"complete", "returned", "approved"}
    assert len({r.message_id for r in bench.replies(case_id)}) == 3
    assert bench.fsck().problems == ()


def test_c107_a_case_that_was_sent_back_comes_before_newer_work(bench: DeskBench, case_id: str) -> None:
    bench.send()
    bench.desk.submitted(ZHANG, case_id, bench.version(case_id), today(bench), "江苏")
    bench.desk.discard(ZHANG, bench.draft(case_id).id, bench.version(case_id))
    bench.clock.pass_(days=3)
    newer = bench.comes(
        enterprise_case(name="昆山丙丁贸易有限公司", domain="exampel.org"),
        sender="a@exampel.org",
        never_answer="noreply",
    )
    bench.desk.returned(ZHANG, case_id, bench.version(case_id), today(bench), "1008")

    page = QueueQueries(bench.engine, bench.blobs, {"jiangsu": "江苏"}, lambda moment: moment).page(
        EVERYTHING, View.PERSON, ZHANG.id, bench.clock.now()
    )
    assert [row.id for row in page.rows] == [case_id, newer]


def test_a_letter_of_news_and_the_answer_to_a_mail_do_not_displace_each_other(bench: DeskBench) -> None:
    case_id = bench.comes(enterprise_case(without=("backdrop_photo",)))
    desk = bench.desk
    desk.submitted(ZHANG, case_id, bench.version(case_id), today(bench), "江苏")
    desk.compose(ZHANG, case_id, bench.version(case_id))
    drafts = {r.template: r for r in bench.outbox.drafts()}
    assert set(drafts) == {"submitted", "incomplete"}
    bench.comes(enterprise_case())
    news = next(r for r in bench.outbox.drafts() if r.template == "submitted")

    desk.release(ZHANG, news.id, bench.version(case_id))

    assert bench.fsck().problems == ()


def test_what_was_told_by_mistake_is_told_to_nobody(bench: DeskBench, case_id: str) -> None:
    bench.send()
    bench.desk.submitted(ZHANG, case_id, bench.version(case_id), today(bench), "江苏")
    bench.desk.recall_progress(ZHANG, case_id, bench.version(case_id))

    assert bench.outbox.drafts() == ()
    assert bench.fsck().problems == ()


def test_the_step_is_kept_where_no_letter_can_be_written(
    bench: DeskBench, case_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(*_: object) -> None:
        raise ConfigurationRefused("没有这个接入省。", "请核对。")

    monkeypatch.setattr(type(bench.judging), "news", nothing)
    told = bench.desk.submitted(ZHANG, case_id, bench.version(case_id), today(bench), "江苏")

    assert "另行联系" in told.text
    assert bench.desk.progress(ZHANG, case_id).stage is Stage.SUBMITTED


def test_a_step_needs_the_one_before_it(bench: DeskBench, case_id: str) -> None:
    with pytest.raises(Refused, match="尚未提交管局"):
        bench.desk.received(ZHANG, case_id, bench.version(case_id), today(bench))
    bench.desk.submitted(ZHANG, case_id, bench.version(case_id), today(bench), "江苏")
    with pytest.raises(Refused, match="已提交管局"):
        bench.desk.submitted(ZHANG, case_id, bench.version(case_id), today(bench), "江苏")


def test_days_are_in_order_and_not_to_come(bench: DeskBench, case_id: str) -> None:
    day = today(bench)
    with pytest.raises(Refused, match="日期"):
        bench.desk.submitted(ZHANG, case_id, bench.version(case_id), day + timedelta(days=1), "江苏")
    bench.desk.submitted(ZHANG, case_id, bench.version(case_id), day, "江苏")
    with pytest.raises(Refused, match="日期"):
        bench.desk.received(ZHANG, case_id, bench.version(case_id), day - timedelta(days=1))


def test_what_is_told_must_make_sense(bench: DeskBench, case_id: str) -> None:
    desk, day = bench.desk, today(bench)
    with pytest.raises(Refused, match="没有这个省"):
        desk.submitted(ZHANG, case_id, bench.version(case_id), day, "东京")
    desk.submitted(ZHANG, case_id, bench.version(case_id), day, "江苏")
    with pytest.raises(Refused, match="没有代码"):
        desk.returned(ZHANG, case_id, bench.version(case_id), day, "9999")
    with pytest.raises(Refused, match="没有填写退回原因"):
        desk.returned(ZHANG, case_id, bench.version(case_id), day, "", " ")
    for number in ("", "公网安备32050002000001号", "苏ICP备12345678号-1、苏ICP备12345678号-2"):
        with pytest.raises(Refused, match="备案号格式"):
            desk.approved(ZHANG, case_id, bench.version(case_id), day, number)


def test_what_was_told_by_mistake_is_taken_back(bench: DeskBench, case_id: str) -> None:
    with pytest.raises(Refused, match="还没有登记"):
        bench.desk.recall_progress(ZHANG, case_id, bench.version(case_id))
    bench.desk.submitted(ZHANG, case_id, bench.version(case_id), today(bench), "江苏")

    bench.desk.recall_progress(ZHANG, case_id, bench.version(case_id))

    assert bench.desk.progress(ZHANG, case_id).stage is None


def test_a_stranger_sees_nothing_and_the_slower_one_is_told(bench: DeskBench, case_id: str) -> None:
    with pytest.raises(NoSuchCase):
        bench.desk.progress(FAR, case_id)
    seen = bench.version(case_id)
    bench.desk.submitted(ZHANG, case_id, seen, today(bench), "江苏")
    with pytest.raises(Conflict, match="已提交管局"):
        bench.desk.submitted(LI, case_id, seen, today(bench), "江苏")


def test_entries_of_other_kinds_say_nothing(bench: DeskBench) -> None:
    assert progress([Event(EventKind.NOTE_ADDED, bench.clock.now())]) == Progress()
    assert Milestone(Stage.RECEIVED, date(2026, 2, 9), "江苏").data == {"on": "2026-02-09", "administration": "江苏"}
