"""One database, SQLite or PostgreSQL: every difference between the two is kept on this page."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, DateTime, Dialect, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.types import TypeDecorator

from filing.errors import ConfigurationRefused
from filing.mail import SHANGHAI

MIGRATIONS = Path(__file__).parent / "migrations"
WRITERS = 0x6265_6961  # "beia": the advisory lock that every writer takes
SERVER_OPTIONS = "-c timezone=UTC -c lock_timeout=30s -c idle_in_transaction_session_timeout=60s"
"""A writer waits 30 s, as in SQLite; one that fell asleep in its transaction does not hold the others up for ever."""


class Moment(TypeDecorator[datetime]):
    """A moment with a time zone: stored in UTC (SQLite knows no zones), read in Asia/Shanghai."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """A naive moment is a programming error and raises ValueError."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """In Asia/Shanghai, as filing.ports.Clock gives it."""
        if value is None:
            return None
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(SHANGHAI)


def open_engine(url: str) -> Engine:
    """The engine for our tables and the job engine's, which live in the same file.

    SQLite: WAL and synchronous=FULL (a commit is on the disk), foreign keys, 30 s of patience with other writers; what
    is deleted is overwritten.
    PostgreSQL: `postgresql://…` through psycopg; a connection that a restart of the server broke is replaced.
    Raises ConfigurationRefused if the folder of the file is missing or not writable.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        options = {"options": SERVER_OPTIONS, "connect_timeout": 10, "application_name": "beian-desk"}
        parsed = parsed.set(drivername="postgresql+psycopg")
        return create_engine(parsed, pool_pre_ping=True, pool_size=8, max_overflow=24, connect_args=options)
    _touch_private(Path(parsed.database or ""))
    engine = create_engine(url, connect_args={"timeout": 30})
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _touch_private(path: Path) -> None:
    """The file is made by us, so that only its owner may read it; SQLite gives -wal and -shm the same mode."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as trouble:
        message = f"数据库文件 {path} 无法读写：{trouble.strerror}。"
        raise ConfigurationRefused(message, "请检查目录是否存在、当前用户是否有写权限、磁盘是否已满。") from trouble


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = (
        "IMMEDIATE"  # what the job engine expects of SQLite, too: writers queue up, never deadlock
    )
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def writing(engine: Engine, about: str = "") -> Iterator[Connection]:
    """One transaction that reads and then writes: no other writer comes between the two.

    `about`: the id of the one matter (a mail, a reply, a mailbox) that it reads and writes. Then on PostgreSQL writers
    of other matters need not wait; without it the transaction is the only writer, as every one is on SQLite.
    """
    with engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # the driver would begin only at the first write
        elif about:
            both = "SELECT pg_advisory_xact_lock_shared(:all), pg_advisory_xact_lock(:all, hashtext(:one))"
            connection.execute(text(both), {"all": WRITERS, "one": about})
        else:
            connection.execute(text("SELECT pg_advisory_xact_lock(:all)"), {"all": WRITERS})
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One unchanging view of all tables, which blocks nobody."""
    with engine.connect() as connection:
        unchanging = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
        connection.exec_driver_sql("BEGIN" if connection.dialect.name == "sqlite" else unchanging)
        yield connection


def tidy(engine: Engine) -> None:
    """What was deleted is no more to be found in the database's files (PostgreSQL's own archive of WAL excepted)."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        sqlite = connection.dialect.name == "sqlite"
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)" if sqlite else "VACUUM")


def migrate(engine: Engine) -> None:
    """Bring the tables to this version's schema, in one transaction: a kill in the middle leaves the old schema.

    Does nothing if they are there already. Raises ConfigurationRefused if a newer version has written them.
    """
    config = _alembic()
    with writing(engine) as connection:
        _refuse_newer(connection, ScriptDirectory.from_config(config))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def step_back(engine: Engine, revision: str = "base") -> None:
    """Undo the schema's changes after `revision`, with what they hold; for whoever returns to an older version."""
    config = _alembic()
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def _alembic() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _refuse_newer(connection: Connection, scripts: ScriptDirectory) -> None:
    for revision in MigrationContext.configure(connection).get_current_heads():
        try:
            scripts.get_revision(revision)
        except CommandError as unknown:
            message = f"数据库由更新的版本写入（版本 {revision}），当前程序无法识别。"
            raise ConfigurationRefused(message, "请改用新版本程序，或恢复升级前的备份。") from unknown
