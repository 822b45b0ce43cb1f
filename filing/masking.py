"""Masking of personal numbers: on by default everywhere a person or a log may look."""

import re

_ID = re.compile(
    r"(?<![0-9A-Za-z])(\d{4})[\s-]?(\d{2}[\s-]?(?:19|20)\d{2}[\s-]?\d{4}[\s-]?|\d{7})(\d{3}[0-9Xx×]|\d{4})(?![0-9A-Za-z])"
)
_MOBILE = re.compile(r"(?<![0-9A-Za-z.])((?:\+?86[-\s]?)?1[3-9]\d)[-\s]?(\d{4})[-\s]?(\d{4})(?!\d|\.\d)")
_PASSWORD = re.compile(
    r"((?:备案|ICP|平台|登录|登陆|后台|账号|用户)?\s*(?:密\s*码|口\s*令|密\s*钥|password|passwd|pwd)\s*(?:是|为|[:：=\-])?\s*)([^\s,，。;；、）)\"”》<]{3,})",
    re.IGNORECASE,
)
_NOT_SECRET = re.compile(r"^[\u3400-\u9fff，。！？、：；“”（）《》]+")


def mask_number(text: str) -> str:
    """A certificate number: the first four and last four characters stay (3303**********1234)."""
    return text if len(text) < 9 else text[:4] + "*" * (len(text) - 8) + text[-4:]


def mask_phone(text: str) -> str:
    """A telephone number: the first three and last four characters stay."""
    return "*" * len(text) if len(text) < 8 else text[:3] + "*" * (len(text) - 7) + text[-4:]


def mask_name(text: str) -> str:
    """A person's name: only the first character stays (张*)."""
    return text[:1] + "*" * (len(text) - 1)


def mask_email(text: str) -> str:
    """An address: the first character and the domain stay."""
    local, at, domain = text.partition("@")
    return f"{local[:1]}**{at}{domain}" if at else text


def mask_text(text: str) -> str:
    """Free text with every ID number, mobile number and password value masked."""
    text = _PASSWORD.sub(_hide_value, text)
    text = _ID.sub(lambda m: m[1] + "*" * len(re.sub(r"[\s-]", "", m[2])) + m[3], text)
    return _MOBILE.sub(lambda m: f"{m[1]}****{m[3]}", text)


def _hide_value(match: re.Match[str]) -> str:
    """Words that follow 密码 in a sentence are not its value: a password holds no Han characters here."""
    return match[0] if _NOT_SECRET.match(match[2]) else match[1] + "******"
