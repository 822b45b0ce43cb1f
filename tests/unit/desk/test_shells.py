"""Which domains are filed, and what PingInfoView saw of them."""

from dataclasses import replace
from datetime import date

import pytest

from desk.shells import filed_domains, ping_results
from filing.authority import Milestone, Progress, Stage
from filing.errors import UnreadableInput
from filing.terms import EntityType, FilingKind, Outcome
from filing.worksheet import Dossier
from tests.fakes.cases import enterprise_case

ENGLISH = (
    "Host Name,IP Address,Reply IP Address,Succeed Count\r\n"
    "www.A.example,192.0.2.9,192.0.2.1,3\r\na.example,203.0.113.7,,0\r\n"
    "n.example,,,0\r\nt.example,Request timed out,,0\r\n"
)
CHINESE = ENGLISH.replace("Host Name,IP Address,Reply IP Address", "主机名,IP 地址,回复 IP 地址")


def approved(day: str, kind: FilingKind = FilingKind.INITIAL, stage: Stage = Stage.APPROVED) -> Dossier:
    case, way = enterprise_case(), Progress((Milestone(stage, date.fromisoformat(day), "江苏", icp_number=day),))
    where, who = ("江苏", "江苏"), (case.entity_name, EntityType.ENTERPRISE)
    return Dossier("BA-1", *where, *who, kind, Outcome.COMPLETE, case, way)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("text", [ENGLISH, CHINESE, CHINESE.replace(",", "\t")])
def test_the_export_is_read_by_its_columns_in_every_encoding(text: str, encoding: str) -> None:
    found = ping_results(text.encode(encoding))

    assert found == {"a.example": ("192.0.2.9", "203.0.113.7"), "n.example": (), "t.example": None}


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"Host Name,Status\na.example,ok\n", b"\x00\x01\x02"])
def test_a_file_without_the_columns_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableInput):
        ping_results(content)


def test_each_domain_is_filed_once_with_its_last_approval() -> None:
    (one,) = filed_domains([approved("2026-03-02", FilingKind.CHANGE), approved("2026-02-02")])
    assert (one.domain, one.icp_number, one.access_province) == ("example.com", "2026-03-02", "江苏")


def test_what_was_cancelled_or_is_not_approved_is_not_filed() -> None:
    assert filed_domains([approved("2026-02-02"), approved("2026-03-02", FilingKind.CANCEL)]) == ()
    assert filed_domains([approved("2026-02-02", stage=Stage.SUBMITTED)]) == ()
    (again,) = filed_domains([approved("2026-02-02", FilingKind.CANCEL), approved("2026-03-02")])
    assert again.icp_number == "2026-03-02"


def test_two_domains_in_one_cell_are_two() -> None:
    case = enterprise_case(domains="a.example、www.B.example")
    found = filed_domains([replace(approved("2026-02-02"), case=case)])
    assert [one.domain for one in found] == ["a.example", "b.example"]
