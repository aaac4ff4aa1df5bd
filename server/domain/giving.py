"""A moderator gives somebody who waits to a peer of their choice, if no rule is against it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from moderation.verdict import Level
from server.domain.duty import Duty


class Unfit(StrEnum):
    """Why not. What two people keep private about each other or about themselves is one reason."""

    NOT_HERE = "not_here"
    ON_HOLD = "on_hold"
    RESTS = "rests"
    NOT_FREE = "not_free"
    LANGUAGE = "language"
    TRAINING = "training"
    APART = "apart"


WHY: Final[Mapping[Unfit, str]] = {
    Unfit.NOT_HERE: "They are not on shift, or their connection is away.",
    Unfit.ON_HOLD: "They are on hold: nobody new is brought to them.",
    Unfit.RESTS: "They rest after a hard conversation.",
    Unfit.NOT_FREE: "They have no free place now.",
    Unfit.LANGUAGE: "They do not answer in this language.",
    Unfit.TRAINING: "They are not trained for this level.",
    Unfit.APART: "These two are not brought together. The reason is private.",
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A peer as they are now. `up_to`: None where they hold no certificate; `here`: line up."""

    duty: Duty
    here: bool
    held: bool
    rests: bool
    undivided: bool
    up_to: Level | None


def unfit(chosen: Chosen | None, language: str, level: Level, *, apart: bool) -> Unfit | None:
    """The first that is against it. What is private comes last: else it would tell of the rest."""
    if chosen is None or not chosen.here:
        return Unfit.NOT_HERE
    duty = chosen.duty
    against = (
        (Unfit.ON_HOLD, chosen.held),
        (Unfit.RESTS, chosen.rests),
        (Unfit.NOT_FREE, not duty.is_free or chosen.undivided),
        (Unfit.LANGUAGE, language not in duty.languages),
        (Unfit.TRAINING, chosen.up_to is None or level > chosen.up_to),
        (Unfit.APART, apart),
    )
    return next((reason for reason, holds in against if holds), None)
