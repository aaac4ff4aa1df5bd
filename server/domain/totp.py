"""The codes of an authenticator: RFC 6238 with SHA-1, six digits and steps of 30 seconds.

That is what every authenticator reads; none of the other choices is safe to offer.
"""

import hmac
import re
from datetime import datetime
from typing import Final

SECRET_BYTES: Final = 20  # as long as the hash: RFC 4226, section 4, R6
STEP: Final = 30  # seconds
DIGITS: Final = 6
DRIFT: Final = 1  # steps that a clock may be early or late
CODE: Final = re.compile(rf"[0-9]{{{DIGITS}}}", re.ASCII)


def step_of(at: datetime) -> int:
    return int(at.timestamp()) // STEP


def code_of(secret: bytes, step: int) -> str:
    digest = hmac.digest(secret, step.to_bytes(8), "sha1")
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4]) & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def fitting_step(secret: bytes, said: str, at: datetime, after: int) -> int | None:
    """The step whose code this is; None where there is none, or where a code of that step or of
    a later one was taken before (`after`).
    """
    if not CODE.fullmatch(said):
        return None
    now = step_of(at)
    for step in range(now - DRIFT, now + DRIFT + 1):
        if hmac.compare_digest(code_of(secret, step), said) and step > after:
            return step
    return None
