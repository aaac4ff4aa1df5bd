"""Rooms for a replay, planned over HTTP by its moderator as the console does it."""

from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from server.contract.room_requests import PlanRoom, Rooms, ShowRooms
from server.contract.values import Request
from server.domain.room import RoomState
from server.replay.house import CannotReplay, House

MINUTES = 60
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Planning:
    """`topic` is one of the service's. Raises CannotReplay where no room is planned."""

    house: House
    url: str
    topic: str
    cookie: str = field(repr=False)

    async def room(self, hosts: tuple[str, str], capacity: int) -> str:
        """For now. `hosts` are names of staff; they look after no other room. Its id."""
        known = {one.name: one.id for one in (await self._show()).facilitators}
        facilitator, co_facilitator = (known[name] for name in hosts)
        plan = PlanRoom(
            topic=self.topic,
            language="en",
            capacity=capacity,
            minutes=MINUTES,
            facilitator=facilitator,
            co_facilitator=co_facilitator,
        )
        await self._ask(plan, type(None))
        rooms = (await self._show()).rooms
        ours = (r for r in rooms if r.facilitator == hosts[0] and r.state is not RoomState.CLOSED)
        return next(ours).id

    async def _show(self) -> Rooms:
        return await self._ask(ShowRooms(), Rooms)

    async def _ask(self, asked: Request, answer: type[Answer]) -> Answer:
        headers = {"Origin": self.house.origin, "Cookie": self.cookie}
        body = msgspec.to_builtins(asked)
        url = f"{self.url}{asked.path}"
        async with self.house.http.post(url, json=body, headers=headers) as said:
            if not said.ok:
                raise CannotReplay(f"{asked.path} is refused (HTTP {said.status}).")
            return msgspec.json.decode(await said.read() or b"null", type=answer)
