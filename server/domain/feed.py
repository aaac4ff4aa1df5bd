"""A person's shifts as other programs read them: iCalendar, RFC 5545. Only when, never what."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

from server.domain.sign_up import SignUp

FOLD: Final = 75  # octets of a line at most (3.1)
BREAK: Final = "\r\n"
STAMP: Final = "%Y%m%dT%H%M%SZ"


def calendar(sign_ups: Iterable[SignUp], title: str, host: str, at: datetime) -> str:
    """`title` stands on each event: people's calendars are seen by others."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//warmline//shifts//EN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(title)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    ]
    for one in sign_ups:
        lines += _event(one, title, host, at)
    return "".join(_folded(line) + BREAK for line in (*lines, "END:VCALENDAR"))


def _event(one: SignUp, title: str, host: str, at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{one.id}@{host}"
    yield f"DTSTAMP:{_moment(at)}"
    yield f"DTSTART:{_moment(one.starts_at)}"
    yield f"DTEND:{_moment(one.ends_at)}"
    yield f"SUMMARY:{_text(title)}"
    yield "CLASS:PRIVATE"
    yield "END:VEVENT"


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
