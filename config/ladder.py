"""The risk ladder: what happens at each level, by when, and who says what."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Final, Literal

from msgspec import Meta

from config.assessment import Assessment, assessment_wrong
from config.files import load_toml
from config.likeness import PLACEHOLDER
from config.lines import Place
from config.section import Said, Section, Table, names_missing
from config.shapes import Wrong

Clock = Annotated[int, Meta(ge=0, le=3600)]
Lull = Annotated[int, Meta(ge=20, le=3600)]
Channel = Literal["webhook", "mail", "push"]


EMERGENCY: Final = "{emergency}"  # the page has the number: that of the country that was chosen
SOONEST: Final = 30  # seconds in which whoever is asked first can look at all
CLOCKS: Final = (
    "claim_seconds",
    "next_moderator_seconds",
    "everyone_seconds",
    "pager_seconds",
    "nobody_seconds",
    "answer_seconds",
    "unanswered_seconds",
    "quiet_seconds",
)


class Script(Table, frozen=True):
    """What a peer can say, one key away: ask, validate, refer."""

    ask: tuple[Said, ...]
    validate: tuple[Said, ...]
    refer: tuple[Said, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        return self.ask + self.validate + self.refer


class Times(Section, frozen=True):
    """When others are called. In seconds from the moment at which the flag was raised, or at which
    its owner was called anew.
    """

    next_moderator_seconds: Clock
    everyone_seconds: Clock
    pager_seconds: Clock
    nobody_seconds: Clock
    repeat_seconds: Annotated[int, Meta(ge=30, le=3600)]

    def alarm_after(self, lapses: int) -> timedelta:
        """When the clock runs out next, from the raising, as long as the pager is not called.

        First the next moderator is asked, then everyone on duty, then the pager.
        """
        times = (self.next_moderator_seconds, self.everyone_seconds, self.pager_seconds)
        return timedelta(seconds=times[lapses])

    @property
    def alone(self) -> timedelta:
        """When the pager is called where no moderator is on duty, from the raising."""
        return timedelta(seconds=self.nobody_seconds)

    @property
    def repeat(self) -> timedelta:
        return timedelta(seconds=self.repeat_seconds)


class Rung(Times, frozen=True):
    """One level. The three before `pager` are in seconds from the first words that nobody has
    answered, where no clock ends a silence.
    """

    level: Annotated[int, Meta(ge=0, le=4)]
    name: Said
    trigger: Said
    claim_seconds: Clock
    again_seconds: Clock
    answer_seconds: Lull
    unanswered_seconds: Lull
    quiet_seconds: Lull
    pager: Annotated[tuple[Channel, ...], Meta(min_length=1)]
    help_card: bool
    new_offers: bool
    peer_hint: str
    script: Script
    checklist: tuple[Said, ...]


class Ladder(Table, frozen=True):
    rungs: tuple[Rung, ...]
    call: Times
    assessment: Assessment

    def at(self, level: int) -> Rung:
        return self.rungs[level]

    def clocks(self) -> Mapping[int, timedelta]:
        """How long a flag of each level may stay unclaimed before the next one is alerted."""
        return {rung.level: rung.alarm_after(0) for rung in self.rungs}

    def times(self, level: int, *, asked: bool) -> tuple[Times, ...]:
        """The soonest of these holds; `asked`: a peer calls by their own hand."""
        return (self.at(level), self.call) if asked else (self.at(level),)

    def again(self) -> Mapping[int, timedelta]:
        """For how long its owner's answer holds against danger as grave; 0 is for ever."""
        some = (rung for rung in self.rungs if rung.again_seconds)
        return {rung.level: timedelta(seconds=rung.again_seconds) for rung in some}


def load_ladder(config_dir: Path) -> Ladder:
    return load_toml(config_dir / "ladder.toml", Ladder, _check)


def _check(ladder: Ladder) -> Iterator[Wrong]:
    yield from names_missing(ladder)
    yield from assessment_wrong(ladder.assessment, ("assessment",))
    levels = [rung.level for rung in ladder.rungs]
    if levels != list(range(5)):
        says = f"the levels 0, 1, 2, 3, 4 must be there once each, in order; here are {levels}."
        yield Wrong(("rungs",), says)
        return
    for index, rung in enumerate(ladder.rungs):
        yield from _clocks(("rungs", index), rung)
        if rung.next_moderator_seconds < rung.claim_seconds:
            says = "the next moderator is asked after claim_seconds; make it larger."
            yield Wrong(("rungs", index, "next_moderator_seconds"), says)
        yield from _places(index, rung)
    yield from _clocks(("call",), ladder.call)
    for index in range(1, 5):
        yield from _steeper(index, ladder.rungs[index - 1], ladder.rungs[index])


def _clocks(at: Place, times: Times) -> Iterator[Wrong]:
    if times.next_moderator_seconds < SOONEST:
        says = f"the next moderator is asked after {SOONEST} s at the earliest."
        yield Wrong((*at, "next_moderator_seconds"), says)
    if times.everyone_seconds <= times.next_moderator_seconds:
        says = "everyone is called after the next moderator; make it larger."
        yield Wrong((*at, "everyone_seconds"), says)
    if times.pager_seconds <= times.everyone_seconds:
        says = "the pager comes after everyone on duty; make it larger."
        yield Wrong((*at, "pager_seconds"), says)
    if times.nobody_seconds > times.pager_seconds:
        says = "with nobody on duty the pager comes no later than otherwise; make it smaller."
        yield Wrong((*at, "nobody_seconds"), says)


def _places(index: int, rung: Rung) -> Iterator[Wrong]:
    for said in (*rung.script.lines, *rung.checklist):
        for one in set(PLACEHOLDER.findall(said)) - {EMERGENCY}:
            yield Wrong(("rungs", index), f"{one} stands for nothing here; there is {EMERGENCY}.")


def _steeper(index: int, below: Rung, rung: Rung) -> Iterator[Wrong]:
    for clock in CLOCKS:
        if getattr(rung, clock) > getattr(below, clock):
            says = f"a higher level must not be slower: level {below.level} is quicker here."
            yield Wrong(("rungs", index, clock), says)
    if below.again_seconds and not 0 < rung.again_seconds <= below.again_seconds:
        says = "a lower level calls its owner anew as soon or sooner, so this one must as well."
        yield Wrong(("rungs", index, "again_seconds"), says)
    if not set(below.pager) <= set(rung.pager):
        says = "a lower level reaches people in more ways, so this one must as well."
        yield Wrong(("rungs", index, "pager"), says)
    if below.help_card and not rung.help_card:
        says = "a lower level shows the help card, so this one must as well."
        yield Wrong(("rungs", index, "help_card"), says)
    if rung.new_offers and not below.new_offers:
        says = "a lower level stops new offers, so this one must as well."
        yield Wrong(("rungs", index, "new_offers"), says)
