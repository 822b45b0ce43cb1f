"""`beian backup`, `beian restore`, `beian migrate`: what is done with the whole store."""

from pathlib import Path
from typing import Annotated

import typer

Config = Annotated[Path, typer.Option("--config", help="服务的 TOML 配置文件")]
FILE = Path("beian.toml")


def backup(
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="备份文件夹，默认为配置中的 backup.folder")
    ] = None,
    with_key: Annotated[bool, typer.Option("--with-key", help="连同主密钥一起备份（只能放进加密的备份）")] = False,
    daily: Annotated[str | None, typer.Option(metavar="HH:MM", help="一直运行，每天此刻备份一次")] = None,
    config: Config = FILE,
) -> None:
    """备份数据库和存档，服务可照常运行；同一文件夹中只追加新的材料。默认不含主密钥和配置中的密码。"""
    from service.backups import back_up_now, keep_backing_up

    if daily is None:
        raise typer.Exit(back_up_now(config, folder, with_key=with_key))
    raise typer.Exit(keep_backing_up(config, folder, daily, with_key=with_key))


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="备份文件夹中的 desk-….tar 或 desk-….tar.age")],
    identity: Annotated[Path | None, typer.Option(help="age 私钥文件，用于加密的备份")] = None,
    config: Config = FILE,
) -> None:
    """恢复到空的数据目录（或空的数据库和存储桶）。恢复后停止发送，核对后用 beian outbox start 恢复。"""
    from service.backups import restore_now

    raise typer.Exit(restore_now(config, file, identity))


def migrate(config: Config = FILE) -> None:
    """建立数据库结构，或升级到本版本。服务启动时也会自动进行。"""
    from service.backups import migrate_now

    raise typer.Exit(migrate_now(config))
