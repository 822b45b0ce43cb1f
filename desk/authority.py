"""What people tell of a case after the preliminary review: submitted, received, returned, approved (P3.1)."""

from dataclasses import replace
from datetime import date

from desk.bench import Bench, Outcome
from desk.errors import Refused
from desk.rulings import words
from filing.authority import FOLLOWS, KINDS, STAGE_CHINESE, Milestone, Progress, Stage, progress
from filing.errors import DeskError
from filing.event import EventKind
from filing.finding import Json
from filing.mail import SHANGHAI
from filing.numbers import find_icp_numbers
from filing.people import Person
from filing.places import PROVINCES
from filing.recheck import NEXT_STEP, TRUTH_CHINESE, Truth
from filing.unasked import NEWS
from policy.result_codes import result_codes
from store.acts import File, Step
from store.unasked import News


class Authority(Bench):
    """Each takes who does it, the case and the version they saw. `on` is the day on which it happened."""

    def progress(self, by: Person, case_id: str) -> Progress:
        """How far the case is with the administration. Raises NoSuchCase."""
        self.file(by, case_id)
        return progress(self.acts.events(case_id))

    def submitted(self, by: Person, case_id: str, version: int, on: date, administration: str) -> Outcome:
        """Entered and sent to the administration of a province (its short name)."""
        if administration not in PROVINCES:
            raise Refused("没有这个省的管局。", "请填写省份简称，例如：江苏。")
        return self._told(by, case_id, version, Milestone(Stage.SUBMITTED, on, administration))

    def received(self, by: Person, case_id: str, version: int, on: date) -> Outcome:
        """The administration has the materials."""
        return self._told(by, case_id, version, Milestone(Stage.RECEIVED, on, ""))

    def returned(self, by: Person, case_id: str, version: int, on: date, code: str, reason: str = "") -> Outcome:
        """Sent back. `code` is one of the administration's ("" = none was given); `reason` what it wrote besides."""
        if code and code not in result_codes():
            raise Refused(f"没有代码 {code[:8]}。", "请核对管局系统显示的四位代码；没有代码时留空并填写原因。")
        if not code and not reason.strip():
            raise Refused("没有填写退回原因。", "请填写管局的退回代码或原因。")
        return self._told(by, case_id, version, Milestone(Stage.RETURNED, on, "", code, words(reason)))

    def approved(self, by: Person, case_id: str, version: int, on: date, icp_number: str) -> Outcome:
        """备案成功, with the number."""
        found = find_icp_numbers(icp_number)
        if len(found) != 1:
            raise Refused("备案号格式不正确。", "请填写管局核发的一个备案号，例如：苏ICP备12345678号-1。")
        return self._told(by, case_id, version, Milestone(Stage.APPROVED, on, "", icp_number=found[0].text))

    def recall_progress(self, by: Person, case_id: str, version: int) -> Outcome:
        """The last of these was told by mistake."""
        file = self.file(by, case_id, version)
        last = progress(self.acts.events(case_id)).stage
        if last is None:
            raise Refused("还没有登记过管局进度。", "请刷新查看。")
        data: dict[str, Json] = {"stage": last.value}
        step = Step(EventKind.AUTHORITY_RECALLED, data)
        written = self.write(by, file, [step], news=News(frozenset({last.value})))
        return Outcome(written.version, f"已撤销“{STAGE_CHINESE[last]}”的登记；未发出的通知草稿一并废弃。")

    def rechecked(self, by: Person, case_id: str, version: int, truth: Truth, remark: str = "") -> Outcome:
        """An approved filing was looked at again."""
        file = self.file(by, case_id, version)
        if progress(self.acts.events(case_id)).stage is not Stage.APPROVED:
            raise Refused("只核查已备案成功的备案。", "请先登记备案成功。")
        written = self.write(
            by, file, [Step(EventKind.CASE_RECHECKED, {"truth": truth.value, "remark": words(remark)})]
        )
        return Outcome(written.version, f"已登记核查：{TRUTH_CHINESE[truth]}。{NEXT_STEP[truth]}")

    def _told(self, by: Person, case_id: str, version: int, told: Milestone) -> Outcome:
        file = self.file(by, case_id, version)
        known = progress(self.acts.events(case_id))
        self._may_follow(file, known, told)
        told = replace(told, administration=told.administration or known.milestones[-1].administration)
        kind = next(kind for kind, stage in KINDS.items() if stage is told.stage)
        written = self.write(by, file, [Step(kind, told.data)], news=self._news(file, told))
        said = f"已登记：{STAGE_CHINESE[told.stage]}（{told.on.isoformat()}）。"
        return Outcome(written.version, said + _about_letter(told, written.reply_id), written.reply_id)

    def _news(self, file: File, told: Milestone) -> News | None:
        """The letter to the customer. What was told is kept even where none can be written."""
        if told.stage.value not in NEWS:
            return None
        try:
            return News(NEWS, self.judge.news(file, told))
        except DeskError:
            return News(NEWS)

    def _may_follow(self, file: File, known: Progress, told: Milestone) -> None:
        if told.stage not in FOLLOWS[known.stage]:
            now = STAGE_CHINESE[known.stage] if known.stage else "尚未提交管局"
            raise Refused(f"当前为“{now}”，不能登记“{STAGE_CHINESE[told.stage]}”。", "请先登记前一步，或撤销误登记。")
        if known.stage is None and file.decision is None:
            raise Refused("这件备案还没有核对结果。", "请等核对完成后再登记。")
        earliest = known.milestones[-1].on if known.milestones else date.min
        if not earliest <= told.on <= self.now().astimezone(SHANGHAI).date():
            raise Refused("日期早于上一步，或晚于今天。", "请核对日期后重新填写。")


def _about_letter(told: Milestone, reply_id: str | None) -> str:
    if told.stage.value not in NEWS:
        return ""
    return "给客户的通知已起草，请核对后发送。" if reply_id else "未能起草给客户的通知，请另行联系客户。"
