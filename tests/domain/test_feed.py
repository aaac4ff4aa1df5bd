"""A calendar that any program reads, and from which nobody learns more than a time."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from server.domain.feed import Looks, calendar
from server.domain.session import Role
from server.domain.sign_up import SignUp

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
SHIFT = SignUp(
    "one", "evening", date(2026, 3, 2), AT, AT + timedelta(hours=4), Role.PEER, "pat", "Pat"
)


def written(title="Shift"):
    before = (timedelta(days=1), timedelta(minutes=30))
    return calendar([SHIFT], Looks(title, "chat.example.org", before), AT)


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


def test_it_says_when_in_utc():
    lines = unfolded(written())
    assert "DTSTART:20260301T120000Z" in lines
    assert "DTEND:20260301T160000Z" in lines
    assert "UID:one@chat.example.org" in lines
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]


def test_it_names_nobody_and_not_what_the_work_is():
    text = written().lower()
    for word in ("pat", "peer", "evening"):
        assert word not in text
    assert "CLASS:PRIVATE" in written()


def test_its_owner_is_reminded_the_day_before_and_when_it_is_time_in_neutral_words():
    lines = unfolded(written("Shift, as ever"))
    reminders = [lines[n : n + 5] for n, line in enumerate(lines) if line == "BEGIN:VALARM"]
    assert reminders == [
        [
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"TRIGGER:-PT{minutes}M",
            r"DESCRIPTION:Shift\, as ever",
            "END:VALARM",
        ]
        for minutes in (1440, 30)
    ]


def test_signs_that_mean_something_are_written_as_words():
    lines = unfolded(written("a, b; c\\d\ne"))
    assert r"SUMMARY:a\, b\; c\\d\ne" in lines


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_no_line_is_longer_than_75_octets_and_nothing_is_lost(title):
    text = written(title)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    escaped = title.replace("\\", r"\\").replace(";", r"\;").replace(",", r"\,")
    assert f"SUMMARY:{escaped}" in unfolded(text)
