"""What is on file about a case outside of its mails: earlier cases, the blacklist, products, what domains resolve to.

Each is empty, or None, where nothing is configured: then nothing can be said (未配置).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from filing.paper import Paper


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the blacklist (黑名单表 [001:217]); what is not known is empty."""

    entity_name: str = ""
    cert_no: str = ""
    domain: str = ""
    mobile: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """An access product of a customer (「需有对应的有效期接入产品」 [001:152]); `valid_to` None is open-ended."""

    customer: str = ""
    domain: str = ""
    ip: str = ""
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Records:
    """What is known of one case.

    icp_numbers: entity ICP numbers that other cases of the same certificate number name.
    same_domain: references of other cases with one of its domains.
    products: None if no list is configured.
    addresses: domain → what it resolves to, for the domains that were looked up.
    answered: addresses (lower case) that a reply of this case has reached already.
    elsewhere: references of other cases that its mails answer or name, though nobody there knows who sent them.
    earlier: licences and ID cards of other cases of the same certificate number, each with its case's reference.
    """

    icp_numbers: tuple[str, ...] = ()
    same_domain: tuple[str, ...] = ()
    blacklist: tuple[Listed, ...] = ()
    products: tuple[Product, ...] | None = None
    addresses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    answered: frozenset[str] = frozenset()
    elsewhere: tuple[str, ...] = ()
    earlier: tuple[tuple[str, Paper], ...] = ()
