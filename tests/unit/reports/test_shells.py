"""空壳网站: what points elsewhere is listed with its deadline, and nothing is called ours that was not seen there."""

from dataclasses import replace
from datetime import datetime, timedelta

from filing.mail import SHANGHAI
from filing.shells import Shell, ShellNotice, ShellOutcome
from policy.load import load_policy
from policy.server_ip import Ranges
from policy.worktime import load_worktime
from reports.shell_looks import Addresses, FiledDomain
from reports.shells import shells
from reports.tables import Table

CALENDAR = load_worktime()
G39 = datetime(2026, 6, 18, 13, 5, tzinfo=SHANGHAI)
BOTH = load_policy(ip_ranges={"jiangsu": ("203.0.113.0/24", "2001:db8::/32"), "anhui": ("198.51.100.0/24",)}).ranges
JIANGSU_ONLY = load_policy(ip_ranges={"jiangsu": ("203.0.113.0/24",)}).ranges


def drawn(
    found: Addresses,
    ranges: Ranges = BOTH,
    access: str = "江苏",
    told: ShellNotice | None = None,
    now: datetime = G39,
) -> Table:
    filed = (FiledDomain(domain, "示例公司", "苏ICP备12345678号-1", access, "BA-1", told) for domain in found)
    return shells(filed, found, ranges, CALENDAR, now)


def test_g39_a_domain_elsewhere_has_until_the_close_of_the_next_working_day() -> None:
    (row,) = drawn({"a.example": ("192.0.2.9",)}).rows

    assert row[:6] == (
        *("示例公司", "a.example", "苏ICP备12345678号-1", "192.0.2.9"),
        *("2026-06-18 13:05", "2026-06-22 17:30"),
    )


def test_c125_the_notice_has_the_three_statements_and_the_deadline() -> None:
    told = str(drawn({"a.example": ("192.0.2.9",)}).rows[0][9])
    for words in (
        "工信部要求对非我公司接入的网站取消接入",
        "会成为空壳网站，将会被工信部注销备案号",
        "建议您继续使用我公司接入",
        "2026-06-22 17:30",
    ):
        assert words in told


def test_any_of_our_ranges_is_ours_and_one_address_elsewhere_is_enough() -> None:
    assert drawn({"a.example": ("203.0.113.7", "2001:db8::1"), "b.example": ("198.51.100.3",)}).rows == ()
    (row,) = drawn({"c.example": ("203.0.113.7", "192.0.2.9")}).rows
    assert row[3] == "192.0.2.9"


def test_what_points_nowhere_or_is_unknown_is_listed_last_and_has_no_deadline() -> None:
    rows = drawn({"x.example": None, "n.example": (), "a.example": ("192.0.2.9",)}).rows

    assert [row[3] for row in rows] == ["192.0.2.9", "无解析", "未查到"]
    assert [bool(row[5]) for row in rows] == [True, False, False]
    assert shells([FiledDomain("y.example", "", "", "江苏", "BA-1")], {}, BOTH, CALENDAR, G39).rows[0][3] == "未查到"


def test_a39_without_ranges_nothing_is_listed_and_the_sheet_says_so() -> None:
    table = drawn({"a.example": ("192.0.2.9",)}, {})
    assert table.rows == ()
    assert "未配置" in table.head[0]


def test_a39_of_a_province_without_ranges_only_the_number_is_told() -> None:
    (row,) = drawn({"a.example": ("192.0.2.9",), "b.example": ("203.0.113.1",)}, JIANGSU_ONLY, "安徽").rows
    assert (row[1], row[3]) == ("", "未配置")
    assert "1 个域名不能判断" in str(row[9])


SHELL = Shell("a.example", ("192.0.2.9",), G39, datetime(2026, 6, 22, 17, 30, tzinfo=SHANGHAI))
TOLD = ShellNotice(SHELL, G39 + timedelta(minutes=5))
FRIDAY, AFTER = SHELL.until - timedelta(days=3), SHELL.until + timedelta(hours=15)
AWAY, BACK, CANCELLED = ShellOutcome.AWAY, ShellOutcome.BACK, ShellOutcome.CANCELLED
OUT, IN = ("192.0.2.9",), ("203.0.113.7",)


def said(told: ShellNotice | None, seen: tuple[str, ...] | None, now: datetime) -> tuple[object, ...] | None:
    """转回期限, 通知情况, 处理结果 of the one row, if there is one."""
    rows = drawn({"a.example": seen}, told=told, now=now).rows
    return rows[0][5:8] if rows else None


def test_what_was_told_is_shown_with_its_own_deadline_and_what_became_of_it() -> None:
    due, sent = "2026-06-22 17:30", "已通知（06-18 13:10）"

    assert said(TOLD, OUT, FRIDAY) == (due, sent, "")
    assert said(TOLD, IN, FRIDAY) == (due, sent, "已转回")
    assert said(TOLD, OUT, AFTER) == (due, sent, "未转回")
    assert said(TOLD, (), AFTER) == said(TOLD, None, AFTER) == (due, sent, "未确认")
    assert said(replace(TOLD, outcome=AWAY), None, AFTER) == (due, sent, "未转回")
    assert said(replace(TOLD, outcome=CANCELLED), OUT, AFTER) == (due, sent, "已取消接入")


def test_who_came_back_is_listed_no_more_and_told_anew_after_leaving_again() -> None:
    back = replace(TOLD, outcome=BACK)
    assert said(back, IN, AFTER) is None
    assert said(replace(TOLD, outcome=CANCELLED), IN, AFTER) is None
    assert said(back, OUT, AFTER) == ("2026-06-24 17:30", "未通知", "")


def test_a_notice_that_did_not_leave_in_time_was_not_told() -> None:
    draft, late = ShellNotice(SHELL), replace(TOLD, sent_at=AFTER)
    assert said(draft, OUT, FRIDAY) == ("2026-06-22 17:30", "通知待发出", "")
    assert said(draft, OUT, AFTER) == said(late, OUT, AFTER) == ("2026-06-24 17:30", "未通知", "")
    assert said(replace(TOLD, bounced=True), OUT, FRIDAY) == ("2026-06-22 17:30", "通知被退回", "")
    assert said(draft, None, AFTER) == ("2026-06-22 17:30", "通知未发出", "")


def test_each_row_says_the_next_step_and_names_its_case() -> None:
    for told, seen, now, words in (
        (TOLD, OUT, FRIDAY, "等客户转回"),
        (TOLD, OUT, AFTER, "交技术部处理、市场部跟进"),
        (TOLD, IN, AFTER, "请登记“已转回”"),
        (ShellNotice(SHELL), OUT, FRIDAY, "核对后发出"),
        (None, OUT, G39, "建议您继续使用我公司接入"),
    ):
        (row,) = drawn({"a.example": seen}, told=told, now=now).rows
        assert row[8] == "BA-1"
        assert words in str(row[9])
