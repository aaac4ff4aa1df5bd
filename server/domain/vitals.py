"""How the whole service does, whichever process is asked: counts, and no word of anybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from moderation.verdict import Level
from server.domain.flag import FlagState


@dataclass(frozen=True, slots=True)
class Vitals:
    """`flags` are those that are not resolved. `paged` counts tries by way and whether they were
    taken, of the last day; `owed` what is still to be tried, by way.

    `opinions` wait, by whose; `oldest` is for how long the first of them does. `worker` is for how
    long no worker was seen, None where none ever was; `models` maps each model to its state.
    `failing` is for how long each round of a worker's task has failed.
    """

    flags: Mapping[tuple[Level, FlagState], int]
    paged: Mapping[tuple[str, bool], int]
    owed: Mapping[str, int]
    opinions: Mapping[str, int]
    oldest: timedelta
    worker: timedelta | None
    models: Mapping[str, str]
    failing: Mapping[str, timedelta]
