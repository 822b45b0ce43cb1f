"""Why an act was not done. Each says what to do next."""

from collections.abc import Callable, Sequence

from filing.errors import DeskError
from filing.event import Event, EventKind

CHANGES = {
    EventKind.CASE_OPENED: "建立备案",
    EventKind.MAIL_JOINED_CASE: "收到新来信",
    EventKind.CASE_JUDGED: "重新核对",
    EventKind.MATERIAL_CORRECTED: "更正材料类型",
    EventKind.FACT_CORRECTED: "更正识别内容",
    EventKind.FINDING_OVERRIDDEN: "判定某项问题不成立",
    EventKind.CASE_ACCEPTED: "初审通过",
    EventKind.COPY_ASKED: "要求更换材料",
    EventKind.SENDER_CONFIRMED: "确认发件人",
    EventKind.REUSE_CONFIRMED: "确认沿用材料",
    EventKind.CASE_SET_ASIDE: "标为非备案资料",
    EventKind.MAIL_NARROWED: "划分一封邮件中的多件备案",
    EventKind.ACT_REVOKED: "撤销前一操作",
    EventKind.REPLY_DRAFTED: "重新起草回复",
    EventKind.REPLY_EDITED: "修改回复草稿",
    EventKind.REPLY_QUEUED: "发出回复",
    EventKind.REPLY_RECALLED: "撤回回复",
    EventKind.REPLY_DISCARDED: "废弃草稿",
    EventKind.REPLY_SENT: "确认回复已送达",
    EventKind.NOTE_ADDED: "写内部备注",
    EventKind.CONTACT_LOGGED: "登记联系记录",
    EventKind.CASE_HELD: "暂缓处理",
    EventKind.CASE_UNHELD: "恢复处理",
    EventKind.CASE_ASSIGNED: "变更经办人",
    EventKind.CASE_MOVED: "移交其他接入省",
    EventKind.CASES_MERGED: "合并备案",
    EventKind.CASE_SPLIT: "拆分备案",
    EventKind.AUTHORITY_SUBMITTED: "登记提交管局",
    EventKind.AUTHORITY_RECEIVED: "登记管局收到",
    EventKind.AUTHORITY_RETURNED: "登记管局退回",
    EventKind.AUTHORITY_APPROVED: "登记备案成功",
    EventKind.AUTHORITY_RECALLED: "撤销管局进度登记",
}
"""What a person is told of an entry that changed a case."""


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
    """10:02 张三：修改回复草稿."""
    who = names(event.by) if event.by else "系统"
    return f"{event.at:%H:%M} {who}：{CHANGES.get(event.kind, '变动')}"
