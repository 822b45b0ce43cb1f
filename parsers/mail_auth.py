"""Authentication-Results (RFC 8601): only what our own mail server wrote counts; anybody can write the rest."""

import re
from collections.abc import Sequence

FAILED = "发件人身份验证（SPF/DKIM/DMARC）未通过，请人工核对。"
ABSENT = "没有本邮箱服务器的发件人身份验证结果，请人工核对。"
_COMMENT = re.compile(r"\([^()]*\)")


def why_not_authentic(fields: Sequence[str], authserv_id: str) -> str:
    """Chinese reason why the sender is not proven, or "". `fields`: the values of the header, top-most first.

    `authserv_id` is how our server names itself; "" = it writes no results: then nothing is trusted, and no mail is
    held because of them. The top-most result is ours: servers put theirs on top, and remove forged ones.
    """
    if not authserv_id:
        return ""
    own = next((text for text in map(_plain, fields) if _writer(text) == authserv_id.lower()), None)
    if own is None:
        return ABSENT
    failed = "dmarc=fail" in own or not ({"spf=pass", "dkim=pass"} & set(own))
    return FAILED if failed else ""


def _plain(field: str) -> list[str]:
    """The words, in lower case, without comments."""
    return re.sub(r"\s*=\s*", "=", _COMMENT.sub(" ", field.lower())).replace(";", " ; ").split()


def _writer(words: Sequence[str]) -> str:
    return words[0] if words else ""
