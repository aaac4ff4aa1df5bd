"""What is made of the lexicons is made again when a file of them changes."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final, Generic, TypeVar

import structlog

from config.files import BadConfig
from moderation.lexicon.kept import Kept
from moderation.lexicon.languages import FOLDER, Lexicons
from moderation.lexicon.own import OwnCheck
from moderation.review import Reviewer
from moderation.screen import screen_from
from server.services.watch.own_rules import OwnRules

EVERY: Final = 5.0  # seconds between two looks at the folder

T = TypeVar("T")
Stamps = Mapping[str, tuple[int, int]]

log = structlog.get_logger(__name__)


class Live(Generic[T]):
    """`now` is always the last good one."""

    def __init__(
        self,
        config_dir: Path,
        first: Callable[[], T],
        again: Callable[[T], T],
        refused: Callable[[int], None] = lambda _: None,
    ) -> None:
        """Raises BadConfig. `refused` is told how many problems changed files have, 0 for none."""
        self._folder, self._again, self._refused = config_dir / FOLDER, again, refused
        self._seen = _stamps(self._folder)
        self.now = first()

    async def run(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            await self.look()

    async def look(self) -> None:
        """Reads in a thread, so that nobody who is writing waits for it."""
        try:
            stamps = _stamps(self._folder)
            if stamps == self._seen:
                return
            self._seen = stamps
            new = await asyncio.to_thread(self._again, self.now)
        except BadConfig as bad:
            self._refuse(bad.problems)
        except Exception:  # whatever a changed file brings about, the last good one goes on
            log.exception("changed lexicons not read")
            self._refused(1)
        else:
            self.now = new
            self._refused(0)
            log.info("changed lexicons are live", count=len(stamps))

    def _refuse(self, problems: tuple[str, ...]) -> None:
        log.error("changed lexicons refused, the old ones go on", count=len(problems))
        for problem in problems:
            log.error(problem)
        self._refused(len(problems))


def live_screen(
    config_dir: Path, kept: Kept, own: OwnCheck, refused: Callable[[int], None]
) -> Live[Reviewer]:
    """Policy and all else stay as they were at the start. Raises BadConfig."""
    read = partial(screen_from, config_dir, kept=kept, own=own)
    return Live(config_dir, read, lambda now: replace(read(), policy=now.policy), refused)


def live_lexicons(config_dir: Path, kept: Kept) -> Live[Lexicons]:
    """Raises BadConfig."""
    read = partial(Lexicons.read, config_dir / FOLDER, kept=kept)
    return Live(config_dir, read, lambda _: read())


async def renewed(own: OwnRules) -> None:
    """For ever: another process may have put a phrase live, or a lexicon under it changed."""
    while True:
        await asyncio.sleep(EVERY)
        try:
            await own.renew()
        except Exception:  # a store that is away: the last good ones go on
            log.exception("own phrases not read")


def _stamps(folder: Path) -> Stamps:
    found = ((path.name, path.stat()) for path in folder.glob("*.toml"))
    return {name: (stat.st_mtime_ns, stat.st_size) for name, stat in found}
