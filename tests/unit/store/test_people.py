"""Accounts, the way in, sessions and the access log."""

import re
import time
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from filing.access import Access, AccessKind, Purpose
from filing.errors import ConfigurationRefused
from filing.people import Role, Step
from store.accesses import Filters
from store.database import reading, writing
from store.entrance import SignInRefused
from store.passwords import Passwords, weakness
from store.people import PersonRefused
from store.people_tables import accesses, sessions, users
from store.sealing import Seal
from tests.fakes.desk_store import DeskStore
from tests.fakes.staff import ADDRESS, FIRST, OWN, Staff


@pytest.fixture
def staff(tmp_path: Path) -> Staff:
    return Staff(DeskStore(tmp_path))


def kinds(staff: Staff) -> list[AccessKind]:
    return [entry.kind for entry in reversed(staff.log.page(Filters(), 100, 0))]


def test_a_first_sign_in_changes_the_password_and_enrols_a_telephone(staff: Staff) -> None:
    staff.hire()
    first = staff.entrance.sign_in("zhangsan", FIRST, ADDRESS)
    assert staff.session(first).step is Step.PASSWORD
    second = staff.entrance.change_password(staff.session(first), FIRST, OWN, ADDRESS)
    assert staff.session(second).step is Step.ENROL
    staff.telephones["zhangsan"] = staff.entrance.begin_code(staff.session(second))
    third, codes = staff.entrance.confirm_code(staff.session(second), staff.code(), ADDRESS)

    assert staff.session(third).step is Step.IN
    assert len(set(codes)) == 8
    assert [staff.entrance.session(t) for t in (first, second, "", "x")] == [None] * 4
    told = [AccessKind.PERSON_ADDED, AccessKind.PASSWORD_CHANGED, AccessKind.CODE_ENROLLED, AccessKind.SIGNED_IN]
    assert kinds(staff) == told


def test_every_further_sign_in_asks_for_a_code_of_its_own(staff: Staff) -> None:
    staff.settled()
    used = staff.code()
    token = staff.entrance.sign_in(" ZhangSan ", OWN, ADDRESS)
    assert staff.session(token).step is Step.CODE
    with pytest.raises(SignInRefused, match="已用过"):  # the code that enrolled, in the same half minute
        staff.entrance.give_code(staff.session(token), used, ADDRESS)
    staff.desk.clock.pass_(seconds=30)

    assert staff.session(staff.entrance.give_code(staff.session(token), staff.code(), ADDRESS)).step is Step.IN


@pytest.mark.parametrize(("late", "taken"), [(-30, True), (30, True), (-61, False), (61, False)])
def test_t134_a_code_is_good_in_its_step_and_the_neighbours_and_only_once(
    staff: Staff, late: int, *, taken: bool
) -> None:
    staff.settled()
    staff.desk.clock.pass_(minutes=5, seconds=-staff.desk.clock.now().second)
    code = staff.code()
    staff.desk.clock.pass_(seconds=late)
    session = staff.session(staff.entrance.sign_in("zhangsan", OWN, ADDRESS))
    if not taken:
        with pytest.raises(SignInRefused):
            staff.entrance.give_code(session, code, ADDRESS)
        return
    assert staff.entrance.give_code(session, code, ADDRESS)
    again = staff.session(staff.entrance.sign_in("zhangsan", OWN, ADDRESS))
    with pytest.raises(SignInRefused):
        staff.entrance.give_code(again, code, ADDRESS)


def test_a_recovery_code_stands_for_the_telephone_once(staff: Staff) -> None:
    staff.hire()
    token = staff.entrance.sign_in("zhangsan", FIRST, ADDRESS)
    token = staff.entrance.change_password(staff.session(token), FIRST, OWN, ADDRESS)
    staff.telephones["zhangsan"] = staff.entrance.begin_code(staff.session(token))
    _, (code, *_) = staff.entrance.confirm_code(staff.session(token), staff.code(), ADDRESS)
    session = staff.session(staff.entrance.sign_in("zhangsan", OWN, ADDRESS))
    assert staff.entrance.give_code(session, code.upper().replace("-", " "), ADDRESS)

    again = staff.session(staff.entrance.sign_in("zhangsan", OWN, ADDRESS))
    with pytest.raises(SignInRefused):
        staff.entrance.give_code(again, code, ADDRESS)


def test_t132_wrong_tries_pause_an_account_whether_it_exists_or_not(staff: Staff) -> None:
    staff.hire()
    said: dict[str, list[str]] = {}
    for login in ("zhangsan", "nobody"):
        for n in range(7):
            with pytest.raises(SignInRefused) as refused:
                staff.entrance.sign_in(login, "wrong", f"192.0.2.{n}")
            said.setdefault(login, []).append(str(refused.value))
    assert said["zhangsan"] == said["nobody"]
    assert ["尝试次数过多" in words for words in said["nobody"]] == [False] * 5 + [True] * 2

    with pytest.raises(SignInRefused, match="1 分钟后"):
        staff.entrance.sign_in("zhangsan", FIRST, ADDRESS)
    staff.desk.clock.pass_(seconds=61)
    assert staff.entrance.sign_in("zhangsan", FIRST, ADDRESS)


def test_t132_wrong_tries_pause_an_address_whatever_the_accounts(staff: Staff) -> None:
    staff.hire()
    for n in range(20):
        with pytest.raises(SignInRefused, match="账号或密码不正确"):
            staff.entrance.sign_in(f"a{n}", "wrong", ADDRESS)
    with pytest.raises(SignInRefused, match="尝试次数过多"):
        staff.entrance.sign_in("zhangsan", FIRST, ADDRESS)
    assert staff.entrance.sign_in("zhangsan", FIRST, "192.0.2.99")


def test_t132_codes_and_old_passwords_are_throttled_as_well(staff: Staff) -> None:
    token = staff.settled()
    session = staff.session(staff.entrance.sign_in("zhangsan", OWN, ADDRESS))
    for _ in range(5):
        with pytest.raises(SignInRefused, match="动态口令不正确"):
            staff.entrance.give_code(session, "000000", ADDRESS)
    with pytest.raises(SignInRefused, match="尝试次数过多"):
        staff.entrance.change_password(staff.session(token), OWN, "nine grey umbrellas", ADDRESS)


def test_t132_an_unknown_account_takes_as_long_as_a_wrong_password() -> None:
    passwords = Passwords(passes=2, memory_kib=4096, lanes=1)
    stored = passwords.hash(OWN)
    passwords.verify(None, "warm")

    def seconds(of: str | None) -> float:
        began = time.perf_counter()
        for _ in range(20):
            assert not passwords.verify(of, "wrong")
        return (time.perf_counter() - began) / 20

    ratio = min(seconds(None) for _ in range(3)) / min(seconds(stored) for _ in range(3))
    assert 0.5 < ratio < 2


def test_t119_sessions_end_at_sign_out_at_a_change_of_role_and_when_disabled(staff: Staff) -> None:
    token = staff.settled()
    staff.entrance.sign_out(staff.session(token), ADDRESS)
    assert staff.entrance.session(token) is None

    for change in (
        lambda: staff.people.place("zhangsan", Role.SUPERVISOR, (), "admin"),
        lambda: staff.people.reset_password("zhangsan", OWN + "!", "admin"),
        lambda: staff.people.reset_code("zhangsan", "admin"),
        lambda: staff.people.disable("zhangsan", "admin"),
    ):
        open_one = _open(staff)
        change()
        assert staff.entrance.session(open_one) is None
    with pytest.raises(SignInRefused, match="账号或密码不正确"):
        staff.entrance.sign_in("zhangsan", OWN + "!", ADDRESS)


def _open(staff: Staff) -> str:
    staff.desk.clock.pass_(minutes=1)
    for password in (OWN, OWN + "!"):
        try:
            return staff.entrance.sign_in("zhangsan", password, ADDRESS)
        except SignInRefused:
            continue
    raise AssertionError


def test_t120_a_session_ends_after_half_an_hour_of_rest_and_twelve_hours_of_work(staff: Staff) -> None:
    token = staff.settled()
    staff.desk.clock.pass_(minutes=29)
    assert staff.entrance.session(token)
    staff.desk.clock.pass_(minutes=29)
    assert staff.entrance.session(token)
    staff.desk.clock.pass_(minutes=31)
    assert staff.entrance.session(token) is None

    staff.desk.clock.pass_(minutes=1)
    token = staff.entrance.give_code(
        staff.session(staff.entrance.sign_in("zhangsan", OWN, ADDRESS)), staff.code(), ADDRESS
    )
    for _ in range(28):
        staff.desk.clock.pass_(minutes=25)
        assert staff.entrance.session(token)
    staff.desk.clock.pass_(minutes=25)
    assert staff.entrance.session(token) is None


def test_t120_the_token_is_random_and_only_its_hash_is_kept(staff: Staff) -> None:
    token = staff.settled()
    with reading(staff.desk.engine) as connection:
        (row,) = connection.execute(select(sessions)).all()

    assert len(token) >= 43  # 256 bits in base 64
    assert token not in str(row)


def test_t119_a_change_of_password_ends_the_other_sessions(staff: Staff) -> None:
    token = staff.settled()
    staff.desk.clock.pass_(minutes=1)
    other = staff.entrance.give_code(
        staff.session(staff.entrance.sign_in("zhangsan", OWN, ADDRESS)), staff.code(), ADDRESS
    )
    assert len(staff.entrance.open_sessions(staff.session(token).person)) == 2
    new = staff.entrance.change_password(staff.session(token), OWN, "nine grey umbrellas", ADDRESS)

    assert staff.session(new).step is Step.IN
    assert [staff.entrance.session(t) for t in (token, other)] == [None, None]


@pytest.mark.parametrize(
    "weak",
    [
        "", "1234567", "12345678", "password", "Password123", "qwertyuiop", "aaaaaaaa", "abcabcabc", "20261121",
        "beian2026", "zhangsan123", "张三张三张三", "P@ssw0rd!", "1qaz2wsx3edc", "iloveyou1314", "        ", "admin888",
        "x" * 257,
    ],
)  # fmt: skip
def test_t133_passwords_that_everybody_tries_first_are_refused(weak: str) -> None:
    assert re.search(r"[，。]", weakness(weak, "zhangsan", "张三"))


@pytest.mark.parametrize(
    "good",
    ["correct horse battery", " 前后都有空格的句子 ", "月亮照在阳台的旧自行车上", "t8#kV2q!zR", "x1" + "péage" * 12],
)
def test_t133_long_passwords_of_any_letters_are_taken_as_they_are(good: str) -> None:
    passwords = Passwords(passes=1, memory_kib=8, lanes=1)
    stored = passwords.hash(good)

    assert weakness(good, "zhangsan", "张三") == ""
    assert passwords.verify(stored, good)
    assert passwords.verify(stored, good.replace("é", "e\u0301"))
    assert not passwords.verify(stored, good + " ")
    assert stored.startswith("$argon2id$")


def test_passwords_are_hashed_as_the_standard_advises() -> None:
    assert re.match(r"\$argon2id\$v=19\$m=65536,t=3,p=4\$", Passwords().hash("x"))


def test_an_account_is_refused_with_the_next_step(staff: Staff) -> None:
    staff.hire()
    for login, role, provinces in (
        ("ZHANGSAN", Role.SPECIALIST, ("江苏",)),
        ("li si", Role.AUDITOR, ()),
        ("lisi", Role.SPECIALIST, ()),
        ("lisi", Role.AUDITOR, ("江苏",)),
    ):
        with pytest.raises(PersonRefused, match="请"):
            staff.people.add(login, "李四", role, provinces, FIRST, "cli")


def test_a_secret_opens_under_its_own_name_and_key_only() -> None:
    sealed = Seal(b"k" * 32).close("u-1", "secret")

    assert Seal(b"k" * 32).open("u-1", sealed) == "secret"
    for seal, name in ((Seal(b"k" * 32), "u-2"), (Seal(b"j" * 32), "u-1")):
        with pytest.raises(ConfigurationRefused):
            seal.open(name, sealed)


def test_t180_neither_password_nor_secret_nor_code_is_in_the_tables(staff: Staff) -> None:
    staff.settled()
    with reading(staff.desk.engine) as connection:
        dump = str(connection.execute(select(users)).all()) + str(connection.execute(select(accesses)).all())

    for secret in (FIRST, OWN, staff.telephones["zhangsan"]):
        assert secret not in dump


def test_what_is_typed_into_the_wrong_field_is_not_kept(staff: Staff) -> None:
    staff.hire()
    for login in ("my secret password", "zhangsan"):
        with pytest.raises(SignInRefused):
            staff.entrance.sign_in(login, "wrong", ADDRESS)

    assert [entry.login for entry in staff.log.page(Filters(), 2, 0)] == ["zhangsan", ""]


def test_t130_the_access_log_takes_no_change_and_shows_one(staff: Staff) -> None:
    for n in range(4):
        staff.log.record(
            Access(AccessKind.NUMBER_REVEALED, staff.desk.clock.now(), "a", "u", mail_id=f"m{n}", purpose=Purpose.CHECK)
        )
    assert staff.log.broken() is None
    for statement in ("UPDATE accesses SET login = 'x'", "DELETE FROM accesses"):
        with pytest.raises(DatabaseError, match="append-only"), writing(staff.desk.engine) as connection:
            connection.execute(text(statement))
    assert staff.log.broken() is None

    with writing(staff.desk.engine) as connection:
        connection.execute(text("DROP TRIGGER accesses_no_update"))
        connection.execute(text("UPDATE accesses SET login = 'b' WHERE seq = 3"))
    assert staff.log.broken() == 3


def test_t130_an_entry_taken_out_of_the_middle_is_seen(staff: Staff) -> None:
    for _ in range(3):
        staff.log.record(Access(AccessKind.EXPORTED, staff.desk.clock.now(), "a"))
    with writing(staff.desk.engine) as connection:
        connection.execute(text("DROP TRIGGER accesses_no_delete"))
        connection.execute(text("DELETE FROM accesses WHERE seq = 2"))

    assert staff.log.broken() == 3


def test_the_log_is_filtered_by_kind_person_and_time(staff: Staff) -> None:
    now = staff.desk.clock.now()
    for login in ("a", "b", "a"):
        staff.log.record(Access(AccessKind.EXPORTED, staff.desk.clock.now(), login))
        staff.desk.clock.pass_(minutes=1)

    assert len(staff.log.page(Filters(login="a"), 10, 0)) == 2
    assert len(staff.log.page(Filters(since=staff.desk.clock.now()), 10, 0)) == 0
    assert len(staff.log.page(Filters(until=now, kinds=(AccessKind.EXPORTED,)), 10, 0)) == 0
    assert len(staff.log.page(Filters(), 2, 2)) == 1
