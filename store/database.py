"""One database: SQLite today, every difference from PostgreSQL kept on this page."""

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
from sqlalchemy import Connection, DateTime, Dialect, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.types import TypeDecorator

from filing.errors import ConfigurationRefused
from filing.mail import SHANGHAI

MIGRATIONS = Path(__file__).parent / "migrations"


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

    SQLite: WAL and synchronous=FULL (a commit is on the disk), foreign keys, 30 s of patience with other writers.
    Raises ConfigurationRefused if the folder of the file is missing or not writable.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
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
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that reads and then writes: no other writer comes between the two."""
    with engine.begin() as connection:
        _begin(connection, "BEGIN IMMEDIATE")
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One unchanging view of all tables, which blocks nobody."""
    with engine.connect() as connection:
        _begin(connection, "BEGIN")
        yield connection


def _begin(connection: Connection, sqlite: str) -> None:
    """The SQLite driver would begin only at the first write; PostgreSQL asks for SERIALIZABLE instead."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(sqlite)
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE")


def migrate(engine: Engine) -> None:
    """Bring the tables to this version's schema, in one transaction: a kill in the middle leaves the old schema.

    Does nothing if they are there already. Raises ConfigurationRefused if a newer version has written them.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with writing(engine) as connection:
        _refuse_newer(connection, ScriptDirectory.from_config(config))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _refuse_newer(connection: Connection, scripts: ScriptDirectory) -> None:
    for revision in MigrationContext.configure(connection).get_current_heads():
        try:
            scripts.get_revision(revision)
        except CommandError as unknown:
            message = f"数据库由更新的版本写入（版本 {revision}），当前程序无法识别。"
            raise ConfigurationRefused(message, "请改用新版本程序，或恢复升级前的备份。") from unknown
