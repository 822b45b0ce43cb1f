"""A person's hand on one case: what the commands of `beian case` need of the desk."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Self

import typer

from checks.rules import table
from desk.bench import Outcome
from desk.errors import NoSuchCase, Refused
from filing.acts import kind_of
from filing.errors import UnreadableInput
from filing.event_words import EVENT_CHINESE
from filing.people import Person
from filing.rulings import ruled
from filing.terms import CHINESE, REPLY_STATUS_CHINESE, Material
from replies.editing import letter_headers, letter_text
from service.clock import SHANGHAI
from service.logs import configure_logs
from service.service import Service
from service.settings import load_settings
from store.acts import File
from store.colleagues import Colleagues
from web.filters import clocks
from web.labels import FATES, VERDICTS

SHORT = 8  # characters of an id that are shown and suffice to name it


class Seat:
    """A context manager: a person at the desk, without the browser."""

    def __init__(self, config: Path, login: str) -> None:
        """Raises UnreadableInput for a login that there is not."""
        configure_logs(quiet=True)
        self.settings = load_settings(config)
        self.service = Service(self.settings, roles=())
        self.service.attach()
        self._colleagues = Colleagues(self.service.database)
        self.desk = self.service.desk()
        self.person = self._named(login)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.service.close()

    def _named(self, login: str) -> Person:
        found = next((p for p in self._colleagues.all() if p.login == login.strip().lower()), None)
        if found is None:
            raise UnreadableInput(f"没有账号“{login}”，或已停用。", "用 beian user list 查看账号。")
        return found

    def open(self, reference: str) -> File:
        """A case by its reference. Raises NoSuchCase."""
        return self.desk.file(self.person, self.case_id(reference))

    def case_id(self, reference: str) -> str:
        """The id of a case that is there. Raises NoSuchCase."""
        case_id = self.service.queries.case_id(reference.strip().upper())
        if case_id is None:
            raise NoSuchCase
        return case_id

    def colleague(self, login: str) -> str:
        """The id of a colleague; one's own if none is named."""
        return self._named(login).id if login else self.person.id


class Hand(Seat):
    """The same with a case before them. `seen`: person, case id and version, as every act wants them."""

    def __init__(self, config: Path, login: str, reference: str) -> None:
        """Raises UnreadableInput for a login or a case that there is not."""
        super().__init__(config, login)
        self._file = self.open(reference)

    @property
    def seen(self) -> tuple[Person, str, int]:
        """Who, which case, in which version it was opened."""
        return self.person, self._file.case_id, self._file.version

    def say(self, done: Outcome) -> None:
        """What came of an act."""
        typer.echo(done.text)

    def mark(self, text: str) -> str:
        """A finding by the beginning of its mark, or by its code."""
        findings = self._file.decision.findings if self._file.decision else ()
        by_code = [f.mark for f in findings if f.code == text.upper()]
        return _one(by_code or (f.mark for f in findings if f.mark.startswith(text)), text)

    def paper(self, text: str) -> str:
        """A paper by the beginning of its hash."""
        return _one(dict.fromkeys(p.sha256 for p in self._file.case.papers if p.sha256.startswith(text)), text)

    def draft(self) -> str:
        """The letter that waits."""
        found = self.desk.letters.draft_of(self._file.case_id)
        if found is None:
            raise Refused("这件备案没有待发的草稿。", "可用 beian case letter --again 起草。")
        return found

    def correct(self, paper: str, what: str) -> Outcome:
        """`material=…` or `key=value`."""
        key, equals, value = what.partition("=")
        if not equals:
            raise UnreadableInput("更正内容应写成 KEY=VALUE。", "例如 name=张三，或 material=id_card。")
        if key != "material":
            return self.desk.correct_fact(*self.seen, paper, key, value)
        if value and value not in list(Material):
            raise UnreadableInput(f"没有材料“{value}”。", "可选：" + " ".join(Material))
        return self.desk.correct_material(*self.seen, paper, Material(value) if value else None)

    def note(self, text: str, channel: str) -> Outcome:
        """A note, or with a channel a contact."""
        return self.desk.contact(*self.seen, channel, text) if channel else self.desk.note(*self.seen, text)

    def letter(self, text: Path | None, *, again: bool) -> None:
        """Show the draft, after changing it if that was asked."""
        if again:
            self.say(self.desk.compose(*self.seen))
        elif text:
            words = text.read_text(encoding="utf-8")
            self.say(self.desk.edit(self.person, self.draft(), self._file.version, words))
        message = self.desk.letter(self.person, self.draft()).message
        head = letter_headers(message)
        typer.echo(f"收件人：{head['To']}\n主题：{head['Subject']}\n\n{letter_text(message)}")

    def merge(self, reference: str, *, yes: bool) -> None:
        """Preview, or do it."""
        other = self.open(reference)
        if yes:
            self.say(self.desk.merge(*self.seen, other.case_id, other.version))
        else:
            typer.echo(f"合并后：{self.desk.preview_merge(self.person, self._file.case_id, other.case_id).text}")

    def split(self, *, yes: bool) -> None:
        """Preview, or do it, as the papers suggest."""
        parts = self.desk.proposal(self.person, self._file.case_id)
        if not parts:
            raise Refused("没有拆分建议：这件备案看来只有一件。", "如确需拆分，请在收件台中勾选附件。")
        if yes:
            self.say(self.desk.split(*self.seen, parts))
        else:
            for seen in self.desk.preview_split(self.person, self._file.case_id, parts):
                typer.echo(f"拆分后：{seen.text}")

    def show(self) -> None:
        """What a person needs to act on the case."""
        file = self._file
        typer.echo(
            "\n".join(
                (*_head(file, self.desk.name_of), *_clocks(file), *_findings(file), *_papers(file), *self._rest(file))
            )
        )

    def _rest(self, file: File) -> Iterable[str]:
        for kept in file.kept:
            who, what = self.desk.name_of(kept.by or ""), EVENT_CHINESE[kind_of(kept.act)]
            yield f"操作 {kept.seq}：{who} {kept.at:%m-%d %H:%M} {what}"
        draft = self.desk.letters.draft_of(file.case_id)
        if draft:
            row = self.desk.letter(self.person, draft)
            yield f"回复：{REPLY_STATUS_CHINESE[row.status]}（用 beian case letter 查看）"

    @staticmethod
    def in_shanghai(moment: datetime) -> datetime:
        """What was typed is meant as Beijing time."""
        return moment.replace(tzinfo=SHANGHAI)


def _head(file: File, name_of: Callable[[str], str]) -> Iterable[str]:
    case, decision = ruled(file.case), file.decision
    outcome = CHINESE[decision.outcome] if decision else "尚未核对"
    yield f"{file.reference} {case.entity_name or '名称不详'} {'、'.join(case.domains)}（{file.access_province}接入）"
    yield f"结论：{outcome}；版本 {file.version}；经办：{name_of(file.assignee) if file.assignee else '无'}"
    if file.held_until:
        yield f"暂缓至 {file.held_until:%Y-%m-%d %H:%M}"


def _clocks(file: File) -> Iterable[str]:
    for number, submission in enumerate(file.case.submissions, 1):
        if said := clocks(submission.mail):
            yield f"第 {number} 封来信：{said}"


def _findings(file: File) -> Iterable[str]:
    titles = {code: title for code, title, _ in table()}
    for finding in file.decision.findings if file.decision else ():
        state = f"已判定不成立（{finding.overridden}）" if finding.overridden else VERDICTS[finding.verdict]
        about = CHINESE[finding.material] if finding.material else ""
        yield f"核对 {finding.mark[:SHORT]} {finding.code} {titles.get(finding.code, '')} {about}：{state}"


def _papers(file: File) -> Iterable[str]:
    for paper in ruled(file.case).papers:
        what = CHINESE[paper.material] if paper.material else FATES[paper.fate]
        yield f"附件 {paper.sha256[:SHORT]} {paper.name}：{what}（第 {paper.mail} 封来信）"


def _one(found: Iterable[str], text: str) -> str:
    each = list(found)
    if len(each) != 1:
        what = "没有" if not each else f"有 {len(each)} 项"
        raise UnreadableInput(f"{what}“{text}”。", "请用 beian case show 查看编号，写足位数。")
    return each[0]
