"""The services for staff accounts, on a real database, with a clock that a test may turn."""

import secrets
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from argon2 import PasswordHasher

from config.places import ROOT
from config.shifts import load_shifts
from server.domain.session import Role
from server.services.accounts import Accounts
from server.services.administering import Administering
from server.services.inviting import Inviting
from server.services.on_call import OnCall
from server.services.passwords import Argon2Passwords
from server.services.rostering import Rostering
from server.services.rota import rota_of
from server.services.subscribing import Subscribing
from server.services.tokens import new_token
from server.stores.calendars import SqlCalendars
from server.stores.database import Database
from server.stores.invitations import SqlInvitations
from server.stores.push import SqlPush
from server.stores.shifts import SqlShifts
from server.stores.staff import SqlTeam
from server.stores.staff_sessions import SqlSessions
from server.stores.swaps import SqlSwaps

PASSWORD = "a long enough one"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
HERE = "192.0.2.1"
SHIFTS = load_shifts(ROOT / "config")


class Clock:
    def __init__(self):
        self.at = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self):
        return self.at


class Throttle:
    """Lets everybody through until it is told to refuse."""

    def __init__(self):
        self.refusal = None
        self.asked = []
        self.right = []

    async def allow_sign_in(self, name, address):
        self.asked.append((name, address))
        return self.refusal

    async def sign_in_was_right(self, name, address):
        self.right.append((name, address))


class House:
    def __init__(self, db):
        self.db = db
        self.clock = Clock()
        self.throttle = Throttle()
        self.passwords = Argon2Passwords(QUICK)
        self.revoked = []
        self.accounts = Accounts(
            SqlSessions(db),
            self.passwords,
            self.throttle,
            self.revoked.append,
            self.clock,
            new_token,
        )
        self.inviting = Inviting(
            SqlInvitations(db),
            self.passwords,
            "https://chat.example.org/console",
            self.clock,
            lambda: secrets.token_hex(8),
            new_token,
        )
        self.administering = Administering(SqlTeam(db), self.revoked.append, self.clock)
        self.rostering = Rostering(
            rota_of(SHIFTS),
            SHIFTS,
            SqlShifts(db),
            SqlSwaps(db),
            SqlCalendars(db),
            SqlTeam(db).everybody,
            self.clock,
            lambda: secrets.token_hex(8),
        )
        self.subscribing = Subscribing(
            SqlCalendars(db),
            SqlShifts(db),
            "Shift",
            "https://chat.example.org",
            self.clock,
            new_token,
        )
        self.on_call = OnCall(SqlPush(db), "B" * 87, ("push.example.org",), self.clock)

    async def invited(self, *roles):
        """The token of a fresh invitation."""
        link, _ = await self.inviting.invite(roles)
        return link.partition("#invitation=")[2]

    async def joined(self, name, *roles):
        """A new member of the team, and the token of their session."""
        token = await self.invited(*(roles or (Role.PEER,)))
        return await self.inviting.accept(token, name, PASSWORD)


@asynccontextmanager
async def a_house(database_url):
    async with Database.open(database_url) as db:
        yield House(db)
