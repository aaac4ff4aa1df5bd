"""Tells the person who waits what is being done, and how long it took."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO


class Progress:
    def __init__(self, out: TextIO = sys.stdout) -> None:
        self._out = out
        self._live = out.isatty()
        self._name = ""
        self._since = 0.0
        self._begun = time.monotonic()

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self._name, self._since = name, time.monotonic()
        self._write(f"  {name} …")
        try:
            yield
        except BaseException:
            self._write(" failed\n")
            raise
        self._write(f"{self._again()} {self._seconds():.1f} s\n")

    def tick(self) -> None:
        """While something long is running; only where the line can be written again."""
        if self._live:
            self._write(f"{self._again()} {self._seconds():.0f} s")

    def say(self, words: str) -> None:
        self._write(f"{words}\n")

    def since_the_beginning(self) -> str:
        return f"{time.monotonic() - self._begun:.1f} s"

    def _again(self) -> str:
        return f"\r  {self._name} …" if self._live else ""

    def _seconds(self) -> float:
        return time.monotonic() - self._since

    def _write(self, words: str) -> None:
        self._out.write(words)
        self._out.flush()
