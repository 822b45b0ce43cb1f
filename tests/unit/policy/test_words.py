"""Words of names and trades are policy data: by profile, dated, with source and when it was seen."""

from datetime import date

import pytest

from policy.load import load_policy
from policy.materials import version_of
from policy.read import read_book
from policy.situation import situation_of
from tests.fakes.cases import enterprise_case, individual_case
from tests.unit.checks.judging import asked, found


def test_every_row_that_is_not_the_seeds_says_when_it_was_seen_and_how_far_it_is_trusted() -> None:
    book, _ = read_book("modern-2026")
    assert book is not None
    own = [row for name in type(book.profile).model_fields for row in getattr(book.profile, name) if name != "extends"]
    rows = [r for r in own if "modern" in r.file and not r.source.startswith(("000", "001"))]

    assert rows
    assert [r.source for r in rows if r.as_of is None or r.confidence is None] == []


def test_the_licence_that_is_asked_for_has_its_name_today() -> None:
    (finding,) = found(enterprise_case(site_name="甲乙新闻网"), "ELI003", "modern-2026")

    assert finding.facts["licences"] == ["《互联网新闻信息服务许可证》"]
    assert found(enterprise_case(site_name="甲乙新闻网"), "ELI003")[0].facts["licences"] == []


def test_a_word_of_today_is_looked_into_today_only() -> None:
    case = individual_case(site_name="李四的工作室")

    assert [f.facts["words"] for f in found(case, "SIT003", "modern-2026")] == [["工作室"]]
    assert found(case, "SIT003") == []


@pytest.mark.parametrize(("profile", "expected"), [("chinanet", "exact"), ("modern-2026", "miit_264")])
def test_who_may_hold_a_units_domain(profile: str, expected: str) -> None:
    assert asked(enterprise_case(), profile).domain_owner_policy == expected


def test_a_profiles_own_version_of_a_provinces_paper_stands_first() -> None:
    case = enterprise_case(province="上海", manager="李四")
    titles = {}
    for profile in ("chinanet", "modern-2026"):
        book = load_policy(profile).book
        version = version_of(book, date(2026, 9, 15), situation_of(case), asked(case).materials[-1].material)
        titles[profile] = version.title if version else ""

    assert titles == {"chinanet": "《网站负责人委托书-上海》", "modern-2026": "《上海网站负责人授权书》"}
