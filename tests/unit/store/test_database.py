"""The database file and its schema."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError, ProgrammingError

from filing.errors import ConfigurationRefused
from store import people_tables  # noqa: F401 - their tables belong to the metadata
from store.database import Moment, migrate, open_engine, step_back, writing
from store.patience import patiently
from store.tables import metadata
from tests.fakes.desk_store import DeskStore
from tests.fakes.postgres import Postgres


def url(folder: Path) -> str:
    return f"sqlite:///{folder / 'beian.db'}"


def test_a_commit_is_on_the_disk_and_readers_are_not_blocked(tmp_path: Path) -> None:
    with open_engine(url(tmp_path)).connect() as connection:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        found = [connection.exec_driver_sql(f"PRAGMA {p}").scalar_one() for p in pragmas]

    assert found == ["wal", 2, 1, 30000]
    assert (tmp_path / "beian.db").stat().st_mode & 0o077 == 0


def test_the_migrations_lead_to_the_tables_and_back_and_there_again(database_url: str) -> None:
    engine = open_engine(database_url)
    migrate(engine)
    step_back(engine)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
    migrate(engine)
    migrate(engine)

    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_the_ledger_takes_no_change_on_either_database(desk: DeskStore) -> None:
    desk.received()
    for statement in ("UPDATE events SET kind = 'x'", "DELETE FROM events"):
        with pytest.raises(DatabaseError, match="append-only"), writing(desk.engine) as connection:
            connection.execute(text(statement))


def test_writers_of_one_matter_queue_up_and_of_others_pass(desk: DeskStore) -> None:
    """SQLite knows one writer; PostgreSQL lets others by, unless somebody must be alone."""
    order: list[str] = []

    def write(about: str, said: str) -> None:
        with writing(desk.engine, about):
            order.append(said)

    with ThreadPoolExecutor(3) as threads:
        with writing(desk.engine, "one"):
            same = threads.submit(write, "one", "same")
            other = threads.submit(write, "two", "other")
            if desk.engine.dialect.name == "postgresql":
                other.result(10)
            alone = threads.submit(write, "", "alone")
            order.append("first")
        assert [f.result(10) for f in (same, other, alone)] == [None] * 3
    assert order.index("first") < order.index("same")
    assert order.index("first") < order.index("alone")


def test_t169_a_broken_line_is_asked_again_and_an_error_of_ours_is_not(postgres: Postgres) -> None:
    engine = open_engine(postgres.database())
    turns: list[int] = []

    def work() -> int:
        turns.append(len(turns))
        with writing(engine) as connection:
            me = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
            if len(turns) == 1:
                with engine.connect() as other:
                    other.execute(text(f"SELECT pg_terminate_backend({me})"))
            return connection.execute(text("SELECT 7")).scalar_one()

    assert patiently(work, pauses=(0.01,)) == 7
    assert len(turns) == 2
    with pytest.raises(ProgrammingError), engine.connect() as connection:
        patiently(lambda: connection.execute(text("SELECT nothing")), pauses=(0.01,))
    engine.dispose()


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
