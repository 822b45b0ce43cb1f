"""(d) One, two and four reading processes on the same papers."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from bench.letters import ten_attachments
from filing.mail import Part, RawMail
from parsers.mail import parse_mail
from service.clock import SHANGHAI
from service.hands import Hands

BAR = 0.85  # from one to two
SIZES = (1, 2, 4)


def run() -> bool:
    """Print the figures; whether the bar holds."""
    now = datetime.now(SHANGHAI)
    parts = [part for n in range(2) for part in parse_mail(RawMail(ten_attachments(n)[0], "jiangsu", now)).parts]
    seconds = {size: _wall(parts, size) for size in SIZES}
    print(f"(d) {len(parts)} attachments on {os.cpu_count()} cores:")
    for size in SIZES:
        efficiency = seconds[1] / (size * seconds[size])
        rate = 60 * len(parts) / seconds[size]
        print(f"    {size} processes: {rate:.1f} a minute, efficiency {efficiency:.2f}", flush=True)
    efficiency = seconds[1] / (2 * seconds[2])
    print(f"    from 1 to 2: {efficiency:.2f} (bar {BAR}, ratio {efficiency / BAR:.2f})")
    return efficiency >= BAR


def _wall(parts: list[Part], size: int) -> float:
    with Hands("rapidocr", size, frozenset()) as hands, ThreadPoolExecutor(size) as threads:
        list(threads.map(hands.read, parts[: 2 * size]))  # every child has loaded its models
        began = time.monotonic()
        list(threads.map(hands.read, parts))
        return time.monotonic() - began
