"""What a visitor's report about a person raises: moderators look, whatever its words are."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from moderation.verdict import Level, Verdict
from server.domain.escalation import Clocks, Raising, decide

AT_LEAST: Final = Level.L2  # to be claimed as soon as thoughts of suicide
UNSAFE_IN_ROOM: Final = "The visitor does not feel safe with somebody in their group."
UNSAFE: Final = "The visitor does not feel safe with this peer."


def reporting(remark: str, verdict: Verdict, *, clocks: Clocks, at: datetime) -> Raising:
    """`verdict` is the screen's about the remark: danger told there makes it more urgent."""
    found = decide(Level.L0, verdict, remark, clocks=clocks, at=at).raising
    level = max(AT_LEAST, verdict.level)
    return Raising(
        level=level,
        concerns=("unsafe_with_peer", *(found.concerns if found else ())),
        reasons=(UNSAFE, *(found.reasons if found else ())),
        words=remark,
        due_at=at + clocks[level],
        complete=verdict.complete,
        causes=found.causes if found else (),
    )


def in_room(raising: Raising, name: str) -> Raising:
    """The same about somebody in a group. Who is meant is sealed with the words."""
    _, *concerns = raising.concerns
    _, *reasons = raising.reasons
    return replace(
        raising,
        concerns=("unsafe_in_room", *concerns),
        reasons=(UNSAFE_IN_ROOM, *reasons),
        words=f"About {name}. {raising.words}".strip(),
    )
