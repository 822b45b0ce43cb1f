"""The worksheets: the seed's ten columns, one file a province, each approval once, and who waits for too long."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from filing.authority import Milestone, Progress, Stage
from filing.mail import SHANGHAI
from filing.people import EVERYTHING, Scope
from filing.terms import EntityType, FilingKind, Outcome
from filing.worksheet import Dossier
from policy.worktime import load_worktime
from reports.worksheets import due_day, filed, overdue, register, tracking
from store.worksheets import Worksheets
from tests.fakes.cases import enterprise_case
from tests.fakes.desk_bench import ZHANG, DeskBench

CALENDAR = load_worktime()
LABELS = {
    "entity_name": "主办单位名称",
    "entity_cert_no": "主办单位证件号码",
    "website_principal_cert_no": "网站负责人证件号码",
    "website_principal_mobile": "网站负责人手机号码",
}
NOWHERE = Progress()


def went(*steps: tuple[Stage, str], **more: str) -> Progress:
    marks = [Milestone(stage, date.fromisoformat(day), "江苏") for stage, day in steps]
    return Progress((*marks[:-1], Milestone(marks[-1].stage, marks[-1].on, "江苏", **more)) if marks else ())


def dossier(way: Progress = NOWHERE, reference: str = "BA-20260209-0001", **over: object) -> Dossier:
    case = enterprise_case()
    known: dict[str, object] = {
        "reference": reference, "access_province": "江苏", "entity_province": "江苏", "entity_name": case.entity_name,
        "entity_type": EntityType.ENTERPRISE, "filing_kind": FilingKind.INITIAL, "outcome": Outcome.COMPLETE,
        "case": case, "progress": way,
    }  # fmt: skip
    return Dossier(**(known | over))  # type: ignore[arg-type]  # keywords of Dossier


def test_the_tracking_sheet_has_exactly_the_seeds_ten_columns_in_order() -> None:
    assert tracking([]).head == (
        "主办者名称", "网站负责人姓名", "域名", "IP", "备案类型", "备案资料递交哪省管局", "管局是否收到备案资料",
        "备案是否被退回", "备案是否成功", "备案号",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("way", "said"),
    [
        (went(), ("", "", "", "", "")),
        (went((Stage.SUBMITTED, "2026-02-09")), ("江苏（2026-02-09）", "否", "否", "否", "")),
        (
            went((Stage.SUBMITTED, "2026-02-09"), (Stage.RECEIVED, "2026-02-10")),
            ("江苏（2026-02-09）", "是", "否", "否", ""),
        ),
        (
            went((Stage.SUBMITTED, "2026-02-09"), (Stage.RETURNED, "2026-02-12"), code="1008", reason="证件不清"),
            ("江苏（2026-02-09）", "是", "是（1008 证件不清）", "否", ""),
        ),
        (
            went((Stage.SUBMITTED, "2026-02-09"), (Stage.RETURNED, "2026-02-12"), (Stage.SUBMITTED, "2026-02-13")),
            ("江苏（2026-02-13）", "否", "曾退回", "否", ""),
        ),
        (
            went((Stage.SUBMITTED, "2026-02-09"), (Stage.APPROVED, "2026-03-02"), icp_number="苏ICP备12345678号-1"),
            ("江苏（2026-02-09）", "是", "否", "是", "苏ICP备12345678号-1"),
        ),
    ],
)
def test_the_tracking_sheet_says_how_a_case_stands(way: Progress, said: tuple[str, ...]) -> None:
    (row,) = tracking([dossier(way)]).rows

    assert row[5:] == said
    assert row[0] == enterprise_case().entity_name


def test_a_case_that_is_not_through_the_review_is_on_no_sheet() -> None:
    waiting = dossier(outcome=Outcome.INCOMPLETE)

    assert tracking([waiting]).rows == ()
    assert register([waiting], LABELS) == {}


def test_the_register_is_a_file_for_each_owners_province_below_its_access_province() -> None:
    far = dossier(access_province="安徽", entity_province="上海", reference="BA-20260209-0002")

    files = register([dossier(), far, dossier(entity_province=None)], LABELS)

    assert list(files) == [("安徽", "上海"), ("江苏", "属地不明"), ("江苏", "江苏")]
    assert files["江苏", "江苏"].title == "网站备案资料登记表-江苏"
    assert files["江苏", "江苏"].head == ("备案编号", "备案类型", *LABELS.values())


def test_personal_numbers_are_masked_until_somebody_asks_for_them() -> None:
    ((row,),) = (t.rows for t in register([dossier()], LABELS).values())
    ((full,),) = (t.rows for t in register([dossier()], LABELS, plain=True).values())
    ((person,),) = (t.rows for t in register([dossier(entity_type=EntityType.INDIVIDUAL)], LABELS).values())

    assert "*" not in str(row[3]), "an organisation's number is public"
    assert "*" in str(row[4])
    assert "*" in str(row[5])
    assert "*" in str(person[3])
    assert not any("*" in str(cell) for cell in full)


def test_an_approved_case_is_in_the_filing_sheet_once_and_later_exports_only_add() -> None:
    first = dossier(went((Stage.SUBMITTED, "2026-02-09"), (Stage.APPROVED, "2026-03-02"), icp_number="苏ICP备1号"))
    later = dossier(went((Stage.SUBMITTED, "2026-02-09"), (Stage.APPROVED, "2026-03-03")), "BA-20260101-0001")

    before, after = filed([dossier(), first]).rows, filed([later, first, dossier()]).rows

    assert len(before) == 1
    assert after[: len(before)] == before


def test_an_approval_that_is_entered_late_comes_after_what_was_exported_meanwhile() -> None:
    """备案成功后将信息录入到备案工作表 [001:227]: rows are added at the end, whatever day they are of."""
    marks = [Milestone(Stage.APPROVED, date(2026, 3, day), "江苏", icp_number=f"苏ICP备{day}号") for day in (3, 2)]
    told = [datetime(2026, 3, day, 9, tzinfo=SHANGHAI) for day in (4, 5)]
    first, late = (
        dossier(Progress((replace(mark, told_at=moment),)), f"BA-20260209-000{n}")
        for n, (mark, moment) in enumerate(zip(marks, told, strict=True))
    )

    assert [row[0] for row in filed([late, first]).rows] == ["苏ICP备3号", "苏ICP备2号"]


@pytest.mark.parametrize(
    ("submitted", "received", "due"),
    [
        ("2026-02-09", None, "2026-03-13"),
        ("2026-09-14", None, "2026-10-16"),
        ("2026-02-05", "2026-02-09", "2026-03-13"),
    ],
)
def test_the_administration_has_twenty_working_days(submitted: str, received: str | None, due: str) -> None:
    """C102: 管理局规定会在20个工作日内审核; counted from the receipt where it is known (A26)."""
    steps = [(Stage.SUBMITTED, submitted)] + ([(Stage.RECEIVED, received)] if received else [])

    assert due_day(dossier(went(*steps)), CALENDAR).isoformat() == due


def test_g40_a_case_is_overdue_on_the_twenty_first_working_day() -> None:
    one = dossier(went((Stage.SUBMITTED, "2026-02-09")))
    done = dossier(went((Stage.SUBMITTED, "2026-02-09"), (Stage.RETURNED, "2026-02-11")))

    assert overdue([one], CALENDAR, date(2026, 3, 13)).rows == ()
    assert overdue([one], CALENDAR, date(2026, 3, 15)).rows == (), "the Sunday after: the twenty-first day is Monday"
    (row,) = overdue([one, done, dossier()], CALENDAR, date(2026, 3, 16)).rows
    assert row[0] == one.reference
    assert row[6:8] == ("2026-03-13", 21)


def test_the_store_hands_out_a_scopes_cases_with_their_way(tmp_path: Path) -> None:
    bench = DeskBench(tmp_path)
    case_id = bench.comes(enterprise_case())
    sheets = Worksheets(bench.engine, bench.blobs)
    day = bench.clock.now().date()
    bench.desk.submitted(ZHANG, case_id, bench.version(case_id), day, "江苏")
    bench.clock.pass_(minutes=24 * 60)
    bench.desk.received(ZHANG, case_id, bench.version(case_id), day + timedelta(days=1))

    (one,) = sheets.dossiers(EVERYTHING)

    assert [m.stage for m in one.progress.milestones] == [Stage.SUBMITTED, Stage.RECEIVED]
    assert one.case.form_text("website_principal_name")
    assert list(sheets.dossiers(Scope(frozenset({"安徽"})))) == []
