"""Which value holds on which day: both ends are included."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from filing.terms import Material
from policy.load import load_policy
from tests.fakes.cases import enterprise_case

Edit = Callable[[str, str, str], int]


@pytest.mark.parametrize(("day", "password"), [(date(2020, 8, 16), True), (date(2020, 8, 17), False)])
def test_the_password_ends_on_its_day(day: date, password: bool) -> None:
    number = load_policy("modern-2026").on(day).asks(enterprise_case(kind="备案接入")).number
    assert number is not None
    assert number.password is password


@pytest.mark.parametrize(("day", "suspended"), [(date(2025, 12, 31), True), (date(2026, 1, 1), False)])
def test_the_modern_profile_suspends_nobody_from_2026(day: date, suspended: bool) -> None:
    asks = load_policy("modern-2026").on(day).asks(enterprise_case(province="新疆"))
    assert (asks.suspension is not None) is suspended


@pytest.mark.parametrize(
    ("day", "suspended"),
    [(date(2024, 4, 30), True), (date(2024, 5, 1), False), (date(2024, 5, 31), False), (date(2024, 6, 1), True)],
)
def test_a_suspension_may_be_lifted_for_one_access_province_and_come_back(
    folder: Path, edit: Edit, day: date, suspended: bool
) -> None:
    old = 'access = "江苏"\neffective_from = 2011-01-01\n'
    again = '[[suspensions]]\naccess = "江苏"\neffective_from = 2024-06-01\nsource = "某某通知"\n\n'
    edit("entity/shandong.toml", old, old + "effective_to = 2024-04-30\n")
    path = folder / "entity/shandong.toml"
    path.write_text(path.read_text() + "\n" + again)
    policy = load_policy(folder=folder).on(day)
    assert (policy.asks(enterprise_case(province="山东")).suspension is not None) is suspended
    assert policy.asks(enterprise_case(access="安徽", province="山东")).suspension is not None


def test_a_province_may_get_its_own_version_from_a_day(folder: Path) -> None:
    row = '[[versions]]\nmaterial = "verification_form"\ntitle = "《核验单-贵州》"\n'
    row += 'effective_from = 2026-09-16\nsource = "某某通知"\n'
    (folder / "entity/guizhou.toml").write_text('province = "贵州"\n\n' + row)
    policy, case = load_policy(folder=folder), enterprise_case(province="贵州")
    before, after = (policy.on(date(2026, 9, d)).asks(case).ask(Material.VERIFICATION_FORM) for d in (15, 16))
    assert before is not None
    assert after is not None
    assert (before.special, after.special, after.title) == (False, True, "《核验单-贵州》")


def test_a_mail_dated_before_the_policy_is_judged_by_its_first_day() -> None:
    asks = load_policy().on(date(1970, 1, 1)).asks(enterprise_case(province="山东"))
    assert asks.day == date(1970, 1, 1)
    assert len(asks.materials) == 8
    assert asks.suspension is not None


def test_the_address_of_the_ministry_changed() -> None:
    policy = load_policy()
    assert "miibeian" in policy.on(date(2015, 1, 1)).provider("江苏").miit_url
    assert policy.on(date(2026, 1, 1)).provider("江苏").miit_url == "https://beian.miit.gov.cn"


def test_service_levels_are_those_of_the_seed() -> None:
    levels = load_policy().on(date(2026, 9, 15)).service_levels
    assert levels.sessions == ("08:30-11:30", "13:00-17:30")
    assert levels.hours == "工作日 8:30-11:30、13:00-17:30"
    assert (levels.ack_seconds, levels.same_day_reply, levels.authority_workdays) == (300, True, 20)
    assert (levels.stale_platform_months, levels.correction_hours, levels.daily_recheck_min) == (1, 24, 4)
