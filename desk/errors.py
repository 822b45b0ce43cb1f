"""Why an act was not done. Each says what to do next."""

from collections.abc import Callable, Sequence

from filing.errors import DeskError
from filing.event import Event
from filing.event_words import EVENT_CHINESE


class NoSuchCase(DeskError):
    """There is none, or it is not this person's: they are told the same."""

    def __init__(self) -> None:
        super().__init__("没有找到这件备案，或您无权处理。", "请核对编号；如需处理其他省的备案，请联系主管。")


class Refused(DeskError):
    """The act makes no sense here."""


class Conflict(DeskError):
    """Somebody or something was faster. Nothing was done; `changes` says what has happened since, oldest first."""

    def __init__(self, changes: Sequence[Event], names: Callable[[str], str]) -> None:
        said = "；".join(dict.fromkeys(change_text(event, names) for event in changes)) or "内容有变动"
        super().__init__(f"您打开后，这件备案已有变动：{said}。您的操作未执行。", "请刷新查看后再操作。")
        self.changes = tuple(changes)


def change_text(event: Event, names: Callable[[str], str]) -> str:
    """10:02 张三：修改回复."""
    who = names(event.by) if event.by else "系统"
    return f"{event.at:%H:%M} {who}：{EVENT_CHINESE[event.kind]}"
