"""Cases that are one, and cases that are several: seen first, then done, and undone again if need be."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desk import plans
from desk.bench import Outcome
from desk.errors import Refused
from desk.plans import Part
from desk.undo import Undo
from filing.case import Case
from filing.decision import Decision
from filing.event import Event, EventKind
from filing.finding import Json
from filing.people import Person
from filing.terms import CHINESE
from store.acts import File, Step
from store.ruling import Judged
from store.sorting import NewCase, Sorting


@dataclass(frozen=True, slots=True)
class Preview:
    """What a case would be: nothing has happened yet."""

    reference: str
    entity_name: str | None
    domains: tuple[str, ...]
    mails: int
    papers: int
    decision: Decision

    @property
    def text(self) -> str:
        """One line for the person who decides."""
        about = "、".join((self.entity_name or "名称不详", *self.domains))
        return (
            f"{self.reference}（{about}）：{self.mails} 封邮件，{self.papers} 个附件，{CHINESE[self.decision.outcome]}"
        )


@dataclass(frozen=True)
class Sorter(Undo):
    """Each takes who does it and the versions of the cases that they saw."""

    sorting: Sorting

    def preview_merge(self, by: Person, keep_id: str, other_id: str) -> Preview:
        """What `keep` would be with all of `other` in it."""
        keep, other = self._two(by, keep_id, other_id)
        case, judged = self._merged(keep, other)
        return _preview(case, judged)

    def merge(self, by: Person, keep_id: str, keep_version: int, other_id: str, other_version: int) -> Outcome:
        """All of `other` becomes part of `keep`. A case that was split off goes back whole."""
        self.own(by, [EventKind.CASES_MERGED])
        keep, other = self._two(by, keep_id, other_id, keep_version, other_version)
        with self.telling():
            version = self.sorting.merge(keep, other, by.id, self._merged(keep, other)[1])
        return Outcome(version, f"{other.reference} 已并入 {keep.reference}，可撤销。", self._draft_of(keep_id))

    def unmerge(self, by: Person, case_id: str, version: int) -> Outcome:
        """Take the last merge back, mail by mail; what was done since stays with the case that was kept."""
        self.own(by, [EventKind.CASES_MERGED])
        keep = self.file(by, case_id, version)
        told = self._last_merge(case_id)
        other = self.acts.open(str(told["other"]))
        mails = {str(m) for m in told["mails"]} if isinstance(told["mails"], list) else set()
        carried = told["acts"] if isinstance(told["acts"], list) else []
        left = [k.act for k in keep.kept if k.seq not in carried]
        stay = [s for s in keep.case.submissions if s.mail.sha256 not in mails]
        gone = [s for s in keep.case.submissions if s.mail.sha256 in mails]
        if not stay or not gone or told["rejoined"]:
            raise Refused("这次合并不能撤销。", "请用“拆分”重新分开。")
        one = self._judged(keep, plans.assembled(keep.case, stay, left))
        two = self._judged(other, plans.assembled(other.case, gone, other.case.acts))
        with self.telling():
            new = self.sorting.unmerge(keep, other, by.id, (one, two), dict(told))
        return Outcome(new, f"已撤销合并，{other.reference} 恢复为单独的备案。", self._draft_of(case_id))

    def proposal(self, by: Person, case_id: str) -> tuple[Part, ...]:
        """What the papers of a mail with several filings suggest to split off (A38); () if nothing."""
        return plans.proposal(self.file(by, case_id).case)

    def preview_split(self, by: Person, case_id: str, parts: Sequence[Part]) -> tuple[Preview, ...]:
        """What would stay, and what each part would be."""
        file = self._splittable(by, case_id, None, parts)
        stays = plans.remaining(file, parts)
        new = self._parts(file, parts)
        return (_preview(stays, self._judged(file, stays)), *(_preview(part.file.case, part.judged) for part in new))

    def split(self, by: Person, case_id: str, version: int, parts: Sequence[Part]) -> Outcome:
        """Each part becomes a case of its own, with a letter of its own. To undo it, merge the two."""
        self.own(by, [EventKind.CASE_SPLIT])
        file, new = self._splittable(by, case_id, version, parts), []
        stays = self._judged(file, plans.remaining(file, parts))
        new = self._parts(file, parts)
        owner: Json = new[0].file.case_id
        left = [Step(EventKind.MAIL_NARROWED, {"split": owner}, act) for act in plans.narrowing(file, parts)]
        with self.telling():
            done = self.sorting.split(file, new, by.id, left, stays)
        references = "、".join(part.file.reference for part in new)
        return Outcome(done, f"已拆分出 {references}，请分别核对并回复。", self._draft_of(case_id))

    def _back(self, by: Person, file: File, last: Event) -> Outcome:
        if last.kind is EventKind.CASES_MERGED and "other" in last.data:
            return self.unmerge(by, file.case_id, file.version)
        return super()._back(by, file, last)

    def _two(self, by: Person, keep_id: str, other_id: str, *versions: int) -> tuple[File, File]:
        seen = versions or (None, None)
        keep, other = self.file(by, keep_id, seen[0]), self.file(by, other_id, seen[1])
        if keep_id == other_id or keep.access_province != other.access_province:
            raise Refused("只能合并同一接入省的两件备案。", "如接入省不同，请先移交到同一接入省。")
        return keep, other

    def _merged(self, keep: File, other: File) -> tuple[Case, Judged]:
        case = plans.merged(keep, other)
        last = plans.newest(case, (keep, other))
        turned = replace(keep, mail_id=last.mail_id, mailbox=last.mailbox, turn=last.turn)
        return case, self.judge(turned, case)

    def _last_merge(self, case_id: str) -> dict[str, Json]:
        merges = [e for e in self.acts.events(case_id) if e.kind is EventKind.CASES_MERGED]
        if not merges or "other" not in merges[-1].data:
            raise Refused("没有可撤销的合并。", "请刷新查看。")
        return dict(merges[-1].data)

    def _judged(self, file: File, case: Case) -> Judged:
        """A case of these mails under the file's name: its reply is to its own newest mail."""
        mail = case.latest.mail
        turn = self.acts.turn(mail.sha256, file.case_id)
        return self.judge(replace(file, mail_id=mail.sha256, mailbox=mail.mailbox, turn=turn, case=case), case)

    def _splittable(self, by: Person, case_id: str, version: int | None, parts: Sequence[Part]) -> File:
        file = self.file(by, case_id, version)
        papers, mails = [p for part in parts for p in part.papers], [m for part in parts for m in part.mails]
        known = {p.sha256 for p in file.case.papers} | {s.mail.sha256 for s in file.case.submissions}
        named = [*papers, *mails]
        if not parts or any(not (p.papers or p.mails) for p in parts) or not set(named) <= known:
            raise Refused("没有选择要拆分的邮件或附件。", "请勾选后重试。")
        if len(named) != len(set(named)) or len(mails) == len(file.case.submissions):
            raise Refused("每个附件只能归入一件备案，原备案也至少保留一封邮件。", "请调整后重试。")
        return file

    def _parts(self, file: File, parts: Sequence[Part]) -> list[NewCase]:
        prefix, first = self.sorting.next_reference()
        return [self._part(file, part, n, f"{prefix}-{first + n:04}") for n, part in enumerate(parts)]

    def _part(self, file: File, part: Part, number: int, reference: str) -> NewCase:
        case, case_id = plans.part_case(file, part, reference), plans.part_id(file, number)
        mail = case.latest.mail
        moved = mail.sha256 in part.mails
        turn = self.acts.turn(mail.sha256, file.case_id if moved else case_id)
        if not moved:  # the case that stays, and the parts before this one, write about the same mail
            turn = max(turn, file.turn + 1) + number
        named = replace(file, case_id=case_id, reference=reference, version=0, assignee=None, held_until=None)
        named = replace(named, case=case, kept=(), mail_id=mail.sha256, mailbox=mail.mailbox, turn=turn)
        both = tuple(s.mail.sha256 for s in plans.shared(file, part))
        acts = plans.part_acts(file, part)
        return NewCase(named, part.mails, both, case.submissions[0], acts, self.judge(named, case))

    def _draft_of(self, case_id: str) -> str | None:
        return self.letters.draft_of(case_id)


def _preview(case: Case, judged: Judged) -> Preview:
    summary, papers = judged.summary, sum(len(s.papers) for s in case.submissions)
    mails = len(case.submissions)
    return Preview(case.reference, summary.entity_name, summary.domains, mails, papers, judged.decision)
