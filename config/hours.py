"""When a helpline answers: the published words, and the times in them where they can be read."""

import datetime as dt
import re
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Annotated, Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Meta

from config.lines import Place
from config.section import Table
from config.shapes import Wrong

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: Final[tuple[Day, ...]] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TimeOfDay = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]

ZONES: Final = {
    ("BD", "BST"): "Asia/Dhaka",
    ("IN", "IST"): "Asia/Kolkata",
    ("JP", "JST"): "Asia/Tokyo",
}
"""The same three letters mean other zones elsewhere, so a pair that is not here is not read."""

WEEKLY: Final = re.compile(
    r"(?P<first>Daily|Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:[–-](?P<last>Mon|Tue|Wed|Thu|Fri|Sat|Sun))?"
    r" (?P<opens>\d\d:\d\d)[–-](?P<closes>\d\d:\d\d) (?P<zone>[A-Z]{3,4})"
)
MONTHLY: Final = re.compile(
    r"(?P<opens>\d\d:\d\d) (?P<zone>[A-Z]{3,4}) on (?P<first>\d+)(?:st|nd|rd|th)"
    r" to (?P<closes>\d\d:\d\d) (?P=zone) on (?P<last>\d+)(?:st|nd|rd|th) each month"
)


FAR: Final = 63  # days: a day of the month may be missing from one month, never from two


class Span(Table, frozen=True):
    """Opens on these days (of the week, or of the month). Closes the next day if not later."""

    opens: TimeOfDay
    closes: TimeOfDay
    days: tuple[Day, ...] = ()
    month_days: tuple[Annotated[int, Meta(ge=1, le=31)], ...] = ()

    def covers(self, local: datetime) -> bool:
        return next(self.begun(local), None) is not None

    def begun(self, local: datetime) -> Iterator[dt.date]:
        """The days on which it opened, of those for which it is open now."""
        opens, closes, now = _time(self.opens), _time(self.closes), local.time()
        yesterday = local - timedelta(days=1)
        if self._on(local) and opens <= now and (now < closes or closes <= opens):
            yield local.date()
        if closes <= opens and self._on(yesterday) and now < closes:
            yield yesterday.date()

    def begins(self, day: datetime) -> datetime | None:
        """When it opens on this day, which is in the zone of these hours."""
        opens = _time(self.opens)
        start = day.replace(hour=opens.hour, minute=opens.minute, second=0, microsecond=0, fold=0)
        return start if self._on(start) else None

    def _on(self, day: datetime) -> bool:
        return DAYS[day.weekday()] in self.days or day.day in self.month_days


class Hours(Table, frozen=True):
    """`always`, or spans in the time of one zone; closed on some days whatever the spans say.

    `on_holidays` is for the public holidays of its country; absent: nobody knows.
    """

    always: bool = False
    time_zone: str = "UTC"
    spans: tuple[Span, ...] = ()
    on_holidays: Literal["open", "closed"] | None = None
    closed_on: tuple[dt.date, ...] = ()

    def open_at(self, at: datetime, holidays: Collection[dt.date] = ()) -> bool | None:
        """`at` knows its time zone. None: it would be open, but it is a holiday."""
        local = at.astimezone(ZoneInfo(self.time_zone))
        if self.always:
            return local.date() not in self.closed_on
        begun = [day for span in self.spans for day in span.begun(local)]
        days = [day for day in begun if not self._shut(day, holidays)]
        doubtful = self.on_holidays is None and all(day in holidays for day in days)
        return None if days and doubtful else bool(days)

    def _shut(self, day: dt.date, holidays: Collection[dt.date]) -> bool:
        return day in self.closed_on or (self.on_holidays == "closed" and day in holidays)

    def next_opening(self, at: datetime) -> datetime | None:
        """The first moment after `at` at which a span begins, in UTC; None where none does."""
        today = at.astimezone(ZoneInfo(self.time_zone))
        days = (today + timedelta(days=n) for n in range(FAR))
        days = (day for day in days if day.date() not in self.closed_on)
        begun = (span.begins(day) for day in days for span in self.spans)
        ahead = (one.astimezone(UTC) for one in begun if one is not None)
        return min((one for one in ahead if one > at), default=None)


def read_hours(text: str, country: str) -> Hours | None:
    """Times from published words; None where any part of them cannot be read."""
    if text == "24/7":
        return Hours(always=True)
    read = [_read(part.strip(), country) for part in text.split(";")]
    zones = {zone for zone, _ in read}
    spans = tuple(span for _, span in read if span is not None)
    zone = zones.pop()
    return None if zones or zone is None else Hours(time_zone=zone, spans=spans)


def zone_wrong(zone: str, at: Place) -> Iterator[Wrong]:
    if not _known(zone):
        yield Wrong(at, f"there is no time zone '{zone}'; write it like 'Europe/London'.")


def hours_wrong(hours: Hours, at: Place) -> Iterator[Wrong]:
    yield from zone_wrong(hours.time_zone, (*at, "time_zone"))
    if hours.always == bool(hours.spans):
        yield Wrong(at, "write either always = true or the spans in which it is open.")
    for index, span in enumerate(hours.spans):
        if not span.days and not span.month_days:
            yield Wrong((*at, "spans", index), "say on which days, such as days = ['mon'].")


def _known(zone: str) -> bool:
    """Asked one by one: listing every zone there is reads hundreds of files."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # the last two: no key, or a folder
        return False
    return True


def _read(part: str, country: str) -> tuple[str | None, Span | None]:
    if weekly := WEEKLY.fullmatch(part):
        span = Span(weekly["opens"], weekly["closes"], days=_days(weekly["first"], weekly["last"]))
        return ZONES.get((country, weekly["zone"])), span
    monthly = MONTHLY.fullmatch(part)
    if monthly and int(monthly["last"]) == int(monthly["first"]) + 1:
        span = Span(monthly["opens"], monthly["closes"], month_days=(int(monthly["first"]),))
        return ZONES.get((country, monthly["zone"])), span
    return None, None


def _days(first: str, last: str | None) -> tuple[Day, ...]:
    if first == "Daily":
        return DAYS
    start = [day.title() for day in DAYS].index(first)
    end = [day.title() for day in DAYS].index(last or first)
    return tuple(DAYS[(start + step) % 7] for step in range((end - start) % 7 + 1))


def _time(text: str) -> time:
    return time.fromisoformat(text)
