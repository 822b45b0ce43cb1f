"""`beian keys add`, `rotate`, `finish`: a new master key while the desk runs."""

from pathlib import Path
from typing import Annotated

import typer

from service.cli_words import Commands

keys_app = Commands("主密钥轮换：依次 add、rotate、finish，服务照常运行。")

Config = Annotated[Path, typer.Option("--config", help="服务的 TOML 配置文件")]
KeyFile = Annotated[Path | None, typer.Option(help="主密钥文件，代替配置中的（在容器里须指定可写的一份）")]
HERE = Path("beian.toml")


@keys_app.command("add")
def add(key_file: KeyFile = None, config: Config = HERE) -> None:
    """在密钥文件中加入一把新的主密钥，暂不使用。"""
    from service.keys import add_key

    raise typer.Exit(add_key(config, key_file))


@keys_app.command("rotate")
def rotate(key_file: KeyFile = None, config: Config = HERE) -> None:
    """改用新的主密钥，并把全部存档改由它加密。中断后重新运行即可继续。"""
    from service.keys import rotate_key

    raise typer.Exit(rotate_key(config, key_file))


@keys_app.command("finish")
def finish(key_file: KeyFile = None, config: Config = HERE) -> None:
    """确认没有任何内容还在使用旧密钥，然后停用它。"""
    from service.keys import finish_rotation

    raise typer.Exit(finish_rotation(config, key_file))
