"""A person's shifts as other programs read them: iCalendar, RFC 5545. Only when, never what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from server.domain.sign_up import SignUp

FOLD: Final = 75  # octets of a line at most (3.1)
BREAK: Final = "\r\n"
STAMP: Final = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Looks:
    """`title` stands on each event and each reminder: people's calendars are seen by others.

    `host` is this service's; `before`: so long before a shift its owner is reminded.
    """

    title: str
    host: str
    before: tuple[timedelta, ...] = ()


def calendar(sign_ups: Iterable[SignUp], looks: Looks, at: datetime) -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//warmline//shifts//EN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(looks.title)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    ]
    for one in sign_ups:
        lines += _event(one, looks, at)
    return "".join(_folded(line) + BREAK for line in (*lines, "END:VCALENDAR"))


def _event(one: SignUp, looks: Looks, at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{one.id}@{looks.host}"
    yield f"DTSTAMP:{_moment(at)}"
    yield f"DTSTART:{_moment(one.starts_at)}"
    yield f"DTEND:{_moment(one.ends_at)}"
    yield f"SUMMARY:{_text(looks.title)}"
    yield "CLASS:PRIVATE"
    for before in looks.before:
        yield from _alarm(before, looks.title)
    yield "END:VEVENT"


def _alarm(before: timedelta, title: str) -> Iterator[str]:
    """3.6.6. Some programs leave out the reminders of a calendar that one subscribes to."""
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"TRIGGER:-PT{before // timedelta(minutes=1)}M"
    yield f"DESCRIPTION:{_text(title)}"
    yield "END:VALARM"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime(STAMP)


def _text(words: str) -> str:
    """3.3.11: what has a meaning of its own is written with a backslash."""
    for one in ("\\", ";", ","):
        words = words.replace(one, f"\\{one}")
    return words.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> str:
    """No line is longer than 75 octets, and no character is cut in two."""
    parts, size = [""], 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > FOLD:
            parts.append(" ")
            size = 1
        parts[-1] += letter
        size += octets
    return BREAK.join(parts)
