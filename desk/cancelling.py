"""What a person did about a filed site that the security sheet lists: 予以取消接入 [001:230]."""

from desk.bench import Bench, Outcome
from desk.errors import Refused
from desk.rulings import words
from filing.event import EventKind
from filing.people import Person
from filing.security import DONE_CHINESE, Done, open_hits
from store.acts import Step


class Cancelling(Bench):
    """Takes who does it, the case and the version they saw."""

    def security_done(self, by: Person, case_id: str, version: int, done: Done, remark: str = "") -> Outcome:
        """Access was cancelled, or it stays, with a remark why; settles all that the sheets have said so far."""
        file = self.file(by, case_id, version)
        if not open_hits(self.acts.events(case_id)):
            raise Refused("这件备案没有待取消接入的提示。", "请刷新查看。")
        if done is Done.KEPT and not remark.strip():
            raise Refused("没有填写保留接入的理由。", "请写明核实的情况，例如：已整改，信息安全部同意保留。")
        step = Step(EventKind.SECURITY_SETTLED, {"done": done.value, "remark": words(remark)})
        return Outcome(self.write(by, file, [step]).version, f"已登记：{DONE_CHINESE[done]}。")
