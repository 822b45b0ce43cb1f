"""What a person says of papers and findings. The rules run again at once, and the draft is written anew."""

import re
from collections.abc import Mapping
from dataclasses import replace

from checks.overrule import NEVER
from desk.bench import Bench, Outcome
from desk.errors import Refused
from filing.acts import (
    Accepted,
    Act,
    CopyAsked,
    FactCorrected,
    FindingOverridden,
    MaterialCorrected,
    ReuseConfirmed,
    SenderConfirmed,
    SetAside,
    kind_of,
)
from filing.decision import Decision
from filing.event import EventKind
from filing.finding import Finding, Json
from filing.masking import mask_email, mask_text
from filing.paper import Paper
from filing.people import Person
from filing.terms import CHINESE, Material, Verdict
from filing.terms import Outcome as Result
from replies.reasons import Reason, load_reasons
from store.acts import File, Step
from store.dossier import Kept
from store.ruling import Judged

SEVERAL = frozenset({"domains", "server_ips", "sides"})
"""Facts that are lists."""

LONGEST = 500  # characters of a reason or a value that a person types


class Rulings(Bench):
    """Each takes who does it, the case and the version they saw."""

    def accept(self, by: Person, case_id: str, version: int) -> Outcome:
        """初审通过: every doubt was looked into and is none. Refused while something certain is the matter."""
        file = self.file(by, case_id, version)
        holding = [f for f in (file.decision.findings if file.decision else ()) if f.holds]
        certain = [f for f in holding if f.verdict is Verdict.FAIL or f.code in NEVER]
        if certain or file.decision is None:
            left = f"还有 {len(certain)} 项确定的问题" if certain else "还没有核对结果"
            raise Refused(f"{left}，不能直接通过。", "请先更正、逐项判定不成立，或要求客户补充。")
        codes: list[Json] = [f.code for f in holding]
        return self._rule(by, file, Accepted(tuple(f.mark for f in holding)), {"codes": codes}, "已通过初审")

    def override(self, by: Person, case_id: str, version: int, mark: str, reason: str, note: str = "") -> Outcome:
        """One finding does not hold. `mark` is the finding's own; `reason` a key of the list, `note` further words."""
        file = self.file(by, case_id, version)
        finding = _finding(file, mark)
        if finding.code in NEVER:
            raise Refused("黑名单不能在此解除。", "请先由主管在黑名单中核销，再重新核对。")
        known = chosen(load_reasons().override, reason)
        said = words(f"{known.label}：{note}" if note.strip() else known.label)
        data: dict[str, Json] = {"code": finding.code, "material": finding.material, "reason": reason, "text": said}
        return self._rule(by, file, FindingOverridden(mark, said), data, "已判定该项不成立")

    def ask_copy(self, by: Person, case_id: str, version: int, paper: str, reason: str, note: str = "") -> Outcome:
        """The customer is asked for a better copy of `paper` (its sha256), with a reason of the list and our words."""
        file = self.file(by, case_id, version)
        found, known = _paper(file, paper), chosen(load_reasons().copy, reason)
        problem = words(f"{known.problem}；{note}" if note.strip() else known.problem)
        data: dict[str, Json] = {"paper": paper, "material": found.material, "reason": reason}
        return self._rule(by, file, CopyAsked(paper, reason, problem, known.advice), data, "已写入回复，请客户重发")

    def correct_material(
        self, by: Person, case_id: str, version: int, paper: str, material: Material | None
    ) -> Outcome:
        """`paper` (its sha256) is this material; None: no paper of the case."""
        file = self.file(by, case_id, version)
        old = _paper(file, paper)
        data: dict[str, Json] = {"paper": paper, "from": old.material, "to": material, "reader": old.engine}
        what = CHINESE[material] if material else "与备案无关"
        return self._rule(by, file, MaterialCorrected(paper, material), data, f"已更正为“{what}”")

    def correct_fact(self, by: Person, case_id: str, version: int, paper: str, key: str, value: str) -> Outcome:
        """On `paper` stands `value` ("" = nothing); lists are separated by 、 or a comma. It is kept encrypted."""
        file = self.file(by, case_id, version)
        old = _paper(file, paper)
        fact = old.facts.get(key)
        several = key in SEVERAL or (fact is not None and not isinstance(fact.value, str))
        if not re.fullmatch(r"[a-z0-9_]{1,40}", key) or len(value) > LONGEST:
            raise Refused("更正内容过长，或没有这一项。", "请检查后重新填写。")
        typed = tuple(v for v in re.split(r"[、,，;；\s]+", value) if v) if several else value.strip()
        data: dict[str, Json] = {"paper": paper, "material": old.material, "key": key, "reader": old.engine}
        data |= {"was_read": fact is not None, "was_sure": fact is not None and fact.sure}
        return self._rule(by, file, FactCorrected(paper, key, typed), data, "已更正并重新核对")

    def confirm_sender(self, by: Person, case_id: str, version: int, address: str) -> Outcome:
        """Who writes from this address belongs to the case (G21)."""
        file = self.file(by, case_id, version)
        known = {s.mail.sender.lower() for s in file.case.submissions}
        if address.lower() not in known:
            raise Refused("这件备案没有来自该地址的邮件。", "请刷新后从来信中选择发件人。")
        data: dict[str, Json] = {"sender": mask_email(address.lower())}
        return self._rule(by, file, SenderConfirmed(address.lower()), data, "已确认该发件人")

    def confirm_reuse(self, by: Person, case_id: str, version: int, material: Material) -> Outcome:
        """The copy of an earlier case that was proposed serves here as well (A09)."""
        file = self.file(by, case_id, version)
        found = (f for f in (file.decision.findings if file.decision else ()) if f.material is material)
        reference = next((str(f.facts["reuse"]) for f in found if "reuse" in f.facts), None)
        if reference is None:
            raise Refused("没有可沿用的材料。", "请刷新后查看核对结果。")
        data: dict[str, Json] = {"material": material, "reference": reference}
        return self._rule(by, file, ReuseConfirmed(material, reference), data, f"已沿用 {reference} 的材料")

    def set_aside(self, by: Person, case_id: str, version: int, note: str = "") -> Outcome:
        """It is no submission. Nothing is answered; a newer mail of the customer makes it one again."""
        file = self.file(by, case_id, version)
        return self._rule(by, file, SetAside(file.mail_id), {"text": words(note)}, "已标为非备案资料，不再回复")

    def revoke(self, by: Person, case_id: str, version: int, seq: int) -> Outcome:
        """Take back an act that is in force; `seq` is the number of its entry (File.kept)."""
        file = self.file(by, case_id, version)
        found = next((k for k in file.kept if k.seq == seq), None)
        if found is None:
            raise Refused("该操作已撤销，或不能撤销。", "请刷新查看。")
        return self._revoked(by, file, found)

    def _revoked(self, by: Person, file: File, kept: Kept) -> Outcome:
        left = [k.act for k in file.kept if k.seq != kept.seq]
        data: dict[str, Json] = {"revokes": kept.seq, "kind": kind_of(kept.act)}
        judged = _unless_told(file, self.judged_with(file, left))
        written = self.write(by, file, [Step(EventKind.ACT_REVOKED, data)], judged)
        return Outcome(written.version, "已撤销，并重新核对。", written.reply_id)

    def _rule(self, by: Person, file: File, act: Act, data: Mapping[str, Json], said: str) -> Outcome:
        judged = _unless_told(file, self.judged_with(file, (*file.case.acts, act)))
        written = self.write(by, file, [Step(kind_of(act), data, act)], judged)
        drafted = "，回复已重新起草" if written.reply_id else ""
        return Outcome(written.version, f"{said}{drafted}：{CHINESE[judged.decision.outcome]}。", written.reply_id)


def _unless_told(file: File, judged: Judged) -> Judged:
    """No second letter if the customer has been told just this already."""
    same = file.decision is not None and _told(file.decision) == _told(judged.decision)
    return replace(judged, reply=None) if file.answered and same else judged


def _told(decision: Decision) -> tuple[Result, frozenset[str]]:
    """What a letter tells: the outcome, and what is certain. Doubts are the specialist's."""
    certain = (f for f in decision.findings if f.verdict is Verdict.FAIL and not f.overridden)
    return decision.outcome, frozenset(f.mark for f in certain)


def _finding(file: File, mark: str) -> Finding:
    findings = file.decision.findings if file.decision else ()
    found = next((f for f in findings if mark and f.mark == mark), None)
    if found is None:
        raise Refused("这项核对结果已不存在。", "请刷新查看最新的核对结果。")
    return found


def _paper(file: File, sha256: str) -> Paper:
    found = next((p for p in file.case.papers if p.sha256 == sha256), None)
    if found is None:
        raise Refused("这件备案中没有该附件。", "请刷新后重新选择。")
    return found


def chosen(choices: tuple[Reason, ...], key: str) -> Reason:
    """A reason of a list by its key. Raises Refused."""
    found = next((r for r in choices if r.key == key), None)
    if found is None:
        raise Refused("理由不在列表中。", "请从列表中选择一项理由。")
    return found


def words(text: str) -> str:
    """What a person typed, on one line, as it may stand in the ledger: numbers and passwords masked."""
    return mask_text(" ".join(text.split()))[:LONGEST]
