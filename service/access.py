"""What opens a mailbox: a password, or a fresh OAuth token from a file or a command. No setting holds a secret."""

import os
import subprocess
from collections.abc import Callable

from filing.errors import ConfigurationRefused
from service.settings import EXAMPLES, MailboxSettings

COMMAND_SECONDS = 30


def password(mailbox: MailboxSettings) -> str:
    """The secret of a mailbox; "" if it is opened with tokens. Raises ConfigurationRefused."""
    if mailbox.password_file is not None:
        try:
            return mailbox.password_file.read_text(encoding="utf-8").strip()
        except OSError as error:
            message = f"邮箱 {mailbox.address} 的密码文件 {mailbox.password_file} 无法读取。"
            raise ConfigurationRefused(message, "请检查该文件是否存在、服务账号是否可读。") from error
    secret = os.environ.get(mailbox.password_env or "", "")
    if not secret and token(mailbox) is None:
        advice = f"请设置 {EXAMPLES['password_file']}，或 {EXAMPLES['password_env']} 并导出该环境变量。"
        raise ConfigurationRefused(f"邮箱 {mailbox.address} 没有密码。", advice)
    return secret


def token(mailbox: MailboxSettings) -> Callable[[], str] | None:
    """How to get a token that is good now: tokens live for an hour, so each connection asks. None: a password is used.

    The function raises ConfigurationRefused.
    """
    if mailbox.token_command:
        return lambda: _of_command(mailbox)
    return (lambda: _of_file(mailbox)) if mailbox.token_file else None


def _of_file(mailbox: MailboxSettings) -> str:
    try:
        found = mailbox.token_file.read_text(encoding="utf-8").strip() if mailbox.token_file else ""
    except OSError:
        found = ""
    return _checked(mailbox, found, f"令牌文件 {mailbox.token_file}")


def _of_command(mailbox: MailboxSettings) -> str:
    try:
        run = subprocess.run(mailbox.token_command, capture_output=True, timeout=COMMAND_SECONDS, check=True, text=True)
    except (OSError, subprocess.SubprocessError):
        return _checked(mailbox, "", f"令牌命令 {mailbox.token_command[0]}")
    return _checked(mailbox, run.stdout.strip(), f"令牌命令 {mailbox.token_command[0]}")


def _checked(mailbox: MailboxSettings, found: str, source: str) -> str:
    if found and found.isascii() and found.isprintable() and " " not in found:
        return found
    message = f"邮箱 {mailbox.address} 的{source}没有给出可用的 OAuth 令牌。"
    raise ConfigurationRefused(message, "请以服务账号手工运行或查看它，输出应为一行令牌。")
