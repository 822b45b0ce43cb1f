"""The command line speaks Chinese: typer's own words (usage, panels, wrong options) are English only."""

import re
from collections.abc import Callable
from typing import Any

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup, TyperOption

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_QUOTED = re.compile(r"'([^']*)'|\(([^)]*)\)$")


class _Spoken:
    """What commands and groups have in common."""

    def get_usage(self, ctx: Any) -> str:
        """用法：beian …"""
        said: str = super().get_usage(ctx)  # type: ignore[misc]  # of the class that this is mixed into
        return said.replace("Usage: ", "用法：", 1)

    def get_help_option(self, ctx: Any) -> TyperOption | None:
        """--help, explained in Chinese."""
        option: TyperOption | None = super().get_help_option(ctx)  # type: ignore[misc]  # the same
        if option is not None:
            option.help = "显示本说明。"
        return option


class _Command(_Spoken, TyperCommand):
    pass


class _Group(_Spoken, TyperGroup):
    pass


class Commands(typer.Typer):
    """A group of commands; without one, its help is shown."""

    def __init__(self, help: str, name: str | None = None) -> None:  # noqa: A002 - as typer calls it
        super().__init__(
            name=name,
            cls=_Group,
            help=help,
            no_args_is_help=True,
            options_metavar="[选项]",
            subcommand_metavar="命令 …",
            add_completion=False,
            pretty_exceptions_enable=False,
        )

    def command(self, name: str | None = None, **more: Any) -> Callable[[Any], Any]:
        """As typer's, in Chinese."""
        return super().command(name, cls=_Command, options_metavar="[选项]", **more)


def name_panels() -> None:
    """The titles in the help of every command."""
    rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
    rich_utils.OPTIONS_PANEL_TITLE = "选项"
    rich_utils.COMMANDS_PANEL_TITLE = "命令"
    rich_utils.REQUIRED_LONG_STRING = "[必填]"
    rich_utils.DEFAULT_STRING = "[默认：{}]"


def wrong_usage(error: typer.TyperException) -> str:
    """Two lines: what is wrong with the command, and how to find out what is right. "" after a help was shown."""
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        return ""
    ctx = getattr(error, "ctx", None)
    path = ctx.command_path if ctx else "beian"
    return f"出错：{_what(kind, error)}\n请运行 {path} --help 查看用法。\n"


def _what(kind: str, error: typer.TyperException) -> str:
    message = str(error)
    option = f"选项 {getattr(error, 'option_name', '')} "
    match kind:
        case "NoSuchOption":
            near = "、".join(getattr(error, "possibilities", None) or ())
            said = f"没有{option.strip()}。" + (f"是否要用 {near}？" if near else "")
        case "MissingParameter":
            said = f"缺少{_parameter(error)}。"
        case "BadParameter":
            said = message if _CHINESE.search(message) else f"{_parameter(error)} 的值不对{_named(message)}。"
        case "BadOptionUsage":
            said = option + ("不带值。" if "not take" in message else "后面要有值。")
        case _:
            said = _fault(message)
    return said


def _fault(message: str) -> str:
    """What a group or a command says itself."""
    if message.startswith("Missing command"):
        return "缺少命令。"
    return f"没有命令{_named(message)}。" if message.startswith("No such command") else f"多出参数{_named(message)}。"


def _parameter(error: typer.TyperException) -> str:
    param = getattr(error, "param", None)
    if param is None:
        return "参数"
    return f"选项 {param.opts[0]}" if isinstance(param, TyperOption) else f"参数 {param.metavar or param.name}"


def _named(message: str) -> str:
    """What a person typed, as it stands in typer's sentence: 'so', or (so) at its end."""
    found = _QUOTED.search(message)
    return f"“{found[1] or found[2]}”" if found else ""
