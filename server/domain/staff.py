"""Those who answer and watch: peers, moderators, administrators, and how they come in."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Final, Self

from server.domain.ids import StaffId
from server.domain.proof import Device
from server.domain.session import Role

STAFF_ROLES: Final = (
    Role.PEER,
    Role.FACILITATOR,
    Role.MENTOR,
    Role.COACH,
    Role.MODERATOR,
    Role.ADMINISTRATOR,
)
# What is given beside another role, and beside which.
GRANTS: Final[Mapping[Role, tuple[Role, ...]]] = {
    Role.FACILITATOR: (Role.PEER,),
    Role.MENTOR: (Role.PEER,),
    Role.COACH: (Role.PEER, Role.MODERATOR),
}
SHORTEST_NAME: Final = 2
LONGEST_NAME: Final = 40
SHORTEST_PASSWORD: Final = 12  # length helps, forced symbols don't: NIST SP 800-63B-4, 3.1.1.2
LONGEST_PASSWORD: Final = 256
SESSION_LIFE: Final = timedelta(hours=12)
INVITATION_LIFE: Final = timedelta(hours=72)
NEVER: Final = datetime.min.replace(tzinfo=UTC)


class BadField(Exception):
    """One field is wrong, for a reason that its writer may be told."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(field)
        self.field = field
        self.why = why


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody signed in. `session` is the hash of the token that they came with.

    `must_secure`: they have no role until they have set up a second step. `locked`: so is their
    console, and this session with it.
    """

    id: StaffId
    name: str = field(repr=False)
    roles: tuple[Role, ...]
    session: str = field(default="", repr=False, compare=False)
    proven_at: datetime = field(default=NEVER, compare=False)
    second_step: bool = field(default=False, compare=False)
    must_secure: bool = field(default=False, compare=False)
    locked: bool = field(default=False, compare=False)

    def has(self, role: Role) -> bool:
        return role in self.roles

    def held_to_a_second_step(self) -> Self:
        if self.second_step:
            return self
        return replace(self, roles=(), must_secure=True)


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds for a session now."""

    roles: tuple[Role, ...]
    locked: bool


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of staff as the administrator's list shows them."""

    id: StaffId
    name: str = field(repr=False)
    roles: tuple[Role, ...]
    disabled: bool
    created_at: datetime
    second_step: bool


@dataclass(frozen=True, slots=True)
class Invitation:
    """`created_by` is a name, or "command line"."""

    roles: tuple[Role, ...]
    created_by: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who accepts an invitation; roles come from the invitation alone."""

    id: StaffId
    name: str = field(repr=False)
    password_hash: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NewSession:
    """A browser's session. Only the hash of its token is ever kept."""

    token_hash: str = field(repr=False)
    at: datetime
    device: Device = Device.OTHER

    @property
    def expires_at(self) -> datetime:
        return self.at + SESSION_LIFE


def tidy(name: str) -> str:
    """The name as others see it: one way of writing each letter, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).split())


def folded(name: str) -> str:
    """Two names that read the same are the same."""
    return unicodedata.normalize("NFKC", tidy(name).casefold())


def check_name(name: str) -> str:
    """The tidy name; raises BadField."""
    chosen = tidy(name)
    if not SHORTEST_NAME <= len(chosen) <= LONGEST_NAME or not chosen.isprintable():
        raise BadField("name", f"Expected {SHORTEST_NAME} to {LONGEST_NAME} characters")
    return chosen


def check_password(password: str, name: str) -> str:
    """The password in one way of writing; raises BadField."""
    chosen = unicodedata.normalize("NFKC", password)
    if not SHORTEST_PASSWORD <= len(chosen) <= LONGEST_PASSWORD:
        raise BadField("password", f"Expected {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters")
    if folded(chosen) == folded(name):
        raise BadField("password", "Expected something other than the name")
    return chosen


def check_roles(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """Each once, in one order; raises BadField."""
    chosen = tuple(role for role in STAFF_ROLES if role in roles)
    if not chosen or len(chosen) != len(set(roles)):
        raise BadField("roles", f"Expected one or more of {', '.join(STAFF_ROLES)}")
    for grant, beside in GRANTS.items():
        if grant in chosen and not set(beside) & set(chosen):
            raise BadField("roles", f"Expected {' or '.join(beside)} with {grant}")
    return chosen
