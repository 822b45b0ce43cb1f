"""When the value of a form's field is surely not valid. Each check names its reason; the wording is elsewhere."""

import re
import unicodedata
from collections.abc import Callable

from checks.domains import domain_ok, form_domains, plain_domain, split_list
from checks.facts import form_fact, items
from filing.case import Case
from filing.numbers import clean_number, clean_phone, landline_ok, mobile_ok
from filing.terms import EntityType
from policy.requirements import Requirements

_EMAIL = re.compile(r"[^@\s,;，；]{1,64}@[^@\s,;，；]+\.[^@\s,;，；.]{2,}")
_SEPARATOR = re.compile(r"[;；,，、/\s]+")
_NO_DOOR = re.compile(r"(省|市|区|县|旗|州|盟|镇|乡|街道|园区|开发区|新区)$")
_ROLES = ("entity_principal", "website_principal", "legal_rep")
_ID_TYPES = ("身份证", "居民身份证", "")


def invalid_reason(case: Case, asks: Requirements, key: str) -> str | None:
    """Why a field cannot be right: mobile, landline, email, domain, home_url, id_length, address; None if it may be."""
    fact = form_fact(case, key)
    check = next((c for suffix, c in _CHECKS.items() if key.endswith(suffix)), None)
    return check(case, asks, key) if fact and check else None


def _mobile(case: Case, asks: Requirements, key: str) -> str | None:
    """One valid number is enough; a foreign one (+852 …) is not ours to refuse."""
    text = _text(case, key)
    foreign = re.match(r"(\+|00)(?!86)", text.strip())
    parts = [text, *_SEPARATOR.split(text)]
    return None if foreign or any(mobile_ok(p) for p in parts) else "mobile"


def _landline(case: Case, asks: Requirements, key: str) -> str | None:
    """Seven or eight digits lack their area code. Where no other number has one, FRM007 tells."""
    parts = [clean_phone(p) for p in _SEPARATOR.split(_text(case, key))]
    others = [landline_ok(p) for role in _ROLES for p in _SEPARATOR.split(_text(case, f"{role}_landline"))]
    return "landline" if any(re.fullmatch(r"[2-9]\d{6,7}", p) for p in parts) and any(others) else None


def _email(case: Case, asks: Requirements, key: str) -> str | None:
    return None if _EMAIL.search(_text(case, key)) else "email"


def _domains(case: Case, asks: Requirements, key: str) -> str | None:
    return None if all(domain_ok(d) for d in form_domains(case)) else "domain"


def _home_url(case: Case, asks: Requirements, key: str) -> str | None:
    """「首页URL须含域名」: code 1041 of the administration's interface."""
    pages = [plain_domain(p) for t in items(form_fact(case, key)) for p in split_list(t)]
    domains = [plain_domain(d) for d in form_domains(case) if domain_ok(d)]
    held = any(page == d or page.endswith("." + d) for page in pages for d in domains)
    return None if held or not domains or not pages else "home_url"


def _id_length(case: Case, asks: Requirements, key: str) -> str | None:
    """18 characters, or the old 15; a check digit that fails is NUM003's."""
    number = clean_number(_text(case, key))
    shaped = re.fullmatch(r"\d{17}[\dX]|\d{15}", number)
    return "id_length" if is_id_field(case, asks, key) and not shaped else None


def _address(case: Case, asks: Requirements, key: str) -> str | None:
    """「城镇的地址应该精确到门牌号」 [000:44]: one that ends with a district, a zone or a town has no door (C059)."""
    text = re.sub(r"[\s,，。.、]+$", "", _text(case, key))
    return "address" if _NO_DOOR.search(text) and not re.search(r"\d", text) else None


def is_id_field(case: Case, asks: Requirements, key: str) -> bool:
    """Whether a certificate number of the form is a citizen's ID number."""
    kind = (case.form_text(key.replace("_cert_no", "_cert_type")) or "").strip()
    stated = any(word in kind for word in _ID_TYPES if word)
    if key == "entity_cert_no":
        return asks.entity_type is EntityType.INDIVIDUAL and (stated or not kind)
    return key.startswith(_ROLES) and (stated or not kind)


def _text(case: Case, key: str) -> str:
    fact = form_fact(case, key)
    return unicodedata.normalize("NFKC", fact.text) if fact else ""


_CHECKS: dict[str, Callable[[Case, Requirements, str], str | None]] = {
    "_mobile": _mobile,
    "_landline": _landline,
    "_email": _email,
    "domains": _domains,
    "home_url": _home_url,
    "_cert_no": _id_length,
    "_mail_address": _address,
}
