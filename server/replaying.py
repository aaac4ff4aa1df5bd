"""A replay against this installation, by staff it makes for itself and shuts out again."""

import asyncio
import secrets
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from config.settings import Settings
from server.domain.ids import PersonId, StaffId
from server.domain.session import Role
from server.foundation import now
from server.hiring import Hiring, hiring
from server.replay.house import CannotReplay
from server.replay.report import Report
from server.replay.run import Options, replay
from server.services.accounts.inviting import COMMAND_LINE
from server.services.accounts.tokens import new_token
from server.stores.database import Database


@dataclass(frozen=True, slots=True)
class Crew:
    hiring: Hiring
    made: list[StaffId] = field(default_factory=list)

    async def make(self, roles: tuple[Role, ...], count: int) -> Sequence[tuple[str, str]]:
        """So many names and passwords of accounts with these roles."""
        return [await self._one(roles) for _ in range(count)]

    async def _one(self, roles: tuple[Role, ...]) -> tuple[str, str]:
        name, password = f"replay {secrets.token_hex(4)}", new_token()
        member, _ = await self.hiring.hire(roles, name, password)
        self.made.append(member.id)
        return name, password


@asynccontextmanager
async def crew(settings: Settings) -> AsyncIterator[Crew]:
    async with Database.open(settings.database_url.get_secret_value()) as db:
        people = Crew(hiring(db, settings))
        try:
            yield people
        finally:
            for one in people.made:
                await people.hiring.rights.disable(one, StaffId(PersonId(COMMAND_LINE)), now())


def play(settings: Settings, options: Callable[..., Options]) -> int:
    """0 where nothing was lost, doubled, reordered or misdelivered. Prints the table."""
    status = 1
    try:
        status = 0 if asyncio.run(_play(settings, options)).faultless else 1
    except* CannotReplay as reasons:
        sys.stderr.write("".join(f"{reason}\n" for reason in _causes(reasons)))
    return status


async def _play(settings: Settings, options: Callable[..., Options]) -> Report:
    async with crew(settings) as people:
        return await replay(options(make_staff=people.make))


def _causes(group: BaseExceptionGroup[CannotReplay]) -> Sequence[str]:
    """Each once: many people may have waited for the same thing."""
    flat = [each for each in group.exceptions if not isinstance(each, BaseExceptionGroup)]
    deeper = [each for each in group.exceptions if isinstance(each, BaseExceptionGroup)]
    said = [str(each) for each in flat] + [words for each in deeper for words in _causes(each)]
    return tuple(dict.fromkeys(said))
