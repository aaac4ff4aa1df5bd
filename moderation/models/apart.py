"""A model in a process of its own: it may hang, swell or die, and the rest goes on."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from moderation.models.child import Answer, Child
from moderation.models.port import Model, Scores, State, Unscored
from moderation.passage import Passage

BATCH: Final = 16
"""Larger batches are slower on a processor (measured)."""
LONGEST: Final = 4_000
"""Characters. Twice what a message may have."""
PAUSES: Final = (0.0, 5.0, 30.0, 120.0)
"""Seconds before it is started for the first, second, third time, and so on, without success."""


@dataclass(slots=True)
class Apart:
    """Behind the model port. `load` runs in the other process and must be importable there.

    `patience` is in seconds for one batch, `loading` for the start. It starts when made; until it
    is there nothing waits for it.
    """

    name: str
    load: Callable[[], Model]
    patience: float = 5.0
    loading: float = 120.0
    clock: Callable[[], float] = time.monotonic
    _state: State = State.STARTING
    _why: str = "It is being loaded."
    _child: Child | None = None
    _begun: float = 0.0
    _failures: int = 0
    _again_at: float = 0.0
    _closed: bool = False
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self._begin()

    @property
    def state(self) -> State:
        """Looks after the other process on the way, unless somebody is asking it just now."""
        if self._lock.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._lock.release()
        return self._state

    @property
    def why(self) -> str:
        return self._why

    def score(self, passages: Sequence[Passage]) -> Sequence[Scores]:
        """One for each passage, in their order. Raises Unscored, and nothing else."""
        by_length = sorted(range(len(passages)), key=lambda at: len(passages[at].text))
        scores: dict[int, Scores] = {}
        with self._lock:
            for start in range(0, len(by_length), BATCH):
                batch = by_length[start : start + BATCH]
                texts = [passages[at].text[:LONGEST] for at in batch]
                scores |= dict(zip(batch, self._asked(texts), strict=True))
        return [scores[at] for at in range(len(passages))]

    def close(self) -> None:
        """Ends the other process, also in the middle of an answer."""
        self._closed = True
        if self._child is not None:
            self._child.kill()

    def _asked(self, texts: Sequence[str]) -> Sequence[Scores]:
        self._look()
        if self._child is None or self._state is State.STARTING:
            raise Unscored(self._state, self._why)
        answer = self._child.ask(texts, self.patience)
        if answer is None:
            raise self._lost()
        self._state, self._why = answer.state, answer.why
        if answer.state is not State.READY or len(answer.scores) != len(texts):
            raise Unscored(answer.state, answer.why)
        self._failures = 0
        return answer.scores

    def _lost(self) -> Unscored:
        """It hangs or is gone. It is ended, and started anew after a while."""
        if self._child is not None and self._child.hangs:
            self._end(State.SLOW, f"It took longer than {self.patience:g} s and was started anew.")
        else:
            self._end(State.FAILED, "Its process ended and was started anew.")
        return Unscored(self._state, self._why)

    def _look(self) -> None:
        """Where it stands: still loading, loaded, gone, or to be started again."""
        if self._closed:
            self._state, self._why = State.ABSENT, "This process is stopping."
        elif self._child is None:
            if self.clock() >= self._again_at and self._state is not State.ABSENT:
                self._begin()
        elif self._state is State.STARTING:
            self._hear_of_loading(self._child)
        elif not self._child.alive:
            self._end(State.FAILED, "Its process ended and was started anew.")

    def _hear_of_loading(self, child: Child) -> None:
        answer = child.heard(0.0)
        if isinstance(answer, Answer):
            self._state, self._why = answer.state, answer.why
            if answer.state is not State.READY:
                self._end(answer.state, answer.why)
        elif not child.alive:
            self._end(State.FAILED, "Its process ended while it was loading.")
        elif self.clock() - self._begun > self.loading:
            self._end(State.FAILED, f"It could not be loaded within {self.loading:g} s.")

    def _begin(self) -> None:
        """Its earlier failure stays to be seen until it is there."""
        self._begun = self.clock()
        self._child = Child.start(self.load)
        self._state, self._why = State.STARTING, "It is being loaded."

    def _end(self, state: State, why: str) -> None:
        if self._child is not None:
            self._child.kill()
        self._child = None
        self._failures += 1
        self._again_at = self.clock() + PAUSES[min(self._failures, len(PAUSES) - 1)]
        self._state, self._why = state, why
