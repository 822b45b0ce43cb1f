"""What parse_mail says besides the parts: classes, who may be answered, own words, links."""

import random
import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filing.mail import Mail, RawMail
from filing.terms import MailClass
from parsers.charsets import clean_line, decode_text
from parsers.mail import parse_mail
from parsers.mail_headers import addresses, decode_header, one_address
from parsers.mail_params import parameters
from tests.fakes.hard_mails import all_mails
from tests.fakes.mime import BODY, attachment, head, mixed, text_mail, word

OWN = frozenset({"JSBA@example.net"})


def parsed(raw: bytes, own: frozenset[str] = frozenset()) -> Mail:
    return parse_mail(RawMail(raw, "jiangsu", datetime(2026, 6, 1, tzinfo=UTC)), own)


@pytest.mark.parametrize(
    ("sender", "more", "why"),
    [
        (b"zhang@example.cn", {}, ""),
        (b"zhang@example.cn", {"Reply_To": "li@mail.example.cn"}, ""),
        (b"zhang@example.cn", {"Reply_To": "li@example.org"}, "回复地址"),
        (b"", {}, "无法确定"),
        (b"jsba@example.net", {}, "本系统的邮箱"),
        (b"zhang@example.cn", {"X_Beian_Desk": "1"}, "发信标记"),
        (b"no-reply@example.cn", {}, "noreply"),
        (b"noreply@example.cn", {}, "noreply"),
        (b"notification+x@example.cn", {}, "noreply"),
        (b"zhang@example.cn", {"Return_Path": "<>"}, "退回地址"),
        (b'"jsba@example.net" <evil@example.org>', {}, "冒用"),
        (b"zhang@example.cn", {"Authentication_Results": "mx; spf=pass; dkim=pass; dmarc=fail"}, ""),
    ],
)
def test_a_machine_answers_only_whom_it_may(sender: bytes, more: dict[str, str], why: str) -> None:
    mail = parsed(text_mail_from(sender, more), OWN)

    assert mail.mail_class is MailClass.NORMAL
    assert why in mail.never_answer
    assert bool(mail.never_answer) == bool(why)


def text_mail_from(sender: bytes, more: dict[str, str]) -> bytes:
    return head(sender=sender, **more) + b"Content-Type: text/plain\r\n\r\nx"


def test_a_mail_that_is_addressed_to_somebody_else_waits_for_a_person() -> None:
    assert "收件人" in parsed(text_mail(), frozenset({"ahba@example.net"})).never_answer


@pytest.mark.parametrize(
    ("body", "own"),
    [
        ("备案密码abc123\n\n------------------ 原始邮件 ------------------\n发件人: 备案\n旧内容", "备案密码abc123"),
        ("请查收\n在 2026-06-01 10:00:00，备案组 <jsba@example.net> 写道：\n> 旧内容", "请查收"),
        ("请查收\n\nOn Mon, Jun 1, 2026 at 10:00 AM JSBA <jsba@example.net> wrote:\n> old", "请查收"),
        ("请查收\nOn Mon, Jun 1, 2026 at 10:00 AM JSBA\n<jsba@example.net> wrote:\n> old", "请查收"),
        ("好\n---- 回复的原邮件 ----\n| 发件人 | 备案 |", "好"),
        ("好\n\n发件人： 备案组\n发送时间： 2026-06-01\n收件人： 张三\n主题： 回复\n\n旧内容", "好"),
        ("好\nFrom: JSBA\nSent: Monday\nTo: z\nSubject: x\n\nold", "好"),
        ("新\n> 旧\n再", "新\n再"),
        ("发件人：张三\n电话：1", "发件人：张三\n电话：1"),
        ("-----Original Message-----\nold", ""),
        ("好\n-------- 转发邮件信息 --------\n发件人：x", "好"),
    ],
)
def test_own_text_ends_where_an_older_mail_is_quoted(body: str, own: str) -> None:
    assert parsed(text_mail(body.encode())).own_text == own


def test_a_forwarded_mail_without_words_of_its_own_keeps_what_was_forwarded() -> None:
    body = "-------- 转发邮件信息 --------\n发件人：客户\n\n备案密码：abc123"
    raw = head(word("转发: 苏州某某科技有限公司+example.com")) + b"Content-Type: text/plain; charset=utf-8\r\n\r\n"

    assert "abc123" in parsed(raw + body.encode()).own_text


def test_a_bounce_names_the_mail_that_came_back() -> None:
    bounce = parsed(all_mails()["c44"].raw)

    assert bounce.mail_class is MailClass.BOUNCE
    assert bounce.bounced_message_id == "<ours@example.net>"


def test_the_signature_logo_is_marked_as_shown_by_the_body() -> None:
    logo, scan = parsed(all_mails()["c37"].raw).parts

    assert (logo.inline, logo.referenced) == (True, True)
    assert (scan.inline, scan.referenced) == (False, False)


def test_members_of_a_nested_mail_name_their_container() -> None:
    for label in ("c31", "c32", "c33", "c34", "c35"):
        box, member = parsed(all_mails()[label].raw).parts

        assert (box.inside, member.inside) == (None, box.name)


def test_a_part_that_the_mail_ends_in_is_truncated() -> None:
    assert [p.truncated for p in parsed(all_mails()["c28"].raw).parts] == [True]
    assert [p.truncated for p in parsed(mixed(BODY, attachment(b'filename="a.jpg"'), close=False)).parts] == [False]


def test_threading_fields_are_bare_ids() -> None:
    mail = parsed(text_mail(Message_ID="<a@x>", In_Reply_To="re <b@x> (by me)", References="<c@x>\r\n <b@x>"))

    assert (mail.message_id, mail.in_reply_to, mail.references) == ("<a@x>", "<b@x>", ("<c@x>", "<b@x>"))


@pytest.mark.parametrize(
    ("date", "year"),
    [("Mon, 1 Jun 2026 10:00:00 +0800", 2026), ("Mon, 1 Jun 20200 10:00:00 +0800", None), ("gestern", None), ("", None),
     ("Mon, 1 Jun 2026 10:00:00 +9999", None)],
)  # fmt: skip
def test_a_date_that_cannot_be_is_no_date(date: str, year: int | None) -> None:
    sent = parsed(text_mail(Date=date)).sent_at

    assert (sent.year if sent else None) == year or sent is None
    assert sent is None or sent.tzinfo is not None


def test_plain_text_and_html_of_one_alternative_are_one_body() -> None:
    html = b"Content-Type: text/html; charset=utf-8\r\n\r\n<p>html</p>"

    assert parsed(mixed(BODY, html, kind="alternative")).text == "您好，附件是备案资料。"
    assert parsed(mixed(b"Content-Type: text/plain\r\n\r\n \r\n", html, kind="alternative")).text == "html"


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_the_header_decoders_take_any_bytes(raw: bytes) -> None:
    for text in (decode_header(raw), one_address(raw)[1], *parameters(b"x;" + raw).values(), *dict(addresses(raw))):
        assert text == clean_line(text)
        assert not {unicodedata.category(c) for c in text} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(st.text(max_size=60), st.sampled_from(["gb18030", "utf-8", "big5hkscs", "utf-16", "rot13", "x" * 40, ""]))
@settings(max_examples=200, deadline=None)
def test_any_text_in_any_charset_decodes_to_text(text: str, charset: str) -> None:
    data = text.encode("gb18030", "replace")

    assert isinstance(decode_text(data, charset)[0], str)


def test_mutated_mails_raise_nothing() -> None:
    seeds = [hard.raw for hard in all_mails().values() if len(hard.raw) < 20_000]
    draw = random.Random(20260601)  # noqa: S311 - a fuzzer that repeats itself
    for _ in range(200):
        raw = bytearray(draw.choice(seeds))
        for _ in range(draw.randint(1, 12)):
            at = draw.randrange(len(raw))
            raw[at : at + draw.choice((0, 1, 1, 8))] = draw.choice(
                (b"", b"\r\n", b"--", b'"', b"=?", draw.randbytes(3))
            )

        mail = parsed(bytes(raw))

        assert mail.subject == clean_line(mail.subject)
        assert len({(p.inside, p.name) for p in mail.parts}) == len(mail.parts)
