"""The door to argon2: passwords become hashes, and the weakest are refused."""

import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 8
LONGEST = 256
_AT_ONCE = threading.BoundedSemaphore(4)  # each takes its memory: a flood of tries must not take all of it
_RUNS = (
    "0123456789",
    "9876543210",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qazwsxedcrfvtgb",
)
_WALKS = ("1qaz", "2wsx", "3edc", "4rfv", "5tgb", "1q2w", "3e4r", "q1w2", "e3r4", "!qaz", "@wsx")
_WORDS = (
    "password", "passw0rd", "p@ssw0rd", "p@ssword", "iloveyou", "woaini", "admin", "administrator", "root", "welcome",
    "letmein", "login", "master", "monkey", "dragon", "sunshine", "princess", "football", "baseball", "superman",
    "secret", "test", "user", "guest", "hello", "qwer", "asdf", "zxcv", "abc", "aaa", "beian", "chinanet", "zhuanyuan",
    "mima", "wangluo", "gongsi", "jiangsu", "anhui", "nanjing", "suzhou", "hefei", "beijing", "shanghai", "china",
    "zhongguo", "备案", "密码", "管理员", "专员",
)  # fmt: skip


@dataclass(frozen=True)
class Passwords:
    """argon2id. The defaults are RFC 9106's for little memory: 64 MiB, three passes, four lanes."""

    passes: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 4

    def hash(self, password: str) -> str:
        """What is stored: salt, parameters and hash."""
        return self._hasher.hash(_folded(password))

    def verify(self, stored: str | None, password: str) -> bool:
        """Whether it is the password. None (no such account) takes as long as a wrong password."""
        with _AT_ONCE:
            return self._verify(stored, password)

    def _verify(self, stored: str | None, password: str) -> bool:
        try:
            right = self._hasher.verify(stored or self._nobody, _folded(password[:LONGEST]))
        except (VerificationError, InvalidHashError):
            return False
        return right and stored is not None

    def is_outdated(self, stored: str) -> bool:
        """Whether it was hashed with other parameters than today's."""
        return self._hasher.check_needs_rehash(stored)

    @cached_property
    def _hasher(self) -> PasswordHasher:
        return PasswordHasher(self.passes, self.memory_kib, self.lanes)

    @cached_property
    def _nobody(self) -> str:
        return self._hasher.hash("the account that is not there")


def weakness(password: str, *known: str) -> str:
    """Why a password is refused, in Chinese, with what to do; "" if it may be used. `known`: login and name."""
    if len(password) < SHORTEST:
        return f"密码至少 {SHORTEST} 位，建议 15 位以上，可以用一句话。"
    if len(password) > LONGEST:
        return f"密码最多 {LONGEST} 位，请缩短。"
    if len(_essence(password, known)) < 5:
        return "密码太容易被猜到（含账号、常用词、连续或重复的字符），请换一个，例如用几个不相干的词组成一句话。"
    return ""


def _essence(password: str, known: tuple[str, ...]) -> str:
    """What is left of a password that nobody would try first: without known words, runs, years and repetitions."""
    rest = _folded(password).lower()
    for word in sorted((*_WORDS, *_WALKS, *(k.lower() for k in known if k)), key=len, reverse=True):
        rest = rest.replace(word, "")
    for run in _RUNS:
        for length in range(len(run), 2, -1):
            for start in range(len(run) - length + 1):
                rest = rest.replace(run[start : start + length], "")
    rest = re.sub(r"(?:19|20)\d\d(?:[01]\d[0-3]\d)?", "", rest)
    rest = re.sub(r"(.{1,4}?)\1+", r"\1", rest)
    return re.sub(r"[^\w]|_", "", rest) if len(set(rest)) > 1 else ""


def _folded(password: str) -> str:
    """The same letters however they were typed; spaces stay [T133]."""
    return unicodedata.normalize("NFC", password)
