"""Whether somebody is who they say: a password, a code from an authenticator, a recovery code."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from server.contract.security_requests import Prove
from server.domain.ids import StaffId
from server.domain.proof import Credentials, bare
from server.domain.refusal import Code, Refusal
from server.domain.staff import StaffMember, folded
from server.domain.totp import CODE, fitting_step
from server.services.accounts.locking import Locking
from server.services.accounts.ports import Passwords, SecondStepsStore, Sessions, Throttle
from server.services.accounts.tokens import hash_of


@dataclass(frozen=True, slots=True)
class Proving:
    sessions: Sessions
    locking: Locking
    second_steps: SecondStepsStore
    passwords: Passwords
    throttle: Throttle
    now: Callable[[], datetime]

    async def password_fits(self, known: Credentials | None, password: str) -> bool:
        """Takes as long for somebody who is not there."""
        said = unicodedata.normalize("NFKC", password)
        return await self.passwords.fits(said, known.password_hash if known else None)

    async def code_fits(self, id: StaffId, code: str) -> bool:
        """Each code counts once."""
        said = bare(code)
        if not CODE.fullmatch(said):
            return await self.second_steps.take_code(id, hash_of(said), self.now())
        known = await self.second_steps.authenticator(id)
        if known is None or not known.confirmed:
            return False
        step = fitting_step(known.secret, said, self.now(), known.last_step)
        return step is not None and await self.second_steps.take_step(id, step)

    async def prove(self, who: StaffMember, asked: Prove) -> None:
        """What is dangerous may be done for a while, and what was locked is open.

        Raises Refusal PROVE, TOO_FAST.
        """
        if refusal := await self.throttle.allow_proof(who.session):
            raise refusal
        if not await self._is_proven(who, asked):
            raise Refusal(Code.PROVE)
        await self.locking.proven(who)
        await self.throttle.proof_was_right(who.session)

    async def _is_proven(self, who: StaffMember, asked: Prove) -> bool:
        if who.second_step:
            return await self.code_fits(who.id, asked.code)
        known = await self.sessions.credentials(folded(who.name))
        return await self.password_fits(known, asked.password)
