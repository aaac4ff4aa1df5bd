"""What the services for staff accounts need from the world."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from server.domain.ids import StaffId
from server.domain.proof import (
    Authenticator,
    Credentials,
    OpenSession,
    Passkey,
    SecondSteps,
    Stranger,
)
from server.domain.refusal import Refusal
from server.domain.session import Role
from server.domain.staff import Colleague, Invitation, Newcomer, NewSession, StaffMember
from server.domain.training import Attempt, Held
from server.domain.wake import Wake

Spread = Callable[[Wake], None]  # tell people what changed, after the commit
Revoked = Callable[[StaffId], None]  # close every socket of this person, on every process


class Passwords(Protocol):
    """Slow on purpose, and off the event loop."""

    async def hash(self, password: str) -> str: ...

    async def fits(self, password: str, hashed: str | None) -> bool:
        """`None` takes as long as any other and never fits."""
        ...


class Throttle(Protocol):
    """`name` is None for a passkey, which comes without one."""

    async def allow_sign_in(self, name: str | None, stranger: Stranger) -> Refusal | None: ...

    async def sign_in_was_right(self, name: str | None, stranger: Stranger) -> None: ...

    async def allow_proof(self, session: str) -> Refusal | None: ...

    async def proof_was_right(self, session: str) -> None: ...


class Sessions(Protocol):
    """Tokens come as hashes."""

    async def credentials(self, name: str) -> Credentials | None:
        """Who may sign in under this name, and what has to fit."""
        ...

    async def begin(self, staff: StaffId, session: NewSession) -> StaffMember | None:
        """None if the person was disabled meanwhile."""
        ...

    async def end(self, token_hash: str, at: datetime) -> tuple[StaffId, Wake] | None: ...

    async def end_one(self, id: StaffId, session: str, at: datetime) -> Wake:
        """By its shown id. Raises Refusal NOT_FOUND."""
        ...

    async def of(self, token_hash: str, at: datetime) -> StaffMember | None: ...

    async def of_staff(self, id: StaffId, at: datetime) -> Sequence[OpenSession]: ...

    async def prove(self, token_hash: str, at: datetime) -> bool:
        """True where that unlocked it."""
        ...

    async def lock(self, token_hash: str, at: datetime) -> None: ...

    async def change_password(
        self, id: StaffId, password_hash: str, kept: str, at: datetime
    ) -> None:
        """Ends every session of theirs but the one that is `kept`."""
        ...


class SecondStepsStore(Protocol):
    """Recovery codes come as hashes."""

    async def of(self, id: StaffId) -> SecondSteps: ...

    async def authenticator(self, id: StaffId) -> Authenticator | None: ...

    async def start(self, id: StaffId, secret: bytes, at: datetime) -> None:
        """Raises Refusal NOT_NOW where one is confirmed already."""
        ...

    async def confirm(self, id: StaffId, step: int, codes: Sequence[str], at: datetime) -> None:
        """Raises Refusal NOT_NOW where none waits for it."""
        ...

    async def take_step(self, id: StaffId, step: int) -> bool:
        """False where this step's code, or a later one, was taken before."""
        ...

    async def take_code(self, id: StaffId, code: str, at: datetime) -> bool:
        """False where it is unknown or was taken before."""
        ...

    async def renew_codes(self, id: StaffId, codes: Sequence[str], at: datetime) -> None: ...

    async def drop_authenticator(self, id: StaffId, at: datetime) -> None: ...


class Passkeys(Protocol):
    """Challenges come as hashes. `id` None: of somebody who is not signed in."""

    async def challenge(self, hash: str, id: StaffId | None, at: datetime) -> None: ...

    async def answered(self, hash: str, id: StaffId | None, at: datetime) -> bool:
        """False where it was not given to them, too late, or answered before."""
        ...

    async def of(self, id: StaffId) -> Sequence[Passkey]: ...

    async def known(self, passkey: str) -> Passkey | None: ...

    async def add(self, passkey: Passkey) -> None:
        """Raises Refusal TAKEN."""
        ...

    async def used(self, passkey: str, signs: int, at: datetime) -> None: ...

    async def drop(self, id: StaffId, passkey: str, at: datetime) -> None:
        """Raises Refusal NOT_FOUND."""
        ...


class Invitations(Protocol):
    async def invite(
        self, token_hash: str, invitation: Invitation, by: StaffId | None, at: datetime
    ) -> None: ...

    async def look(self, token_hash: str, at: datetime) -> Invitation | None:
        """None where it is unknown, used or expired."""
        ...

    async def accept(self, token_hash: str, newcomer: Newcomer, session: NewSession) -> StaffMember:
        """Raises Refusal NOT_FOUND for the invitation, TAKEN for the name."""
        ...


class Trainings(Protocol):
    async def attempts(self, id: StaffId) -> Sequence[Attempt]:
        """In the order in which they were made."""
        ...

    async def keep(self, id: StaffId, attempt: Attempt, gained: Sequence[Held]) -> None: ...

    async def held(self, id: StaffId) -> Sequence[Held]:
        """Those that are over or withdrawn too."""
        ...

    async def all_held(self) -> Sequence[Held]: ...


class Teams(Protocol):
    async def everybody(self) -> Sequence[Colleague]: ...

    async def invitations(self, at: datetime) -> Sequence[Invitation]:
        """Those that can still be accepted."""
        ...


class Rights(Protocol):
    """`by` is who asks. Raises Refusal NOT_FOUND, and NOT_NOW for the last administrator."""

    async def grant(
        self, id: StaffId, roles: tuple[Role, ...], by: StaffId, at: datetime
    ) -> Wake: ...

    async def disable(self, id: StaffId, by: StaffId, at: datetime) -> Wake: ...

    async def enable(self, id: StaffId, by: StaffId, at: datetime) -> None: ...
