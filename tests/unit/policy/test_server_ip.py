"""Whose servers: the operator's ranges, which the seed does not give (A39)."""

import pytest

from filing.errors import ConfigurationRefused
from policy.load import load_policy
from policy.requirements import Requirements
from tests.fakes.cases import enterprise_case
from tests.unit.policy.conftest import TODAY

BOTH = {"jiangsu": ("192.0.2.0/24", "2001:db8::/32"), "anhui": ("198.51.100.0/24",)}


def asks(ips: str | tuple[str, ...], ranges: dict[str, tuple[str, ...]] | None = None) -> Requirements:
    return load_policy(ip_ranges=BOTH if ranges is None else ranges).on(TODAY).asks(enterprise_case(server_ips=ips))


@pytest.mark.parametrize(
    ("ips", "province", "outside"),
    [
        ("192.0.2.10", "江苏", ()),
        ("１９２.0.2.10", "江苏", ()),
        (("192.0.2.10", "192.0.2.11"), "江苏", ()),
        ("192.0.2.1-20", "江苏", ()),
        ("192.0.2.1 - 192.0.2.20", "江苏", ()),
        ("192.0.2.200-192.0.3.10", None, ("192.0.2.200-192.0.3.10",)),
        ("IP：192.0.2.10、192.0.2.11", "江苏", ()),
        ("2001:db8::1", "江苏", ()),
        ("198.51.100.7", "安徽", ()),
        (("192.0.2.10", "198.51.100.7"), None, ()),
        ("203.0.113.9", None, ("203.0.113.9",)),
        ("192.0.2.10 203.0.113.9", "江苏", ("203.0.113.9",)),
        ("192.0.2.999", None, ()),
        ("待分配", None, ()),
        ("", None, ()),
    ],
)
def test_addresses_are_found_in_the_ranges(
    ips: str | tuple[str, ...], province: str | None, outside: tuple[str, ...]
) -> None:
    found = asks(ips)
    assert (found.ip_province, found.ips_outside) == (province, outside)


def test_without_ranges_nothing_is_said() -> None:
    found = asks("203.0.113.9", {})
    assert (found.ip_province, found.ips_outside, found.provider.ip_ranges) == (None, (), None)


def test_ranges_of_the_other_province_alone_prove_nothing_outside() -> None:
    found = asks("203.0.113.9", {"anhui": ("198.51.100.0/24",)})
    assert found.ips_outside == ()
    assert asks("198.51.100.7", {"anhui": ("198.51.100.0/24",)}).ip_province == "安徽"


def test_ranges_are_shown_as_they_were_written() -> None:
    assert asks("192.0.2.1").provider.ip_ranges == BOTH["jiangsu"]


@pytest.mark.parametrize(
    ("ranges", "words"),
    [
        ({"jiangsu": ("203.0.113.0/240",)}, ("[access.jiangsu] ip_ranges", 'ip_ranges = ["203.0.113.0/24"]')),
        ({"zhejiang": ("203.0.113.0/24",)}, ("access/zhejiang.toml", "[access.anhui]、[access.jiangsu]")),
    ],
)
def test_wrong_ranges_are_refused_with_an_example(ranges: dict[str, tuple[str, ...]], words: tuple[str, ...]) -> None:
    with pytest.raises(ConfigurationRefused) as refused:
        load_policy(ip_ranges=ranges)
    assert all(word in str(refused.value) for word in words)
