"""How often one address or one name may try. Counted in Valkey, under names nobody can read."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from server.domain.address import is_ours, network_of
from server.domain.proof import Stranger
from server.domain.refusal import Code, Refusal
from server.stores.valkey.crowds import Crowds
from server.stores.valkey.local_limits import LocalLimits
from server.stores.valkey.private_names import PrivateNames

LUA: Final = Path(__file__).parent / "lua"
ALLOW: Final = (LUA / "allow.lua").read_text()
GIVE_BACK: Final = (LUA / "give_back.lua").read_text()
AWAY: Final = (RedisError, OSError)
TRY_AGAIN: Final = 10.0  # seconds, while Valkey is away

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Rate:
    attempts: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Rates:
    """A whole university or a Tor exit may be one address: visits are many, guesses are few."""

    visits: Rate = Rate(60, 600)
    applications: Rate = Rate(5, 24 * 3600)  # no crowd shares an address on one day for these
    codes: Rate = Rate(30, 900)  # of visitors, right or wrong, from one address
    sign_ins_here: Rate = Rate(6, 900)  # with one name, from one address or one known browser
    sign_ins_of_name: Rate = Rate(60, 3600)  # with one name, from anywhere
    sign_ins_of_address: Rate = Rate(30, 900)  # with any names
    proofs: Rate = Rate(6, 900)  # within one session


@dataclass(frozen=True, slots=True)
class _Counter:
    what: str
    of: str
    rate: Rate


class Limits:
    def __init__(
        self,
        valkey: Redis,
        now: Callable[[], datetime],
        rates: Rates = Rates(),
        most_waiting: int = 17,
    ) -> None:
        self._valkey = valkey
        self._names = PrivateNames(valkey, now)
        self._rates = rates
        self._crowds = Crowds(valkey, now, most_waiting)
        self._local = LocalLimits(lambda: now().timestamp())

    async def allow_visit(self, address: str) -> Refusal | None:
        """Counts this one. While Valkey is away no new visit begins (STYLE.md, errors)."""
        if is_ours(address):
            return None
        counter = _Counter("visit", network_of(address), self._rates.visits)
        try:
            return _refusal(await self._count(counter))
        except AWAY:
            log.warning("visit refused", store="valkey", state="down")
            return Refusal(Code.TOO_FAST, retry_after=TRY_AGAIN)

    async def admit_visit(self, address: str) -> None:
        """Counts this one. Raises the Refusal where it is one too many."""
        if refusal := await self.allow_visit(address):
            raise refusal

    async def admit_to_line(self, address: str, visit: str, waiting: Collection[str]) -> bool:
        """Counts it as a visit. False where too many of those who wait have come from there."""
        await self.admit_visit(address)
        return await self._crowds.has_room(address, visit, waiting)

    async def admit_code(self, address: str) -> None:
        """Counts this one. Raises the Refusal for one too many. Works without Valkey, by itself."""
        await self._admit("code", address, self._rates.codes)

    async def admit_application(self, address: str) -> None:
        """The same, of those who would like to work here: few of a day, or nobody else could."""
        await self._admit("application", address, self._rates.applications)

    async def _admit(self, what: str, address: str, rate: Rate) -> None:
        if is_ours(address):
            return
        counter = _Counter(what, network_of(address), rate)
        try:
            wait = await self._count(counter)
        except AWAY:
            wait = self._local.count(*_locally(counter))
        if refusal := _refusal(wait):
            raise refusal

    async def allow_sign_in(self, name: str | None, stranger: Stranger) -> Refusal | None:
        """Counts this one, before the password is looked at. `name` is None for a passkey."""
        return await self._allow(self._of_sign_in(name, stranger))

    async def sign_in_was_right(self, name: str | None, stranger: Stranger) -> None:
        """Only what was wrong counts: a shift of peers may sign in from one address."""
        await self._give_back(self._of_sign_in(name, stranger))

    async def allow_proof(self, session: str) -> Refusal | None:
        """Counted within the session alone: a locked console is opened whatever strangers try."""
        return await self._allow((self._of_proof(session),))

    async def proof_was_right(self, session: str) -> None:
        await self._give_back((self._of_proof(session),))

    async def _allow(self, counters: tuple[_Counter, ...]) -> Refusal | None:
        """Counts in this order, and no further than the first that refuses: what a stranger's
        address is refused does not count against the name. Works without Valkey, by itself.
        """
        try:
            for each in counters:
                if wait := await self._count(each):
                    return _refusal(wait)
        except AWAY:
            waits = (self._local.count(*_locally(each)) for each in counters)
            return _refusal(next(filter(None, waits), 0.0))
        return None

    async def _give_back(self, counters: tuple[_Counter, ...]) -> None:
        for each in counters:
            self._local.give_back(f"{each.what}:{each.of}")
        try:
            for each in counters:
                await self._run(GIVE_BACK, await self._names.counter(each.what, each.of))
        except AWAY:
            log.warning("not counted", store="valkey", state="down")

    def _of_sign_in(self, name: str | None, stranger: Stranger) -> tuple[_Counter, ...]:
        """A browser in which this person has signed in before is counted apart from strangers."""
        browser, rates = stranger.browser, self._rates
        called = "" if name is None else f"name {name}"
        if browser and (name is None or name in browser.names):
            tries = f"{browser.id} {called}"
            return (_Counter("sign_in_browser", tries, rates.sign_ins_here),)
        at = network_of(stranger.address)
        here = (
            _Counter("sign_in_address", at, rates.sign_ins_of_address),
            _Counter("sign_in", f"{at} {called}", rates.sign_ins_here),
        )
        if name is None:
            return here
        return (*here, _Counter("sign_in_name", name, rates.sign_ins_of_name))

    def _of_proof(self, session: str) -> _Counter:
        return _Counter("proof", session, self._rates.proofs)

    async def _count(self, counter: _Counter) -> float:
        """Seconds to wait; 0: allowed."""
        rate = counter.rate
        key = await self._names.counter(counter.what, counter.of)
        return await self._run(ALLOW, key, rate.attempts, rate.seconds * 1000) / 1000

    async def _run(self, script: str, key: str, *arguments: int) -> int:
        # The whole script each time: a restarted Valkey knows none of them.
        return int(await self._valkey.eval(script, 1, key, *arguments))


def _locally(counter: _Counter) -> tuple[str, int, int]:
    return f"{counter.what}:{counter.of}", counter.rate.attempts, counter.rate.seconds


def _refusal(wait: float) -> Refusal | None:
    return Refusal(Code.TOO_FAST, retry_after=round(wait, 1)) if wait > 0 else None
