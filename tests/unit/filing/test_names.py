"""Names: only writing is folded, never meaning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filing.names import (
    confusable,
    edit_distance,
    fold,
    is_abbreviation,
    looks_like_organisation,
    looks_like_person,
    same_name,
)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("中网科技（苏州）股份有限公司", "中网科技(苏州)股份有限公司"),
        ("苏州 甲乙 科技有限公司", "苏州甲乙科技有限公司"),
        ("古丽·阿依", "古丽•阿依"),
        ("ＡＢＣ有限公司", "abc有限公司"),
    ],
)
def test_writing_does_not_make_another_name(a: str, b: str) -> None:
    assert same_name(a, b)


@pytest.mark.parametrize(
    ("a", "b"), [("甲乙有限责任公司", "甲乙有限公司"), ("己丑商行", "已丑商行"), ("", ""), ("甲公司", "乙公司")]
)
def test_another_name_is_another_name(a: str, b: str) -> None:
    assert not same_name(a, b)


def test_an_abbreviation_leaves_something_out() -> None:
    assert is_abbreviation("中网科技", "中网科技（苏州）股份有限公司")
    assert is_abbreviation("甲乙科技", "苏州甲乙科技有限公司")
    assert not is_abbreviation("苏州甲乙科技有限公司", "苏州甲乙科技有限公司")
    assert not is_abbreviation("丙丁科技", "苏州甲乙科技有限公司")
    assert is_abbreviation("甲乙科技有限公司", "苏州甲乙科技有限公司")


def test_another_legal_body_is_no_abbreviation() -> None:
    assert not is_abbreviation("苏州甲乙科技有限公司", "苏州甲乙科技有限责任公司")
    assert not is_abbreviation("苏州甲乙科技有限公司", "苏州甲乙科技股份有限公司")
    assert not is_abbreviation("苏州甲乙科技有限公司", "苏州甲乙科技有限公司上海分公司")


def test_what_ocr_confuses_is_no_proof_of_a_difference() -> None:
    assert confusable("苏州甲己科技有限公司", "苏州甲已科技有限公司")
    assert confusable("张赟", "张资")
    assert not confusable("张三丰", "李四光")


@pytest.mark.parametrize("name", ["张三", "欧阳修文", "古丽·阿卜杜热依木", "阿依努尔·买买提"])
def test_people(name: str) -> None:
    assert looks_like_person(name)
    assert not looks_like_organisation(name)


@pytest.mark.parametrize(
    "name",
    [
        "苏州甲乙科技有限公司",
        "滁州丙丁商行（个体工商户）",
        "某某律师事务所",
        "苏州市第一中学",
        "Suzhou Abc Co., Ltd.",
        "上海某某企业管理合伙企业（有限合伙）",
    ],
)
def test_organisations(name: str) -> None:
    assert looks_like_organisation(name)
    assert not looks_like_person(name)


@given(st.text(), st.text())
def test_comparing_is_symmetric_and_never_raises(a: str, b: str) -> None:
    assert same_name(a, b) == same_name(b, a)
    assert edit_distance(a, b) == edit_distance(b, a)
    assert fold(fold(a)) == fold(a)


@pytest.mark.parametrize("name", ["个人", "本人", "企业", "负责人"])
def test_what_stands_where_a_name_belongs_is_no_person(name: str) -> None:
    assert not looks_like_person(name)
