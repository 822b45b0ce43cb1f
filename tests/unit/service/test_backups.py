"""The drill as an operator does it: backup, restore elsewhere, and nothing leaves until a person says so."""

from datetime import datetime, time
from pathlib import Path

import pytest

from filing.errors import ConfigurationRefused
from filing.mail import SHANGHAI
from filing.terms import ReplyStatus
from intake.send import send_reply
from service.backups import back_up_now, migrate_now, restore_now, seconds_until
from store.sending import RESTORED, Sending
from tests.fakes.desk_store import DeskStore
from tests.fakes.transport import FakeTransport


def _config(folder: Path) -> Path:
    file = folder.with_suffix(".toml")
    file.write_text(f'data = "{folder}"\n[backup]\nfolder = "{folder.parent / "backups"}"\n', encoding="utf-8")
    return file


@pytest.fixture
def desk(tmp_path: Path) -> DeskStore:
    (tmp_path / "old").mkdir()
    return DeskStore(tmp_path / "old")


def _only(folder: Path) -> Path:
    (backup,) = folder.glob("desk-*.tar")
    return backup


def test_t174_after_a_restore_nothing_is_sent_until_a_person_confirms(
    desk: DeskStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reply = desk.settled(desk.received())[1]
    assert reply is not None
    back_up_now(_config(desk.folder), None, with_key=False)
    told = capsys.readouterr().out
    new = tmp_path / "new"
    new.mkdir()
    (new / "master.key").write_bytes((desk.folder / "master.key").read_bytes())

    assert restore_now(_config(new), _only(tmp_path / "backups"), None) == 0
    restored = DeskStore(new, desk.clock)
    sending = Sending(restored.engine, restored.clock)
    stopped = sending.stopped()

    assert str(desk.folder / "master.key") in told
    assert "未加密" in told
    assert "beian outbox start" in capsys.readouterr().out
    assert stopped is not None
    assert stopped.reason == RESTORED
    assert send_reply(restored.outbox, FakeTransport(), reply) is not ReplyStatus.SENT
    sending.start()
    assert send_reply(restored.outbox, FakeTransport(), reply) is ReplyStatus.SENT


def test_without_the_master_key_nothing_is_restored(desk: DeskStore, tmp_path: Path) -> None:
    desk.settled(desk.received())
    back_up_now(_config(desk.folder), None, with_key=False)

    with pytest.raises(ConfigurationRefused, match="主密钥"):
        restore_now(_config(tmp_path / "new"), _only(tmp_path / "backups"), None)
    assert not (tmp_path / "new" / "master.key").exists()


def test_an_empty_desk_is_not_backed_up(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    with pytest.raises(ConfigurationRefused, match="空的"):
        back_up_now(_config(tmp_path / "empty"), None, with_key=False)


def test_migrate_makes_the_tables(tmp_path: Path) -> None:
    (tmp_path / "fresh").mkdir()
    config = _config(tmp_path / "fresh")

    assert migrate_now(config) == 0
    assert back_up_now(config, None, with_key=False) == 0


@pytest.mark.parametrize(
    ("now", "hours"), [("2026-11-21T03:15", 1.0), ("2026-11-21T04:15", 24.0), ("2026-11-21T05:15", 23.0)]
)
def test_the_next_backup_is_at_the_hour(now: str, hours: float) -> None:
    assert seconds_until(datetime.fromisoformat(now).replace(tzinfo=SHANGHAI), time(4, 15)) == hours * 3600
