"""Signing in and out, and who a session belongs to."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from server.domain.refusal import Code, Refusal
from server.domain.staff import NewSession, StaffMember, folded
from server.services.account_ports import Passwords, Revoked, Sessions, Throttle
from server.services.tokens import hash_of


@dataclass(frozen=True, slots=True)
class Accounts:
    sessions: Sessions
    passwords: Passwords
    throttle: Throttle
    revoked: Revoked
    now: Callable[[], datetime]
    new_token: Callable[[], str]

    async def sign_in(self, name: str, password: str, address: str) -> tuple[StaffMember, str]:
        """Who it is, and the token for their cookie. One answer to an unknown name, a wrong
        password and somebody disabled, and it takes as long.
        """
        called = folded(name)
        if refusal := await self.throttle.allow_sign_in(called, address):
            raise refusal
        known = await self.sessions.credentials(called)
        hashed = known[1] if known else None
        fits = await self.passwords.fits(unicodedata.normalize("NFKC", password), hashed)
        if known is None or not fits:
            raise Refusal(Code.SIGN_IN)
        token = self.new_token()
        who = await self.sessions.begin(known[0], NewSession(hash_of(token), self.now()))
        if who is None:
            raise Refusal(Code.SIGN_IN)
        await self.throttle.sign_in_was_right(called, address)
        return who, token

    async def sign_out(self, token: str) -> None:
        """Also from every open page: what may come back does so by itself. Harmless twice."""
        staff = await self.sessions.end(hash_of(token), self.now())
        if staff is not None:
            self.revoked(staff)

    async def session_of(self, token: str) -> StaffMember | None:
        """None where the session is unknown, over or revoked, or its owner disabled."""
        return await self.sessions.of(hash_of(token), self.now())
