"""The people who may sign in: kept, changed, never deleted, for the ledger names them."""

import secrets
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, select

from filing.access import Access, AccessKind
from filing.errors import DeskError
from filing.people import ROLE_CHINESE, Person, Role
from filing.ports import Clock
from store.accesses import CHAIN, AccessLog
from store.database import reading, writing
from store.passwords import Passwords, weakness
from store.people_tables import sessions, users


class PersonRefused(DeskError):
    """What was asked for a person cannot be. The message is Chinese, with what to do."""


@dataclass(frozen=True, slots=True)
class Account:
    """A person and how their sign-in is. `enrolled`: their telephone shows codes."""

    person: Person
    enrolled: bool
    must_change: bool
    disabled: bool
    password_at: datetime
    created_at: datetime


class People:
    """Each method is one transaction and leaves an entry in the access log, by whom (login) it was done."""

    def __init__(self, engine: Engine, log: AccessLog, clock: Clock, passwords: Passwords) -> None:
        self._engine = engine
        self._log = log
        self._clock = clock
        self._passwords = passwords

    def add(self, login: str, name: str, role: Role, provinces: Collection[str], password: str, by: str) -> Person:
        """A new person, whose password must be changed at the first sign-in. Raises PersonRefused."""
        folded, name = fold_login(login), name.strip()
        _require(password, folded, name)
        if not name:
            raise PersonRefused("没有填写姓名。", "请填写显示在收件台和记录里的姓名。")
        now, user_id = self._clock.now(), f"u-{secrets.token_hex(8)}"
        values = {"id": user_id, "login": folded, "name": name, "created_at": now, "disabled": False, "code_step": 0}
        values |= _standing(role, provinces) | self._password(password, must_change=True) | {"recovery": []}
        with writing(self._engine, CHAIN) as connection:
            if connection.execute(select(users.c.id).where(users.c.login == folded)).first():
                raise PersonRefused(f"账号 {folded} 已存在。", "请换一个账号名，或修改已有的账号。")
            connection.execute(users.insert().values(**values))
            self._tell(connection, AccessKind.PERSON_ADDED, by, f"{folded}：{_standing_words(role, provinces)}")
        return Person(user_id, folded, name, role, frozenset(provinces))

    def all(self) -> tuple[Account, ...]:
        """Everybody, by login."""
        with reading(self._engine) as connection:
            return tuple(account(row) for row in connection.execute(select(users).order_by(users.c.login)))

    def named(self, login: str) -> Account:
        """The person with this login. Raises PersonRefused."""
        with reading(self._engine) as connection:
            row = connection.execute(select(users).where(users.c.login == fold_login(login))).one_or_none()
        if row is None:
            raise PersonRefused(f"没有账号 {login}。", "请用 beian user list 查看已有的账号。")
        return account(row)

    def place(self, login: str, role: Role, provinces: Collection[str], by: str) -> None:
        """Another role or other provinces; open sessions end, and no page outlives it [T119]. Raises PersonRefused."""
        self._change(login, _standing(role, provinces), by, f"改为{_standing_words(role, provinces)}")

    def disable(self, login: str, by: str) -> None:
        """No more sign-in, and out at once. Raises PersonRefused."""
        self._change(login, {"disabled": True}, by, "停用")

    def enable(self, login: str, by: str) -> None:
        """May sign in again. Raises PersonRefused."""
        self._change(login, {"disabled": False}, by, "启用")

    def reset_code(self, login: str, by: str) -> None:
        """The telephone is lost: the next sign-in enrols another. Raises PersonRefused."""
        self._change(login, {"code_secret": None, "recovery": []}, by, "重置动态口令")

    def reset_password(self, login: str, password: str, by: str) -> None:
        """A password by somebody else, to be changed at the next sign-in. Raises PersonRefused."""
        _require(password, login, self.named(login).person.name)
        self._change(login, self._password(password, must_change=True), by, "重置密码")

    def _change(self, login: str, values: dict[str, Any], by: str, about: str) -> None:
        person = self.named(login).person
        with writing(self._engine, CHAIN) as connection:
            connection.execute(users.update().where(users.c.id == person.id).values(**values))
            end_sessions(connection, person.id)
            self._tell(connection, AccessKind.PERSON_CHANGED, by, f"{person.login}：{about}")

    def _password(self, password: str, *, must_change: bool) -> dict[str, Any]:
        hashed = self._passwords.hash(password)
        return {"password": hashed, "password_at": self._clock.now(), "must_change": must_change}

    def _tell(self, connection: Connection, kind: AccessKind, by: str, about: str) -> None:
        self._log.append(connection, Access(kind, self._clock.now(), by, about=about))


def fold_login(login: str) -> str:
    """The login as it is compared. Raises PersonRefused for what is none."""
    folded = unicodedata.normalize("NFKC", login).strip().lower()
    if not 1 <= len(folded) <= 64 or not folded.isprintable() or " " in folded:
        raise PersonRefused("账号名不合要求。", "请用 1–64 个字符，不含空格，例如 zhangsan 或 zhangsan@chinanet.cc。")
    return folded


def account(row: Row[Any]) -> Account:
    """A row of the table."""
    provinces = None if row.role == Role.SUPERVISOR else frozenset(row.provinces)
    person = Person(row.id, row.login, row.name, Role(row.role), provinces)
    return Account(person, row.code_secret is not None, row.must_change, row.disabled, row.password_at, row.created_at)


def end_sessions(connection: Connection, user_id: str, keep: str = "") -> int:
    """All sessions of a person end, but the one with the key `keep`; how many did."""
    mine = (sessions.c.user_id == user_id, sessions.c.key != keep)
    return connection.execute(delete(sessions).where(*mine)).rowcount


def _standing(role: Role, provinces: Collection[str]) -> dict[str, Any]:
    if role is Role.SPECIALIST and not provinces:
        raise PersonRefused("没有指定专员负责的接入省。", "请至少选择一个接入省，例如 江苏。")
    if role is not Role.SPECIALIST and provinces:
        raise PersonRefused(f"{ROLE_CHINESE[role]}不按接入省划分。", "请去掉接入省，或改为备案专员。")
    return {"role": role, "provinces": sorted(provinces)}


def _standing_words(role: Role, provinces: Collection[str]) -> str:
    return f"{ROLE_CHINESE[role]} {'、'.join(sorted(provinces))}".strip()


def _require(password: str, login: str, name: str) -> None:
    if weak := weakness(password, login, name):
        raise PersonRefused(weak)
