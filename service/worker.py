"""`beian serve` and `beian worker`: run until told to stop."""

from collections.abc import Sequence
from pathlib import Path

import typer

from filing.errors import ConfigurationRefused
from service.ending import Ending
from service.logs import configure_logs
from service.queues import ROLES
from service.service import Service
from service.settings import Settings, load_settings
from store.patience import patiently


def run_service(config: Path, roles: Sequence[str] = ROLES, slot: str | None = None) -> int:
    """Run in these roles until SIGTERM or Ctrl+C, under this name instead of the settings'. Returns the exit status."""
    unknown = [role for role in roles if role not in ROLES]
    if unknown or not roles:
        raise ConfigurationRefused(f"不认识的角色：{'、'.join(unknown)}。", f"可选：{'、'.join(ROLES)}。")
    configure_logs()
    settings = load_settings(config)
    if slot is not None:
        settings = settings.model_copy(update={"slot": slot})
    if not settings.mailbox:
        raise ConfigurationRefused(
            f"配置文件 {config} 没有任何邮箱。", "请至少添加一个 [mailbox.jiangsu]，见运维手册。"
        )
    service = patiently(lambda: _started(settings, roles))  # the database may be starting, too
    ending = Ending()
    if "web" in roles:
        typer.echo(f"收件台：{service.address}", err=True)
    ending.wait()
    typer.echo("正在停止……", err=True)
    service.stop(settings.stop_seconds)
    return 0


def _started(settings: Settings, roles: Sequence[str]) -> Service:
    service = Service(settings, roles)
    try:
        service.start()
    except Exception:
        service.give_up()
        raise
    return service
