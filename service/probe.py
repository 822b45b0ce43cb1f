"""A probe mail from a mailbox to itself, there and back: proof that sending and receiving work."""

import time
from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime
from uuid import uuid4

from filing.errors import DeskError, MailboxTrouble
from intake.imap import ImapSettings
from intake.sent import SentFolder
from replies.threading import MARK
from replies.transport import SmtpSettings, SmtpTransport

PATIENCE = 120.0
PAUSE = 2.0


def probe(address: str, imap: ImapSettings, smtp: SmtpSettings, now: Callable[[], datetime]) -> float:
    """Seconds from sending to arrival. Raises DeskError if it cannot be sent or does not arrive within two minutes.

    The desk itself stores the mail as a machine's and never answers it.
    """
    started = time.monotonic()
    own_id = f"<probe.{uuid4().hex}@{address.rpartition('@')[2].lower()}>"
    code = SmtpTransport(smtp).offer(address, address, _letter(address, own_id, now())).final_dot()
    if not 200 <= code < 300:
        raise DeskError(f"发信服务器没有收下探测邮件（{code}）。", "请核对发信设置，或稍后重试。")
    while time.monotonic() - started < PATIENCE:
        if _arrived(imap, own_id):
            return time.monotonic() - started
        time.sleep(PAUSE)
    where = f"邮箱 {imap.mailbox} 的 {imap.folder}"
    message = f"探测邮件已发出，但 {PATIENCE:.0f} 秒内没有在{where}中出现。"
    raise MailboxTrouble(message, "请查看垃圾邮件文件夹和收信规则；服务商也可能改写了 Message-ID。")


def _arrived(imap: ImapSettings, own_id: str) -> bool:
    folder = SentFolder(imap)
    try:
        return own_id in folder.message_ids()
    finally:
        folder.close()


def _letter(address: str, own_id: str, now: datetime) -> bytes:
    headers = {
        "From": f"<{address}>",
        "To": f"<{address}>",
        "Subject": "beian mailbox test",
        "Date": format_datetime(now),
        "Message-ID": own_id,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        MARK: "probe",
    }
    lines = [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", "probe", ""]).encode("ascii")
