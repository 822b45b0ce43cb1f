"""What is kept beside a case: notes, calls, whose it is, until when it waits."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desk.bench import Bench, Outcome
from desk.errors import Refused
from desk.rulings import chosen, words
from filing.event import EventKind
from filing.mail import SHANGHAI
from filing.people import Person, Role
from replies.reasons import load_reasons
from store.absences import Absence
from store.acts import Step

CHANNELS: dict[str, str] = {"phone": "电话", "qq": "QQ", "wechat": "微信", "visit": "来访"}
LONGEST_HOLD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Note:
    """What a person wrote, whole: kept encrypted. The ledger's entry has it masked."""

    text: str
    channel: str = ""


class Diary(Bench):
    """Each takes who does it, the case and the version they saw."""

    def note(self, by: Person, case_id: str, version: int, text: str) -> Outcome:
        """An internal note; the customer never sees it."""
        return self._noted(by, case_id, version, Note(_said(text)))

    def contact(self, by: Person, case_id: str, version: int, channel: str, text: str) -> Outcome:
        """A telephone call, a QQ chat …, and what was said in it; `channel` is a key of CHANNELS."""
        if channel not in CHANNELS:
            raise Refused("联系方式不在列表中。", f"请选择：{'、'.join(CHANNELS.values())}。")
        return self._noted(by, case_id, version, Note(_said(text), channel))

    def hold(self, by: Person, case_id: str, version: int, until: datetime, reason: str, note: str = "") -> Outcome:
        """Put it off until a moment; `reason` is a key of the list."""
        if not self.now() < until <= self.now() + LONGEST_HOLD:
            raise Refused("暂缓的期限应在将来一年之内。", "请重新选择日期。")
        file, known = self.file(by, case_id, version), chosen(load_reasons().hold, reason)
        said = words(f"{known.label}：{note}" if note.strip() else known.label)
        data = {"until": until.astimezone(SHANGHAI).isoformat(), "reason": reason, "text": said}
        step = Step(EventKind.CASE_HELD, data, None, {"held_until": until})
        return Outcome(self.write(by, file, [step]).version, f"已暂缓至 {until:%Y-%m-%d %H:%M}。")

    def unhold(self, by: Person, case_id: str, version: int) -> Outcome:
        """Work on it goes on."""
        file = self.file(by, case_id, version)
        if file.held_until is None:
            raise Refused("这件备案没有暂缓。", "请刷新查看。")
        step = Step(EventKind.CASE_UNHELD, {}, None, {"held_until": None})
        return Outcome(self.write(by, file, [step]).version, "已恢复处理。")

    def assign(self, by: Person, case_id: str, version: int, to: str | None) -> Outcome:
        """Somebody's work from now on (None: nobody's), or their delegate's, if they are away. Take: one's own."""
        file = self.file(by, case_id, version)
        owner = self.acts.stand_in(to) if to else None
        who = self.person(owner) if owner else None
        if owner and (who is None or who.role is not Role.SPECIALIST or not who.scope.holds(file.access_province)):
            raise Refused("该同事不负责这个接入省的备案。", "请选择负责该省的专员，或移交到其所在的接入省。")
        data = {"to": owner, "from": file.assignee} | ({"instead_of": to} if owner != to else {})
        step = Step(EventKind.CASE_ASSIGNED, data, None, {"assignee": owner})
        said = f"已交给{who.name}" if who else "已退回公共队列"
        return Outcome(self.write(by, file, [step]).version, said + ("（原定经办人外出）。" if owner != to else "。"))

    def move(self, by: Person, case_id: str, version: int, access_province: str, note: str = "") -> Outcome:
        """Hand it to another access province's mailbox: judged by its rules, answered from there."""
        file = self.file(by, case_id, version)
        if access_province not in self.provinces or access_province == file.access_province:
            others = "、".join(sorted(self.provinces - {file.access_province}))
            raise Refused("不能移交到这个接入省。", f"可选：{others or '无'}。")
        values = {"access_province": access_province, "assignee": None}
        data = {"from": file.access_province, "to": access_province, "text": words(note)}
        judged = self.judge(file, replace(file.case, access_province=access_province))
        written = self.write(by, file, [Step(EventKind.CASE_MOVED, data, None, values)], judged)
        return Outcome(written.version, f"已移交{access_province}接入，回复已按该省要求重新起草。", written.reply_id)

    def away(self, by: Person, person_id: str, since: datetime, until: datetime, delegate: str) -> str:
        """New work of `person_id` is the delegate's from one moment to another. One's own, or a supervisor's to say."""
        if by.id != person_id and by.role is not Role.SUPERVISOR:
            raise Refused("只能设置自己的外出，或由主管设置。", "请联系主管。")
        who, instead = self.person(person_id), self.person(delegate)
        if who is None or instead is None or delegate == person_id or since >= until:
            raise Refused("外出时间或代办人不正确。", "请选择另一位同事，且结束时间在开始之后。")
        if not (who.provinces or frozenset()) <= (instead.provinces or frozenset()):
            raise Refused("代办人不负责您的全部接入省。", "请选择负责相同省份的同事。")
        self.acts.away(by.id, person_id, since, until, delegate)
        return f"{who.name}外出期间（{since:%m-%d %H:%M} 至 {until:%m-%d %H:%M}），新来信由{instead.name}代办。"

    def absence(self, by: Person) -> Absence | None:
        """When one is away, if that is not over."""
        return self.acts.absence(by.id)

    def back(self, by: Person) -> str:
        """One is here again, or goes nowhere after all: new work is one's own from now on."""
        known, now = self.acts.absence(by.id), self.now()
        if known is None:
            raise Refused("您没有设置外出。", "请刷新查看。")
        self.acts.away(by.id, by.id, min(known.away_from, now), now, known.delegate)
        return "已结束外出，新来信仍由您处理。"

    def _noted(self, by: Person, case_id: str, version: int, note: Note) -> Outcome:
        file = self.file(by, case_id, version)
        kind = EventKind.CONTACT_LOGGED if note.channel else EventKind.NOTE_ADDED
        data = {"text": words(note.text)} | ({"channel": note.channel} if note.channel else {})
        return Outcome(self.write(by, file, [Step(kind, data, note)]).version, "已记录。")


def _said(text: str) -> str:
    if not text.strip() or len(text) > 4000:
        raise Refused("备注为空或超过 4000 字。", "请修改后再保存。")
    return text.strip()
