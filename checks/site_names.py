"""Rules on what a site may be called. The words are policy data."""

from collections.abc import Iterator

from checks.facts import form_fact, is_individual
from checks.rule import rule
from filing.case import Case
from filing.finding import Finding, Json
from filing.names import fold
from filing.places import place_names
from filing.terms import Material, Verdict
from policy.requirements import Requirements

FORM = Material.REGISTRATION_FORM


@rule("SIT001", "网站名称含全国性概念字样", cites="001 P4「网站名称不能以中国、中华等全国性概念字样」")
def national_site_name(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Unless the registered name itself carries the word (C203)."""
    site = form_fact(case, "site_name")
    name = case.form_text("entity_name") or ""
    rows = [row for row in asks.name_words if row.key == "national"] if site else []
    found = ((w, row.proven) for row in rows for w in row.words if site and w in site.text and w not in name)
    word, proven = next(found, ("", False))
    if site and word:
        verdict = Verdict.FAIL if proven and site.sure else Verdict.UNSURE
        yield Finding("SIT001", verdict, FORM, {"site_name": site.text, "word": word})


@rule("SIT002", "个人网站名称含地域名称", cites="001 P4「个人网站网站名称一般不允许带有地域名称。如苏州、江苏等」")
def place_in_individuals_site_name(case: Case, asks: Requirements) -> Iterator[Finding]:
    """「一般」: there are exceptions, so a specialist looks (C202)."""
    site = case.form_text("site_name")
    if not site or not is_individual(case, asks):
        return
    place = next((p for p in sorted(place_names(), key=len, reverse=True) if p in site), None)
    if place:
        yield Finding("SIT002", Verdict.UNSURE, FORM, {"site_name": site, "place": place})


@rule("SIT003", "网站名称含须核实的字样", cites="001 P3「涉及私服网站，色情，影视，音乐，小说等内容」")
def words_to_look_into(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Hints at contents that are watched (C123), or words that some provinces refuse in an individual's site name.

    What ELI003 asks about is not told twice; with an approval at hand a specialist holds one against the other.
    """
    site = case.form_text("site_name")
    approved = any(True for _ in case.of(Material.PRE_APPROVAL))
    asked = () if approved else [w for trade in asks.trades for w in trade.words]
    rows = [row for row in asks.name_words if row.key != "national"]
    words: list[Json] = [w for row in rows for w in row.words if site and w in fold(site) and w not in asked]
    if words:
        yield Finding("SIT003", Verdict.UNSURE, FORM, {"site_name": site, "words": words})
