"""Signing in and out, and who a session belongs to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from server.contract.account_requests import SignIn
from server.domain.ids import StaffId
from server.domain.proof import Credentials, Stranger
from server.domain.refusal import Code, Refusal
from server.domain.staff import NewSession, StaffMember, folded
from server.services.accounts.ports import Revoked, Sessions, Spread, Throttle
from server.services.accounts.proving import Proving
from server.services.accounts.tokens import hash_of


@dataclass(frozen=True, slots=True)
class Accounts:
    """`required`: who has no second step has no role until they have set one up."""

    sessions: Sessions
    proving: Proving
    throttle: Throttle
    revoked: Revoked
    spread: Spread
    now: Callable[[], datetime]
    new_token: Callable[[], str]
    required: bool = False

    async def sign_in(self, stranger: Stranger, asked: SignIn) -> tuple[StaffMember, str]:
        """Who it is, and the token for their cookie. One answer to an unknown name, a wrong
        password and somebody disabled, and it takes as long.
        """
        called = folded(asked.name)
        if refusal := await self.throttle.allow_sign_in(called, stranger):
            raise refusal
        known = await self._known(called, asked)
        if known.second_step and not await self.proving.code_fits(known.id, asked.code):
            raise Refusal(Code.PROVE)
        entered = await self.begin(known.id, stranger)
        await self.throttle.sign_in_was_right(called, stranger)
        return entered

    async def begin(self, staff: StaffId, stranger: Stranger) -> tuple[StaffMember, str]:
        """A session for somebody who has shown that it is them."""
        token = self.new_token()
        session = NewSession(hash_of(token), self.now(), stranger.device)
        who = await self.sessions.begin(staff, session)
        if who is None:
            raise Refusal(Code.SIGN_IN)
        return self._held(who), token

    async def sign_out(self, token: str) -> None:
        """Also from every open page: what may come back does so by itself. Harmless twice."""
        ended = await self.sessions.end(hash_of(token), self.now())
        if ended is not None:
            staff, wake = ended
            self.spread(wake)
            self.revoked(staff)

    async def session_of(self, token: str) -> StaffMember | None:
        """None where the session is unknown, over or revoked, or its owner disabled."""
        who = await self.sessions.of(hash_of(token), self.now())
        return self._held(who) if who else None

    async def _known(self, called: str, asked: SignIn) -> Credentials:
        known = await self.sessions.credentials(called)
        fits = await self.proving.password_fits(known, asked.password)
        if known is None or not fits:
            raise Refusal(Code.SIGN_IN)
        return known

    def _held(self, who: StaffMember) -> StaffMember:
        return who.held_to_a_second_step() if self.required else who
