"""The way in: password, then code, then what a first sign-in must set up; every step is throttled and logged.

Whoever tries is told the same, and as late, whether the account exists or not [T132].
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Engine, Row, select

from filing.access import Access, AccessKind
from filing.errors import DeskError
from filing.people import Person, Step
from filing.ports import Clock
from store import one_time, sessions, throttle
from store.accesses import CHAIN, AccessLog
from store.blobs import Blobs
from store.database import reading, writing
from store.passwords import Passwords, weakness
from store.people import PersonRefused, end_sessions, fold_login
from store.people_tables import sessions as session_rows
from store.people_tables import users
from store.sealing import Seal
from store.sessions import Session


class SignInRefused(DeskError):
    """Not let in. The message is Chinese, and does not tell whether there is such an account."""


class Entrance:
    """`code_required`: whoever has no code yet must enrol one at the first sign-in."""

    def __init__(
        self, engine: Engine, blobs: Blobs, seal: Seal, log: AccessLog, clock: Clock, passwords: Passwords,
        *, code_required: bool = True,
    ) -> None:  # fmt: skip
        self._engine = engine
        self._blobs = blobs
        self._seal = seal
        self._log = log
        self._now = clock.now
        self._passwords = passwords
        self._code_required = code_required

    def session(self, token: str, *, used: bool = True) -> Session | None:
        """The session of a token, if it is good now; that it was used is written down at most once a minute."""
        if not token:
            return None
        with reading(self._engine) as connection:
            session = sessions.find(connection, token, self._now())
        if used and session and session.stale:
            with writing(self._engine, session.key) as connection:
                sessions.touch(connection, session.key, self._now())
        return session

    def sign_in(self, login: str, password: str, address: str) -> str:
        """A token for the next step. Raises SignInRefused."""
        self._wait(login, address)
        row = self._row(login)
        right = self._passwords.verify(row.password if row and not row.disabled else None, password)
        if row is None or not right:
            raise self._refused(login, address, "账号或密码不正确。", "密码")
        if self._passwords.is_outdated(row.password):
            self._set(row.id, password=self._passwords.hash(password))
        return self._open(row, self._after_password(row), address)

    def sign_in_known(self, login: str, address: str) -> str:
        """A token for whom the company's own sign-in vouches; accounts are never made here. Raises SignInRefused."""
        row = self._row(login)
        if row is None or row.disabled:
            raise self._refused(login, address, "单点登录的账号在收件台没有对应的有效人员。", "单点登录")
        return self._open(row, Step.IN, address)

    def give_code(self, session: Session, code: str, address: str) -> str:
        """A token for the step after a right code of the telephone, or a recovery code. Raises SignInRefused."""
        login = session.person.login
        self._wait(login, address)
        with writing(self._engine, CHAIN) as connection:
            taken = self._take_code(connection, session.person.id, code)
        if not taken:
            raise self._refused(login, address, "动态口令不正确或已用过。", "动态口令")
        return self._move(session, self._after_code, address)

    def change_password(self, session: Session, old: str, new: str, address: str) -> str:
        """A new token; all other sessions end. Raises SignInRefused, PersonRefused."""
        person = session.person
        self._wait(person.login, address)
        row = self._row(person.login)
        if row is None or not self._passwords.verify(row.password, old):
            raise self._refused(person.login, address, "原密码不正确。", "原密码")
        weak = weakness(new, person.login, person.name) or ("新密码与原密码相同，请换一个。" if new == old else "")
        if weak:
            raise PersonRefused(weak)
        self._set(person.id, password=self._passwords.hash(new), password_at=self._now(), must_change=False)
        self._tell(AccessKind.PASSWORD_CHANGED, person, address)
        return self._move(session, self._after_change, address)

    def begin_code(self, session: Session) -> str:
        """The secret for a new telephone: the same until it is confirmed, or the session is over."""
        with writing(self._engine, session.key) as connection:
            here = session_rows.c.key == session.key
            pending = connection.execute(select(session_rows.c.pending).where(here)).scalar_one()
            if pending:
                return self._seal.open(session.key, pending)
            secret = one_time.new_secret()
            sealed = self._seal.close(session.key, secret)
            connection.execute(session_rows.update().where(here).values(pending=sealed))
        return secret

    def confirm_code(self, session: Session, code: str, address: str) -> tuple[str, tuple[str, ...]]:
        """A token, and the recovery codes, told this once. Raises SignInRefused."""
        secret, person = self.begin_code(session), session.person
        self._wait(person.login, address)
        step = one_time.accepted_step(secret, code, self._now(), 0)
        if step is None:
            raise self._refused(person.login, address, "动态口令不正确，请核对手机时间后重试。", "绑定动态口令")
        codes = one_time.recovery_codes()
        hashes, sealed = [one_time.recovery_hash(c) for c in codes], self._seal.close(person.id, secret)
        self._set(person.id, code_secret=sealed, code_step=step, recovery=hashes)
        self._tell(AccessKind.CODE_ENROLLED, person, address)
        return self._move(session, self._after_code, address), codes

    def open_sessions(self, person: Person) -> tuple[Session, ...]:
        """A person's sessions, the newest first."""
        with reading(self._engine) as connection:
            return sessions.of_person(connection, person, self._now())

    def end_others(self, session: Session, address: str) -> int:
        """All but this session end; how many did."""
        with writing(self._engine, CHAIN) as connection:
            ended = end_sessions(connection, session.person.id, keep=session.key)
            self._log.append(connection, self._entry(AccessKind.SESSIONS_ENDED, session.person, address))
        return ended

    def sign_out(self, session: Session, address: str) -> None:
        """The session is over, here and not only in the browser."""
        with writing(self._engine, CHAIN) as connection:
            sessions.end(connection, session.key)
            self._log.append(connection, self._entry(AccessKind.SIGNED_OUT, session.person, address))

    # --- what comes next ----------------------------------------------------------------------------------------

    def _after_password(self, row: Row[Any]) -> Step:
        return Step.CODE if row.code_secret else self._after_code(row)

    def _after_code(self, row: Row[Any]) -> Step:
        return Step.PASSWORD if row.must_change else self._after_change(row)

    def _after_change(self, row: Row[Any]) -> Step:
        return Step.ENROL if self._code_required and not row.code_secret else Step.IN

    # --- one step -----------------------------------------------------------------------------------------------

    def _row(self, login: str) -> Row[Any] | None:
        try:
            folded = fold_login(login)
        except PersonRefused:
            return None
        with reading(self._engine) as connection:
            return connection.execute(select(users).where(users.c.login == folded)).one_or_none()

    def _open(self, row: Row[Any], step: Step, address: str) -> str:
        with writing(self._engine, CHAIN) as connection:
            token = sessions.open_session(connection, row.id, step, address, self._now())
            if step is not Step.CODE:  # with a code, the tries count until it was right
                throttle.forget(connection, self._key("account", row.login))
            if step is Step.IN:
                self._log.append(connection, Access(AccessKind.SIGNED_IN, self._now(), row.login, row.id, address))
        return token

    def _move(self, session: Session, next_step: Callable[[Row[Any]], Step], address: str) -> str:
        """The old token is dead, and a new one is given: nobody who knew the old one comes along [T119]."""
        row = self._row(session.person.login)
        if row is None or row.disabled:
            raise SignInRefused("登录已失效。", "请重新登录。")
        with writing(self._engine, CHAIN) as connection:
            end_sessions(connection, row.id) if session.step is Step.IN else sessions.end(connection, session.key)
        return self._open(row, next_step(row), address)

    def _take_code(self, connection: Connection, user_id: str, code: str) -> bool:
        row = connection.execute(select(users).where(users.c.id == user_id)).one()
        if not row.code_secret:
            return False
        step = one_time.accepted_step(self._seal.open(user_id, row.code_secret), code, self._now(), row.code_step)
        used = one_time.recovery_hash(code)
        if step is None and used not in row.recovery:
            return False
        left = [c for c in row.recovery if c != used]
        values = {"code_step": step or row.code_step, "recovery": left}
        connection.execute(users.update().where(users.c.id == user_id).values(**values))
        return True

    def _set(self, user_id: str, **values: object) -> None:
        with writing(self._engine, CHAIN) as connection:
            connection.execute(users.update().where(users.c.id == user_id).values(**values))

    # --- throttling and logging ---------------------------------------------------------------------------------

    def _key(self, kind: str, text: str) -> str:
        return self._blobs.fingerprint(f"{kind}:{text.strip().lower()}")

    def _wait(self, login: str, address: str) -> None:
        asked = (("account", login), ("address", address))
        with reading(self._engine) as connection:
            longest = max(throttle.pause(connection, k, self._key(k, text), self._now()) for k, text in asked)
        if longest:
            minutes = -(-int(longest.total_seconds()) // 60)
            raise SignInRefused("尝试次数过多，暂时不能登录。", f"请 {max(minutes, 1)} 分钟后再试，或联系系统管理员。")

    def _refused(self, login: str, address: str, message: str, about: str) -> SignInRefused:
        with writing(self._engine, CHAIN) as connection:
            for kind, text in (("account", login), ("address", address)):
                throttle.failed(connection, self._key(kind, text), self._now())
            typed = login.strip()[:64] if self._row(login) else ""  # a password typed into the wrong field is not kept
            entry = Access(AccessKind.SIGN_IN_REFUSED, self._now(), typed, address=address, about=about)
            self._log.append(connection, entry)
        return SignInRefused(message, "请核对后重试；忘记密码或更换手机，请联系系统管理员重置。")

    def _entry(self, kind: AccessKind, person: Person, address: str) -> Access:
        return Access(kind, self._now(), person.login, person.id, address)

    def _tell(self, kind: AccessKind, person: Person, address: str) -> None:
        self._log.record(self._entry(kind, person, address))
