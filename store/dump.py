"""The whole database in one file, as of one moment, and back; the desk may go on writing meanwhile.

SQLite by its online backup; PostgreSQL by `pg_dump` and `pg_restore` (Debian's postgresql-client), which know its
schemas and sequences and the job engine's tables better than we ever could.
"""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, inspect

from filing.errors import ConfigurationRefused
from store.archive import BackupBroken


def kind(engine: Engine) -> str:
    """`sqlite` or `postgresql`: a dump goes back into the same kind only."""
    return engine.dialect.name


def has_tables(engine: Engine) -> bool:
    """Whether anybody has begun to use it."""
    return bool(inspect(engine).get_table_names())


def dump(engine: Engine, file: Path) -> None:
    """Write everything to `file`, which only its owner may read. Raises BackupBroken, ConfigurationRefused."""
    os.close(os.open(file, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
    if kind(engine) != "sqlite":
        _run(engine, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={file}")
        return
    with engine.connect() as connection, closing(sqlite3.connect(file)) as copy:
        _plain(connection.connection.driver_connection).backup(copy)


def load(engine: Engine, file: Path) -> None:
    """The other way round, into an empty database. Raises BackupBroken, ConfigurationRefused."""
    if kind(engine) != "sqlite":
        _run(engine, "pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", str(file))
        return
    try:
        with engine.connect() as connection, closing(sqlite3.connect(file)) as copy:
            copy.backup(_plain(connection.connection.driver_connection))
    except sqlite3.DatabaseError as trouble:
        raise BackupBroken(f"备份中的数据库无法读取：{trouble}。", "请换一份备份。") from trouble
    engine.dispose()  # what is open has prepared itself for the empty file


def _plain(connection: object) -> sqlite3.Connection:
    assert isinstance(connection, sqlite3.Connection)  # noqa: S101 - the dialect was asked
    return connection


def _run(engine: Engine, program: str, *words: str) -> None:
    """The password goes by the environment, where other users do not see it."""
    address = engine.url.set(drivername="postgresql", password=None).render_as_string()
    environment = os.environ | ({"PGPASSWORD": str(engine.url.password)} if engine.url.password else {})
    try:
        subprocess.run([program, *words, f"--dbname={address}"], env=environment, check=True, capture_output=True)
    except FileNotFoundError as missing:
        raise ConfigurationRefused(f"没有找到程序 {program}。", "请安装 Debian 软件包 postgresql-client。") from missing
    except subprocess.CalledProcessError as trouble:
        said = trouble.stderr.decode(errors="replace").strip().splitlines()
        message = f"{program} 报错：{said[-1][:200] if said else trouble.returncode}。"
        raise BackupBroken(
            message, "请检查数据库地址、账号权限，以及 postgresql-client 不低于服务器版本。"
        ) from trouble
