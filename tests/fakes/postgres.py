"""A private PostgreSQL on a unix socket in a temporary folder; for root it runs as `nobody`."""

import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

from store.database import migrate, open_engine

USER = "beian"
TEMPLATE = "beian_template"
SAFE = "on"
FAST = "off"  # for tests that never cut the power: a commit need not be on the disk


def binaries() -> Path:
    """Where Debian keeps the newest server. Raises IndexError if the package `postgresql` is missing."""
    return sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))[-1]


class Postgres:
    """A context manager: one cluster. `durable`: commits are on the disk, for tests that kill the server."""

    def __init__(self, *, durable: bool = False) -> None:
        self._base = Path(tempfile.mkdtemp(prefix="beian-pg-"))
        self._fsync = SAFE if durable else FAST
        self._numbers = itertools.count(1)
        self._server: subprocess.Popen[bytes] | None = None
        self._as = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.getuid() == 0 else {}

    def __enter__(self) -> "Postgres":
        if self._as:
            shutil.chown(self._base, "nobody", "nogroup")
        self._base.chmod(0o755)  # the socket is for us, too
        command = [binaries() / "initdb", "-D", self._data, "-U", USER, "--auth=trust", "--no-sync", "--encoding=UTF8"]
        subprocess.run([*command, "--locale=C.UTF-8"], check=True, capture_output=True, cwd="/", **self._as)  # type: ignore[call-overload]  # keywords of Popen
        self.start()
        self._execute(f"CREATE DATABASE {TEMPLATE}")
        engine = open_engine(self.url(TEMPLATE))
        migrate(engine)
        engine.dispose()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self._base, ignore_errors=True)

    @property
    def _data(self) -> Path:
        return self._base / "data"

    def url(self, database: str) -> str:
        """SQLAlchemy's address of a database."""
        return f"postgresql+psycopg://{USER}@/{database}?host={self._base}"

    def database(self, *, empty: bool = False) -> str:
        """The address of a new database, with the desk's tables unless it is to be `empty`."""
        name = f"desk_{next(self._numbers)}"
        self._execute(f"CREATE DATABASE {name}" + ("" if empty else f" TEMPLATE {TEMPLATE}"))
        return self.url(name)

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = {
            "unix_socket_directories": self._base,
            "listen_addresses": "",
            "fsync": self._fsync,
            "synchronous_commit": self._fsync,
            "full_page_writes": self._fsync,
            "max_connections": 200,
            "shared_buffers": "32MB",
        }
        settings = [f"--{name}={value}" for name, value in options.items()]
        log = (self._base / "log").open("ab")
        command = [binaries() / "postgres", "-D", self._data, *settings]
        self._server = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", **self._as)  # type: ignore[call-overload]  # as above
        log.close()
        self._wait()

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT: cut all connections and end in order; SIGQUIT: at once, to be recovered at the next start."""
        if self._server is not None:
            self._server.send_signal(how)
            self._server.wait(30)
            self._server = None

    def _wait(self) -> None:
        deadline = time.monotonic() + 30
        while True:
            try:
                self._execute("SELECT 1")
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
            else:
                return

    def _execute(self, statement: str) -> None:
        with psycopg.connect(f"host={self._base} user={USER} dbname=postgres", autocommit=True) as connection:
            connection.execute(statement)
