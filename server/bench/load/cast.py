"""Staff who are signed in already: a thousand slow passwords would be measured instead."""

import secrets
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Hand:
    """One of the staff, with the `Cookie` header of their session."""

    id: StaffId
    name: str
    cookie: str = field(repr=False)


async def hired(settings: Settings, count: int, *roles: Role) -> list[Hand]:
    """So many, each with these roles."""
    async with Database.open(settings.database_url.get_secret_value()) as db:
        crew = hiring(db, settings, NoPasswords())
        return [await _one(crew, roles) for _ in range(count)]


async def _one(crew: Hiring, roles: tuple[Role, ...]) -> Hand:
    made, cookie = await crew.hire(roles, f"load {secrets.token_hex(5)}", new_token())
    return Hand(made.id, made.name, f"{PLAIN}={cookie}")
