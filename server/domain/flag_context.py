"""Why a flag was raised, and what was said before it."""

from dataclasses import dataclass, field

from server.domain.session import Role


@dataclass(frozen=True, slots=True)
class Cause:
    """Which part of the screen found what, by which of its rules; `share` as in a Finding."""

    concern: str
    check: str
    rule: str = ""
    share: float | None = None


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """One of the messages before the flagged one, shortened."""

    role: Role
    text: str = field(repr=False)
