"""The door to mail-parser: raw bytes in, one frozen Mail out. Never raises; what it may not parse is `unparsable`.

mail-parser builds the tree and reads the date; names, texts and transfer encodings are read from the raw bytes by
parsers/mail_*.py, because the library loses GBK, QQ's quoted encoded-words, unnamed pictures and mended structures.
"""

import email
import logging
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.errors import MissingHeaderBodySeparatorDefect
from email.message import Message

import mailparser

from filing.mail import Mail, RawMail
from filing.terms import MailClass
from parsers.charsets import clean_block, may_be_big5
from parsers.mail_auth import why_not_authentic
from parsers.mail_bounce import bounced_message_id, bounced_recipients, has_failed
from parsers.mail_classify import Correspondents, Signs, classify, is_file, why_never_answer
from parsers.mail_headers import addresses, decode_header, message_ids, one_address
from parsers.mail_leaves import Leaf, Tree, Walk, leaves, raw_header
from parsers.mail_links import cloud_links
from parsers.mail_parts import body_source, body_text, parts_of
from parsers.mail_skeleton import (
    MOST_PARTS,
    Skeleton,
    clean_start,
    flat_mails,
    make_skeleton,
    multiparts,
    trim_fields,
    trouble,
)
from parsers.mail_text import LONGEST_TEXT, own_text

logging.getLogger("mailparser").setLevel(logging.CRITICAL)  # it writes customers' file names to the log

_RECIPIENT_FIELDS = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-forwarded-to", "resent-to")
_SINGLE_FIELDS = {"from": "发件人", "subject": "主题", "date": "日期", "message-id": "邮件编号"}
MANY_LEVELS = 20  # multiparts of a mail that a person should look at, although it could be read
_MOST_FIELDS = 500
_FORWARD = re.compile(r"^\s*(?:转发|转寄|fwd?|fw)\s*[:：]", re.IGNORECASE)
_PGP = re.compile(r"^-----BEGIN PGP MESSAGE-----\s*$", re.MULTILINE)
_TOO_MANY = f"邮件部分超过{MOST_PARTS}个，系统未解析，请人工查看原件。"
_BROKEN = "邮件无法解析（没有邮件头或结构损坏），请人工查看原件。"


def parse_mail(raw: RawMail, own_addresses: frozenset[str] = frozenset(), authserv_id: str = "") -> Mail:
    """The mail with its parts. `own_addresses` are the desk's own mailboxes: they must never be answered.

    `authserv_id`: how the mailbox's server signs its Authentication-Results; "" = none are trusted.
    """
    data = clean_start(raw.raw)
    skeleton = make_skeleton(data)
    reason = trouble(skeleton.bare) if data.strip() else "空邮件，没有任何内容。"
    tree = None if reason else _tree(skeleton)
    if tree is None or not tree.message.keys():
        return _unparsable(raw, skeleton.bare, reason or _BROKEN)
    walk = Walk(open_tree)
    found = _gather(tree, walk)
    if found is None:
        return _unparsable(raw, skeleton.bare, _TOO_MANY)
    mail = _with_body(_headed(raw, tree.message, walk), found, walk)
    judged = _judged(mail, tree, found, walk, own_addresses)
    return _authenticated(judged, tree.message, authserv_id)


def open_tree(data: bytes) -> Tree | None:
    """mail-parser's tree over the skeleton of the bytes, or None if they may not or cannot be parsed."""
    skeleton = make_skeleton(clean_start(data))
    return None if trouble(skeleton.bare) else _tree(skeleton)


def _tree(skeleton: Skeleton) -> Tree | None:
    bare = trim_fields(flat_mails(skeleton.bare))
    try:
        message = mailparser.parse_from_bytes(bare).message
    except Exception:  # noqa: BLE001 - the library decodes every field, and a charset like "utf-8\0" is enough to stop it
        message = _bare_tree(bare)
    return Tree(message, skeleton) if isinstance(message, Message) else None


def _bare_tree(bare: bytes) -> Message | None:
    try:
        return email.message_from_bytes(bare)
    except Exception:  # noqa: BLE001 - hostile mail raises whatever the library raises; the mail is then shown as unparsable
        return None


def _gather(tree: Tree, walk: Walk) -> list[Leaf] | None:
    found = []
    for leaf in leaves(tree, walk):
        found.append(leaf)
        if len(found) > MOST_PARTS:
            return None
    return found


def _unparsable(raw: RawMail, bare: bytes, reason: str) -> Mail:
    """What the header alone says, so that a person can find the mail again."""
    head = re.split(rb"\r?\n\r?\n", bare[:65536], maxsplit=1)[0]
    walk = Walk(open_tree, [reason])
    tree = _tree(Skeleton(head + b"\r\n\r\n", b"\0", ())) if head.strip() else None
    mail = _headed(raw, tree.message if tree else Message(), walk)
    return replace(mail, mail_class=MailClass.UNPARSABLE, defects=tuple(walk.defects), never_answer=reason)


def _headed(raw: RawMail, message: Message, walk: Walk) -> Mail:
    names = [name.lower() for name in message.keys()[:_MOST_FIELDS]]
    for name, title in _SINGLE_FIELDS.items():
        if names.count(name) > 1:
            walk.flag(f"邮件头中“{title}”出现多次，以第一个为准。")
    if may_be_big5(raw_header(message, "subject")[:_MOST_FIELDS]):
        walk.flag("主题未注明字符编码，可能是繁体（Big5），显示的文字可能有误，请查看原邮件。")
    sender_name, sender = one_address(raw_header(message, "from"))
    to = [pair[1] for name in _RECIPIENT_FIELDS for pair in addresses(_all(message, name))]
    ids = message_ids(raw_header(message, "message-id"))
    replied = message_ids(raw_header(message, "in-reply-to"))
    return Mail(
        mailbox=raw.mailbox,
        sha256=raw.sha256,
        received_at=raw.received_at,
        mail_class=MailClass.NORMAL,
        message_id=ids[0] if ids else "",
        sender=sender,
        sender_name=sender_name[:200],
        reply_to=one_address(raw_header(message, "reply-to"))[1],
        recipients=tuple(dict.fromkeys(to)),
        subject=decode_header(raw_header(message, "subject")),
        sent_at=_sent_at(message),
        in_reply_to=replied[0] if replied else "",
        references=message_ids(raw_header(message, "references")),
        auto_submitted=decode_header(raw_header(message, "auto-submitted"))[:100],
    )


def _all(message: Message, name: str) -> bytes:
    values = [str(v).encode("utf-8", "surrogateescape") for k, v in message.raw_items() if k.lower() == name]
    return b", ".join(values[:20])


def _sent_at(message: Message) -> datetime | None:
    """mail-parser's date, which is UTC without saying so; only for display, so a silly year is no date."""
    value = mailparser.MailParser(_date_only(message)).date
    if not isinstance(value, datetime) or not 1990 <= value.year <= 2100:
        return None
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _date_only(message: Message) -> Message:
    small = Message()
    small["Date"] = decode_header(raw_header(message, "date"))[:200]
    return small


def _with_body(mail: Mail, found: list[Leaf], walk: Walk) -> Mail:
    text, source = clean_block(body_text(found))[:LONGEST_TEXT], body_source(found)
    if any(leaf.content_type in ("application/pkcs7-mime", "application/x-pkcs7-mime") for leaf in found):
        walk.flag("邮件经过加密，无法读取，请发件人以普通邮件重新发送。")
    if "multipart/encrypted" in walk.content_types or _PGP.search(text):
        walk.flag("邮件经过PGP加密，无法读取，请发件人以普通邮件重新发送。")
    return replace(
        mail,
        text=text,
        own_text=own_text(text, bool(_FORWARD.match(mail.subject))),
        cloud_links=cloud_links(text, source),
        parts=parts_of(found, source),
    )


def _judged(mail: Mail, tree: Tree, found: list[Leaf], walk: Walk, own: frozenset[str]) -> Mail:
    signs = Signs(
        headers=_fields(tree.message),
        subject=mail.subject,
        sender=mail.sender,
        content_types=frozenset(walk.content_types),
        report_type=walk.report_type,
        has_files=any(is_file(leaf.content_type) for leaf in found if leaf.text is None),
    )
    kind = classify(signs)
    if any(isinstance(d, MissingHeaderBodySeparatorDefect) for d in tree.message.defects):
        walk.flag("邮件头与正文之间缺少空行，正文可能不全，请查看原邮件。")
    if not mail.sender:
        walk.flag("发件人地址缺失或无法确定。")
    levels = multiparts(tree.skeleton.bare)
    if levels > MANY_LEVELS:
        walk.flag(f"邮件结构异常（嵌套{levels}层），请人工查看原邮件。")
    who = Correspondents(mail.sender_name, mail.reply_to, mail.recipients, own)
    never = why_never_answer(signs, who) if kind is MailClass.NORMAL else ""
    judged = replace(mail, mail_class=kind, defects=tuple(walk.defects), never_answer=never)
    return _bounced(judged, tree, signs.headers, own) if kind is MailClass.BOUNCE else judged


def _authenticated(mail: Mail, message: Message, authserv_id: str) -> Mail:
    if mail.mail_class is not MailClass.NORMAL or mail.never_answer:
        return mail
    fields = [str(value) for name, value in message.items() if name.lower() == "authentication-results"]
    return replace(mail, never_answer=why_not_authentic(fields[:20], authserv_id))


def _fields(message: Message) -> dict[str, str]:
    """First value of each header field, by lower-case name."""
    names = dict.fromkeys(name.lower() for name in message.keys()[:_MOST_FIELDS])
    return {name: decode_header(raw_header(message, name)) for name in names}


def _bounced(mail: Mail, tree: Tree, headers: Mapping[str, str], own: frozenset[str]) -> Mail:
    """A bounce with what it says of our mail. One that says "late" or "delivered" is a receipt."""
    body = re.split(rb"\r?\n\r?\n", tree.skeleton.bare, maxsplit=1)[-1]
    if not has_failed(body):
        return replace(mail, mail_class=MailClass.RECEIPT)
    others = (*own, mail.sender, *mail.recipients)
    return replace(
        mail,
        bounced_message_id=bounced_message_id(body, mail.text, mail.references),
        bounced_recipients=bounced_recipients(headers.get("x-failed-recipients", ""), body, mail.text, others),
    )
