"""The rota as this service wrote it down, and its shifts as the console shows them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from config.hours import DAYS
from config.shifts import Block as BlockTable
from config.shifts import Shifts as ShiftsTable
from server.contract.shift_requests import Need, Planned, ShiftCard, SignedUp
from server.domain.ids import StaffId
from server.domain.rota import Block, Rota, Shift
from server.domain.session import Role
from server.domain.sign_up import ROLES, SignUp


def rota_of(table: ShiftsTable) -> Rota:
    return Rota(ZoneInfo(table.time_zone), tuple(map(_block, table.blocks)))


def _block(table: BlockTable) -> Block:
    return Block(
        id=table.id,
        name=table.name,
        days=frozenset(DAYS.index(day) for day in table.days),
        starts=time.fromisoformat(table.starts),
        ends=time.fromisoformat(table.ends),
        needs={Role.PEER: table.peers, Role.MODERATOR: table.moderators},
    )


class Showing:
    """Shifts as one person sees them at one moment."""

    def __init__(self, me: StaffId, at: datetime, late: timedelta) -> None:
        self._me = me
        self._at = at
        self._late = late

    def cards(self, shifts: Iterable[Shift], sign_ups: Sequence[SignUp]) -> tuple[ShiftCard, ...]:
        """By time. A sign-up for what the rota no longer has is shown all the same."""
        places: dict[tuple[str, date], list[SignUp]] = {}
        for one in sign_ups:
            places.setdefault((one.block, one.day), []).append(one)
        planned = [self._card(s, places.pop((s.block.id, s.day), [])) for s in shifts]
        found = [*planned, *(self._left_over(people) for people in places.values())]
        return tuple(sorted(found, key=lambda card: (card.starts_at, card.block)))

    def _card(self, shift: Shift, people: Sequence[SignUp]) -> ShiftCard:
        return ShiftCard(
            block=shift.block.id,
            name=shift.block.name,
            day=shift.day,
            starts_at=shift.starts_at,
            ends_at=shift.ends_at,
            over=shift.ends_at <= self._at,
            needs=tuple(_needs(shift, people)),
            people=tuple(map(self._signed_up, people)),
        )

    def _left_over(self, people: Sequence[SignUp]) -> ShiftCard:
        one = people[0]
        return ShiftCard(
            block=one.block,
            name=one.block,
            day=one.day,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            over=one.ends_at <= self._at,
            needs=(),
            people=tuple(map(self._signed_up, people)),
        )

    def _signed_up(self, one: SignUp) -> SignedUp:
        return SignedUp(
            id=one.id,
            staff=one.staff,
            name=one.name,
            role=one.role,
            state=one.state,
            late=one.late(self._at, self._late),
            mine=one.staff == self._me,
            series=one.series is not None,
        )


def planned(rota: Rota, one: SignUp) -> Planned:
    names = {block.id: block.name for block in rota.blocks}
    return Planned(
        id=one.id,
        name=names.get(one.block, one.block),
        day=one.day,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        role=one.role,
        state=one.state,
    )


def _needs(shift: Shift, people: Sequence[SignUp]) -> Iterator[Need]:
    for role in ROLES:
        least = shift.block.needs.get(role, 0)
        here = sum(one.role is role for one in people)
        yield Need(role=role, least=least, missing=max(0, least - here))
