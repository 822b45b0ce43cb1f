"""(c) From mail to reply under a steady load, and (f) what the service costs when nothing happens."""

import statistics
import tempfile
import time
from datetime import datetime
from pathlib import Path

from bench.beside import ALL_ROLES, beside, cpu_seconds
from bench.crash import deliver, letter, servers, write_config
from service.clock import SHANGHAI

MAILS, GAP = 40, 3.0  # one mail every GAP seconds: 1,200 an hour
SLOW = 10.0  # seconds at the 95th percentile
IDLE, QUIET, BAR = 60.0, 8.0, 0.03  # seconds that are measured, and before; of a core


def latency() -> bool:
    """Small complete mails of their own cases; whether the bar holds."""
    sent: dict[str, float] = {}
    took: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="beian-steady-") as name, servers() as mail:
        config = write_config(Path(name), mail.host, mail.imap_port, mail.smtp_port)
        with beside(config):
            time.sleep(QUIET)
            begun, number = time.monotonic(), 0
            while len(took) < MAILS and time.monotonic() - begun < MAILS * GAP + 120:
                if number < MAILS and time.monotonic() - begun >= number * GAP:
                    sent[f"customer{number}@customer.example"] = time.monotonic()
                    deliver(mail, letter(number))
                    number += 1
                for arrived in mail.delivered()[len(took) :]:
                    took.setdefault(arrived.recipient, time.monotonic() - sent[arrived.recipient])
                time.sleep(0.05)
    return _told(sorted(took.values()))


def _told(seconds: list[float]) -> bool:
    p95 = seconds[int(0.95 * (len(seconds) - 1))]
    p50 = statistics.median(seconds)
    print(f"(c) {len(seconds)} of {MAILS} mails, one every {GAP:.0f} s, from mail to reply:")
    print(f"    p50 {p50:.1f} s, p95 {p95:.1f} s (bar {SLOW:.0f} s, ratio {p95 / SLOW:.2f})", flush=True)
    return p95 <= SLOW and len(seconds) == MAILS


def idle() -> bool:
    """All roles, the desk's pages too, two mailboxes that are watched; whether the bar holds."""
    with tempfile.TemporaryDirectory(prefix="beian-idle-") as name, servers() as mail:
        config = write_config(Path(name), mail.host, mail.imap_port, mail.smtp_port)
        told = config.read_text(encoding="utf-8").replace("poll_seconds = 1\n", "")  # as it comes
        config.write_text(f"{told}[web]\nport = 0\n", encoding="utf-8")
        with beside(config, (*ALL_ROLES, "web")) as pid:
            deliver(mail, letter(0))
            time.sleep(QUIET + 12)
            before, began = cpu_seconds(pid), time.monotonic()
            time.sleep(IDLE)
            share = (cpu_seconds(pid) - before) / (time.monotonic() - began)
    print(
        f"(f) idle, all roles in one process: {share:.1%} of a core (bar {BAR:.0%}, ratio {share / BAR:.2f})",
        flush=True,
    )
    return share <= BAR


def now() -> str:
    """For the head of the figures."""
    return f"{datetime.now(SHANGHAI):%Y-%m-%d}"
