"""空壳网站: what points elsewhere is listed with its deadline, and nothing is called ours that was not seen there."""

from datetime import datetime

from filing.mail import SHANGHAI
from policy.load import load_policy
from policy.server_ip import Ranges
from policy.worktime import load_worktime
from reports.shells import Addresses, FiledDomain, shells
from reports.tables import Table

CALENDAR = load_worktime()
G39 = datetime(2026, 6, 18, 13, 5, tzinfo=SHANGHAI)
BOTH = load_policy(ip_ranges={"jiangsu": ("203.0.113.0/24", "2001:db8::/32"), "anhui": ("198.51.100.0/24",)}).ranges
JIANGSU_ONLY = load_policy(ip_ranges={"jiangsu": ("203.0.113.0/24",)}).ranges


def drawn(found: Addresses, ranges: Ranges = BOTH, access: str = "江苏") -> Table:
    filed = (FiledDomain(domain, "示例公司", "苏ICP备12345678号-1", access) for domain in found)
    return shells(filed, found, ranges, CALENDAR, G39)


def test_g39_a_domain_elsewhere_has_until_the_close_of_the_next_working_day() -> None:
    (row,) = drawn({"a.example": ("192.0.2.9",)}).rows

    assert row[:6] == (
        *("示例公司", "a.example", "苏ICP备12345678号-1", "192.0.2.9"),
        *("2026-06-18 13:05", "2026-06-22 17:30"),
    )


def test_c125_the_notice_has_the_three_statements_and_the_deadline() -> None:
    told = str(drawn({"a.example": ("192.0.2.9",)}).rows[0][6])
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
    assert shells([FiledDomain("y.example", "", "", "江苏")], {}, BOTH, CALENDAR, G39).rows[0][3] == "未查到"


def test_a39_without_ranges_nothing_is_listed_and_the_sheet_says_so() -> None:
    table = drawn({"a.example": ("192.0.2.9",)}, {})
    assert table.rows == ()
    assert "未配置" in table.head[0]


def test_a39_of_a_province_without_ranges_only_the_number_is_told() -> None:
    (row,) = drawn({"a.example": ("192.0.2.9",), "b.example": ("203.0.113.1",)}, JIANGSU_ONLY, "安徽").rows
    assert (row[1], row[3]) == ("", "未配置")
    assert "1 个域名不能判断" in str(row[6])
