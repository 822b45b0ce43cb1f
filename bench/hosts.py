"""Three hosts, one PostgreSQL, one object store: hosts are killed at random and the database is restarted.

Each host has its own data folder and returns only after others have taken over what it had begun; how long that took is
measured. The mail servers and the object store live in this process and survive.
"""

import argparse
import random
import signal
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from bench.crash import Launcher, Ordeal, deliver, finish, letter, sent_ids, servers, write_config
from service.clock import SHANGHAI
from store.database import open_engine
from tests.fakes.postgres import Postgres
from tests.fakes.s3_server import ACCESS_KEY, BUCKET, SECRET_KEY, S3Server

Lives = tuple[float, float]
SLOTS = ("a", "b", "c")
LIVES = (4.0, 20.0)  # seconds from the first sign of life to a kill
RECOVERY = 15.0  # seconds: what a dead host had begun is in other hands
PATIENCE = 45.0  # seconds until a host is started again that gives no sign, or a recovery has failed
ALIVE = "SELECT count(*) FROM hosts WHERE id LIKE :me AND seen_at > :since"
HOLDS = (
    "SELECT (SELECT count(*) FROM dbos.workflow_status WHERE status = 'PENDING' AND executor_id LIKE :me)"
    " + (SELECT count(*) FROM leases WHERE host LIKE :me)"
)


@dataclass
class Trial:
    """What the run showed. `recoveries`: seconds from each kill until nothing was in the dead host's hands."""

    ordeal: Ordeal
    restarts: int
    recoveries: list[float] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Nothing lost, doubled or stuck, and every recovery in time."""
        return self.ordeal.sound and max(self.recoveries, default=0.0) <= RECOVERY

    def __str__(self) -> str:
        seconds = self.recoveries or [0.0]
        return (
            f"{self.ordeal}; {self.restarts} restarts of PostgreSQL; "
            f"recovery median {statistics.median(seconds):.1f} s, max {max(seconds):.1f} s"
        )


class Host(threading.Thread):
    """One host: it lives, is killed, is missed until others have its work, and comes back.

    `deaths`: as many as may be dead or starting at a time; somebody must be there to take over.
    """

    def __init__(self, config: Path, slot: str, database: Engine, deaths: threading.Semaphore, lives: Lives) -> None:
        super().__init__(daemon=True)
        self._config = config
        self._me = {"me": f"%-{slot}"}
        self._database = database
        self._deaths = deaths
        self._lives = lives
        self._rng = random.Random(slot)
        self._halt, self._calm, self._end = (threading.Event() for _ in range(3))
        self.recoveries: list[float] = []

    def run(self) -> None:
        """Until stopped."""
        with Launcher() as launcher:
            while True:
                pid = self._start(launcher)
                if self._halt.wait(self._rng.uniform(*self._lives)):
                    break
                with self._deaths:
                    launcher.end(pid)
                    self.recoveries.append(self._wait_for(HOLDS, 0))
            self._calm.set()
            self._end.wait()
            launcher.end(pid)

    def _start(self, launcher: Launcher) -> int:
        """A life; from when on it takes over what others leave."""
        with self._deaths:
            begun, pid = datetime.now(SHANGHAI), launcher.begin(self._config)
            self._wait_for(ALIVE, 1, since=begun)
            self._wait_for(ALIVE, 1, since=datetime.now(SHANGHAI))  # the first sign came before the launch
        return pid

    def calm(self) -> None:
        """No more kills: it lives until `stop`, for others may still be missed."""
        self._halt.set()
        self._calm.wait(120)

    def stop(self) -> None:
        """The last kill."""
        self._end.set()
        self.join(120)

    def _wait_for(self, query: str, wanted: int, **more: object) -> float:
        """Seconds until the database says so, or PATIENCE."""
        began = time.monotonic()
        while self._ask(query, more) != wanted and time.monotonic() - began < PATIENCE:
            time.sleep(0.1)
        return time.monotonic() - began

    def _ask(self, query: str, more: Mapping[str, object]) -> int | None:
        try:
            with self._database.connect() as connection:
                return int(connection.execute(text(query), self._me | more).scalar_one())
        except DBAPIError:  # it is being restarted
            return None


def run(kills: int, mails: int, restarts: int = 1, lives: Lives = LIVES) -> Trial:
    """Deliver `mails` while hosts are killed, `kills` times in all, and PostgreSQL is restarted; then check."""
    started = time.monotonic()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="beian-hosts-")))
        mail, store = stack.enter_context(servers()), stack.enter_context(S3Server())
        postgres = stack.enter_context(Postgres(durable=True))
        url = postgres.database()
        plain = write_config(folder, mail.host, mail.imap_port, mail.smtp_port).read_text(encoding="utf-8")
        configs = [_config(folder, slot, plain, url, store.endpoint) for slot in SLOTS]
        database = open_engine(url)
        stack.callback(database.dispose)
        deaths = threading.Semaphore(len(SLOTS) - 1)
        hosts = [Host(config, slot, database, deaths, lives) for config, slot in zip(configs, SLOTS, strict=True)]
        for host in hosts:
            host.start()
        done = _trouble(
            hosts, kills, mails, lambda number: deliver(mail, letter(number)), _restarter(postgres, restarts)
        )
        for host in hosts:
            host.calm()
        for host in hosts:
            host.stop()
        report = finish(configs[0], mails)
        sent = sent_ids(mail)
        recoveries = [seconds for host in hosts for seconds in host.recoveries]
        return Trial(Ordeal(mails, done, time.monotonic() - started, report, sent), restarts, recoveries)


def _trouble(
    hosts: list[Host], kills: int, mails: int, send: Callable[[int], None], restart: Callable[[float], None]
) -> int:
    """Send the mails in step with the kills; how many kills there were."""
    sent = done = 0
    while done < kills or sent < mails:
        done = sum(len(host.recoveries) for host in hosts)
        restart(done / kills)
        while sent < mails and sent <= mails * (done + 1) // kills:
            send(sent)
            sent += 1
        time.sleep(0.2)
    return done


def _restarter(postgres: Postgres, restarts: int) -> Callable[[float], None]:
    """Restart at even distances of the way; every second time as after a power cut."""
    left = [(n + 1) / (restarts + 1) for n in range(restarts)]

    def restart(way: float) -> None:
        if left and way >= left[0]:
            left.pop(0)
            postgres.stop(signal.SIGQUIT if len(left) % 2 else signal.SIGINT)
            time.sleep(1.0)
            postgres.start()

    return restart


def _config(folder: Path, slot: str, plain: str, database: str, endpoint: str) -> Path:
    """A host's settings: its own data folder and slot, the shared servers, the same master key."""
    home = folder / slot
    home.mkdir()
    for name, secret in (("access", ACCESS_KEY), ("secret", SECRET_KEY), ("master", bytes(32).hex())):
        (home / name).write_text(secret, encoding="utf-8")
    shared = (
        f'[database]\nurl = "{database}"\n[blobs]\nurl = "s3://{BUCKET}"\nendpoint = "{endpoint}"\n'
        f'access_key_file = "{home}/access"\nsecret_key_file = "{home}/secret"\nmaster_key_file = "{home}/master"\n'
    )
    own = plain.replace(f'data = "{folder / "data"}"', f'data = "{home / "data"}"\nslot = "{slot}"')
    config = home / "beian.toml"
    config.write_text(own + shared, encoding="utf-8")
    return config


def main() -> int:
    """`python -m bench.hosts --kills 60 --mails 1000`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--mails", type=int, default=1000)
    parser.add_argument("--restarts", type=int, default=3)
    asked = parser.parse_args()
    trial = run(asked.kills, asked.mails, asked.restarts)
    print(trial)
    for problem in trial.ordeal.report.problems[:20]:
        print(problem.text)
    return 0 if trial.sound else 1


if __name__ == "__main__":
    sys.exit(main())
