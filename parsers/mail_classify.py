"""Who wrote: a person, or which kind of machine. The first kind that fits wins."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from filing.terms import MailClass

OWN_MARK = "x-beian-desk"
"""Header field that our own replies bear."""

_RECEIPT_SUBJECT = re.compile(
    r"^\s*(?:已读|未读|已读回执|阅读回执|回执|Read|Not read|Disposition notification)\s*(?:[:：]|$)", re.IGNORECASE
)
_BOUNCE_SUBJECT = re.compile(
    r"来自.{0,40}的退信|^\s*\[?Qmail\]?\s*来自|系统退信|退信通知|邮件退回|^退信|投递失败|无法投递|发送失败通知|Undeliver|"
    r"Delivery (?:Status Notification|failure|has failed)|Mail delivery failed|Returned mail|failure notice|"
    r"Non[- ]delivery",
    re.IGNORECASE,
)
_AUTO_SUBJECT = re.compile(
    r"^\s*(?:(?:Re|回复|答复)\s*[:：]\s*)?"
    r"(?:【?(?:(?:休假|假期|外出)?自动回复|自动答复|自動回覆)】?\s*(?:[:：(（]|$|\s)|来自.{1,60}的自动回复|"
    r"Auto(?:matic)?[- ]?(?:reply|response)\b|Out of (?:the )?Office|不在办公室)",
    re.IGNORECASE,
)
_MACHINE = re.compile(
    r"(?:mailer-daemon|postmaster|no[-_.]?reply|do[-_]?not[-_]?reply|bounces?|root|abuse|notifications?|"
    r"auto-?reply)(?:[+=-].*)?",
    re.IGNORECASE,
)
_AUTO_FIELDS = ("x-qq-holidayreply", "x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply")
_SIGNATURES = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
_NOT_FILES = frozenset({"text/calendar", "application/ics", *_SIGNATURES})


@dataclass(frozen=True, slots=True)
class Signs:
    """What the class of a mail is read from. `headers`: lower-case name → first value, decoded."""

    headers: Mapping[str, str]
    subject: str
    sender: str
    content_types: frozenset[str]
    report_type: str
    has_files: bool


def classify(signs: Signs) -> MailClass:
    """receipt, bounce, auto-reply, list or calendar, else normal."""
    kinds = ((_is_receipt, MailClass.RECEIPT), (_is_bounce, MailClass.BOUNCE), (_is_auto, MailClass.AUTO_REPLY),
             (_is_list, MailClass.LIST))  # fmt: skip
    return next((mail_class for test, mail_class in kinds if test(signs)), MailClass.NORMAL)


def is_file(content_type: str) -> bool:
    """Whether a part of this type can be a paper: invitations and signatures of the mail itself cannot."""
    return content_type not in _NOT_FILES


def is_machine_address(address: str) -> bool:
    """Addresses that nobody reads: answering them makes loops."""
    return bool(_MACHINE.fullmatch(address.rpartition("@")[0]))


def _is_receipt(signs: Signs) -> bool:
    kind = "disposition-notification"
    if f"message/{kind}" in signs.content_types or kind in signs.report_type:
        return True
    return bool(_RECEIPT_SUBJECT.match(signs.subject)) and not signs.has_files


def _is_bounce(signs: Signs) -> bool:
    reports = "delivery-status" in signs.report_type or "message/delivery-status" in signs.content_types
    if reports or "x-failed-recipients" in signs.headers:
        return True
    if signs.sender.rpartition("@")[0].lower() in ("mailer-daemon", "postmaster"):
        return True
    null_path = signs.headers.get("return-path", "?").strip() in ("<>", "")
    machine = null_path or is_machine_address(signs.sender) or not signs.sender
    return machine and bool(_BOUNCE_SUBJECT.search(signs.subject))


def _is_auto(signs: Signs) -> bool:
    h = signs.headers
    return (
        h.get("auto-submitted", "no").split(";")[0].strip().lower() not in ("no", "")
        or any(name in h for name in _AUTO_FIELDS)
        or h.get("x-qq-auto-reply", "").strip().lower() in ("true", "1", "yes")
        or "+auto_=" in h.get("return-path", "") + h.get("x-qq-sender", "")
        or h.get("precedence", "").strip().lower() == "auto_reply"
        or bool(_AUTO_SUBJECT.match(signs.subject))
    )


def _is_list(signs: Signs) -> bool:
    bulk = signs.headers.get("precedence", "").strip().lower() in ("bulk", "list", "junk")
    calendar = "text/calendar" in signs.content_types and not signs.has_files
    return bulk or calendar or any(name.startswith("list-") for name in signs.headers)


@dataclass(frozen=True, slots=True)
class Correspondents:
    """Who wrote to whom, as the mail says, and which addresses are the desk's own."""

    sender_name: str
    reply_to: str
    recipients: tuple[str, ...]
    own: frozenset[str]


def why_never_answer(signs: Signs, who: Correspondents) -> str:
    """Chinese reason why no machine may answer an otherwise normal mail, or "" (RFC 3834)."""
    sender, h = signs.sender.lower(), signs.headers
    mine = {a.lower() for a in who.own}
    addressed = not mine or not who.recipients or bool(mine & {r.lower() for r in who.recipients})
    reasons = (
        (not sender, "发件人地址无法确定，请人工核对后回复。"),
        (sender in mine, "发件人是本系统的邮箱，为防止循环不自动回复。"),
        (OWN_MARK in h, "邮件带有本系统的发信标记，为防止循环不自动回复。"),
        (is_machine_address(sender), "发件人是系统地址（如noreply），不自动回复。"),
        (h.get("return-path", "?").strip() == "<>", "邮件的退回地址为空，不自动回复。"),
        (_elsewhere(sender, who.reply_to), "回复地址与发件人不在同一域名，请人工核对回复给谁。"),
        (_spoofed(who.sender_name, sender), "发件人显示名冒用了另一个邮箱地址，请人工核对。"),
        (not addressed, "收件人中没有本邮箱，可能是密送或转投，请人工处理。"),
    )
    return next((reason for holds, reason in reasons if holds), "")


def _elsewhere(sender: str, reply_to: str) -> bool:
    if not reply_to or not sender:
        return False
    ours, theirs = (a.rpartition("@")[2].lower() for a in (sender, reply_to))
    return not (ours == theirs or ours.endswith("." + theirs) or theirs.endswith("." + ours))


def _spoofed(name: str, sender: str) -> bool:
    shown = re.search(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)", name)
    return shown is not None and shown[1].lower() != sender.rpartition("@")[2]
