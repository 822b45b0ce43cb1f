"""Rules on how a scan looks. Machines only hint here: a specialist decides (A16, A17, A30)."""

from collections.abc import Iterator
from dataclasses import replace

from checks.facts import is_individual, title
from checks.looks import Seen, illegible, seen
from checks.rule import rule
from filing.case import Case
from filing.finding import Finding, Json
from filing.paper import Paper
from filing.terms import Fate, Material, Verdict
from policy.requirements import Requirements

SEALED = (Material.VERIFICATION_FORM, Material.SECURITY_COMMITMENT, Material.AUTHORIZATION_LETTER)
"""「2和3需签名，企业加盖公章后扫描」 [001:106-108]; the letter of authorisation likewise [000:82]."""

ORIGINALS = frozenset(
    {
        Material.BUSINESS_LICENSE,
        Material.WEBSITE_PRINCIPAL_ID,
        Material.LEGAL_REPRESENTATIVE_ID,
        *SEALED,
    }
)
"""「所有证件要原件扫描件（若复印件扫描需加盖公章）」 [001:109-110]; a domain certificate is electronic."""


def _judged(case: Case) -> Iterator[Paper]:
    return (p for p in case.papers if p.fate is Fate.MATERIAL and not p.superseded)


def _look(code: str, paper: Paper, asks: Requirements, **more: Json) -> Finding:
    material = paper.material or Material.ID_CARD
    facts: dict[str, Json] = {"file": paper.name, "title": title(asks, material), **more}
    return Finding(code, Verdict.UNSURE, material, facts)


@rule("QUA001", "扫描件模糊或无法辨认", cites="000 第4步「都应该清晰可见，不然不予审核」")
def illegible_scan(case: Case, asks: Requirements) -> Iterator[Finding]:
    """A scan that is soft, dark, pale, glaring or small: the reader's figures are hints, the eye decides."""
    for paper in _judged(case):
        if found := illegible(paper, asks.looks):
            yield _look("QUA001", paper, asks, **_told(found))


def _told(found: tuple[Seen, ...]) -> dict[str, Json]:
    """`why`: in words; `seen`: each with score and threshold, of which the evidence on the page bears the key."""
    return {"why": "、".join(s.look.text for s in found), "seen": [s.told() for s in found]}


@rule("QUA008", "扫描或拍摄的质量提示", cites="001 P1 第二步「所有证件要原件扫描件」")
def odd_looks(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Cut edges, a screen's pattern, a printed electronic licence: shown to the specialist, and hold nothing up."""
    for paper in _judged(case):
        if found := seen(paper, asks.looks, "hint"):
            yield replace(_look("QUA008", paper, asks, **_told(found)), holds=False)


@rule("QUA009", "证件本身需核对", cites="001 P1 第二步「5、网站负责人的身份证原件扫描件」")
def doubtful_card(case: Case, asks: Requirements) -> Iterator[Finding]:
    """A temporary ID card, or a number that does not agree with the birth date beside it: a person looks."""
    for paper in _judged(case):
        if found := seen(paper, asks.looks, "doubt"):
            yield _look("QUA009", paper, asks, **_told(found))


@rule("QUA002", "黑白复印件未见红色公章", cites="001 P1 第二步「若复印件扫描需加盖公章」")
def copy_without_seal(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Grey only, where an original or a sealed copy is due. A scanner may be set to grey: unsure.

    What an individual fills in and signs bears no seal, so that its original may well be black on white.
    """
    coloured = ORIGINALS.difference(SEALED) if is_individual(case, asks) else ORIGINALS
    for paper in _judged(case):
        if paper.material in coloured and _grey(paper, asks) and not paper.quality.get("red_seal"):
            yield _look("QUA002", paper, asks, individual=is_individual(case, asks))


def _grey(paper: Paper, asks: Requirements) -> bool:
    """In grey only: as it was measured, or as somebody says who measured nothing."""
    if "colourfulness" in paper.quality:
        return bool(seen(paper, asks.looks, "copy"))
    return bool(paper.quality.get("grey_copy"))


@rule("QUA003", "未检出红色公章", cites="001 P1 第二步「2和3需签名，企业加盖公章后扫描」")
def seal_not_found(case: Case, asks: Requirements) -> Iterator[Finding]:
    """A unit's forms without any red ring. The detector misses faded seals: a hint (C042)."""
    if asks.entity_type is None or is_individual(case, asks):
        return
    for paper in _judged(case):
        if paper.material in SEALED and paper.quality.get("red_seal") is False and not _grey(paper, asks):
            yield _look("QUA003", paper, asks)


MARKS_CITED = {
    "fingerprint": "001 P1 第二步「江西省个人备案签字处需加盖指纹」",
    "machine_typed_domain": "001 P1 第二步「山西省核验单上的域名要机打」",
    "registrar_name": "001 P1 第二步「在核验单网站域名栏填写的域名后面填写注册服务商全称」",
    "backdrop_look": "001 P1 第二步「6、网站负责人背景为幕布的半身照片（不接受PS照片…）」",
}
"""Marks with a sentence of their own; signature and seal stand in the rule's."""


@rule(
    "QUA004",
    "需人工核看的手写标记",
    cites="001 P1 第二步「注：2和3需签名，企业加盖公章后扫描」",
)
def mark_by_hand(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Signature, fingerprint, typed domain, registrar, backdrop: lines of the specialist's checklist."""
    noted = [(a.material, key, sentence) for a in asks.materials for key, sentence in a.notes]
    for material, key, sentence in dict.fromkeys((*asks.hand_marks, *noted)):
        if any(True for _ in case.of(material)):
            facts: dict[str, Json] = {"key": key, "look": sentence, "title": title(asks, material)}
            yield Finding("QUA004", Verdict.UNSURE, material, facts, holds=False, cites=MARKS_CITED.get(key, ""))


@rule("QUA005", "图片带有修图软件痕迹", cites="001 P1 第二步「不接受PS照片」")
def edited_picture(case: Case, asks: Requirements) -> Iterator[Finding]:
    """The file names an image editor. Weak evidence: for the specialist only, never told to the customer (A30)."""
    for paper in _judged(case):
        tool = paper.quality.get("editor")
        if tool:
            yield _look("QUA005", paper, asks, tool=str(tool))


@rule("QUA006", "疑似传真件", cites="001 P4「必须为原件，不接受传真件」")
def fax(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Two colours at a fax machine's resolution [001:295]."""
    return (_look("QUA006", p, asks) for p in _judged(case) if p.quality.get("fax"))
