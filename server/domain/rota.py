"""The rota: blocks that come each week, and the shifts they make of a day, whatever clocks do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from server.domain.session import Role

WEEK: Final = 7  # days
STEP: Final = timedelta(minutes=15)  # no zone changes its clocks at another minute


@dataclass(frozen=True, slots=True)
class Block:
    """`days` counts from Monday, 0. It ends the next day where `ends` is not later."""

    id: str
    name: str
    days: frozenset[int]
    starts: time
    ends: time
    needs: Mapping[Role, int]


@dataclass(frozen=True, slots=True)
class Shift:
    """A block on one day of the rota's zone; its times are in UTC."""

    block: Block
    day: date
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class ClockChange:
    """`at` is the moment, in UTC; `by` is positive where the clocks go forward."""

    at: datetime
    by: timedelta


@dataclass(frozen=True, slots=True)
class Rota:
    zone: ZoneInfo
    blocks: tuple[Block, ...]

    def day_of(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def on(self, day: date) -> Iterator[Shift]:
        """What the clocks skip altogether does not take place."""
        for block in self.blocks:
            if day.weekday() in block.days:
                shift = self._shift(block, day)
                if shift.starts_at < shift.ends_at:
                    yield shift

    def week(self, monday: date) -> tuple[Shift, ...]:
        return tuple(shift for day in _days(monday) for shift in self.on(day))

    def find(self, block: str, day: date) -> Shift | None:
        return next((shift for shift in self.on(day) if shift.block.id == block), None)

    def clock_change(self, monday: date) -> ClockChange | None:
        """The first within this week."""
        end = self._moment(monday + timedelta(days=WEEK), time())
        at = self._moment(monday, time())
        while at < end:
            by = self._offset(at + STEP) - self._offset(at)
            if by:
                return ClockChange(at + STEP, by)
            at += STEP
        return None

    def _shift(self, block: Block, day: date) -> Shift:
        last = day if block.starts < block.ends else day + timedelta(days=1)
        return Shift(block, day, self._moment(day, block.starts), self._moment(last, block.ends))

    def _moment(self, day: date, at: time) -> datetime:
        """Of a time that comes twice, the first."""
        return datetime.combine(day, at, tzinfo=self.zone).astimezone(UTC)

    def _offset(self, at: datetime) -> timedelta:
        return at.astimezone(self.zone).utcoffset() or timedelta()


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _days(monday: date) -> Iterator[date]:
    return (monday + timedelta(days=n) for n in range(WEEK))
