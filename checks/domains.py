"""Domains as a form lists them."""

import re
import unicodedata

from checks.facts import form_fact, items
from filing.case import Case

_SPLIT = re.compile(r"[\s,，;；、|]+")
_DOMAIN = re.compile(
    r"(?=.{4,253}$)([\w\u3400-\u9fff]([\w\u3400-\u9fff-]{0,61}[\w\u3400-\u9fff])?\.)+[^\W\d_][\w-]{1,62}"
)
_IP = re.compile(r"\d{1,3}(\.\d{1,3}){3}")


def form_domains(case: Case) -> tuple[str, ...]:
    """The domains of the form, one by one, as they were typed."""
    return tuple(d for item in items(form_fact(case, "domains")) for d in split_list(item))


def split_list(text: str) -> tuple[str, ...]:
    """The entries of a cell that holds several."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return tuple(part for part in _SPLIT.split(plain) if part)


def plain_domain(text: str) -> str:
    """For comparing: without scheme, path, port, `www.`, in lower case and Unicode."""
    host = re.sub(r"^\w+://", "", unicodedata.normalize("NFKC", text).strip().lower())
    host = re.split(r"[/:?#]", host)[0].strip(". ").removeprefix("www.")
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


def has_www(text: str) -> bool:
    """「前面不能加www」 [000:46]."""
    return bool(re.match(r"\s*(\w+://)?www\d?\.", unicodedata.normalize("NFKC", text), re.IGNORECASE))


def domain_ok(text: str) -> bool:
    """Shaped as a domain, or an IP address: a site may have only that [001:370-371]."""
    host = plain_domain(text)
    return bool(_DOMAIN.fullmatch(host) or _IP.fullmatch(host))


def is_ip(text: str) -> bool:
    """Whether the site is named by an IP address."""
    return bool(_IP.fullmatch(plain_domain(text)))
