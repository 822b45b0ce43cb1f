"""Group 15 of the hostile input: what an engine reads decides nothing by itself (T191-T196)."""

import itertools
import time

import pytest

from checks.compare import compare_names
from filing.names import fold, same_name
from filing.numbers import id_number_ok
from filing.paper import Fact
from filing.terms import Verdict
from parsers.child import Child, ChildDied
from tests.fakes.cases import enterprise_case
from tests.fakes.people import Person, id_number
from tests.unit.checks.judging import found

NAMES = (
    *("苏州甲乙科技有限公司", "中网科技（苏州）股份有限公司", "南京市样例区小王餐饮店", "甲乙（北京）网络有限责任公司"),
    *("样例县人民政府办公室", "苏州Ａ＆Ｂ设计有限公司", "样例市第一中学", "上海甲己未来信息技术有限公司"),
    *("张三", "欧阳样例", "买买提·艾力", "阿卜杜热合曼·买买提", "古丽米热·吐尔逊", "龘䶮", "王𠮷", "李犇骉"),
    *("甲乙律师事务所", "样例基金会", "广州市样例区甲乙商行", "江苏甲乙集团有限公司苏州分公司"),
)
WRITTEN = (
    lambda n: f" {n}　",
    "\u200b".join,
    " ".join,
    lambda n: n.translate(str.maketrans("（）", "()")),
    lambda n: n.translate(str.maketrans("()", "（）")),
    lambda n: n.replace("·", "•"),
    lambda n: n.replace("·", "・"),
    lambda n: n.replace("Ａ＆Ｂ", "A&B"),
    lambda n: f"\ufeff{n}\u2060",
    lambda n: n.upper().lower(),
)
CHANGED = (
    lambda n: n[:-1],
    lambda n: n[1:],
    lambda n: n + "二",
    lambda n: f"新{n}",
    lambda n: n[1] + n[0] + n[2:],
    lambda n: n.replace("有限公司", "有限责任公司") if "有限公司" in n else f"{n}店",
    lambda n: n.replace("科技", "科枝") if "科技" in n else f"{n[0]}丶{n[1:]}",
    lambda n: n.replace("苏州", "荪州") if "苏州" in n else n[:1] + "某" + n[2:],
    lambda n: n.replace("甲", "申") if "甲" in n else n[:-1] + "某",
    lambda n: n.replace("三", "二") if "三" in n else n[::-1],
    lambda n: f"{n}（分）",
    lambda n: n.replace("·", "") if "·" in n else n[: len(n) // 2] + "·" + n[len(n) // 2 :],
    lambda n: n[0] * 2 + n[2:],
    lambda n: f"{n}1",
    lambda n: n.replace("（", "").replace("）", "") if "（" in n else f"{n}()",
)
SAME = [(name, write(name)) for name, write in itertools.product(NAMES, WRITTEN)]
OTHER = [(name, change(name)) for name, change in itertools.product(NAMES, CHANGED)]


@pytest.fixture
def child() -> Child:
    return Child()


def test_t191_an_engine_that_hangs_raises_or_dies_is_told_and_the_next_paper_is_read(child: Child) -> None:
    try:
        for job, patience in (("time:sleep", 1.0), ("os:abort", 30.0), ("math:sqrt", 30.0)):
            argument = () if job == "os:abort" else (60 if job == "time:sleep" else -1,)
            with pytest.raises(ChildDied) as died:
                child.run(job, *argument, timeout=patience)
            assert "人工" in str(died.value)

        begun = time.monotonic()
        assert len(child.run("builtins:eval", "'字' * 10_000_000", timeout=30)) == 10_000_000
        assert time.monotonic() - begun < 30
    finally:
        child.close()


def test_t193_writing_makes_no_difference() -> None:
    for typed, read in SAME:
        assert same_name(typed, read), read
        assert compare_names(Fact(typed, sure=True), Fact(read, sure=True)) is Verdict.PASS, read


def test_t193_no_other_name_is_accepted() -> None:
    different = [(typed, read) for typed, read in OTHER if fold(typed) != fold(read)]

    assert len(SAME) + len(different) >= 490
    for typed, read in different:
        assert not same_name(typed, read), read
        for sure in (True, False):
            assert compare_names(Fact(typed, sure=True), Fact(read, sure=sure)) is not Verdict.PASS, read


@pytest.mark.parametrize(
    ("number", "good"),
    [
        (Person().id_number, True),
        (f" {Person().id_number.lower()} ", True),
        (Person().id_number[:-1] + ("1" if Person().id_number[-1] != "1" else "2"), False),
        (Person().id_number[:6] + Person().id_number[8:17], True),  # the old 15 digits
        (id_number(birth="19801301"), False),
        (id_number(birth="19800230"), False),
        (id_number(birth="18991231"), False),
        ("00" + Person().id_number[2:], False),
        ("1" * 18, False),
        ("", False),
    ],
)
def test_t194_an_id_number_proves_itself_or_not(number: str, good: bool) -> None:
    assert id_number_ok(number) is good


def test_t194_nobody_is_born_after_the_day_of_the_mail() -> None:
    unborn = found(enterprise_case(website_principal_cert_no=id_number(birth="20991231", sequence="001")), "NUM003")

    assert [finding.facts["key"] for finding in unborn] == ["website_principal_cert_no"]
    assert not found(enterprise_case(), "NUM003")


def test_t195_what_was_not_read_surely_never_proves_a_difference_or_a_copy() -> None:
    for typed, read in OTHER:
        if fold(typed) != fold(read):
            assert compare_names(Fact(typed, sure=True), Fact(read, sure=False)) is Verdict.UNSURE, read
