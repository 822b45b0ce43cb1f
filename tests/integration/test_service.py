"""The whole service on a real mail system: SMTP → Dovecot → service → SMTP → the customer's mailbox by IMAP."""

import re
import smtplib
import time
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser

import pytest

from filing.mail import RawMail
from filing.people import EVERYTHING
from filing.terms import MailStatus
from samples.demo import demo_samples
from samples.demo.sample import Sample
from service.clock import SHANGHAI
from service.demo import crlf
from service.service import Service
from store.fsck import fsck
from tests.fakes.post_office import ANHUI, CUSTOMER, JIANGSU, USERS, PostOffice

pytestmark = [pytest.mark.servers, pytest.mark.ocr, pytest.mark.enable_socket]
DONE = (MailStatus.SETTLED, MailStatus.HELD, MailStatus.FAILED)
PATIENCE = 240.0


@pytest.fixture(scope="module")
def office() -> Iterator[PostOffice]:
    with PostOffice() as running:
        yield running


@pytest.fixture(scope="module")
def service(office: PostOffice, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    running = Service(office.settings(tmp_path_factory.mktemp("desk")), ("imap", "ocr", "case", "smtp"))
    running.start()
    yield running
    running.stop(0)


@pytest.fixture(scope="module")
def samples() -> dict[str, Sample]:
    return {sample.name: sample for sample in demo_samples()}


def post(office: PostOffice, sample: Sample) -> str:
    """A customer sends the sample's mail from his own address, through SMTP; its Message-ID."""
    raw = crlf(re.sub(rb"(?im)^From:.*(\r?\n[ \t].*)*", f"From: <{CUSTOMER}>".encode(), sample.raw, count=1))
    to = JIANGSU if sample.mailbox == "jiangsu" else ANHUI
    with smtplib.SMTP("127.0.0.1", office.smtp_port, timeout=60) as connection:
        connection.login(CUSTOMER, USERS[CUSTOMER])
        connection.sendmail(CUSTOMER, [to], raw)
    return str(BytesHeaderParser().parsebytes(raw)["Message-ID"]).strip()


def answers(office: PostOffice, count: int) -> list[EmailMessage]:
    """Wait until the customer has so many replies."""
    deadline = time.monotonic() + PATIENCE
    letters: list[RawMail] = []
    while time.monotonic() < deadline and len(letters) < count:
        time.sleep(0.5)
        letters = office.letters(CUSTOMER)
    return [message_from_bytes(letter.raw, policy=policy.default) for letter in letters]  # type: ignore[misc]  # policy.default


def text_of(reply: EmailMessage) -> str:
    body = reply.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_an_incomplete_case_is_told_what_lacks_and_its_follow_up_completes_it(
    office: PostOffice, service: Service, samples: dict[str, Sample]
) -> None:
    first = post(office, samples["11-incomplete"])
    told = answers(office, 1)[0]

    assert told["In-Reply-To"] == first
    assert first in str(told["References"])
    assert told["Auto-Submitted"] == "auto-replied"
    assert office.senders[-1] == JIANGSU
    assert "责任书" in text_of(told)
    assert "幕布" in text_of(told)
    assert "营业执照" not in text_of(told)

    second = post(office, samples["12-follow-up"])
    complete = answers(office, 2)[1]

    assert complete["In-Reply-To"] == second
    assert "仍需您补充" not in text_of(complete)
    assert len({r["Message-ID"] for r in (told, complete)}) == 2
    assert len(service.queries.list_cases(EVERYTHING, None, 10, 0)[0]) == 1


def test_the_replys_list_is_the_findings_list(office: PostOffice, service: Service, samples: dict[str, Sample]) -> None:
    post(office, samples["10-access-without-number"])
    reply = text_of(answers(office, 3)[2])
    case = next(
        c for c in service.queries.list_cases(EVERYTHING, None, 10, 0)[0] if "jiayi-move-yangli.cn" in c.domains
    )
    detail = service.queries.case_detail(EVERYTHING, case.id)

    assert detail is not None
    assert detail.decision is not None
    told = [f for f in detail.decision.findings if f.holds and f.verdict.value == "fail"]
    numbered = [line for line in reply.splitlines() if line[:2].rstrip(".").isdigit() and line[1:2] == "."]
    assert [f.code for f in told] == ["MAT004"]
    assert len(told) == len(numbered)
    assert "备案号" in numbered[0]


def test_a_machine_is_never_answered(office: PostOffice, service: Service, samples: dict[str, Sample]) -> None:
    before = len(office.letters(CUSTOMER))
    for name in ("14-auto-reply", "15-bounce"):
        post(office, samples[name])
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and sum(service.queries.mail_counts(EVERYTHING).values()) < 2:
        time.sleep(0.5)
    while time.monotonic() < deadline and not service.idle():
        time.sleep(0.5)

    assert len(office.letters(CUSTOMER)) == before


def test_afterwards_nothing_is_lost_doubled_or_stuck(service: Service) -> None:
    report = fsck(service.database, service.blobs, datetime.now(SHANGHAI))

    assert report.problems == ()
