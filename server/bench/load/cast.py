"""Staff who are signed in already: a thousand slow passwords would be measured instead."""

import secrets
from dataclasses import dataclass
from typing import Final

from config.settings import Settings
from server.domain.ids import StaffId
from server.domain.session import Role
from server.hiring import Hiring, hiring
from server.services.accounts.tokens import new_token
from server.stores.database import Database
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
        crew = hiring(db, settings, NoPasswords())
        return [await _one(crew, role) for _ in range(count)]


async def _one(crew: Hiring, role: Role) -> tuple[StaffId, str]:
    made, cookie = await crew.hire((role,), f"load {secrets.token_hex(5)}", new_token())
    return made.id, f"{PLAIN}={cookie}"
