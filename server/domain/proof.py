"""How members of staff show that it is them, and for how long that is believed."""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Self

from server.domain.ids import StaffId

PROOF_LIFE: Final = timedelta(minutes=15)  # then what is dangerous asks again
BROWSER_LIFE: Final = timedelta(days=90)  # who comes back within three months is known there
BROWSER_NAMES: Final = 5  # a shared desk; whoever signed in first is forgotten first
CHALLENGE_LIFE: Final = timedelta(minutes=5)  # for somebody who looks for their key
RECOVERY_CODES: Final = 10
RECOVERY_BYTES: Final = 10  # 80 bits, 16 letters: too many to guess, so a quick hash is enough
SEPARATORS: Final = re.compile(r"[\s-]+")


class Device(StrEnum):
    """All that is ever kept of what somebody came with."""

    PHONE = "phone"
    TABLET = "tablet"
    COMPUTER = "computer"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Browser:
    """One in which members of staff have signed in, under these folded names, the newest first."""

    id: str
    names: tuple[str, ...] = field(default=(), repr=False)

    def with_name(self, name: str) -> Self:
        others = (one for one in self.names if one != name)
        return replace(self, names=(name, *others)[:BROWSER_NAMES])


@dataclass(frozen=True, slots=True)
class Stranger:
    """Whoever asks what anybody may ask. `token` is that of their cookie, if they have one.

    `browser`: staff have signed in there before.
    """

    address: str = field(repr=False)
    device: Device = Device.OTHER
    token: str | None = field(default=None, repr=False)
    browser: Browser | None = None


@dataclass(frozen=True, slots=True)
class Credentials:
    """Whose name it is, and what has to fit."""

    id: StaffId
    password_hash: str = field(repr=False)
    second_step: bool


@dataclass(frozen=True, slots=True)
class Authenticator:
    """An app that makes codes. Until `confirmed` it counts for nothing."""

    secret: bytes = field(repr=False)
    last_step: int
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Passkey:
    """A key that stays in somebody's device and opens by their finger, face or PIN.

    `signs` is what its counter said last: where it counts at all, less means a copy.
    """

    id: str
    staff: StaffId
    public_key: bytes = field(repr=False)
    signs: int
    made_at: datetime
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A browser in which somebody is signed in."""

    id: str
    device: Device
    began_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SecondSteps:
    """What somebody has set up beside the password."""

    authenticator: bool
    codes_left: int


def is_recent(proven_at: datetime, now: datetime) -> bool:
    return now - proven_at < PROOF_LIFE


def bare(code: str) -> str:
    """A code as it is compared: people write it with spaces, dashes and small letters."""
    return SEPARATORS.sub("", code).upper()
