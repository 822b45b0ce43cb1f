"""`beian user …` and `beian audit verify`: the accounts of the desk. No password ever stands on the command line."""

from pathlib import Path
from typing import Annotated

import typer

from service.cli_words import Commands

user_app = Commands("收件台人员：新增、查看、停用、重置。")
audit_app = Commands("审计记录：验证。")

Config = Annotated[Path, typer.Option("--config", help="服务的 TOML 配置文件")]
Login = Annotated[str, typer.Argument(metavar="LOGIN", help="账号")]
File = Annotated[Path | None, typer.Option("--password-file", help="从文件读取密码（一行）；不给则在终端询问")]
FILE = Path("beian.toml")


@user_app.command("add")
def add(
    login: Login,
    name: Annotated[str, typer.Option(help="姓名，显示在收件台和记录里")],
    role: Annotated[str, typer.Option(help="specialist 专员、supervisor 主管、administrator 管理员、auditor 审计员")],
    province: Annotated[list[str] | None, typer.Option(help="专员负责的接入省，可多次给出")] = None,
    password_file: File = None,
    config: Config = FILE,
) -> None:
    """新增人员；首次登录须修改密码并绑定手机。"""
    from service.users import add_user

    raise typer.Exit(add_user(config, login, name, role, tuple(province or ()), password_file))


@user_app.command("list")
def show(config: Config = FILE) -> None:
    """列出人员。"""
    from service.users import list_users

    raise typer.Exit(list_users(config))


@user_app.command("disable")
def disable(login: Login, config: Config = FILE) -> None:
    """停用：不能再登录，已有会话立即结束。"""
    from service.users import change_user

    raise typer.Exit(change_user(config, login, "disable"))


@user_app.command("enable")
def enable(login: Login, config: Config = FILE) -> None:
    """重新启用。"""
    from service.users import change_user

    raise typer.Exit(change_user(config, login, "enable"))


@user_app.command("reset-code")
def reset_code(login: Login, config: Config = FILE) -> None:
    """重置动态口令：下次登录重新绑定手机。"""
    from service.users import change_user

    raise typer.Exit(change_user(config, login, "reset_code"))


@user_app.command("reset-password")
def reset_password(login: Login, password_file: File = None, config: Config = FILE) -> None:
    """重置密码：下次登录须修改。"""
    from service.users import reset_user_password

    raise typer.Exit(reset_user_password(config, login, password_file))


@audit_app.command("verify")
def verify(config: Config = FILE) -> None:
    """验证审计记录未被改动或抽掉。"""
    from service.users import verify_audit

    raise typer.Exit(verify_audit(config))
