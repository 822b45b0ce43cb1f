"""Bad mails end in a visible state with a Chinese reason, and never stop the next one."""

import io
import struct
import zlib
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
import xlsxwriter

from filing.terms import Fate, MailStatus
from samples.companies import company
from samples.forms import workbook
from samples.forms.fields import company_form
from store.queries import MailDetail
from tests.fakes.small_desk import OWN, SmallDesk

pytestmark = [pytest.mark.servers, pytest.mark.enable_socket]
CUSTOMER = "customer@customer.example"
FIRM = company(4242, "江苏")
PATIENCE = 180.0


def envelope(subject: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = CUSTOMER, OWN, subject
    message["Message-ID"] = f"<{abs(hash(subject))}@customer.example>"
    message.set_content("您好，资料见附件。")
    return message


def form(domain: str) -> bytes:
    return workbook.form(company_form(FIRM, domain), xlsx=True)


def with_file(subject: str, name: str, content: bytes) -> bytes:
    message = envelope(subject)
    message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def huge() -> bytes:
    """25 MB in one attachment that is nothing."""
    return with_file(f"{FIRM.name}+huge-yangli.cn", "资料.bin", bytes(25 * 2**20))


def nested() -> bytes:
    """Sixty multiparts, one inside the other."""
    body = b"Content-Type: text/plain\r\n\r\nx\r\n"
    for level in range(60):
        body = (
            b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level)
            + body
            + b"\r\n--b%d--\r\n" % level
        )
    head = f"From: {CUSTOMER}\r\nTo: {OWN}\r\nSubject: nested\r\nMessage-ID: <nested@customer.example>\r\n"
    return head.encode() + b"MIME-Version: 1.0\r\n" + body


def broken_boundary() -> bytes:
    """The boundary that the header names never occurs."""
    raw = with_file(f"{FIRM.name}+broken-yangli.cn", "登记表.xlsx", form("broken-yangli.cn"))
    return raw.replace(b'boundary="', b'boundary="never-', 1)


def giant_picture() -> bytes:
    """12,000 × 12,000 pixels in 17 KB."""
    rows = zlib.compress(b"\0" * (1 + 12_000 // 8) * 12_000, 9)
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", 12_000, 12_000, 1, 0, 0, 0, 0)), (b"IDAT", rows), (b"IEND", b"")]
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return with_file(f"{FIRM.name}+giant-yangli.cn", "营业执照.png", png)


def sparse_sheet() -> bytes:
    """Two cells, the second at XFD1048576: a reader that allocates the rectangle between them dies."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "网站备案资料登记表")
        sheet.write(1_048_575, 16_383, "x")
    return with_file(f"{FIRM.name}+sparse-yangli.cn", "登记表.xlsx", out.getvalue())


BAD = {f.__name__: f for f in (huge, nested, broken_boundary, giant_picture, sparse_sheet)}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallDesk]:
    with SmallDesk(tmp_path_factory.mktemp("desk")) as running:
        yield running


@pytest.mark.parametrize("name", BAD)
def test_a_bad_mail_has_a_visible_state_and_the_next_is_answered(name: str, desk: SmallDesk) -> None:
    bad = desk.put(BAD[name]())
    good = desk.put(
        with_file(f"{FIRM.name}+after-{name}-yangli.cn".replace("_", "-"), "登记表.xlsx", form("a-yangli.cn"))
    )

    seen, after = desk.settled(bad), desk.settled(good)

    assert _reasons(seen), "a Chinese reason is shown"
    assert after.line.status is MailStatus.SETTLED
    assert after.reply is not None
    assert desk.fsck().clean


def _reasons(detail: MailDetail) -> list[str]:
    """What the inbox shows of what was wrong: the mail's own reason, its defects, each unreadable part's."""
    told = [detail.line.reason]
    if detail.submission:
        told += detail.submission.mail.defects
        told += [p.about for p in detail.submission.papers if p.fate in (Fate.UNREADABLE, Fate.UNRECOGNISED)]
        told += [n.kind for p in detail.submission.papers for n in p.notes]
    return [text for text in told if any("一" <= c <= "鿿" for c in text)]
