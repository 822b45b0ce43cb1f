"""What `beian user` and `beian audit` do."""

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from filing.errors import ConfigurationRefused
from filing.people import ROLE_CHINESE, Role
from service.clock import SystemClock
from service.logs import configure_logs
from service.settings import load_settings
from service.storage import open_blobs
from store.accesses import AccessLog
from store.accounts import open_accounts
from store.database import migrate, open_engine
from store.people import People, PersonRefused

BY = "命令行"  # who did it, in the access log: whoever may read the settings and the database


def add_user(config: Path, login: str, name: str, role: str, provinces: tuple[str, ...], file: Path | None) -> int:
    """Somebody new. Raises PersonRefused."""
    if role not in list(Role):
        raise PersonRefused(f"没有角色 {role}。", f"可用的角色：{'、'.join(Role)}。")
    with _people(config) as (people, _):
        person = people.add(login, name, Role(role), provinces, _password(file), BY)
    typer.echo(f"已新增 {ROLE_CHINESE[person.role]} {person.login}（{person.name}）。首次登录时须修改密码并绑定手机。")
    return 0


def list_users(config: Path) -> int:
    """One line for each person."""
    with _people(config) as (people, _):
        accounts = people.all()
    for account in accounts:
        person, state = account.person, "已停用" if account.disabled else "正常"
        code = "已绑定手机" if account.enrolled else "未绑定手机"
        where = "、".join(sorted(person.provinces or ())) or "—"
        typer.echo(f"{person.login}\t{person.name}\t{ROLE_CHINESE[person.role]}\t{where}\t{state}\t{code}")
    if not accounts:
        typer.echo("还没有人员。请用 beian user add 新增。")
    return 0


def change_user(config: Path, login: str, act: str) -> int:
    """`disable`, `enable` or `reset_code`. Raises PersonRefused."""
    with _people(config) as (people, _):
        {"disable": people.disable, "enable": people.enable, "reset_code": people.reset_code}[act](login, BY)
    typer.echo(f"已保存。{login} 的登录会话已全部结束。")
    return 0


def reset_user_password(config: Path, login: str, file: Path | None) -> int:
    """A password to be changed at the next sign-in. Raises PersonRefused."""
    with _people(config) as (people, _):
        people.reset_password(login, _password(file), BY)
    typer.echo(f"已重置 {login} 的密码，下次登录时须修改。")
    return 0


def verify_audit(config: Path) -> int:
    """Exit status 0 only if no entry of the access log was changed or taken out."""
    with _people(config) as (_, log):
        broken = log.broken()
    if broken is None:
        typer.echo("审计记录完整：没有被改动或抽掉的记录。")
        return 0
    typer.echo(
        f"审计记录从第 {broken} 条起对不上：该条被改动，或它之前有记录被抽掉。请保全数据库并报告负责人。", err=True
    )
    return 1


@contextmanager
def _people(config: Path) -> Iterator[tuple[People, AccessLog]]:
    configure_logs(quiet=True)
    settings = load_settings(config)
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = open_engine(settings.database_url)
    migrate(engine)
    accounts = open_accounts(engine, open_blobs(settings), settings.master_key_file, SystemClock())
    try:
        yield accounts.people, accounts.log
    finally:
        engine.dispose()


def _password(file: Path | None) -> str:
    """From a file, or asked twice at the terminal. Raises ConfigurationRefused, PersonRefused."""
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationRefused(f"密码文件 {file} 无法读取。", "请检查路径和权限。") from error
    if not sys.stdin.isatty():
        raise PersonRefused("没有终端可以输入密码。", "请用 --password-file 指定密码文件。")
    first, again = getpass.getpass("首次密码："), getpass.getpass("再输入一次：")
    if first != again:
        raise PersonRefused("两次输入的密码不一致。", "请重新运行该命令。")
    return first
