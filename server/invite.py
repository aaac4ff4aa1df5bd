"""An invitation from the command line: how the first administrator comes in."""

import asyncio
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from config.settings import Settings
from server.domain.session import Role
from server.services.accounts.inviting import Inviting
from server.services.accounts.passwords import Argon2Passwords
from server.services.accounts.tokens import new_token
from server.stores.accounts.invitations import SqlInvitations
from server.stores.accounts.staff import SqlTeam
from server.stores.database import Database
from server.stores.migrate import migrate


def invite(settings: Settings, roles: Sequence[Role]) -> str:
    """The link, good for one person and 72 hours. Raises BadField. Runs an event loop."""
    url = settings.database_url.get_secret_value()
    migrate(url)
    return asyncio.run(_invite(url, settings.origins[0], tuple(roles)))


def first(settings: Settings) -> str | None:
    """The link for the first administrator; none where there is one already."""
    has_one = asyncio.run(_has_administrator(settings.database_url.get_secret_value()))
    return None if has_one else invite(settings, [Role.ADMINISTRATOR])


async def _has_administrator(url: str) -> bool:
    async with Database.open(url) as db:
        team = await SqlTeam(db).everybody()
    return any(Role.ADMINISTRATOR in one.roles and not one.disabled for one in team)


async def _invite(url: str, origin: str, roles: tuple[Role, ...]) -> str:
    async with Database.open(url) as db:
        inviting = Inviting(
            invitations=SqlInvitations(db),
            passwords=Argon2Passwords(),
            console=f"{origin}/console",
            now=lambda: datetime.now(UTC),
            new_id=lambda: secrets.token_hex(16),
            new_token=new_token,
        )
        link, _ = await inviting.invite(roles)
    return link
