"""`beian outbox stop` and `start`: the kill switch of everything that leaves."""

import getpass
from pathlib import Path

import typer

from filing.masking import mask_text
from service.clock import SystemClock
from service.logs import configure_logs
from service.settings import load_settings
from store.database import migrate, open_engine
from store.sending import Sending


def stop_sending(config: Path, reason: str) -> int:
    """Nothing leaves from now on, also what is being offered to a server at this moment."""
    stopped = _sending(config).stop(mask_text(reason), _who())
    typer.echo("已停止发送。收信、核对照常，回复留在发件箱。" if stopped else "发送此前已停止。")
    typer.echo("恢复发送：beian outbox start")
    return 0


def start_sending(config: Path) -> int:
    """What is queued leaves."""
    started = _sending(config).start(_who())
    typer.echo("已恢复发送，排队的回复将在半分钟内陆续发出。" if started else "发送没有停止，无需恢复。")
    return 0


def _sending(config: Path) -> Sending:
    configure_logs(quiet=True)
    engine = open_engine(load_settings(config).database_url)
    migrate(engine)
    return Sending(engine, SystemClock())


def _who() -> str:
    """There is no sign-in on the command line: whoever has a shell on this machine."""
    return f"cli {getpass.getuser()}"[:40]
