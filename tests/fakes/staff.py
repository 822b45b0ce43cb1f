"""People at the desk, over a real store: fast hashes, a telephone that shows codes, and a browser for each."""

from dataclasses import dataclass, field
from pathlib import Path

import pyotp
from starlette.applications import Starlette

from filing.people import Person, Role
from store.accounts import open_accounts
from store.passwords import Passwords
from tests.fakes.browser import Browser
from tests.fakes.desk_store import DeskStore
from tests.fakes.tools import page_app
from tests.fakes.views import FakeViews, desk, render
from web.office import Office, SessionDoor

FAST = Passwords(passes=1, memory_kib=8, lanes=1)
FIRST, OWN = "three green kettles", "seven brown lanterns"
ADDRESS = "192.0.2.7"


@dataclass
class Staff:
    """Everything behind the sign-in page."""

    desk: DeskStore
    code_required: bool = True
    telephones: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        desk, key = self.desk, Path(self.desk.folder) / "master.key"
        accounts = open_accounts(desk.engine, desk.blobs, key, desk.clock, FAST, code_required=self.code_required)
        self.log, self.people, self.entrance = accounts.log, accounts.people, accounts.entrance
        self.seal = accounts.seal

    @property
    def office(self) -> Office:
        """As the pages get it."""
        return Office(self.entrance, self.people, self.log, self.desk.clock.now, ("安徽", "江苏"))

    def app(self, views: FakeViews | None = None) -> Starlette:
        """The desk's pages, with these people at the door."""
        return page_app(views or desk(), render, SessionDoor(self.entrance), self.office)

    def browser(self, login: str = "zhangsan", role: Role = Role.SPECIALIST, *provinces: str) -> Browser:
        """Somebody new who is signed in."""
        return Browser(self.app(), cookies={"beian": self.settled(login, role, *provinces)})

    def hire(self, login: str = "zhangsan", role: Role = Role.SPECIALIST, *provinces: str) -> Person:
        """Somebody new, who has not signed in yet."""
        given = provinces or (("江苏",) if role is Role.SPECIALIST else ())
        return self.people.add(login, "张三", role, given, FIRST, "cli")

    def settled(self, login: str = "zhangsan", role: Role = Role.SPECIALIST, *provinces: str) -> str:
        """Somebody new who has done everything that a first sign-in asks for; the token of their session."""
        self.hire(login, role, *provinces)
        token = self.entrance.sign_in(login, FIRST, ADDRESS)
        token = self.entrance.change_password(self.session(token), FIRST, OWN, ADDRESS)
        if not self.code_required:
            return token
        self.telephones[login] = self.entrance.begin_code(self.session(token))
        return self.entrance.confirm_code(self.session(token), self.code(login), ADDRESS)[0]

    def code(self, login: str = "zhangsan") -> str:
        """What the telephone shows now."""
        return pyotp.TOTP(self.telephones[login]).at(self.desk.clock.now())

    def session(self, token: str):  # type: ignore[no-untyped-def]  # a Session that must be there
        session = self.entrance.session(token)
        assert session is not None
        return session
