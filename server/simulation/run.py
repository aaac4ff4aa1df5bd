"""The same people twice: under the rule of today, and under another one."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from rich.console import Console
from rich.progress import Progress

from config.everything import load
from config.settings import Settings
from server.domain.matching import Rule
from server.domain.waits import Waited
from server.foundation import now
from server.simulation.arrivals import Arrival, Crowd, generated, recorded
from server.simulation.evening import TALK, Evening, Outcome, team
from server.simulation.report import table
from server.stores.database import Database
from server.stores.queue.waits import SqlWaits

NOTHING: Final = "Nobody came: nothing to compare. Without --recorded, people are generated."


@dataclass(frozen=True, slots=True)
class Trial:
    """What begins with `other` is tried; the rest holds for both."""

    recorded: bool
    hours: float
    an_hour: float
    peers: int
    other_peers: int
    other_seconds: int
    at_once: int
    other_at_once: int
    wishing: float
    seed: int


def simulate(settings: Settings, trial: Trial) -> int:
    """Writes nothing anywhere. The same seed gives the same table."""
    service, console = load(settings.config_dir).service, Console()
    crowd = Crowd(
        languages=[one.code for one in service.languages],
        topics=[one.id for one in service.topics],
        experiences=[one.id for one in service.experiences],
        wishing=trial.wishing,
    )
    arrivals = _arrivals(settings, trial, crowd)
    if not arrivals:
        console.print(NOTHING)
        return 1
    today, other = Rule(service.wish), Rule(timedelta(seconds=trial.other_seconds))
    with Progress(console=console) as progress:
        stage = Stage(progress, trial.seed, crowd, arrivals)
        went = [
            stage.play("today", today, trial.peers, trial.at_once),
            stage.play("other", other, trial.other_peers, trial.other_at_once),
        ]
    console.print(table(_title(trial, today, other), ("today", "other"), went))
    return 0


def _title(trial: Trial, today: Rule, other: Rule) -> str:
    where = "recorded" if trial.recorded else f"generated, {trial.an_hour:g} an hour"
    return (
        f"{where}; seed {trial.seed}. "
        f"today: {trial.peers} peers, {trial.at_once} at once, wishes for {today.cap.seconds} s; "
        f"other: {trial.other_peers} peers, {trial.other_at_once} at once, "
        f"wishes for {other.cap.seconds} s"
    )


def _arrivals(settings: Settings, trial: Trial, crowd: Crowd) -> list[Arrival]:
    chance, at = random.Random(trial.seed), now()  # noqa: S311 - a chance that comes again
    if trial.recorded:
        return recorded(chance, crowd, asyncio.run(_history(settings)), at)
    evening = at.replace(hour=18, minute=0, second=0, microsecond=0)
    return generated(chance, crowd, evening, trial.hours, trial.an_hour)


async def _history(settings: Settings) -> list[Waited]:
    async with Database.open(settings.database_url.get_secret_value()) as db:
        return await SqlWaits(db).history(now())


@dataclass(frozen=True, slots=True)
class Stage:
    """The same visitors, whose talks last as long, and the same peers first: under any rule."""

    progress: Progress
    seed: int
    crowd: Crowd
    arrivals: Sequence[Arrival]

    def play(self, name: str, rule: Rule, peers: int, at_once: int) -> list[Outcome]:
        chance = random.Random(self.seed)  # noqa: S311 - a chance that comes again
        lasting = {one: _drawn(chance) for one in self.arrivals}
        crew = team(random.Random(self.seed), self.crowd, peers, self.arrivals[0].at)  # noqa: S311
        evening = Evening(self.arrivals, crew, rule, lasting.__getitem__, at_once)
        task = self.progress.add_task(name, total=len(self.arrivals))
        for _ in evening.steps():
            self.progress.update(task, completed=len(evening.outcomes))
        return evening.outcomes


def _drawn(chance: random.Random) -> timedelta:
    return timedelta(seconds=chance.expovariate(1 / TALK.total_seconds()))
