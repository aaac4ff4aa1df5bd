"""Models that misbehave, importable in the process that a test starts for them."""

import os
import time
from pathlib import Path

from moderation.models.port import State, Unscored


class Steady:
    """Scores the length of each text, in thousands. It writes down what it was asked, by batch."""

    name = "deep"
    state = State.READY
    why = ""

    def __init__(self, told: Path | None = None) -> None:
        self._told = told

    def score(self, passages):
        if self._told is not None:
            with self._told.open("a") as file:
                file.write(" ".join(str(len(p.text)) for p in passages) + "\n")
        return [self._one(passage.text) for passage in passages]

    def _one(self, text):
        return {"length": len(text) / 1000, "pid": os.getpid()}


class Moody(Steady):
    """Does what the text asks for."""

    def _one(self, text):
        if text == "hang":
            time.sleep(60)
        if text == "die":
            os._exit(3)
        if text == "nan":
            raise Unscored(State.FAILED, "Its scores are not numbers.")
        if text.startswith("secret"):
            raise RuntimeError(text)
        return super()._one(text)


class Unusable(Steady):
    def __init__(self, state, why) -> None:
        super().__init__()
        self.state, self.why = state, why


def breaks():
    raise RuntimeError("a secret")


def lingers():
    time.sleep(60)
