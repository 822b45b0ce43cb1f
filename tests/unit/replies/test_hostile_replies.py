"""Header injection and outgoing mail (T077-T085), and what a forged sender may make us say (T104)."""

import random
import re
from datetime import datetime, timedelta, timezone
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html import unescape

import pytest

from filing.case import Case
from filing.mail import RawMail
from filing.masking import mask_text
from filing.numbers import id_number_ok
from filing.reply import Reply
from filing.terms import Fate, Problem
from parsers.mail import parse_mail
from replies.addresses import recipient, reply_goes_astray, valid_address
from replies.threading import build_message
from tests.fakes.cases import case_of, enterprise_case, individual_case
from tests.fakes.people import Person
from tests.unit.checks.specimens import file, subject
from tests.unit.replies.writing import from_mail, reply, written

NOW = datetime(2026, 9, 15, 9, 0, tzinfo=timezone(timedelta(hours=8)))
HEADERS = {
    *("From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Auto-Submitted"),
    *("X-Auto-Response-Suppress", "X-Beian-Desk", "MIME-Version", "Content-Language", "Content-Type"),
}


def delivered(made: Reply) -> EmailMessage:
    message = message_from_bytes(build_message(made), policy=default)
    assert isinstance(message, EmailMessage)
    return message


@pytest.mark.parametrize("bad", ["\r\n", "\n", "\r", "\0", "\u2028", "\u2029", "\x0b", "\x85", "\r\n ", "\u202e"])
def test_t077_a_line_break_in_the_subject_adds_no_header(bad: str) -> None:
    message = delivered(reply(from_mail(enterprise_case(), subject=f"甲乙+example.com{bad}Bcc: 丙丁{bad}{bad}正文")))

    assert set(message.keys()) <= HEADERS
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202e]", message["Subject"])


@pytest.mark.parametrize(
    "name", ['甲"乙', "甲\r\nBcc: x@evil.example", "甲" * 5000, "\u202egnp.exe", "<a@evil.example>"]
)
def test_t078_a_display_name_never_reaches_a_header(name: str) -> None:
    message = delivered(reply(from_mail(enterprise_case(), sender_name=name)))

    assert message["To"] == "customer@customer.example"
    assert set(message.keys()) <= HEADERS


@pytest.mark.parametrize(
    "header",
    [
        b"From: alice@a.cn]<bob@b.cn>",
        b"From: alice@a.cn)bob@evil.example",
        b"From: a@a.example\r\nFrom: b@b.example",
        b"From: group: a@a.example, b@b.example;",
        b"From: <>",
        b"From: ",
        b"From: a@b",
        "From: 李四@示例.中国".encode(),
        b"From: a@a.example, b@b.example",
        b"X-Nothing: here",
    ],
)
def test_t079_exactly_one_valid_address_or_nobody(header: bytes) -> None:
    raw = header + b"\r\nSubject: x\r\nMessage-ID: <1@a.example>\r\n\r\nhello\r\n"
    mail = parse_mail(RawMail(raw, "jiangsu", NOW), frozenset())
    to = recipient(mail)

    assert to is None or valid_address(to) == to
    assert to not in ("bob@b.cn", "bob@evil.example")


def test_t079_nobody_to_write_to_waits_for_a_person() -> None:
    assert written(from_mail(enterprise_case(), sender="alice@a.cn]<bob@b.cn>")) is None


@pytest.mark.parametrize(
    ("reply_to", "astray"),
    [("other@customer.example", False), ("a@evil.example", True), ("a@customer.example.evil.example", True)],
)
def test_t080_a_reply_to_elsewhere_is_not_followed(reply_to: str, astray: bool) -> None:
    case = from_mail(enterprise_case(), reply_to=reply_to)
    made = reply(case)

    assert reply_goes_astray(case.latest.mail) is astray
    assert (made.to, made.auto) == (("customer@customer.example", False) if astray else (reply_to, True))


DOTS = "甲\r\n.\r\nMAIL FROM:<x@evil.example>\r\n.."


def test_t081_no_line_of_a_reply_can_end_it_early() -> None:
    """base64 has no dots: a line of the customer's is never a line of ours (the socket's side: test_smtp_faults)."""
    case = from_mail(enterprise_case(site_name=f"中国{DOTS}", entity_name=DOTS, home_url="x" * 2000), subject=DOTS)
    raw = build_message(reply(case))

    assert not re.search(rb"(?m)^\.", raw)
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    "words", ["{{7*7}}", "{% for x in y %}", "%s%n", "{0.__class__}", "{{ provider.__init__ }}", "${7*7}"]
)
def test_t082_a_customers_template_is_plain_text(words: str) -> None:
    made = reply(from_mail(enterprise_case(site_name=f"中国{words}", entity_name=words), subject=words))

    assert made.subject.startswith(f"答复: {words}")
    assert f"“中国{words}”" in made.text
    assert "49" not in made.text


@pytest.mark.parametrize("words", ["中国&lt;b&gt;", "中国\"' onload=x", "中国&amp;", "中国'\""])
def test_t083_the_page_is_escaped_and_says_what_the_text_says(words: str) -> None:
    made = reply(enterprise_case(site_name=words))

    assert f"“{words}”" in made.text
    assert f"“{words}”" in unescape(made.html)
    assert "onload=x" not in re.findall(r"<[^>]*>", made.html)


def test_t083_markup_is_not_repeated_at_all() -> None:
    made = reply(enterprise_case(site_name="中国<script>alert(1)</script>"))

    assert "script" not in made.html + made.text


def test_t084_ten_thousand_lines_with_numbers_leave_masked() -> None:
    dice = random.Random(84)  # noqa: S311 - a test's dice
    for _ in range(10_000):
        number = Person(sequence=f"{dice.randrange(1, 999):03}").id_number
        mobile = f"1{dice.choice('3456789')}{dice.randrange(10**9):09}"
        secret = "".join(dice.choices("abcdefgh23456789", k=dice.randrange(4, 12)))
        around = "".join(dice.choices("甲乙（）：、 ,。", k=dice.randrange(0, 6)))
        line = mask_text(f"{around}{number}{around} 手机{mobile}{around} 备案密码：{secret} {around}")
        assert number not in line
        assert mobile not in line
        assert secret not in line


@pytest.mark.parametrize("seed", range(12))
def test_t084_no_reply_holds_a_whole_number(seed: int) -> None:
    number, mobile = Person(sequence=f"{seed + 1:03}").id_number, f"1380000{seed:04}"
    dirty = f"{number}，{mobile}，备案密码 Zq83kd"
    fields = dict.fromkeys(("site_name", "access_provider", "home_url", "service_type", "entity_cert_no"), dirty)
    case = individual_case(**fields, add=[file(f"{number}.jpg", Fate.UNREADABLE, Problem.DAMAGED)])
    said = (made := reply(from_mail(case, subject=dirty))).subject + made.text + made.html

    assert not any(id_number_ok(found) for found in re.findall(r"\d{17}[\dXx]", said))
    assert mobile not in said
    assert "Zq83kd" not in said
    assert [part.get_content_maintype() for part in delivered(made).iter_parts()] == ["text", "text"]


def test_t085_the_headers_of_a_machines_answer() -> None:
    message = delivered(reply(enterprise_case()))

    assert message["Auto-Submitted"] == "auto-replied"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["In-Reply-To"] == "<1@customer.example>"
    assert message["References"] == "<1@customer.example>"
    assert message["Date"].endswith("+0800")
    assert re.fullmatch(r"<[^<>@\s]+@[^<>@\s]+>", message["Message-ID"])


def test_t085_a_draft_is_no_machines_answer_until_a_person_sends_it() -> None:
    assert delivered(reply(case_of([])))["Auto-Submitted"] is None


BAITS = [
    "点击 http://evil.example/win 领奖",
    "加QQ12345678领取补贴",
    "访问 prize.example 免费",
    "联系 boss@evil.example 付款",
    "<b>您的账户异常</b> https://evil.example",
]


def baited(bait: str) -> Case:
    """A stranger's mail whose every free field is an advertisement."""
    fields = dict.fromkeys(("entity_name", "access_provider", "service_type", "website_principal_name"), bait)
    papers = [file(f"{bait}.jpg", Fate.UNREADABLE, Problem.DAMAGED), file(bait, Fate.UNRECOGNISED)]
    case = enterprise_case(
        **fields,
        site_name=f"中国{bait}",
        facts={"domain_certificate": {"holder": bait}, "verification_form": {"title": bait}},
        subject_line=subject(bait, "example.com"),
        add=papers,
    )
    return from_mail(case, subject=f"{bait}+example.com")


@pytest.mark.parametrize("bait", BAITS)
def test_t104_a_forged_sender_gets_nobodys_message(bait: str) -> None:
    """What one stranger writes and what another writes makes no difference to what we say."""
    made, other = reply(baited(bait)), reply(baited(BAITS[0]))

    assert (made.subject, made.text, made.html) == (other.subject, other.text, other.html)
    assert not re.search(r"evil|prize|12345678|领奖|领取|付款", made.subject + made.text + made.html)
