from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from filing.errors import DeskError
from filing.reply import Reply
from replies.addresses import MAX_REFERENCES, valid_address
from replies.threading import build_message
from tests.fakes.cases import enterprise_case
from tests.unit.replies.writing import from_mail, reply

LONG = tuple(f"<{'x' * 60}.{n}@mail.customer.example>" for n in range(12))


def parsed(made: Reply) -> EmailMessage:
    message = message_from_bytes(build_message(made), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_long_thread_keeps_its_ids_whole() -> None:
    made = reply(from_mail(enterprise_case(), message_id=f"<{'y' * 120}@customer.example>", references=LONG))
    raw = build_message(made)
    head = raw.partition(b"\r\n\r\n")[0]

    assert b"=?utf-8?q?" not in head.partition(b"In-Reply-To")[2]
    assert parsed(made)["References"].split() == [*LONG, f"<{'y' * 120}@customer.example>"]
    assert parsed(made)["In-Reply-To"] == f"<{'y' * 120}@customer.example>"


def test_a_very_long_thread_keeps_its_first_and_last_ids() -> None:
    ids = tuple(f"<{n}@customer.example>" for n in range(100))
    kept = parsed(reply(from_mail(enterprise_case(), references=ids)))["References"].split()

    assert (kept[0], kept[-1], len(kept)) == ("<0@customer.example>", "<1@customer.example>", MAX_REFERENCES + 1)


def test_headers_say_that_a_machine_wrote() -> None:
    message = parsed(reply(enterprise_case()))

    assert message["Auto-Submitted"] == "auto-replied"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["X-Beian-Desk"] == "BA-20260915-0007"
    assert message["Message-ID"] == "<reply.1@desk.example>"
    assert message["Date"].endswith("+0800")
    assert message["From"] == "中网科技备案组 <JSBA@ChinaNet.CC>"


def test_both_parts_travel_in_base64_and_arrive_unchanged() -> None:
    made = reply(enterprise_case())
    plain, page = list(parsed(made).iter_parts())

    assert plain["Content-Transfer-Encoding"] == page["Content-Transfer-Encoding"] == "base64"
    assert plain.get_content().replace("\r\n", "\n") == made.text
    assert "资料已齐全" in page.get_content()
    assert b"\n" not in build_message(made).replace(b"\r\n", b"")


def test_the_same_reply_gives_the_same_bytes() -> None:
    assert build_message(reply(enterprise_case())) == build_message(reply(enterprise_case()))


def test_forged_ids_add_no_header() -> None:
    made = reply(
        from_mail(enterprise_case(), message_id="<a@b>\r\nBcc: x@evil.example", references=("<[>", "nonsense"))
    )
    message = parsed(made)

    assert message["Bcc"] is None
    assert message["In-Reply-To"] == "<a@b>"


@pytest.mark.parametrize(
    "address",
    ["", "a@b", "甲@example.com", "a b@example.com", "alice@a.cn]<bob@b.cn>", "a@ex ample.com", "a@b.cn,c@d.cn"],
)
def test_what_is_no_single_address_is_refused(address: str) -> None:
    assert valid_address(address) is None
    with pytest.raises(DeskError):
        build_message(replace(reply(enterprise_case()), to=address))
