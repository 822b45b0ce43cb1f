"""From a reply to the bytes of a mail that every client hangs under the customer's own."""

from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy

from filing.errors import DeskError
from filing.reply import Reply
from replies.addresses import message_ids, valid_address

MARK = "X-Beian-Desk"
"""Our own mark: a mail that bears it was written by a desk and is never answered (RFC 3834)."""

_IDS = frozenset({"in-reply-to", "references", "message-id"})


class ThreadingPolicy(EmailPolicy):
    """SMTP policy that writes message ids whole.

    Python 3.11 folds a long In-Reply-To or References into encoded-words, which breaks every thread (gh-100991).
    """

    def fold(self, name: str, value: str) -> str:
        """One id a line, CRLF and a space between."""
        if name.lower() not in _IDS:
            return str(super().fold(name, value))
        return f"{name}: " + "\r\n ".join(message_ids([str(value)])) + "\r\n"

    def fold_binary(self, name: str, value: str) -> bytes:
        """The same as bytes: what generators call."""
        if name.lower() not in _IDS:
            return super().fold_binary(name, value)
        return self.fold(name, value).encode("ascii")


POLICY = ThreadingPolicy().clone(linesep=SMTP.linesep, raise_on_defect=False)


def build_message(reply: Reply) -> bytes:
    """The mail: multipart/alternative, base64 in UTF-8, lines ending in CRLF; the same reply gives the same bytes.

    Raises DeskError if the recipient is no address that SMTP can carry.
    """
    address = valid_address(reply.to)
    if address is None:
        raise DeskError("收件人地址无法投递，回复未生成。", "请专员核对来信地址，改用电话或 QQ 联系客户。")
    message = EmailMessage(policy=POLICY)
    for name, value in reply.headers.items():
        message[name] = address if name == "To" else value
    message["MIME-Version"] = "1.0"
    message["Content-Language"] = "zh-CN"
    message.set_content(reply.text, charset="utf-8", cte="base64")
    message.add_alternative(reply.html, subtype="html", charset="utf-8", cte="base64")
    message.set_boundary(_boundary(reply))
    return message.as_bytes()


def _boundary(reply: Reply) -> str:
    """The same reply gives the same bytes: the outbox sends frozen ones, and base64 cannot hold this line."""
    seed = "".join(c for c in reply.headers.get("Message-ID", "") if c.isascii() and c.isalnum())
    return f"=_beian_{seed[:40]}"
