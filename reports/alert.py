"""What colleagues are told of mails that are nearly due: references, minutes and links, nothing about customers."""

from collections.abc import Sequence
from datetime import datetime

from filing.sla import OpenMail

SHOWN = 30


def subject(mails: Sequence[OpenMail], close: datetime, now: datetime) -> str:
    """One line."""
    left = _minutes(close, now)
    when = f"还有 {left} 分钟" if left > 0 else "已到时限"
    return f"【备案催办】{len(mails)} 封来信须于今日 {close:%H:%M} 前回复，{when}"


def text(mails: Sequence[OpenMail], why: str, link: str, now: datetime) -> str:
    """`why`: a Chinese sentence on what the reader should do; `link`: where the pages are, "" = not told."""
    lines = [why, ""]
    for number, mail in enumerate(mails[:SHOWN], 1):
        lines.append(f"{number}. {mail.reference or '未归案邮件'}（{mail.access_province}接入）：{_left(mail, now)}")
        if link:
            page = f"cases/{mail.case_id}" if mail.case_id else f"mails/{mail.mail_id}"
            lines.append(f"   {link.rstrip('/')}/{page}")
    if len(mails) > SHOWN:
        lines.append(f"另有 {len(mails) - SHOWN} 封，请在收件台“今日必回”中查看。")
    return "\n".join([*lines, "", "本邮件由备案初审台自动发送，请勿回复。", ""])


def _left(mail: OpenMail, now: datetime) -> str:
    left = _minutes(mail.due_at, now)
    return f"还有 {left} 分钟" if left > 0 else f"已超时 {-left} 分钟" if left else "已到时限"


def _minutes(moment: datetime, now: datetime) -> int:
    return round((moment - now).total_seconds() / 60)
