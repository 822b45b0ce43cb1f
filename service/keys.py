"""What `beian keys` does: a new master key while the desk runs."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from filing.errors import ConfigurationRefused, UnreadableInput
from service.clock import SystemClock
from service.logs import configure_logs
from service.progress import progress
from service.settings import Settings, load_settings
from service.storage import open_shelf
from store.blobs import Blobs
from store.database import migrate, open_engine
from store.master_keys import MasterKeys, alone, read_ring
from store.rotation import Done, Pass, add, drop_old, turn, wrap_again


def add_key(config: Path, key_file: Path | None) -> int:
    """A second key beside the first; nothing is wrapped with it yet."""
    with _asked(config, key_file) as (settings, path):
        Blobs(open_shelf(settings), MasterKeys(path))  # a key that is not the store's is not worth rotating
        add(path)
    typer.echo(f"已在 {path} 中加入新的主密钥，尚未使用。请立即另存该文件。")
    typer.echo("有多台主机或容器的：把它送到每一处（容器须重建），再运行 beian keys rotate。")
    return 0


def rotate_key(config: Path, key_file: Path | None) -> int:
    """Write with the new key, and put everything under it."""
    with _asked(config, key_file) as (settings, path):
        turn(path)
        _tell(_all_again(settings, path))
    typer.echo("有多台主机或容器的：再次把密钥文件送到每一处（容器须重建）。然后运行 beian keys finish。")
    return 0


def finish_rotation(config: Path, key_file: Path | None) -> int:
    """Give the old key up if nothing was under it any more. Exit status 1 if something was: somebody still uses it."""
    with _asked(config, key_file) as (settings, path):
        ring = read_ring(path)
        if ring.next or not ring.old:
            raise ConfigurationRefused("没有等待停用的旧密钥。", "轮换依次为 beian keys add、rotate、finish。")
        found = _all_again(settings, path)
        _tell(found)
        if found.files or found.columns:
            typer.echo("旧密钥仍在使用，没有停用：请确认每台主机都已换用新的密钥文件，过几分钟再运行。", err=True)
            return 1
        retired = path.with_name(f"{path.name}.{SystemClock().now():%Y%m%dT%H%M%S}")
        drop_old(path, Blobs(open_shelf(settings), MasterKeys(path)), retired)
    typer.echo(f"旧密钥已停用。请另存 {path}，并把它送到每一处。")
    typer.echo(f"{retired} 能打开此前的备份：请移到离线处，与这些备份一同保存、一同销毁。请现在做一次备份。")
    return 0


@contextmanager
def _asked(config: Path, key_file: Path | None) -> Iterator[tuple[Settings, Path]]:
    """Settings and key file, for nobody else meanwhile. Containers cannot replace what they see: then it is named."""
    configure_logs(quiet=True)
    settings = load_settings(config)
    path = key_file or settings.master_key_file
    if not path.exists():
        raise UnreadableInput(f"没有主密钥文件 {path}。", "请检查 blobs.master_key_file 或 --key-file。")
    try:
        with alone(path):
            yield settings, path
    except OSError as trouble:
        message = f"轮换中断：{trouble.strerror or trouble}。已完成的部分有效。"
        raise ConfigurationRefused(message, "请检查目录权限和磁盘空间，再运行同一条命令。") from trouble


def _all_again(settings: Settings, path: Path) -> Pass:
    engine, keys = open_engine(settings.database_url), MasterKeys(path)
    migrate(engine)
    try:
        return wrap_again(engine, Blobs(open_shelf(settings), keys), keys, _bar)
    finally:
        engine.dispose()


def _bar(done: Iterable[Done], total: int) -> Iterable[Done]:
    return progress(done, "重新加密", total)


def _tell(done: Pass) -> None:
    typer.echo(f"改用新密钥：存档文件 {done.files} 个，动态口令 {done.columns} 个。")
    if done.damaged:
        typer.echo(f"另有 {done.damaged} 个存档文件已损坏，任何密钥都打不开：请运行 beian fsck。", err=True)
