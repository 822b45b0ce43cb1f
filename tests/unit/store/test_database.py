"""The database file and its schema."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from filing.errors import ConfigurationRefused
from store.database import Moment, migrate, open_engine, writing
from store.tables import metadata


def url(folder: Path) -> str:
    return f"sqlite:///{folder / 'beian.db'}"


def test_a_commit_is_on_the_disk_and_readers_are_not_blocked(tmp_path: Path) -> None:
    with open_engine(url(tmp_path)).connect() as connection:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        found = [connection.exec_driver_sql(f"PRAGMA {p}").scalar_one() for p in pragmas]

    assert found == ["wal", 2, 1, 30000]
    assert (tmp_path / "beian.db").stat().st_mode & 0o077 == 0


def test_the_migrations_lead_to_the_tables_and_may_be_run_again(tmp_path: Path) -> None:
    engine = open_engine(url(tmp_path))
    migrate(engine)
    migrate(engine)

    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_t173_a_newer_schema_is_refused(tmp_path: Path) -> None:
    engine = open_engine(url(tmp_path))
    migrate(engine)
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(ConfigurationRefused, match="更新的版本"):
        migrate(engine)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationRefused, match="数据库文件"):
        open_engine(url(tmp_path / "nowhere"))


def test_t173_an_interrupted_transaction_leaves_nothing(tmp_path: Path) -> None:
    engine = open_engine(url(tmp_path))
    with suppress(RuntimeError), writing(engine) as connection:
        connection.execute(text("CREATE TABLE half (x INTEGER)"))
        raise RuntimeError

    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one() == 0


def test_moments_keep_their_instant_and_come_back_in_shanghai(tmp_path: Path) -> None:
    dialect = open_engine(url(tmp_path)).dialect
    moment = datetime(2026, 9, 15, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    stored = Moment().process_bind_param(moment, dialect)
    back = Moment().process_result_value(stored, dialect)

    assert back == moment
    assert back is not None
    assert back.utcoffset() == timedelta(hours=8)
    assert stored == moment.astimezone(UTC).replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        Moment().process_bind_param(datetime(2026, 1, 1), dialect)  # noqa: DTZ001 - the naive moment is the test
