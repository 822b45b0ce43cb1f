"""Personal numbers never come through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filing.masking import mask_email, mask_name, mask_number, mask_phone, mask_text


def test_the_ends_of_a_number_stay_for_recognition() -> None:
    assert mask_number("320506198001010013") == "3205**********0013"
    assert mask_phone("13912345678") == "139****5678"
    assert mask_name("张三") == "张*"
    assert mask_email("jane@example.com") == "j**@example.com"


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("身份证320506198001010013，请查收", "19800101"),
        ("身份证 320506 19800101 0013", "19800101"),
        ("旧证320506800101001", "6800101"),
        ("手机：139 1234 5678", "1234"),
        ("备案密码：Ab12cd", "Ab12cd"),
        ("苏ICP备12345678号-1 密码 Ab12", "Ab12"),
        ("密码是 xY9!z", "xY9!z"),
        ("用户名 abc 密码abc123", "abc123"),
    ],
)
def test_secrets_in_free_text_are_hidden(text: str, secret: str) -> None:
    assert secret not in mask_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "备案密码忘记了怎么办？",
        "请同时提供备案号和备案密码。",
        "苏ICP备12345678号-1",
        "IP 203.0.113.10",
        "2026-11-21 09:00",
        "电话0512-88868888，QQ 800001180",
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    assert text == mask_text(text)


@given(st.text(), st.from_regex(r"[1-6][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])[0-2][0-9][0-9]{3}[0-9X]", fullmatch=True))
def test_an_id_number_never_survives_between_other_words(words: str, number: str) -> None:
    assert number not in mask_text(f"{words} {number}，{words}")
