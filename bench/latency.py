"""From a mail's delivery to its answer at the customer's server: one complete small case, an idle service.

A real Dovecot, watched by IDLE, and a real SMTP server. The same papers come again and again: only the first time are
they read (OCR), afterwards what was read is known, which leaves the desk's own time.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from samples.demo.filings import complete_enterprise
from service.logs import configure_logs
from service.service import Service
from service.settings import ReplySettings
from tests.fakes.post_office import JIANGSU, PostOffice

BAR = 5.0  # seconds at the 95th percentile, without OCR
PATIENCE = 300.0
PAUSE = 2.0  # seconds of quiet between two mails


class Town(PostOffice):
    """Takes mail to anybody, and knows when the last one came."""

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: object, _session: object, envelope: Any, address: str, _options: object
    ) -> str:
        """Everybody lives here."""
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """The answer has arrived."""
        self.senders.append(envelope.mail_from)
        return "250 kept"


def answered_after(town: Town, raw: bytes) -> float:
    """Seconds from the delivery of a mail to the next answer. Raises TimeoutError."""
    count, started = len(town.senders), time.monotonic()
    town.dovecot.put(raw.replace(b"\r\n", b"\n"), JIANGSU)
    while len(town.senders) == count:
        if time.monotonic() - started > PATIENCE:
            raise TimeoutError("no answer")
        time.sleep(0.01)
    return time.monotonic() - started


def run(rounds: int) -> tuple[float, list[float], float]:
    """The first mail's seconds, the others', and the seconds that readers were at work for the first."""
    raw = complete_enterprise().raw
    with tempfile.TemporaryDirectory(prefix="beian-latency-") as name, Town() as town:
        caps = ReplySettings(max_per_day=10_000, per_case=((10_000, 10),), per_correspondent=((10_000, 10),))
        settings = town.settings(Path(name)).model_copy(update={"replies": caps})
        service = Service(settings, ("imap", "ocr", "case", "smtp"))
        service.start()
        time.sleep(PAUSE)
        first = answered_after(town, raw)
        reading = service.hands.tally.seconds.get("read", 0.0)
        later = []
        for number in range(rounds):
            time.sleep(PAUSE)
            later.append(answered_after(town, b"X-Round: %d\r\n" % number + raw))
        service.stop(0)
    return first, later, reading


def main() -> int:
    """`python -m bench.latency --rounds 20`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    asked = parser.parse_args()
    configure_logs(quiet=True)
    first, later, reading = run(asked.rounds)
    p95 = statistics.quantiles(later, n=20)[18] if len(later) > 1 else later[0]
    print(f"first mail: {first:.1f} s, of which readers were at work {reading:.1f} s")
    print(f"{len(later)} mails read before: median {statistics.median(later):.2f} s, p95 {p95:.2f} s (bar {BAR} s)")
    return int(p95 > BAR)


if __name__ == "__main__":
    sys.exit(main())
