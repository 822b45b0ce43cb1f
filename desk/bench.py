"""What every act needs: the case as it lies before the person, the lock, and the judge."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from desk.errors import Conflict, NoSuchCase, Refused
from filing.acts import Act
from filing.authority import Milestone
from filing.case import Case
from filing.event import EventKind
from filing.people import Person, Role
from filing.shells import Shell
from policy.worktime import WorkTime
from store.acts import Acts, File, Moved, Step, Written
from store.letters import Letters, NotThere
from store.ruling import Judged, Overtaken
from store.unasked import News, Unasked

OVERSIGHT = frozenset(
    {
        EventKind.CASE_ASSIGNED,
        EventKind.CASE_HELD,
        EventKind.CASE_UNHELD,
        EventKind.CASE_MOVED,
        EventKind.NOTE_ADDED,
        EventKind.CONTACT_LOGGED,
    }
)
"""What a supervisor, who sees all cases masked, may do with one."""


class Judge(Protocol):
    """The straight line, as the service wires it: the case with its acts, and the answer to its newest mail."""

    def __call__(self, file: File, case: Case) -> Judged:
        """Judge; nothing is stored. The reply is a draft."""
        ...

    def news(self, file: File, told: Milestone) -> Unasked | None:
        """The letter that tells the customer of a milestone; None if nobody is told of it. Nothing is stored."""
        ...

    def outside(self, addresses: Iterable[str]) -> tuple[str, ...]:
        """Those that lie in no machine room of ours. Raises ValueError for what is no address."""
        ...

    def shell_letter(self, file: File, template: str, shell: Shell) -> Unasked | None:
        """The letter about an empty shell; None if there is nobody to write to. Nothing is stored."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act led to: the case's new version, its draft if there is one, and a Chinese sentence about it."""

    version: int
    text: str
    reply_id: str | None = None


@dataclass(frozen=True)
class Bench:
    """`person`: who bears an id. `provinces`: the access provinces that have a mailbox. `calendar`: of deadlines."""

    acts: Acts
    letters: Letters
    judge: Judge
    now: Callable[[], datetime]
    person: Callable[[str], Person | None]
    provinces: frozenset[str]
    calendar: WorkTime = field(kw_only=True)

    def name_of(self, person_id: str) -> str:
        """How colleagues know somebody."""
        found = self.person(person_id)
        return found.name if found else "已停用的用户"

    def file(self, by: Person, case_id: str, version: int | None = None) -> File:
        """The case, if it is within the person's scope and (with a version) as they saw it.

        Raises NoSuchCase, Conflict; Refused if it was merged into another.
        """
        try:
            file = self.acts.open(case_id)
        except LookupError:
            raise NoSuchCase from None
        if not by.scope.holds(file.access_province):
            raise NoSuchCase
        if version is not None and file.version != version:
            raise Conflict(self.acts.changes(case_id, version), self.name_of)
        if file.merged_into:
            raise Refused("这件备案已并入另一件。", "请到合并后的备案中操作。")
        return file

    @contextmanager
    def telling(self) -> Iterator[None]:
        """What the store says, for a person."""
        try:
            yield
        except Moved as moved:
            raise Conflict(moved.changes, self.name_of) from None
        except (NotThere, Overtaken):
            raise Refused("这封回复的状态已改变，操作未执行。", "请刷新查看后再操作。") from None
        except LookupError:
            raise Refused("这封回复已不存在，可能已按新的核对结果重新起草。", "请刷新查看。") from None

    def own(self, by: Person, kinds: Collection[EventKind]) -> None:
        """Raises Refused if these are not for the person to do: verdicts and letters are the specialists'."""
        if by.role is not Role.SPECIALIST and not (kinds and OVERSIGHT.issuperset(kinds)):
            raise Refused(
                "核对结论、更正和回复由备案专员处理。", "主管可以分派、暂缓、移交和记录；请分派给负责该省的专员。"
            )

    def write(
        self, by: Person, file: File, steps: Sequence[Step], judged: Judged | None = None, news: News | None = None
    ) -> Written:
        """Write steps (and a judgement, or a letter of news) on the case as it was opened. Raises Conflict, Refused."""
        self.own(by, [step.kind for step in steps])
        with self.telling():
            return self.acts.write(file.case_id, file.version, by.id, steps, judged, news)

    def judged_with(self, file: File, acts: Sequence[Act]) -> Judged:
        """The case as it is judged with these acts in force."""
        return self.judge(file, replace(file.case, acts=tuple(acts)))
