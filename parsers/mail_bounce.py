"""Which of our mails a bounce speaks of."""

import re

_ID = re.compile(r"(?im)^[ \t>]*(?:original-)?message-?id\s*[:：]\s*(<[^<>\s]{1,250}>)")


def bounced_message_id(body: bytes, text: str, references: tuple[str, ...]) -> str:
    """From the returned headers below the report, else from its text, else from References; "" if it does not say."""
    for source in (body[: 1 << 20].decode("latin-1"), text):
        match = _ID.search(source)
        if match:
            return match[1]
    return references[-1] if references else ""
