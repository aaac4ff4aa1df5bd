"""The risk ladder: what happens at each level, by when, and who says what."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Final, Literal

from msgspec import Meta

from config.assessment import Assessment, assessment_wrong
from config.files import load_toml
from config.likeness import PLACEHOLDER
from config.section import Said, Section, Table, names_missing
from config.shapes import Wrong

Clock = Annotated[int, Meta(ge=0, le=3600)]
Lull = Annotated[int, Meta(ge=20, le=3600)]
Channel = Literal["webhook", "mail", "push"]


EMERGENCY: Final = "{emergency}"  # the page has the number: that of the country that was chosen
CLOCKS: Final = (
    "claim_seconds",
    "next_moderator_seconds",
    "everyone_seconds",
    "pager_seconds",
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


class Rung(Section, frozen=True):
    """One level. The flag's clocks are in seconds from the moment at which it was raised, the
    other three from the first words that nobody has answered, where no clock ends a silence.
    """

    level: Annotated[int, Meta(ge=0, le=4)]
    name: Said
    trigger: Said
    claim_seconds: Clock
    next_moderator_seconds: Clock
    everyone_seconds: Clock
    pager_seconds: Clock
    repeat_seconds: Annotated[int, Meta(ge=30, le=3600)]
    answer_seconds: Lull
    unanswered_seconds: Lull
    quiet_seconds: Lull
    pager: Annotated[tuple[Channel, ...], Meta(min_length=1)]
    help_card: bool
    new_offers: bool
    peer_hint: str
    script: Script
    checklist: tuple[Said, ...]

    def alarm_after(self, lapses: int) -> timedelta:
        """When the clock runs out next, from the raising.

        First the next moderator is asked, then everyone on duty, then the pager, again and again.
        """
        first = (self.next_moderator_seconds, self.everyone_seconds)
        if lapses < len(first):
            return timedelta(seconds=first[lapses])
        repeats = lapses - len(first)
        return timedelta(seconds=self.pager_seconds + repeats * self.repeat_seconds)


class Ladder(Table, frozen=True):
    rungs: tuple[Rung, ...]
    assessment: Assessment

    def at(self, level: int) -> Rung:
        return self.rungs[level]

    def clocks(self) -> Mapping[int, timedelta]:
        """How long a flag of each level may stay unclaimed before the next one is alerted."""
        return {rung.level: rung.alarm_after(0) for rung in self.rungs}


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
        yield from _clocks(index, rung)
        yield from _places(index, rung)
    for index in range(1, 5):
        yield from _steeper(index, ladder.rungs[index - 1], ladder.rungs[index])


def _clocks(index: int, rung: Rung) -> Iterator[Wrong]:
    if rung.next_moderator_seconds < max(rung.claim_seconds, 30):
        says = "the next moderator is asked after claim_seconds, and after 30 s at the earliest."
        yield Wrong(("rungs", index, "next_moderator_seconds"), says)
    if rung.everyone_seconds <= rung.next_moderator_seconds:
        says = "everyone is called after the next moderator; make it larger."
        yield Wrong(("rungs", index, "everyone_seconds"), says)
    if rung.pager_seconds <= rung.everyone_seconds:
        says = "the pager comes after everyone on duty; make it larger."
        yield Wrong(("rungs", index, "pager_seconds"), says)


def _places(index: int, rung: Rung) -> Iterator[Wrong]:
    for said in (*rung.script.lines, *rung.checklist):
        for one in set(PLACEHOLDER.findall(said)) - {EMERGENCY}:
            yield Wrong(("rungs", index), f"{one} stands for nothing here; there is {EMERGENCY}.")


def _steeper(index: int, below: Rung, rung: Rung) -> Iterator[Wrong]:
    for clock in CLOCKS:
        if getattr(rung, clock) > getattr(below, clock):
            says = f"a higher level must not be slower: level {below.level} is quicker here."
            yield Wrong(("rungs", index, clock), says)
    if not set(below.pager) <= set(rung.pager):
        says = "a lower level reaches people in more ways, so this one must as well."
        yield Wrong(("rungs", index, "pager"), says)
    if below.help_card and not rung.help_card:
        says = "a lower level shows the help card, so this one must as well."
        yield Wrong(("rungs", index, "help_card"), says)
    if rung.new_offers and not below.new_offers:
        says = "a lower level stops new offers, so this one must as well."
        yield Wrong(("rungs", index, "new_offers"), says)
