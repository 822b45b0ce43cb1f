"""The people at the desk: who they are, and what of it they may see."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person does here. One person has one role; whoever has two jobs has two accounts."""

    SPECIALIST = "specialist"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


ROLE_CHINESE = {
    Role.SPECIALIST: "备案专员",
    Role.SUPERVISOR: "主管",
    Role.ADMINISTRATOR: "系统管理员",
    Role.AUDITOR: "审计员",
}


class Step(StrEnum):
    """How far a sign-in has come. Whoever is not IN may open the page of the next step only."""

    CODE = "code"
    PASSWORD = "password"  # noqa: S105 - the name of a step
    ENROL = "enrol"
    IN = "in"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which cases and mails a query may return. It is handed to every query, so that no page can forget it.

    `provinces`: access provinces (接入省) by their short Chinese names; None = all of them, empty = none.
    """

    provinces: frozenset[str] | None = frozenset()

    def holds(self, access_province: str) -> bool:
        """Whether a case of this access province is within it."""
        return self.provinces is None or access_province in self.provinces


EVERYTHING = Scope(None)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is signed in, or the name behind an act. `id` is what events bear as `by`."""

    id: str
    login: str
    name: str
    role: Role
    provinces: frozenset[str] | None = frozenset()

    @property
    def scope(self) -> Scope:
        """Specialists see their own provinces, supervisors all; administrators and auditors no case at all."""
        if self.role is Role.SUPERVISOR:
            return EVERYTHING
        return Scope(self.provinces) if self.role is Role.SPECIALIST else Scope()
