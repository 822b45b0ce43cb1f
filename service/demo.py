"""`beian demo`: real mail servers in this process, sample mails of fictitious customers, the real service, a table."""

import hashlib
import smtplib
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from filing.decision import Decision
from filing.terms import MailStatus, Outcome
from reports.arrivals import Arrival, arrivals
from samples.demo import Sample, demo_samples
from samples.demo.sample import IP_RANGES, MAILBOXES
from service.clock import SystemClock
from service.demo_result import Result, show
from service.embedded import EmbeddedMail
from service.ending import Ending
from service.logs import configure_logs
from service.service import Service
from service.settings import Settings

PASSWORD = "demo-only"  # noqa: S105 - of servers that live in this process and listen on loopback
PATIENCE = 900.0  # seconds for everything
DONE = (MailStatus.SETTLED, MailStatus.HELD, MailStatus.FAILED)


@dataclass(frozen=True, slots=True)
class Demo:
    """A running demo."""

    service: Service
    mail: EmbeddedMail


def run_demo(*, once: bool, port: int) -> int:
    """Set up, run, show. With `once`: exit status 0 only if every sample came out as its expectation file says."""
    configure_logs(quiet=True)
    console = Console()
    console.print("演示：邮件服务、数据库与材料均为临时数据，客户与证件均为虚构。")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="beian-demo-")))
        with console.status("正在绘制样例材料……"):
            samples = demo_samples()
        demo = start(stack, folder, 0 if once else port)
        results = deliver(console, demo, samples)
        show(console, results)
        if once:
            return 1 if any(r.differences for r in results) else 0
        console.print(f"\n收件台：{demo.service.address}　（Ctrl+C 结束，演示数据随即删除）")
        Ending().wait()
    return 0


def start(stack: ExitStack, folder: Path, port: int, **more: object) -> Demo:
    """The servers and the service, stopped by the stack in the right order. `more`: further tables of the settings."""
    own = dict.fromkeys(MAILBOXES.values(), PASSWORD)
    mail = stack.enter_context(EmbeddedMail(own, {}, SystemClock().now))
    secret = folder / "password"
    secret.write_text(PASSWORD, encoding="utf-8")
    table = {
        "data": folder / "data",
        "mailbox": {key: _mailbox(key, address, mail, secret) for key, address in MAILBOXES.items()},
        "access": {key: {"ip_ranges": [cidr]} for key, cidr in IP_RANGES.items()},
        "web": {"port": port, "local": True},
        **more,
    }
    service = Service(Settings.model_validate(table))
    stack.callback(service.stop, 0)
    service.start()
    return Demo(service, mail)


def _mailbox(key: str, address: str, mail: EmbeddedMail, secret: Path) -> dict[str, object]:
    return {
        "address": address,
        "access": key,
        "imap_host": mail.host,
        "imap_port": mail.imap_port,
        "imap_security": "none",
        "smtp_host": mail.host,
        "smtp_port": mail.smtp_port,
        "smtp_security": "none",
        "user": address,
        "password_file": secret,
        "poll_seconds": 2,
    }


def deliver(console: Console, demo: Demo, samples: Sequence[Sample]) -> list[Result]:
    """Send every sample over SMTP, wait until each is settled and its reply is out, and say what became of it."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bar:
        sending = bar.add_task("投递样例邮件", total=len(samples))
        for sample in samples:
            _send(demo.mail, sample)
            bar.advance(sending)
        settling = bar.add_task("核对与回复", total=len(samples))
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            rows = arrivals(demo.service.events())
            bar.update(settling, completed=sum(r.settled_at is not None for r in rows))
            if sum(r.settled_at is not None for r in rows) == len(samples) and demo.service.idle():
                break
            time.sleep(0.3)
    by_id = {row.mail_id: row for row in arrivals(demo.service.events())}
    return [_result(demo.service, sample, by_id.get(mail_id(sample))) for sample in samples]


def mail_id(sample: Sample) -> str:
    """The id that the desk gives it: the hash of the bytes as a server delivers them, with CRLF line ends."""
    return hashlib.sha256(crlf(sample.raw)).hexdigest()


def crlf(raw: bytes) -> bytes:
    """Lines as SMTP carries them."""
    return raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _send(mail: EmbeddedMail, sample: Sample) -> None:
    head = BytesHeaderParser().parsebytes(sample.raw)
    sender = "" if "MAILER-DAEMON" in str(head["From"]).upper() else "customer@customer.example"
    with smtplib.SMTP(mail.host, mail.smtp_port, timeout=60) as connection:
        connection.sendmail(
            sender, [MAILBOXES[sample.mailbox]], crlf(sample.raw), mail_options=["SMTPUTF8", "BODY=8BITMIME"]
        )


def _result(service: Service, sample: Sample, row: Arrival | None) -> Result:
    subject, decision = service.judged(row.mail_id) if row else ("", None)
    trouble = "" if decision else f"未完成：{row.ended if row else '未收到'}"
    found = decision or Decision(Outcome.NOT_A_SUBMISSION)
    answered = row is not None and row.replied_at is not None
    seconds = row.seconds if row else None
    return Result(sample.name, sample.mailbox, subject, found, answered, seconds, sample.expected, trouble)
