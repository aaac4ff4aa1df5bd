"""The referral: how long each step may take, and when no yes of the visitor is waited for."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Annotated

from msgspec import Meta

from config.files import load_toml
from config.hours import Hours, hours_wrong
from config.section import Said, Section, Table, names_missing
from config.service import Code, Word
from config.shapes import Wrong

Minutes = Annotated[int, Meta(ge=1, le=24 * 60)]


class Sooner(Table, frozen=True):
    from_level: Annotated[int, Meta(ge=1, le=4)]
    minutes: Minutes


class Step(Table, frozen=True):
    """One step: its time, less of it in danger, and what its owner reads when it is over."""

    minutes: Minutes
    says: Said
    sooner: tuple[Sooner, ...] = ()

    @property
    def patience(self) -> timedelta:
        return timedelta(minutes=self.minutes)

    def at(self, level: int) -> timedelta:
        reached = (one.minutes for one in self.sooner if one.from_level <= level)
        return timedelta(minutes=min((self.minutes, *reached)))


class Failed(Table, frozen=True):
    says: Said


class Reason(Table, frozen=True):
    id: Word
    label: Said


class Second(Table, frozen=True):
    """The second person: what cannot wait for them, and the clock of what they see afterwards."""

    at_once_from_level: Annotated[int, Meta(ge=3, le=4)]
    seconds: Annotated[int, Meta(ge=30, le=600)]
    afterwards_level: Annotated[int, Meta(ge=1, le=4)]
    policy: Annotated[tuple[Said, ...], Meta(min_length=1)]

    @property
    def patience(self) -> timedelta:
        return timedelta(seconds=self.seconds)


class WithoutConsent(Section, frozen=True):
    """Never below L3: that is what the visitor is promised before they begin."""

    from_level: Annotated[int, Meta(ge=3, le=4)]
    tell_visitor: bool
    second: Second
    reasons: Annotated[tuple[Reason, ...], Meta(min_length=1)]

    def knows(self, reason: str) -> bool:
        return any(one.id == reason for one in self.reasons)

    def label(self, reason: str) -> str:
        """The reason's own name where the table no longer has it."""
        return next((one.label for one in self.reasons if one.id == reason), reason)


class Later(Table, frozen=True):
    """What is asked by a code: how long that works, and what danger in the answer raises."""

    days: Annotated[int, Meta(ge=1, le=90)]
    unsafe_level: Annotated[int, Meta(ge=2, le=4)]
    unsure_level: Annotated[int, Meta(ge=1, le=4)]
    says: Said

    @property
    def life(self) -> timedelta:
        return timedelta(days=self.days)


class Responder(Section, frozen=True):
    """Somebody outside who is told by webhook. `hours` and `open` as in the directory."""

    name: Said
    languages: Annotated[tuple[Code, ...], Meta(min_length=1)]
    ask_seconds: Annotated[int, Meta(ge=5, le=600)]
    hours: str = ""
    open: Hours | None = None
    conditions: tuple[Said, ...] = ()

    @property
    def every(self) -> timedelta:
        return timedelta(seconds=self.ask_seconds)


class Referral(Section, frozen=True):
    emergency_name: Said
    offered: Step
    accepted: Step
    decided: Step
    sent: Step
    handed_over: Step
    failed: Failed
    without_consent: WithoutConsent
    later: Later
    responder: Responder | None = None

    @property
    def steps(self) -> dict[str, Step]:
        """Those that have a time, by the names of the states that wait."""
        return {
            "offered": self.offered,
            "accepted": self.accepted,
            "decided": self.decided,
            "sent": self.sent,
            "handed_over": self.handed_over,
        }


def load_referral(config_dir: Path) -> Referral:
    return load_toml(config_dir / "referral.toml", Referral, _check)


def _check(referral: Referral) -> Iterator[Wrong]:
    yield from names_missing(referral)
    if referral.responder and referral.responder.open:
        yield from hours_wrong(referral.responder.open, ("responder", "open"))
    seen: set[str] = set()
    for index, reason in enumerate(referral.without_consent.reasons):
        if reason.id in seen:
            says = f"'{reason.id}' is there twice; an id is used once."
            yield Wrong(("without_consent", "reasons", index, "id"), says)
        seen.add(reason.id)
