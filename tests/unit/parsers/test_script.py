"""Print has one script: what mixes two was misread."""

import pytest

from parsers.script import _PAIRS, in_one_script


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("陝西万象汇农業发展有限公司", "陕西万象汇农业发展有限公司"),
        ("烏鲁木齐嘉茂生物科技有限公司", "乌鲁木齐嘉茂生物科技有限公司"),
        ("香港聯發國際有限公司", "香港聯發國際有限公司"),
        ("恒昇堃喆商行", "恒昇堃喆商行"),
        ("恒昇实业有限公司", "恒昇实业有限公司"),
    ],
)
def test_a_text_in_two_scripts_is_put_into_one(read: str, meant: str) -> None:
    assert in_one_script(read) == meant


def test_no_character_stands_on_both_sides() -> None:
    assert not set(_PAIRS[::2]) & set(_PAIRS[1::2])
