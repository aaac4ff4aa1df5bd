"""How long things are kept after their end, and then destroyed."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Annotated

from msgspec import Meta

from config.files import load_toml
from config.section import Said, Section, Table, names_missing
from config.service import Word
from config.shapes import Wrong

Hours = Annotated[int, Meta(ge=1, le=10 * 366 * 24)]
Days = Annotated[int, Meta(ge=30, le=10 * 366)]


class ByLevel(Table, frozen=True):
    """Hours after the close, by the highest level that the conversation reached."""

    level_0: Hours
    level_1: Hours
    level_2: Hours
    level_3: Hours
    level_4: Hours

    @property
    def all(self) -> tuple[int, ...]:
        return (self.level_0, self.level_1, self.level_2, self.level_3, self.level_4)


class HoldReason(Table, frozen=True):
    id: Word
    label: Said


class LegalHold(Section, frozen=True):
    """What may be kept beyond its time, by two people, and until when at most."""

    longest_days: Annotated[int, Meta(ge=1, le=10 * 366)]
    ask_days: Annotated[int, Meta(ge=1, le=14)]
    policy: Annotated[tuple[Said, ...], Meta(min_length=1)]
    reasons: Annotated[tuple[HoldReason, ...], Meta(min_length=1)]

    @property
    def longest(self) -> timedelta:
        return timedelta(days=self.longest_days)

    @property
    def asked(self) -> timedelta:
        return timedelta(days=self.ask_days)

    def knows(self, reason: str) -> bool:
        return any(one.id == reason for one in self.reasons)

    def label(self, reason: str) -> str:
        """The reason's own name where the table no longer has it."""
        return next((one.label for one in self.reasons if one.id == reason), reason)


class Retention(Section, frozen=True):
    conversations: ByLevel
    silent_hours: Hours
    report_days: Days
    legal_hold: LegalHold

    def kept(self, level: int) -> timedelta:
        """A conversation's time, from its close, by its highest level."""
        return timedelta(hours=self.conversations.all[level])

    @property
    def silence(self) -> timedelta:
        return timedelta(hours=self.silent_hours)

    @property
    def reports(self) -> timedelta:
        """What stays of a report about a peer: neither its words nor its visitor."""
        return timedelta(days=self.report_days)

    @property
    def patience(self) -> tuple[timedelta, timedelta]:
        """Of bare rows of reports, and of a legal hold that is only asked for."""
        return self.reports, self.legal_hold.asked

    @property
    def shortest(self) -> timedelta:
        return self.kept(0)

    @property
    def longest(self) -> timedelta:
        return self.kept(4)


def load_retention(config_dir: Path) -> Retention:
    return load_toml(config_dir / "retention.toml", Retention, _check)


def _check(retention: Retention) -> Iterator[Wrong]:
    yield from names_missing(retention)
    hours = retention.conversations.all
    for level in range(1, 5):
        if hours[level] < hours[level - 1]:
            says = f"level {level} must be kept as long as level {level - 1}, or longer."
            yield Wrong(("conversations", f"level_{level}"), says)
