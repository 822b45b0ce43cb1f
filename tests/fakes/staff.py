"""People at the desk, over a real store: fast hashes, a telephone that shows codes, and a browser for each."""

from dataclasses import dataclass, field
from pathlib import Path

import pyotp

from filing.people import Person, Role
from store.accesses import AccessLog
from store.blobs import load_or_make_key
from store.entrance import Entrance
from store.passwords import Passwords
from store.people import People
from store.sealing import Seal
from tests.fakes.desk_store import DeskStore

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
        desk, clock = self.desk, self.desk.clock
        self.log = AccessLog(desk.engine, desk.blobs)
        self.people = People(desk.engine, self.log, clock, FAST)
        seal = Seal(load_or_make_key(Path(desk.folder) / "master.key"))
        self.entrance = Entrance(desk.engine, desk.blobs, seal, self.log, clock, FAST, code_required=self.code_required)

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
