"""The accounts of a demonstration: the same ones each time, in a file that one person may read."""

import os
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Final

import msgspec

from config.settings import Settings
from server.domain.ids import PersonId, StaffId
from server.domain.refusal import Refusal
from server.domain.session import Role
from server.domain.staff import STAFF_ROLES, Colleague
from server.hiring import Hiring, hiring
from server.services.accounts.inviting import COMMAND_LINE
from server.stores.database import Database

FILE: Final = "demo-accounts.json"  # server/bootstrap/demo_account.py reads it too
BY: Final = StaffId(PersonId(COMMAND_LINE))
YOU: Final = "you"
SUPERVISOR: Final = "supervisor"
PEERS: Final = ("peer 1", "peer 2")
HOST: Final = "host"
PARTS: Final = {
    YOU: ("Demo", STAFF_ROLES),
    SUPERVISOR: ("Morgan", (Role.MODERATOR,)),
    PEERS[0]: ("Robin", (Role.PEER,)),
    PEERS[1]: ("Sam", (Role.PEER,)),
    HOST: ("Alex", (Role.PEER,)),
}


class Account(msgspec.Struct, frozen=True):
    name: str
    password: str

    def __repr__(self) -> str:
        """Without the password."""
        return "Account()"


Accounts = dict[str, Account]  # by part


@asynccontextmanager
async def hired(settings: Settings) -> AsyncIterator[Accounts]:
    """For as long as the block lasts; afterwards nobody can sign in with them.

    But the last administrator of a service stays: it has no other way in.
    """
    file = settings.data_dir / FILE
    async with Database.open(settings.database_url.get_secret_value()) as db:
        office = _Office(hiring(db, settings))
        accounts = {part: await office.hire(part, _known(file).get(part)) for part in PARTS}
        _keep(file, accounts)
        try:
            yield accounts
        finally:
            await office.dismiss(accounts)


@dataclass(frozen=True, slots=True)
class _Office:
    hiring: Hiring

    async def hire(self, part: str, known: Account | None) -> Account:
        everybody = {one.name: one for one in await self.hiring.team.everybody()}
        if known is not None and known.name in everybody:
            await self.hiring.rights.enable(everybody[known.name].id, BY, _now())
            return known
        return await self._new(part, everybody)

    async def _new(self, part: str, everybody: dict[str, Colleague]) -> Account:
        wanted, roles = PARTS[part]
        taken = {name.casefold() for name in everybody}
        names = (wanted if number == 1 else f"{wanted} {number}" for number in count(1))
        name = next(name for name in names if name.casefold() not in taken)
        account = Account(name, secrets.token_urlsafe(12))
        await self.hiring.hire(roles, account.name, account.password)
        return account

    async def dismiss(self, accounts: Accounts) -> None:
        ours = {account.name for account in accounts.values()}
        for one in await self.hiring.team.everybody():
            if one.name in ours:
                with suppress(Refusal):
                    await self.hiring.rights.disable(one.id, BY, _now())


def _known(file: Path) -> Accounts:
    return msgspec.json.decode(file.read_bytes(), type=Accounts) if file.exists() else {}


def _keep(file: Path, accounts: Accounts) -> None:
    new = file.with_suffix(".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(msgspec.json.encode(accounts))
    new.replace(file)


def _now() -> datetime:
    return datetime.now(UTC)
