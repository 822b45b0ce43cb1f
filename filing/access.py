"""The access log's entries: who signed in, who changed whom, who looked at what personal data, and why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AccessKind(StrEnum):
    """The closed list of what is logged."""

    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGNED_OUT = "signed_out"
    SESSIONS_ENDED = "sessions_ended"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of a kind
    CODE_ENROLLED = "code_enrolled"
    PERSON_ADDED = "person_added"
    PERSON_CHANGED = "person_changed"
    NUMBER_REVEALED = "number_revealed"
    PICTURE_OPENED = "picture_opened"
    MAIL_DOWNLOADED = "mail_downloaded"
    EXPORTED = "exported"
    ERASED = "erased"
    PERSON_TOLD = "person_told"


class Purpose(StrEnum):
    """Why somebody looks at personal data. There is no `other`: what is none of these needs no look."""

    CHECK = "check"
    CONTACT = "contact"
    COMPLAINT = "complaint"
    INSPECTION = "inspection"


ACCESS_CHINESE: dict[AccessKind | Purpose, str] = {
    AccessKind.SIGNED_IN: "登录",
    AccessKind.SIGN_IN_REFUSED: "登录被拒绝",
    AccessKind.SIGNED_OUT: "退出登录",
    AccessKind.SESSIONS_ENDED: "结束登录会话",
    AccessKind.PASSWORD_CHANGED: "修改密码",
    AccessKind.CODE_ENROLLED: "绑定动态口令",
    AccessKind.PERSON_ADDED: "新增人员",
    AccessKind.PERSON_CHANGED: "变更人员",
    AccessKind.NUMBER_REVEALED: "查看完整号码",
    AccessKind.PICTURE_OPENED: "打开证件图片",
    AccessKind.MAIL_DOWNLOADED: "下载邮件原件",
    AccessKind.EXPORTED: "导出",
    AccessKind.ERASED: "清除资料",
    AccessKind.PERSON_TOLD: "应本人请求提供资料",
    Purpose.CHECK: "核对材料",
    Purpose.CONTACT: "联系客户",
    Purpose.COMPLAINT: "处理投诉",
    Purpose.INSPECTION: "配合检查",
}


@dataclass(frozen=True, slots=True)
class Access:
    """One entry. `login` is as it was typed where nobody was found; `paper` the ordinal in the mail, from 1.

    `field` is the key of the fact that was revealed; `about` further Chinese words. No entry holds personal data.
    """

    kind: AccessKind
    at: datetime
    login: str
    person_id: str | None = None
    address: str = ""
    case_id: str | None = None
    mail_id: str | None = None
    paper: int | None = None
    field: str = ""
    purpose: Purpose | None = None
    about: str = ""
