"""The head of a mail that nobody opens: what lists show of it, in no time."""

import time

import pytest

from filing.mail import Head
from parsers.mail_head import read_head


@pytest.mark.parametrize(
    ("raw", "head"),
    [
        (b"From: a@b.example\r\nSubject: x\r\nMessage-ID: <i@b>\r\n\r\nFrom: c", Head("<i@b>", "a@b.example", "x")),
        (b"Subject: long\r\n  one\r\nFROM : <a@b.example>\r\n\r\n", Head("", "a@b.example", "long one")),
        ("Subject: 苏州\nFrom: a@b.example\n\n".encode("gb18030"), Head("", "a@b.example", "苏州")),
        (b"Subject: first\r\nSubject: second\r\n\r\n", Head("", "", "first")),
        (b"", Head()),
        (b"\r\n\r\nSubject: body", Head()),
    ],
)  # fmt: skip
def test_the_first_field_of_each_name_is_read_decoded(raw: bytes, head: Head) -> None:
    assert read_head(raw) == head


@pytest.mark.parametrize(
    "raw",
    [
        b"Subject: " + b"=?utf-8?b?QQ==?= " * 60_000,
        b"From: " + b'"a\\"' * 60_000,
        b"From: " + b"a@b, " * 50_000,
        b"Subject:" + b"\r\n " * 100_000,
        b"Subject" * 200_000,
    ],
)
def test_a_hostile_head_costs_nothing(raw: bytes) -> None:
    started = time.monotonic()
    read_head(raw)

    assert time.monotonic() - started < 1
