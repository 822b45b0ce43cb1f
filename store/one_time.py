"""The door to pyotp: codes that a telephone shows for half a minute (TOTP), and codes for the day it is lost."""

import hashlib
import secrets
from datetime import datetime

import pyotp

SECONDS = 30
ISSUER = "备案初审台"
RECOVERY_CODES = 8
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none is taken for another


def new_secret() -> str:
    """160 random bits, in base 32."""
    return pyotp.random_base32()


def address(secret: str, login: str) -> str:
    """What the picture to scan says (otpauth://)."""
    return pyotp.TOTP(secret, interval=SECONDS).provisioning_uri(name=login, issuer_name=ISSUER)


def accepted_step(secret: str, code: str, now: datetime, last: int) -> int | None:
    """The time step of a right code: this one or a neighbour, later than the last that was taken [T134]."""
    totp, given = pyotp.TOTP(secret, interval=SECONDS), "".join(code.split())
    step = int(now.timestamp()) // SECONDS
    matching = [s for s in (step - 1, step, step + 1) if _same(totp.generate_otp(s), given)]
    return next((s for s in matching if s > last), None)


def recovery_codes() -> tuple[str, ...]:
    """Codes to be kept on paper, 49 random bits each: xxxxx-xxxxx."""
    drawn = ["".join(secrets.choice(LETTERS) for _ in range(10)) for _ in range(RECOVERY_CODES)]
    return tuple(f"{code[:5]}-{code[5:]}" for code in drawn)


def recovery_hash(code: str) -> str:
    """What is stored of a recovery code: they are random, so a plain hash is enough."""
    plain = "".join(c for c in code.lower() if c.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def _same(right: str, given: str) -> bool:
    return secrets.compare_digest(right.encode(), given.encode())
