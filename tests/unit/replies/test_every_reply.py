"""Each reply as it leaves, for each province, kind of entity and kind of filing that can reach it."""

import re
from html import unescape
from itertools import product

import pytest

from filing.case import Case
from filing.numbers import id_number_ok
from filing.places import PROVINCES
from filing.reply import Reply
from filing.terms import CHINESE, EntityType, Fate, FilingKind, Outcome, Problem
from replies.compose import TEMPLATES
from tests.fakes.cases import case_of, enterprise_case, form_paper, individual_case, mail
from tests.unit.checks.judging import judged
from tests.unit.checks.specimens import file, subject
from tests.unit.replies.writing import from_mail, reply

SECRET = "Zq83kd"
FAULTS = {
    "site_name": "中国甲乙网",
    "domains": ("www.example.com",),
    "access_provider": "中网科技",
    "website_principal_mobile": "1380000",
    "entity_principal_email": None,
    "home_url": "http://example.com/、b.example",
    "entity_principal_landline": None,
    "service_type": None,
}
NUMBER = {"entity_icp_number": "苏ICP备12345678号"}
LACKS = ("backdrop_photo", "security_commitment", "verification_form", "authorization_letter")


def a_case(entity: EntityType, kind: FilingKind, province: str, access: str, **changes: object) -> Case:
    """Of this entity and filing; complete unless `changes` say otherwise."""
    number = f"{PROVINCES[province].icp}ICP备12345678号"
    key = "website_icp_number" if kind is FilingKind.ADD_ACCESS else "entity_icp_number"
    filed = {key: f"{number}-1" if kind is FilingKind.ADD_ACCESS else number, "icp_password": SECRET}
    fields = {"kind": CHINESE[kind], **({} if kind is FilingKind.INITIAL else filed)}
    if entity is EntityType.INDIVIDUAL:
        return individual_case(province=province, access=access, **{**fields, **changes})  # type: ignore[arg-type]  # a field's value
    nature = CHINESE[entity]
    return enterprise_case(province=province, access=access, nature=nature, **{**fields, **changes})  # type: ignore[arg-type]  # as above


def spotless(made: Reply) -> None:
    """What holds for every reply, whoever gets it."""
    said = made.subject + made.text + made.html
    assert made.template in {p.name for p in TEMPLATES.iterdir()}
    assert not re.search(r"\{\{|\}\}|\{%|%\}|None|Undefined|\[\]|（）|“”|：。|、。|\bfield\b", made.text + made.html)
    assert not re.search(r"\{\w+\}", made.text + made.html)
    assert len(made.text.splitlines()) <= 60
    assert SECRET not in said
    assert not any(id_number_ok(n) for n in re.findall(r"\d{17}[\dXx]", said))
    assert not re.search(r"(?<![\d.])1[3-9]\d{9}(?!\d)", said)
    alike(made)


def alike(made: Reply) -> None:
    """Each line of the text stands on the page too, and the page says hardly more."""
    body = re.split(r"<body[^>]*>", made.html)[1]
    page = re.sub(r"\s", "", unescape(re.sub(r"<[^>]+>", "", body)))
    lines = [re.sub(r"\s|^\d+\.|^温馨提示：|[）：]$", "", line) for line in made.text.splitlines()]
    for line in lines:
        assert line.lstrip("（") in page
    assert len(page) <= len("".join(lines)) * 1.05 + 60


@pytest.mark.parametrize("province", PROVINCES)
def test_each_province_entity_and_filing_is_answered_cleanly(province: str) -> None:
    access = "安徽" if province in ("安徽", "湖南") else "江苏"
    seen = set()
    for entity, kind in product(EntityType, FilingKind):
        for changes in ({}, {"without": LACKS, **FAULTS}):
            made = reply(a_case(entity, kind, province, access, **changes))
            spotless(made)
            seen.add(made.template)

    suspended = province in ("新疆", "西藏", "山东", "甘肃")
    assert ("not_accepted_suspended" in seen) is suspended
    assert suspended or seen >= {"incomplete", "complete"}


@pytest.mark.parametrize("access", ["江苏", "安徽"])
@pytest.mark.parametrize("entity", [EntityType.INDIVIDUAL, EntityType.ENTERPRISE])
@pytest.mark.parametrize("kind", FilingKind)
def test_a_complete_case_is_told_so_for_each_filing(kind: FilingKind, entity: EntityType, access: str) -> None:
    case = a_case(entity, kind, access, access)
    made = reply(case)
    spotless(made)

    assert judged(case).outcome is Outcome.COMPLETE
    assert made.auto
    assert ("大约需要1分钟" in made.text) is (kind is not FilingKind.CANCEL)


@pytest.mark.parametrize("access", ["江苏", "安徽"])
@pytest.mark.parametrize(
    ("template", "changes", "ranges"),
    [
        ("for_specialist", {"add": [file("a.jpg", Fate.UNRECOGNISED)]}, False),
        ("incomplete", {"without": LACKS, "add": [file("a.zip", Fate.UNREADABLE, Problem.PASSWORD)]}, False),
        ("incomplete", {"without": LACKS, "add": [file("超大附件.zip", Fate.LINK_ONLY)]}, False),
        ("incomplete", {"subject_line": subject(None), "site_name": None}, False),
        ("not_accepted_mailbox", {"server_ips": ("203.0.113.7", "198.51.100.9")}, True),
        ("not_accepted_suspended", {"province": "西藏"}, False),
        ("not_accepted_cross_province", {"kind": "变更备案", "province": "浙江", **NUMBER}, False),
        ("several_filings", {"add": [form_paper({"entity_name": "上海丙丁贸易有限公司"}, sha256="sha-2")]}, False),
    ],
)
def test_each_other_situation_in_either_access_province(
    template: str, changes: dict[str, object], ranges: bool, access: str
) -> None:
    if template == "not_accepted_mailbox":
        changes = {"server_ips": ("203.0.113.7" if access == "安徽" else "198.51.100.9",)}
    made = reply(enterprise_case(access=access, **changes), ranges=ranges)  # type: ignore[arg-type]  # a keyword's value

    assert made.template == template
    spotless(made)


@pytest.mark.parametrize("access", ["江苏", "安徽"])
@pytest.mark.parametrize("kind", [None, *(CHINESE[k] for k in FilingKind)])
def test_a_question_gets_a_draft_in_either_access_province(access: str, kind: str | None) -> None:
    made = reply(from_mail(case_of([], access=access), text=f"你好，我想办{kind or '备案'}"))

    assert (made.template, made.auto) == ("enquiry", False)
    spotless(made)


def test_no_sender_name_and_no_subject_is_answered_all_the_same() -> None:
    case = from_mail(enterprise_case(entity_name=None, subject_line=subject(None)), sender_name="", subject="")
    made = reply(case)
    spotless(made)

    assert made.text.startswith("尊敬的用户：")
    assert mail().sender in made.to
