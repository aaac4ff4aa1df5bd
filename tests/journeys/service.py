"""The real service in processes of its own: web processes on free ports, and one worker.

    with RunningService(data_dir, sqlite_url, valkey_url) as service:
        service.start(web=2)
        link = service.invite([Role.PEER, Role.MODERATOR])
        service.kill("web1", signal.SIGKILL)
        service.restart("web1")

Everything it starts has ended when the block is left. The processes are named `web1`, `web2` …
and `worker`; `origins[0]` is where `web1` is, and so on. A test which makes Valkey crash passes
the address of its `own_valkey`.
"""

import asyncio
import json
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from sqlalchemy import Update, update

from config.settings import Settings
from server.domain.application import Paper, PaperKind
from server.domain.referral import ReferralState
from server.domain.responding import PAUSES
from server.domain.session import Role
from server.hiring import hiring
from server.invite import invite
from server.stores.accounts.staff import SqlTeam
from server.stores.database import Database
from server.stores.tables.core import conversations, flags
from server.stores.tables.referrals import referrals
from server.stores.team.papers import SqlPapers
from tests.dev.checkout import environment
from tests.journeys.forked import Forked
from tests.readings import CACHE

UP_WITHIN = 300.0  # three that start at once on a machine shared by many have needed more than 100
GONE_WITHIN = 60.0


class RunningService:
    def __init__(self, data_dir: Path, database_url: str, valkey_url: str, **env: str) -> None:
        """The database is migrated. `env` are further settings: WARMLINE_LOG_LEVEL="debug"."""
        self.data_dir = data_dir
        self.database_url = database_url
        self.valkey_url = valkey_url
        self.origins: tuple[str, ...] = ()
        self._more = env
        self._running: dict[str, Forked] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self, *, web: int = 1, name: str = "127.0.0.1") -> None:
        """Returns when every web process says that it is ready and misses nothing."""
        self.origins = tuple(f"http://{name}:{port}" for port in free_ports(web))
        for name in ("worker", *self.web_names):
            self.begin(name)
        for name in self.web_names:
            self.wait_ready(name)

    def mend(self) -> None:
        """What `start` started runs again, and nothing else."""
        started = ("worker", *self.web_names)
        runs = {name for name, process in self._running.items() if process.poll() is None}
        for name in runs.difference(started):
            self.kill(name, signal.SIGTERM)
        for name in started:
            if name not in runs:
                self.begin(name)
        for name in self.web_names:
            self.wait_ready(name)

    @property
    def web_names(self) -> tuple[str, ...]:
        return tuple(f"web{number}" for number, _ in enumerate(self.origins, 1))

    def origin(self, name: str) -> str:
        return self.origins[self.web_names.index(name)]

    def pid(self, name: str) -> int:
        return self._running[name].pid

    def begin(self, name: str) -> None:
        """Start this process; `wait_ready` says when it serves."""
        words = (name.rstrip("0123456789"),)
        log = self._log(name)
        self._running[name] = Forked(words, self._environment(name), log, log)

    def kill(self, name: str, number: signal.Signals = signal.SIGKILL) -> int:
        """Send this signal and wait for the end: its exit status, -9 after SIGKILL."""
        process = self._running[name]
        process.send_signal(number)
        return process.wait(GONE_WITHIN)

    def restart(self, name: str) -> None:
        """At the same address, and it serves again; asks it to end first, where it still runs."""
        if self._running[name].poll() is None:
            self.kill(name, signal.SIGTERM)
        self.begin(name)
        if name != "worker":
            self._wait(name, lambda: self.readiness(name).get("ready"))

    def wait_ready(self, name: str) -> None:
        """Until this web process misses nothing: it has its database, Valkey and the worker."""
        self._wait(name, lambda: self.readiness(name).get("missing") == [])

    def _wait(self, name: str, reached: Callable[[], bool]) -> None:
        deadline = time.monotonic() + UP_WITHIN
        while not reached():
            assert self._running[name].poll() is None, f"{name} ended:\n{self.logs()}"
            assert time.monotonic() < deadline, f"{name} is not ready:\n{self.logs()}"
            time.sleep(0.02)

    def readiness(self, name: str) -> dict:
        """What /readyz says; empty where nobody answers."""
        try:
            with urllib.request.urlopen(f"{self.origin(name)}/readyz", timeout=20) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as unready:
            return json.load(unready)
        except OSError:
            return {}

    def invite(self, roles: Sequence[Role]) -> str:
        """A link for one new member of staff. In a thread: it runs an event loop of its own."""
        settings = Settings(
            data_dir=self.data_dir, database_url=self.database_url, origins=",".join(self.origins)
        )
        with ThreadPoolExecutor(1) as elsewhere:
            return elsewhere.submit(invite, settings, roles).result(60)

    def nobody_tires(self) -> None:
        """Who is staff now needs no rest after a hard conversation: for many tests in a row."""
        with ThreadPoolExecutor(1) as elsewhere:
            elsewhere.submit(asyncio.run, _all_invented(self.database_url)).result(60)

    def trained(self, name: str) -> None:
        """This peer has passed all that can be passed."""
        settings = Settings(data_dir=self.data_dir, database_url=self.database_url)
        with ThreadPoolExecutor(1) as elsewhere:
            elsewhere.submit(asyncio.run, _trained(settings, name)).result(60)

    def mentors_have_time(self) -> None:
        """Words wait for those who mentor now for as long as a test may take."""
        mentored = update(conversations).where(conversations.c.mentored_s > 0)
        self._writes(mentored.values(mentored_s=3600))

    def no_referral_is_waited_for(self) -> None:
        """What was sent to the outside responder has had all its time."""
        sent = referrals.c.state == ReferralState.SENT
        self._writes(update(referrals).where(sent).values(expires_at=datetime.now(UTC)))

    def flags_are_waited_for(self) -> None:
        """Whatever time they had is over."""
        running = flags.c.due_at.is_not(None)
        self._writes(update(flags).where(running).values(due_at=datetime.now(UTC)))

    def tries_for_the_last_time(self) -> None:
        """What does not arrive at the outside responder is tried once more, now."""
        on_its_way = (referrals.c.state == ReferralState.SENT) & referrals.c.delivered_at.is_(None)
        last = {"tries": len(PAUSES), "next_at": datetime.now(UTC)}
        self._writes(update(referrals).where(on_its_way).values(last))

    def _writes(self, statement: Update) -> None:
        with ThreadPoolExecutor(1) as elsewhere:
            elsewhere.submit(asyncio.run, _write(self.database_url, statement)).result(60)

    def on_probation(self, name: str) -> None:
        """As somebody who has just joined."""
        with ThreadPoolExecutor(1) as elsewhere:
            elsewhere.submit(asyncio.run, _on_probation(self.database_url, name)).result(60)

    def logs(self) -> str:
        """Everything that the processes have printed."""
        files = sorted((self.data_dir / "log").glob("*.log"))
        return "\n".join(f"== {each.stem}\n{each.read_text()}" for each in files)

    def close(self) -> None:
        """All are asked at once; who has not ended in time is killed, and the test fails."""
        left = [each for each in self._running.values() if each.poll() is None]
        for each in left:
            each.send_signal(signal.SIGTERM)
        with ExitStack() as insisting:
            for each in left:
                insisting.callback(_insist, each)
            for each in left:
                each.wait(GONE_WITHIN)

    def _log(self, name: str) -> Path:
        folder = self.data_dir / "log"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{name}.log"

    def _environment(self, name: str) -> dict[str, str]:
        port = self.origin(name).rpartition(":")[2] if name in self.web_names else "0"
        return environment(
            WARMLINE_DATA_DIR=str(self.data_dir),
            WARMLINE_CACHE_DIR=str(CACHE),
            DATABASE_URL=self.database_url,
            REDIS_URL=self.valkey_url,
            WARMLINE_ORIGINS=",".join(self.origins),
            WARMLINE_PROCESS=name,
            PORT=port,
            **self._more,
        )


async def _all_invented(url: str) -> None:
    async with Database.open(url) as db:
        team = SqlTeam(db)
        for one in await team.everybody():
            await team.invented(one.id)


async def _write(url: str, statement: Update) -> None:
    async with Database.open(url) as db, db.write() as tx:
        await tx.execute(statement)


async def _trained(settings: Settings, name: str) -> None:
    async with Database.open(settings.database_url.get_secret_value()) as db:
        crew = hiring(db, settings)
        (who,) = [one for one in await crew.team.everybody() if one.name == name]
        await crew.training.pass_everything(who)


async def _on_probation(url: str, name: str) -> None:
    at = datetime.now(UTC)
    async with Database.open(url) as db:
        (who,) = [one.id for one in await SqlTeam(db).everybody() if one.name == name]
        paper = Paper(who, PaperKind.PROBATION, "", at, "Ann", at + timedelta(weeks=8))
        await SqlPapers(db).put(paper, who)


def free_ports(count: int) -> list[int]:
    """All are held until each is known, so that no two are the same."""
    with ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


def _insist(process: Forked) -> None:
    if process.poll() is None:
        process.kill()
        process.wait(GONE_WITHIN)
