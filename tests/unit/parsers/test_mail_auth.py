"""Who proves that a sender is who he says: our own mail server, and nobody else (T090)."""

from datetime import UTC, datetime

import pytest

from filing.mail import RawMail
from parsers.mail import parse_mail
from parsers.mail_auth import ABSENT, FAILED, why_not_authentic

OURS = "mx.filing.example"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ([f"{OURS}; spf=pass smtp.mailfrom=a@b.example; dkim=pass header.d=b.example; dmarc=pass"], ""),
        ([f"{OURS} 1; spf=pass (b.example designates 203.0.113.1)"], ""),
        (["MX.filing.example; DKIM = Pass (good; signature) header.i=@b.example; spf=fail"], ""),
        ([f"{OURS}; spf=pass; dkim=pass; dmarc=fail"], FAILED),
        ([f"{OURS}; spf=fail; dkim=none"], FAILED),
        ([f"{OURS}; none"], FAILED),
        ([f"{OURS}; spf=none (spf=pass)"], FAILED),
        (["mx.evil.example; spf=pass; dkim=pass; dmarc=pass"], ABSENT),
        ([f"mx.evil.example; x={OURS}; spf=pass"], ABSENT),
        ([], ABSENT),
        ([f"{OURS}; spf=fail", f"{OURS}; spf=pass; dkim=pass; dmarc=pass"], FAILED),
        (["other.example; dmarc=fail", f"{OURS}; spf=pass"], ""),
    ],
)
def test_t090_only_the_result_of_our_own_server_counts(fields: list[str], why: str) -> None:
    assert why_not_authentic(fields, OURS) == why


@pytest.mark.parametrize("fields", [[], ["mx.evil.example; dmarc=fail"], [f"{OURS}; spf=fail"]])
def test_without_a_configured_server_nothing_is_trusted_and_nothing_is_held(fields: list[str]) -> None:
    assert why_not_authentic(fields, "") == ""


def test_t090_a_mail_that_our_server_did_not_vouch_for_is_not_answered_by_a_machine() -> None:
    forged = f"Authentication-Results: {OURS}; spf=softfail\r\n" + "Authentication-Results: x.example; spf=pass\r\n"
    raw = (forged + "From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n\r\nbody\r\n").encode()
    mail = RawMail(raw, "jiangsu", datetime(2026, 9, 15, tzinfo=UTC))

    assert parse_mail(mail, authserv_id=OURS).never_answer == FAILED
    assert parse_mail(mail).never_answer == ""
