"""Mutated mails and files, read in this process without OCR.

    python -m bench.fuzz --mails 20000 --files 5000 --seed 7

The corpus is made from samples/: mails as seven clients write them, forms in three formats, PDF, archives, pictures.
What may happen to a mutation is an answer; what may not is any exception, more than a second at the 99th percentile, or
memory that grows. A crash of this process is a finding, too: the number of the mutation is on stderr.
"""

import argparse
import faulthandler
import io
import random
import sys
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image, ImageDraw

from filing.mail import Part, RawMail
from filing.paper import Box
from filing.ports import Line, Picture, Reading
from parsers.attachment import read_attachment
from parsers.mail import parse_mail
from samples.companies import company
from samples.forms import workbook
from samples.forms.fields import company_form
from samples.mails.clients import CLIENTS, compose
from samples.mails.letter import Attachment, Letter
from samples.papers.textpdf import text_pdf

MOMENT = datetime(2026, 9, 15, 9, 0, tzinfo=UTC)
SLOWEST = 1.0  # CPU seconds at the 99th percentile
LARGEST = 900  # megabytes that the process may have held at most
TOKENS = (
    *(b"", b"\r\n", b"\r\n\r\n", b"--", b'"', b"=?", b"?=", b"\0", b";", b":", b"\xff\xff\xff\xff", b"\0\0\0\0"),
    *(b"Content-Type: multipart/mixed\r\n", b"Content-Transfer-Encoding: base64\r\n", b"message/rfc822"),
    *(b"PK\x03\x04", b"obj", b"endobj", b"stream", b"/Kids", b"/Length 99999999", b"<!DOCTYPE x>", b"&a;"),
    *(b"\x89PNG", b"IDAT", b"filename*=", b"<", b"\x7f"),
)  # fmt: skip


class NoEngine:
    """A reader that sees nothing."""

    name = "none"

    def read(self, picture: Picture) -> Reading:
        return Reading((), picture.width, picture.height, 0, self.name, 0.0)

    def reread(self, picture: Picture, boxes: tuple[Box, ...], turned: int) -> tuple[Line, ...]:
        return ()


@dataclass
class Outcome:
    """What came of one kind of mutations: CPU seconds of each, and the failures as (number, traceback)."""

    seconds: list[float] = field(default_factory=list)
    failures: list[tuple[int, str]] = field(default_factory=list)

    def percentile(self, share: float) -> float:
        return sorted(self.seconds)[min(len(self.seconds) - 1, int(share * len(self.seconds)))] if self.seconds else 0.0

    @property
    def holds(self) -> bool:
        return not self.failures and self.percentile(0.99) < SLOWEST


def files() -> dict[str, bytes]:
    """Small whole files of every kind that customers send."""
    firm = company(4711, "江苏")
    fields = company_form(firm, "fuzz-yangli.cn")
    certificate = text_pdf(
        "域名注册证书", ("域名：fuzz-yangli.cn", f"域名所有者：{firm.name}", "注册日期：2020年01月02日")
    )
    found = {
        "登记表.xls": workbook.form(fields, xlsx=False),
        "登记表.xlsx": workbook.form(fields, xlsx=True),
        "登记表.csv": f"网站备案资料登记表\n主办单位名称,{firm.name},,\n网站域名,fuzz-yangli.cn,,\n".encode("gb18030"),
        "域名证书.pdf": certificate,
        **{f"照片.{kind.lower()}": picture(kind) for kind in ("JPEG", "PNG", "BMP", "TIFF", "WEBP", "GIF")},
    }
    scan = io.BytesIO()
    drawing().save(scan, "PDF")
    found["扫描.pdf"] = scan.getvalue()
    found["责任书.docx"] = word(f"网站备案信息安全责任书 {firm.name}")
    found["执照.ofd"] = ofd(firm.name)
    found["资料.zip"] = zipped({"营业执照.jpg": found["照片.jpeg"], "域名证书.pdf": certificate})
    return found


def drawing() -> Image.Image:
    image = Image.new("RGB", (360, 240), "white")
    draw = ImageDraw.Draw(image)
    for row in range(12):
        draw.line((20, 20 + row * 18, 300 - row * 9, 20 + row * 18), fill=(30, 30, 30), width=4)
    draw.ellipse((240, 150, 330, 230), outline=(210, 20, 30), width=5)
    return image


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    drawing().save(out, kind)
    return out.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in members.items():
            box.writestr(name, content)
    return out.getvalue()


def word(text: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": body.encode()})


def ofd(name: str) -> bytes:
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    rows = ("营业执照", f"名称 {name}", "法定代表人 张三", "登记机关")
    shown = "".join(
        f'<ofd:TextObject Boundary="30 {20 + 14 * n} 90 6"><ofd:TextCode>{row}</ofd:TextCode></ofd:TextObject>'
        for n, row in enumerate(rows)
    )
    members = {
        "OFD.xml": f"<ofd:OFD {space}><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:OFD>",
        "Doc_0/Document.xml": f'<ofd:D {space}><ofd:Pages><ofd:Page BaseLoc="P/C.xml"/></ofd:Pages></ofd:D>',
        "Doc_0/P/C.xml": f"<ofd:Page {space}><ofd:Content>{shown}</ofd:Content></ofd:Page>",
    }
    return zipped({inner: text.encode() for inner, text in members.items()})


def mails(found: dict[str, bytes]) -> list[bytes]:
    """One mail of each client, with a form and a few small files."""
    firm = company(4711, "江苏")
    kept = ("登记表.xls", "域名证书.pdf", "照片.jpeg")
    letter = Letter(
        subject=f"{firm.name}+fuzz-yangli.cn",
        text="您好，备案资料见附件。\n备案密码：abc12345\n",
        sender_name="张三",
        sender="customer@customer.example",
        to="jsba@desk.example",
        sent=MOMENT,
        attachments=tuple(Attachment(name, found[name]) for name in kept),
    )
    whole = [compose(letter, client) for client in CLIENTS]
    nested = b"From: a@customer.example\r\nSubject: Fw\r\nContent-Type: message/rfc822\r\n\r\n" + whole[0]
    return [*whole, nested]


def mutate(draw: random.Random, seeds: Sequence[bytes]) -> bytes:
    """A few bytes changed, tokens put in, pieces cut, doubled or taken from another seed; mostly near the start."""
    raw = bytearray(draw.choice(seeds))
    for _ in range(draw.choice((1, 1, 2, 4, 12))):
        if not raw:
            break
        at = draw.randrange(min(len(raw), draw.choice((400, 3000, len(raw)))))
        length = draw.choice((0, 1, 1, 2, 8, 200))
        other = draw.choice(seeds)
        start = draw.randrange(len(other))
        piece = draw.choice(
            (
                draw.choice(TOKENS),
                draw.randbytes(draw.choice((1, 1, 4))),
                bytes(raw[at : at + 300]),
                other[start : start + 200],
            )
        )
        raw[at : at + length] = piece
    return bytes(raw[: draw.randrange(len(raw) + 1)] if draw.random() < 0.1 else raw)


def measured(jobs: Iterator[Callable[[], object]], say: Callable[[int], None] = lambda number: None) -> Outcome:
    """Run each; whatever it raises is a failure."""
    outcome = Outcome()
    for number, job in enumerate(jobs):
        say(number)
        started = time.process_time()
        try:
            job()
        except BaseException:  # noqa: BLE001 - a panic of a native library is no Exception; all of them are what we look for
            outcome.failures.append((number, traceback.format_exc(limit=-4)))
        outcome.seconds.append(time.process_time() - started)
    return outcome


def mail_jobs(count: int, seed: int, found: dict[str, bytes]) -> Iterator[Callable[[], object]]:
    draw, seeds = random.Random(seed), mails(found)
    for _ in range(count):
        raw = RawMail(mutate(draw, seeds), "jiangsu", MOMENT)
        yield lambda raw=raw: parse_mail(raw, frozenset({"jsba@desk.example"}))


def file_jobs(count: int, seed: int, found: dict[str, bytes]) -> Iterator[Callable[[], object]]:
    draw, reader = random.Random(seed + 1), NoEngine()
    names = list(found)
    for _ in range(count):
        name = draw.choice(names)
        part = Part(name, mutate(draw, [found[name], found[name], found[draw.choice(names)]]))
        yield lambda part=part: read_attachment(part, reader)


def run(
    mail_count: int, file_count: int, seed: int, say: Callable[[int], None] = lambda number: None
) -> dict[str, Outcome]:
    """Both kinds."""
    found = files()
    return {
        "mails": measured(mail_jobs(mail_count, seed, found), say),
        "files": measured(file_jobs(file_count, seed, found), say),
    }


def peak() -> int:
    """Megabytes that this program has held at most (getrusage would count what its parent held when it forked)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmHWM"))) // 1024


def main() -> int:
    faulthandler.enable()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=20_000)
    parser.add_argument("--files", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    given = parser.parse_args()
    outcomes = run(given.mails, given.files, given.seed, _say)
    print(f"seed {given.seed}, peak {peak()} MB")
    for kind, outcome in outcomes.items():
        times = " ".join(f"p{int(100 * s)} {1000 * outcome.percentile(s):.0f} ms" for s in (0.5, 0.95, 0.99))
        print(f"{kind}: {len(outcome.seconds)} mutations, {times}, max {max(outcome.seconds, default=0):.2f} s, "
              f"{len(outcome.failures)} failures")  # fmt: skip
        for number, trace in outcome.failures[:5]:
            print(f"--- {kind} {number}\n{trace}")
    return 0 if all(o.holds for o in outcomes.values()) and peak() < LARGEST else 1


def _say(number: int) -> None:
    if number % 100 == 0 and sys.stderr.isatty():
        print(f"\r{number}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
