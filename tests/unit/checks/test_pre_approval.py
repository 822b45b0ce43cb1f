"""What stands under 前置审批 where nothing applies is no tick."""

import pytest

from tests.fakes.cases import enterprise_case
from tests.unit.checks.judging import found


@pytest.mark.parametrize("text", ["以上均不涉及", "☑以上均不涉及", "均无", "不涉及", "无", "都没有", "□新闻 □出版"])
def test_nothing_is_asked_for(text: str) -> None:
    assert not found(enterprise_case(pre_approval=text), "ELI003")


@pytest.mark.parametrize("text", ["新闻", "☑出版", "药品和医疗器械"])
def test_what_is_ticked_is_asked_for(text: str) -> None:
    assert found(enterprise_case(pre_approval=text), "ELI003")
