"""The web process's screen, whose lexicons are read again when a file of them changes."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import structlog

from config.files import BadConfig
from moderation.lexicon.languages import FOLDER
from moderation.passage import Passage
from moderation.review import Reviewer
from moderation.screen import screen_from
from moderation.verdict import Verdict

EVERY: Final = 5.0  # seconds between two looks at the folder

Stamps = Mapping[str, tuple[int, int]]

log = structlog.get_logger(__name__)


class LiveScreen:
    """Always the last good screen; policy and all else stay as they were at the start."""

    def __init__(self, config_dir: Path, refused: Callable[[int], None]) -> None:
        """Raises BadConfig. `refused` is told how many problems changed files have, 0 for none."""
        self._config_dir, self._refused = config_dir, refused
        self._seen = _stamps(config_dir / FOLDER)
        self.now: Reviewer = screen_from(config_dir)

    def __call__(self, passage: Passage) -> Verdict:
        return self.now(passage)

    async def run(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            await self.look()

    async def look(self) -> None:
        """Reads in a thread, so that nobody who is writing waits for it."""
        try:
            stamps = _stamps(self._config_dir / FOLDER)
            if stamps == self._seen:
                return
            self._seen = stamps
            new = await asyncio.to_thread(screen_from, self._config_dir)
        except BadConfig as bad:
            self._refuse(bad.problems)
        except Exception:  # whatever a changed file brings about, the last good one goes on
            log.exception("changed lexicons not read")
            self._refused(1)
        else:
            self.now = replace(new, policy=self.now.policy)
            self._refused(0)
            log.info("changed lexicons are live", count=len(stamps))

    def _refuse(self, problems: tuple[str, ...]) -> None:
        log.error("changed lexicons refused, the old ones go on", count=len(problems))
        for problem in problems:
            log.error(problem)
        self._refused(len(problems))


def _stamps(folder: Path) -> Stamps:
    found = ((path.name, path.stat()) for path in folder.glob("*.toml"))
    return {name: (stat.st_mtime_ns, stat.st_size) for name, stat in found}
