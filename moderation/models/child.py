"""The other process of a model, and the pipe to it: texts there, scores back."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Final

import msgspec

from moderation.models.port import Model, State, Unscored
from moderation.passage import Passage

NICE: Final = 10
"""Whoever talks comes before whoever reads along."""
LAST: Final = 1.0  # seconds for a killed process to be gone
ENDING: Final = 0.2  # seconds between the end of a pipe and that of its process

GONE: Final = (EOFError, OSError)


class Answer(msgspec.Struct, frozen=True):
    """How the model is, and what it scored."""

    state: State
    why: str = ""
    scores: tuple[Mapping[str, float], ...] = ()


_ANSWER: Final = msgspec.msgpack.Decoder(Answer)
_TEXTS: Final = msgspec.msgpack.Decoder(list[str])


@dataclass(frozen=True, slots=True)
class Child:
    process: BaseProcess
    pipe: Connection

    @classmethod
    def start(cls, load: Callable[[], Model]) -> "Child":
        """A fresh interpreter: nothing of this process is copied, neither words nor keys."""
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, load), daemon=True)
        process.start()
        theirs.close()  # so that the end of the process ends the pipe
        return cls(process, ours)

    @property
    def alive(self) -> bool:
        return self.process.is_alive()

    @property
    def hangs(self) -> bool:
        """Not if it is only about to be gone."""
        self.process.join(ENDING)
        return self.alive

    def ask(self, texts: Sequence[str], patience: float) -> Answer | None:
        try:
            self.pipe.send_bytes(msgspec.msgpack.encode(texts))
        except GONE:
            return None
        return self.heard(patience)

    def heard(self, patience: float) -> Answer | None:
        """None where nothing came within so many seconds."""
        try:
            if not self.pipe.poll(patience):
                return None
            return _ANSWER.decode(self.pipe.recv_bytes())
        except (*GONE, msgspec.MsgspecError):
            return None

    def kill(self) -> None:
        self.process.kill()
        self.process.join(LAST)
        with suppress(OSError):
            self.pipe.close()


def _serve(pipe: Connection, load: Callable[[], Model]) -> None:
    """In the other process, until the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, who ends this one
    os.nice(NICE)
    with suppress(*GONE):
        try:
            _answer(pipe, load())
        except GONE:
            raise
        except Exception as error:
            # A traceback of somebody else's code could quote what people wrote: only its name.
            _say(pipe, Answer(State.FAILED, f"It raised {type(error).__name__}."))


def _answer(pipe: Connection, model: Model) -> None:
    _say(pipe, Answer(model.state, model.why))
    while model.state is not State.ABSENT:
        _say(pipe, _scored(model, _TEXTS.decode(pipe.recv_bytes())))


def _scored(model: Model, texts: Sequence[str]) -> Answer:
    try:
        scores = model.score([Passage(text) for text in texts])
    except Unscored as unscored:
        return Answer(unscored.state, unscored.why)
    return Answer(State.READY, scores=tuple(scores))


def _say(pipe: Connection, answer: Answer) -> None:
    pipe.send_bytes(msgspec.msgpack.encode(answer))
