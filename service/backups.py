"""What `beian backup`, `beian restore` and `beian migrate` do."""

from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path

import structlog
import typer

from filing.errors import ConfigurationRefused, DeskError
from service.clock import SystemClock
from service.ending import Ending
from service.logs import configure_logs
from service.settings import Settings, load_settings
from service.storage import open_blobs, open_shelf
from store.backup import Place, back_up, restore
from store.database import migrate, open_engine
from store.fsck import Trouble, fsck
from store.master_keys import MasterKeys
from store.patience import patiently
from store.sending import RESTORED, Sending
from store.shelf import write_durably

log = structlog.get_logger()


def back_up_now(config: Path, folder: Path | None, *, with_key: bool) -> int:
    """One backup into the folder, or that of the settings."""
    configure_logs(quiet=True)
    settings = load_settings(config)
    path = _back_up(settings, folder, with_key=with_key)
    typer.echo(f"已备份到 {path}。")
    if not with_key:
        typer.echo(f"备份不含主密钥：请把 {settings.master_key_file} 另外保管，没有它，备份中的材料无法打开。")
    if not settings.backup.recipients:
        typer.echo("备份未加密（[backup] recipients 为空），存放到别处之前请先加密。")
    return 0


def keep_backing_up(config: Path, folder: Path | None, daily: str, *, with_key: bool) -> int:
    """Once a day until SIGTERM. A backup that failed is told in the log, and tried again the next day."""
    configure_logs()
    settings, at = load_settings(config), _moment(daily)
    clock, ending = SystemClock(), Ending()
    while not ending.wait(seconds_until(clock.now(), at)):
        try:
            log.info("备份完成", file=_back_up(settings, folder, with_key=with_key).name)
        except DeskError as trouble:
            log.error("备份失败", reason=str(trouble))
    return 0


def seconds_until(now: datetime, at: time) -> float:
    """From `now` to the next time that the clock shows `at`; a whole day if it does now."""
    today = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return ((today if today > now else today + timedelta(days=1)) - now).total_seconds()


def _moment(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError as wrong:
        raise ConfigurationRefused(f"时刻“{text}”无法识别。", "请写成 04:15 的样子。") from wrong


def _back_up(settings: Settings, folder: Path | None, *, with_key: bool) -> Path:
    where = folder or settings.backup.folder
    if where is None:
        raise ConfigurationRefused(
            "没有指定备份文件夹。", '请写在命令后面，或配置 [backup] folder = "/var/backups/beian"。'
        )
    place = _place(settings)
    key = settings.master_key_file if with_key else None
    try:
        return back_up(place, where, SystemClock().now(), settings.backup.recipients, key)
    finally:
        place.engine.dispose()


def restore_now(config: Path, file: Path, identity: Path | None) -> int:
    """Restore, stop sending, prove that all is there. Exit status 0 only if it is; work that waits is no fault."""
    configure_logs(quiet=True)
    settings = load_settings(config)
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    place, clock = _place(settings), SystemClock()

    manifest = restore(place, file, identity, partial(_keep_key, settings.master_key_file))
    Sending(place.engine, clock).stop(RESTORED)
    report = fsck(place.engine, open_blobs(settings), clock.now())
    place.engine.dispose()
    typer.echo(f"已恢复 {manifest.made_at} 的备份：邮件 {report.mails} 封，回复 {report.replies} 封。")
    problems = [problem for problem in report.problems if problem.trouble is not Trouble.STUCK]
    for problem in problems:
        typer.echo(problem.text)
    typer.echo("发送已停止：备份之后发出的回复可能会再发一遍。请启动服务，核对“已发送”，再运行 beian outbox start。")
    return 1 if problems else 0


def _keep_key(file: Path, key: bytes | None) -> MasterKeys:
    """The one that is in place stays. Raises ConfigurationRefused if there is none anywhere."""
    if not file.exists() and key is None:
        raise ConfigurationRefused(f"没有主密钥 {file}，备份中也没有。", "请先把另外保管的主密钥放到该处，再恢复。")
    if not file.exists() and key is not None:
        write_durably(file, [key])
    return MasterKeys(file)


def migrate_now(config: Path) -> int:
    """Bring the tables to this version's schema; waits for a database that is starting."""
    configure_logs(quiet=True)
    engine = open_engine(load_settings(config).database_url)
    patiently(lambda: migrate(engine))
    engine.dispose()
    typer.echo("数据库结构已是本版本的。")
    return 0


def _place(settings: Settings) -> Place:
    return Place(open_engine(settings.database_url), open_shelf(settings))
