from pathlib import Path

import pytest

from filing.errors import ConfigurationRefused
from filing.records import Records
from service.on_file import OnFile, on_file
from service.settings import DnsSettings, ListSettings, Settings
from tests.fakes.cases import enterprise_case


class Answers:
    """A resolver that knows one domain."""

    def addresses(self, domain: str) -> tuple[str, ...]:
        return ("192.0.2.1",) if domain == "example.com" else ()


def test_nothing_is_said_and_no_network_used_without_configuration() -> None:
    assert on_file(Settings()).resolver is None
    assert on_file(Settings()).about(enterprise_case()).records == Records()


def test_domains_are_looked_up_if_a_resolver_is_configured() -> None:
    assert on_file(Settings(dns=DnsSettings(resolve=True))).resolver is not None
    case = OnFile(Settings(), Answers()).about(enterprise_case())

    assert case.records.addresses == {"example.com": ("192.0.2.1",)}


def test_lists_join_what_the_store_knows(tmp_path: Path) -> None:
    file = tmp_path / "products.csv"
    file.write_text("域名,到期日期\nexample.com,2027-01-01\n", encoding="utf-8")
    settings = Settings(lists=ListSettings(products=file))

    records = OnFile(settings).about(enterprise_case(), Records(same_domain=("BA-1",))).records

    assert records.same_domain == ("BA-1",)
    assert records.products is not None
    assert [p.domain for p in records.products] == ["example.com"]


def test_a_list_that_is_not_there_refuses_to_start(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationRefused, match="无法读取"):
        on_file(Settings(lists=ListSettings(blacklist=tmp_path / "none.csv")))
