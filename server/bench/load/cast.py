"""Staff who are signed in already: a thousand slow passwords would be measured instead."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from config.settings import Settings
from server.domain.ids import StaffId
from server.domain.session import Role
from server.services.inviting import Inviting
from server.services.tokens import new_token
from server.stores.database import Database
from server.stores.invitations import SqlInvitations
from server.transport.session_cookie import PLAIN

UNUSABLE: Final = "no password fits this"


@dataclass(frozen=True, slots=True)
class NoPasswords:
    """Nobody will sign in with one."""

    async def hash(self, password: str) -> str:
        return UNUSABLE

    async def fits(self, password: str, hashed: str | None) -> bool:
        return False


async def hired(settings: Settings, role: Role, count: int) -> list[tuple[StaffId, str]]:
    """So many with this role, each with the `Cookie` header of their session."""
    async with Database.open(settings.database_url.get_secret_value()) as db:
        inviting = Inviting(
            invitations=SqlInvitations(db),
            passwords=NoPasswords(),
            console="",
            now=lambda: datetime.now(UTC),
            new_id=lambda: secrets.token_hex(16),
            new_token=new_token,
        )
        return [await _one(inviting, role) for _ in range(count)]


async def _one(inviting: Inviting, role: Role) -> tuple[StaffId, str]:
    made, cookie = await inviting.enrol((role,), f"load {secrets.token_hex(5)}", new_token())
    return made.id, f"{PLAIN}={cookie}"
