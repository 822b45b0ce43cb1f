"""Told to end while it works, the service ends in time and leaves nothing half done."""

import signal
import sqlite3
import tempfile
import time
from collections import Counter
from contextlib import closing
from email import message_from_bytes
from pathlib import Path

import pytest

from bench.crash import Launcher, deliver, finish, letter, servers, write_config

pytestmark = [pytest.mark.servers, pytest.mark.enable_socket, pytest.mark.timeout(900)]


def settled(database: Path) -> int:
    """How many mails are, as far as there is a database yet."""
    if not database.exists():
        return 0
    try:
        with closing(sqlite3.connect(database, timeout=5)) as reader:
            return int(reader.execute("SELECT count(*) FROM mails WHERE status = 'settled'").fetchone()[0])
    except sqlite3.OperationalError:  # no tables yet
        return 0


def test_t178_a_service_that_is_told_to_end_under_load_ends_in_time_and_leaves_nothing_half_done() -> None:
    with tempfile.TemporaryDirectory() as name, servers() as mail, Launcher() as launcher:
        config = write_config(Path(name), mail.host, mail.imap_port, mail.smtp_port)
        for number in range(30):
            deliver(mail, letter(number))
        pid, patience = launcher.begin(config), time.monotonic() + 300
        while settled(Path(name) / "data" / "beian.db") < 3 and time.monotonic() < patience:
            time.sleep(0.1)
        told = time.monotonic()
        launcher.end(pid, signal.SIGTERM)
        took = time.monotonic() - told
        before = settled(Path(name) / "data" / "beian.db")
        report = finish(config, 30)
        sent = Counter(str(message_from_bytes(d.message)["Message-ID"]) for d in mail.delivered())

    assert took < 60
    assert 3 <= before < 30, "told to end under load"
    assert report.problems == ()
    assert (report.mails, len(sent), max(sent.values())) == (30, 30, 1)
