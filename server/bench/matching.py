"""One round of the matchmaker's rule, with few and with very many who wait."""

import random
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Final

from moderation.verdict import Level
from server.bench.effort import Effort
from server.bench.figures import Figure
from server.domain.ids import PersonId, StaffId, VisitId
from server.domain.matching import Ready, Rule, Waiting, matching
from server.services.in_turns import TOGETHER

GROUP: Final = "matching"
CROWDS: Final = (10, 1_000, 10_000)  # who wait
PEERS: Final = 0.1  # free ones for each
AT: Final = datetime(2026, 3, 2, 19, tzinfo=UTC)
RULE: Final = Rule(timedelta(minutes=3))
LANGUAGES: Final = ("en", "es", "fr", "de", "pt", "ar")
TOPICS: Final = tuple(f"topic {number}" for number in range(13))
EXPERIENCES: Final = tuple(f"experience {number}" for number in range(8))


def measure(effort: Effort) -> list[Figure]:
    return [figure for count in CROWDS for figure in _figures(count, effort.rounds)]


def _figures(count: int, rounds: int) -> list[Figure]:
    """The whole round; and the longest part of it, before others get their turn."""
    parts = [_round(count, seed) for seed in range(rounds)]
    return [
        Figure.of(GROUP, f"{count:,} wait", "ms", [sum(one) for one in parts]),
        Figure.of(GROUP, f"{count:,} wait, longest stretch", "ms", [max(one) for one in parts]),
    ]


def _round(count: int, seed: int) -> list[float]:
    chance = random.Random(seed)  # noqa: S311 - a crowd, no secret
    waiting = [_waiting(number, chance) for number in range(count)]
    ready = _ready(max(1, round(count * PEERS)), chance)
    steps, parts, went_on = matching(waiting, ready, RULE, AT), [], True
    while went_on:
        began = time.process_time()
        went_on = sum(1 for _ in islice(steps, TOGETHER)) == TOGETHER
        parts.append((time.process_time() - began) * 1e3)
    return parts


def _waiting(number: int, chance: random.Random) -> Waiting:
    """One in 20 at risk; one in three with a wish."""
    return Waiting(
        visit=VisitId(PersonId(f"visit {number}")),
        since=_earlier(chance),
        language=chance.choice(LANGUAGES),
        topic=chance.choice(TOPICS),
        level=Level.L2 if chance.random() < 1 / 20 else Level.L0,
        wish=chance.choice(EXPERIENCES) if chance.random() < 1 / 3 else None,
    )


def _ready(count: int, chance: random.Random) -> Sequence[Ready]:
    return [
        Ready(
            peer=StaffId(PersonId(f"peer {number}")),
            since=_earlier(chance),
            languages=tuple(chance.sample(LANGUAGES, chance.choice((1, 2)))),
            topics=tuple(chance.sample(TOPICS, 3)),
            experiences=frozenset(chance.sample(EXPERIENCES, 2)),
        )
        for number in range(count)
    ]


def _earlier(chance: random.Random) -> datetime:
    return AT - timedelta(seconds=chance.randrange(3600))
