"""Somebody lost password and second step: one asks, another confirms, a link works once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from server.contract import way_back_requests as back
from server.domain.ids import PersonId, StaffId
from server.domain.proof import Stranger
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.domain.staff import StaffMember, check_password
from server.domain.wake import Wake
from server.domain.way_back import LINK_LIFE, WayBack
from server.services.accounts.ports import Passwords, Revoked, Spread
from server.services.accounts.tokens import hash_of
from server.services.ports import Now

FRAGMENT: Final = "#back="
CONFIRM: Final = (Role.MODERATOR, Role.ADMINISTRATOR)


class WaysBackStore(Protocol):
    async def ask(self, whose: StaffId, by: StaffId, reason: str, at: datetime) -> None: ...
    async def live(self, at: datetime) -> Sequence[WayBack]: ...
    async def confirm(self, id: str, by: StaffMember, token_hash: str, at: datetime) -> None: ...
    async def stop(self, id: str, by: StaffId, at: datetime, *, own: bool) -> None: ...
    async def look(self, token_hash: str, at: datetime) -> WayBack | None: ...
    async def use(
        self, token_hash: str, password_hash: str, at: datetime
    ) -> tuple[StaffId, Wake]: ...


@dataclass(frozen=True, slots=True)
class FindingBack:
    """`console` is the console's address; the token goes into its fragment, never to a server."""

    store: WaysBackStore
    passwords: Passwords
    revoked: Revoked
    spread: Spread
    console: str
    now: Now
    new_token: Callable[[], str]

    async def ask(self, who: StaffMember, asked: back.AskWayBack) -> None:
        whose = StaffId(PersonId(asked.staff))
        await self.store.ask(whose, who.id, asked.reason.strip(), self.now())

    async def show(self, who: StaffMember, _: back.ShowWaysBack) -> back.WaysBack:
        shown = await self.store.live(self.now())
        return back.WaysBack(
            ways=tuple(_card(one, who) for one in shown if one.staff == who.id or _sees(who, one))
        )

    async def confirm(self, who: StaffMember, asked: back.ConfirmWayBack) -> back.WayBackLink:
        at, token = self.now(), self.new_token()
        await self.store.confirm(asked.id, who, hash_of(token), at)
        link = f"{self.console}{FRAGMENT}{token}"
        return back.WayBackLink(link=link, expires_at=at + LINK_LIFE)

    async def stop(self, who: StaffMember, asked: back.StopWayBack) -> None:
        await self.store.stop(asked.id, who.id, self.now(), own=not _may(who))

    async def look(self, _: Stranger, asked: back.LookAtWayBack) -> back.WayBackLookedAt:
        found = await self._found(asked.token)
        return back.WayBackLookedAt(name=found.name, expires_at=found.until)

    async def use(self, _: Stranger, asked: back.UseWayBack) -> None:
        """Raises BadField, Refusal NOT_FOUND."""
        found = await self._found(asked.token)  # no stranger makes us hash
        hashed = await self.passwords.hash(check_password(asked.password, found.name))
        staff, wake = await self.store.use(hash_of(asked.token), hashed, self.now())
        self.spread(wake)
        self.revoked(staff)

    async def _found(self, token: str) -> WayBack:
        found = await self.store.look(hash_of(token), self.now())
        if found is None:
            raise Refusal(Code.NOT_FOUND)
        return found


def _may(who: StaffMember) -> bool:
    return any(map(who.has, CONFIRM))


def _sees(who: StaffMember, one: WayBack) -> bool:
    """Who confirms gets the link: by an administrator's a moderator would become one."""
    return who.has(Role.ADMINISTRATOR) if one.to_all else _may(who)


def _card(one: WayBack, who: StaffMember) -> back.WayBackCard:
    return back.WayBackCard(
        id=one.id,
        name=one.name,
        asked_by=one.asked_by_name,
        reason=one.reason if _sees(who, one) else "",
        state=one.state,
        asked_at=one.asked_at,
        until=one.until,
        mine=one.asked_by == who.id,
        own=one.staff == who.id,
    )
