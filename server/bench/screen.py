"""The screen: what a message takes of the processor, over our own conversations."""

import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from moderation.passage import Passage, Speaker
from moderation.screen import screen_from
from moderation.verdict import Verdict
from server.bench.effort import Effort
from server.bench.figures import Figure, ranked
from server.demo.scenes import Scene, read

GROUP: Final = "inline screen"


def measure(effort: Effort, config_dir: Path) -> list[Figure]:
    screen = screen_from(config_dir)
    passages = [passage for scene in read() for passage in _passages(scene)]
    _times(screen, passages)  # the first pass warms the caches up
    rounds = [
        _times(screen, list(islice(cycle(passages), effort.screened))) for _ in range(effort.rounds)
    ]
    return [
        Figure.of(GROUP, "a message, p50", "µs", [ranked(each, 0.5) * 1e6 for each in rounds]),
        Figure.of(GROUP, "a message, p99", "µs", [ranked(each, 0.99) * 1e6 for each in rounds]),
        Figure.of(GROUP, "throughput", "messages/s", [len(each) / sum(each) for each in rounds]),
    ]


def _passages(scene: Scene) -> list[Passage]:
    befores = ["", *(turn.text for turn in scene.turns)]
    return [
        Passage(turn.text, before, Speaker(turn.who))
        for turn, before in zip(scene.turns, befores, strict=False)
    ]


def _times(screen: Callable[[Passage], Verdict], passages: list[Passage]) -> list[float]:
    times = []
    for passage in passages:
        began = time.process_time()
        screen(passage)
        times.append(time.process_time() - began)
    return times
