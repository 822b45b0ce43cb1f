"""Kill -9 the service at random while mails come in; then prove that nothing was lost, doubled or left stuck.

The mail servers live in this process and survive; the service is a child process, killed and started again.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path

from samples.companies import company
from samples.demo.sample import MAILBOXES
from samples.forms import workbook
from samples.forms.fields import company_form
from samples.mails.clients import FOXMAIL, QQ, compose
from samples.mails.letter import Attachment, Letter
from service.clock import SHANGHAI
from service.embedded import EmbeddedMail
from service.service import Service
from service.settings import load_settings
from service.worker import run_service
from store.fsck import Report, Trouble, fsck

PASSWORD = "bench-only"  # noqa: S105 - of servers that live in this process
SETTLE_SECONDS = 300.0
NO_CAPS = "[replies]\nper_mailbox = [[100000, 60]]\nbreaker = [[100000, 60]]\n"  # every mail is to be answered
LIVES = (0.05, 2.0)  # seconds from a start to its kill: from before the first poll to after several mails


@dataclass
class Ordeal:
    """What the run showed."""

    mails: int
    kills: int
    seconds: float
    report: Report
    sent: Counter[str] = field(default_factory=Counter)

    @property
    def doubled(self) -> int:
        """Replies that the customers' server saw more than once."""
        return sum(n - 1 for n in self.sent.values())

    @property
    def sound(self) -> bool:
        """0 lost, 0 doubled, 0 stuck; every mail has its reply."""
        all_there = self.report.mails == self.report.replies == self.mails
        return self.report.clean and self.doubled == 0 and all_there

    def __str__(self) -> str:
        lost, stuck = self.report.count(Trouble.LOST), self.report.count(Trouble.STUCK)
        return (
            f"{self.mails} mails, {self.kills} kills, {self.seconds:.0f} s: stored {self.report.mails}, lost {lost}, "
            f"replies {self.report.replies}, sent {sum(self.sent.values())}, doubled {self.doubled}, stuck {stuck}, "
            f"problems {len(self.report.problems)}"
        )


class Launcher:
    """A process with everything imported, which forks a service for each life: a start costs no second of imports."""

    def __enter__(self) -> "Launcher":
        command = [sys.executable, "-m", "bench.crash", "--launch"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate("", timeout=30)

    def live(self, config: Path, seconds: float) -> None:
        """One life of the service, ended by kill -9."""
        pid = self.begin(config)
        time.sleep(seconds)
        self.end(pid)

    def begin(self, config: Path) -> int:
        """Start a service; its process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{config}\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def end(self, pid: int, how: signal.Signals = signal.SIGKILL) -> None:
        """Kill -9, or ask it to end, unless it has ended by itself; returns when it has."""
        assert self._process.stdout is not None
        with suppress(ProcessLookupError):
            os.kill(pid, how)
        self._process.stdout.readline()


def launch() -> None:
    """The launcher's own life: fork, say the child's number, wait for its end."""
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            sys.exit(run_service(Path(line.strip()), ("imap", "ocr", "case", "smtp")))
        print(pid, flush=True)
        os.waitpid(pid, 0)
        print("ended", flush=True)


def run(kills: int, mails: int, seed: int = 7) -> Ordeal:
    """Deliver `mails` while the service is killed `kills` times; let it finish; check."""
    rng = random.Random(seed)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="beian-crash-") as name, servers() as mail, Launcher() as launcher:
        folder = Path(name)
        config = write_config(folder, mail.host, mail.imap_port, mail.smtp_port)
        letters = [letter(number) for number in range(mails)]
        for kill in range(kills):
            while letters and len(letters) / mails > 1 - (kill + 1) / kills:
                deliver(mail, letters.pop())
            launcher.live(config, rng.uniform(*LIVES))
        for rest in letters:
            deliver(mail, rest)
        report = finish(config, mails)
        sent = sent_ids(mail)
    return Ordeal(mails, kills, time.monotonic() - started, report, sent)


def letter(number: int) -> tuple[str, bytes]:
    """A small mail of its own case: a form, so that parsing, reading, judging and answering all have work."""
    access, key = ("江苏", "jiangsu") if number % 3 else ("安徽", "anhui")
    firm, domain = company(1000 + number, access), f"crash-{number}-yangli.cn"
    form = workbook.form(company_form(firm, domain, access=access), xlsx=bool(number % 2))
    name = "网站备案资料登记表-用户." + ("xlsx" if number % 2 else "xls")
    note = Letter(
        sender=f"customer{number}@customer.example",
        sender_name="张经理",
        to=MAILBOXES[key],
        subject=f"{firm.name}+{domain}",
        text="您好，备案资料见附件。",
        sent=datetime(2026, 11, 16, 9, 0, tzinfo=SHANGHAI) + timedelta(seconds=number),
        attachments=(Attachment(name, form),),
    )
    return key, compose(note, QQ if number % 2 else FOXMAIL)


def write_config(folder: Path, host: str, imap_port: int, smtp_port: int, boxes: Mapping[str, str] = MAILBOXES) -> Path:
    """A settings file for a service beside servers at these ports. `boxes`: key → address."""
    where = (
        f'imap_host = "{host}"\nimap_port = {imap_port}\nimap_security = "none"\n'
        f'smtp_host = "{host}"\nsmtp_port = {smtp_port}\nsmtp_security = "none"\n'
    )
    (folder / "password").write_text(PASSWORD, encoding="utf-8")
    tables = "".join(_mailbox_toml(key, address, where, folder) for key, address in boxes.items())
    config = folder / "beian.toml"
    config.write_text(f'data = "{folder / "data"}"\n[ocr]\nworkers = 1\n{NO_CAPS}{tables}', encoding="utf-8")
    return config


def _mailbox_toml(key: str, address: str, where: str, folder: Path) -> str:
    return (
        f'[mailbox.{key}]\naddress = "{address}"\naccess = "{_access(key)}"\nuser = "{address}"\n'
        f'{where}password_file = "{folder / "password"}"\npoll_seconds = 1\n'
        "answer_from = 2026-01-01T00:00:00+08:00\n"
    )


def _access(key: str) -> str:
    return key if key in MAILBOXES else "jiangsu"


def servers(boxes: Mapping[str, str] = MAILBOXES) -> EmbeddedMail:
    """The mail servers of the ordeal."""
    return EmbeddedMail(dict.fromkeys(boxes.values(), PASSWORD), {}, lambda: datetime.now(SHANGHAI))


def sent_ids(mail: EmbeddedMail) -> Counter[str]:
    """How often each reply arrived at the customers' server."""
    return Counter(str(message_from_bytes(d.message)["Message-ID"]) for d in mail.delivered())


def deliver(mail: EmbeddedMail, posted: tuple[str, bytes]) -> None:
    """Put a mail into its mailbox."""
    mail.put(MAILBOXES[posted[0]], posted[1], datetime.now(SHANGHAI))


def finish(config: Path, mails: int) -> Report:
    """Start once more, wait until all these mails are there and all is quiet, and check."""
    service = Service(load_settings(config), ("imap", "ocr", "case", "smtp"))
    service.start()
    _wait_until_quiet(service, mails)
    last = service.pulse.health()
    print(f"at the end: mails {dict(last.mails)}, replies {dict(last.replies)}")
    report = fsck(service.database, service.blobs, datetime.now(SHANGHAI), live=service.live)
    service.stop(0)
    return report


def _wait_until_quiet(service: Service, mails: int) -> None:
    """Until no job is left for a while; or nothing has moved for SETTLE_SECONDS, which the report will show."""
    moved, quiet = time.monotonic(), 0
    seen: object = None
    while time.monotonic() - moved < SETTLE_SECONDS and quiet < 6:
        time.sleep(0.5)
        health = service.pulse.health()
        quiet = quiet + 1 if service.idle() and sum(health.mails.values()) >= mails else 0
        if (now := (health.mails, health.replies)) != seen:
            moved, seen = time.monotonic(), now


def main() -> int:
    """`python -m bench.crash --kills 2000 --mails 400`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--mails", type=int, default=40)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--launch", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.launch:
        launch()
        return 0
    ordeal = run(asked.kills, asked.mails, asked.seed)
    print(ordeal)
    for problem in ordeal.report.problems[:20]:
        print(problem.text)
    return 0 if ordeal.sound else 1


if __name__ == "__main__":
    sys.exit(main())
