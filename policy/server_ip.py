"""Which access province's ranges hold the servers of a case [001:14-24], [000:56]."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from filing.case import Case
from filing.errors import ConfigurationRefused

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Ranges = Mapping[str, tuple[Network, ...]]
"""Short name of the access province → its networks. A province that is not in it is 未配置 (A39)."""

_V4 = r"\d{1,3}(?:\.\d{1,3}){3}"
_ADDRESS = re.compile(
    rf"(?<![\d.])(?P<first>{_V4})(?:-(?P<last>{_V4}|\d{{1,3}}))?(?![\d.])|(?P<v6>(?<![\w:])[0-9a-fA-F:]*:[0-9a-fA-F:]*:[\w:.]*)"
)
_DASH = re.compile(r"\s*[-~—–至到]\s*")


@dataclass(frozen=True, slots=True)
class Located:
    """`province`: whose ranges hold the servers, None if nobody's or several provinces'; `outside` as written."""

    province: str | None = None
    outside: tuple[str, ...] = ()


def networks(key: str, ranges: tuple[str, ...]) -> tuple[Network, ...]:
    """The ranges of the service's settings. Raises ConfigurationRefused for what is none."""
    try:
        return tuple(ip_network(text.strip(), strict=False) for text in ranges)
    except ValueError as error:
        message = f"设置 [access.{key}] ip_ranges 不正确：{error}。"
        raise ConfigurationRefused(message, '请写成例如：ip_ranges = ["203.0.113.0/24"]') from error


def locate(case: Case, ranges: Ranges) -> Located:
    """Where the form's IP addresses are. Addresses that cannot be read are left to the rule on form fields."""
    servers = [(text, _province_of(ends, ranges)) for text, ends in _written(case)]
    provinces = {province for _, province in servers if province}
    outside = tuple(text for text, province in servers if province is None)
    known = case.access_province in ranges
    return Located(provinces.pop() if len(provinces) == 1 else None, outside if known else ())


def outside(addresses: Iterable[str], ranges: Ranges) -> tuple[str, ...]:
    """Those that lie in no range of ours. Raises ValueError for what is no address."""
    ours = [network for networks in ranges.values() for network in networks]
    return tuple(text for text in addresses if not any(ip_address(text) in network for network in ours))


def at_home(case: Case, ranges: Ranges) -> tuple[str, ...]:
    """The form's addresses that lie in our ranges, as written: where the site is meant to be."""
    return tuple(text for text, ends in _written(case) if _province_of(ends, ranges))


def _written(case: Case) -> Iterator[tuple[str, tuple[Address, ...]]]:
    """Each address or range of the form as written, with its first and last address."""
    fact = case.form.facts.get("server_ips") if case.form else None
    values = () if fact is None else (fact.value,) if isinstance(fact.value, str) else fact.value
    text = unicodedata.normalize("NFKC", "\n".join(values))
    for match in _ADDRESS.finditer(_DASH.sub("-", text)):
        first, last = match["first"] or match["v6"], match["last"] or match["first"] or match["v6"]
        if last.isdigit():
            last = first.rpartition(".")[0] + "." + last
        with suppress(ValueError):
            yield match[0], (ip_address(first), ip_address(last))


def _province_of(ends: tuple[Address, ...], ranges: Ranges) -> str | None:
    return next((p for p, nets in ranges.items() if any(all(e in net for e in ends) for net in nets)), None)
