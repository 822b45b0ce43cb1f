"""Rules on the way: 「按服务器IP地址所在省份进行登录，登录错误将不能备案」 [001:14-24]."""

from collections.abc import Iterator

from checks.facts import form_fact, items
from checks.rule import rule
from filing.case import Case
from filing.finding import Finding, Json
from filing.terms import Material, Verdict
from policy.requirements import Requirements


@rule(
    "ROU001",
    "服务器IP不属于本邮箱的接入省",
    cites="001 P1 第一步「按服务器IP地址所在省份进行登录，登录错误将不能备案」",
)
def mail_to_the_other_province(case: Case, asks: Requirements) -> Iterator[Finding]:
    """The form's IP is in the ranges of our other access province (C011, G19). Silent while no ranges are set."""
    if asks.ip_province in (None, asks.access_province):
        return
    ips: list[Json] = list(items(form_fact(case, "server_ips")))
    facts: dict[str, Json] = {"ips": ips, "access_province": asks.access_province, "province": asks.ip_province}
    right = next((p for p in asks.providers if p.access_province == asks.ip_province), None)
    if right:
        facts |= {"mailbox": right.mailbox, "system_url": right.system_url, "legal_name": right.legal_name}
        facts |= {"system_note": right.system_note}
    yield Finding("ROU001", Verdict.FAIL, Material.REGISTRATION_FORM, facts)
