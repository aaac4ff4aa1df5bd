"""The faults of processes and stores, each as one story."""

import asyncio
import signal
from collections.abc import Callable
from time import monotonic

from tests.faults.scene import PATIENT, Broken, Scene

GONE_WITHIN = 15.0


async def kills_web_processes(scene: Scene) -> None:
    """Now this one, now that one, at moments that the seed chooses."""
    for turn in range(3):
        name = scene.chance.choice(scene.service.web_names)
        await asyncio.sleep(scene.chance.uniform(0.1, 0.6))
        if turn == 1:
            scene.worry()
        scene.service.kill(name, signal.SIGKILL)
        await asyncio.to_thread(scene.service.restart, name)


async def kills_the_leading_worker(scene: Scene) -> None:
    """Its leases run out after ten seconds."""
    scene.worry()
    scene.service.kill("worker1", signal.SIGKILL)
    seconds = await scene.relieve(within=16)
    scene.notes.append(f"the first of the queue had a peer {seconds:.1f} s later")


async def kills_web_at(scene: Scene, point: str, *, passed_on: bool, store: str) -> None:
    """The line goes dead at this very step, and the process with it."""
    name = scene.service.web_names[0]
    betweens = scene.service.databases if store == "database" else scene.service.valkeys
    caught = betweens[name].trap(lambda said: point in said, passed_on=passed_on)
    await asyncio.wait_for(caught.wait(), PATIENT)
    if passed_on:
        await asyncio.sleep(0.1)  # the store carries out what it was told
    scene.service.kill(name, signal.SIGKILL)
    scene.worry()
    betweens[name].mend()
    await asyncio.to_thread(scene.service.restart, name)


async def web_dies_before_the_commit(scene: Scene) -> None:
    await kills_web_at(scene, "commit messages", passed_on=False, store="database")


async def web_dies_after_the_commit(scene: Scene) -> None:
    await kills_web_at(scene, "commit messages", passed_on=True, store="database")


async def web_dies_before_the_hint(scene: Scene) -> None:
    await kills_web_at(scene, "PUBLISH", passed_on=False, store="valkey")


async def _worker_dies_at_the_offer(scene: Scene, *, passed_on: bool) -> None:
    """Whichever leads: the trap stands before both."""
    caught = {
        name: scene.service.databases[name].trap(
            lambda said: said.startswith("commit") and "offers" in said, passed_on=passed_on
        )
        for name in scene.service.worker_names
    }
    relieving = asyncio.create_task(scene.relieve(within=60))
    waits = {name: asyncio.create_task(event.wait()) for name, event in caught.items()}
    await asyncio.wait(waits.values(), timeout=PATIENT, return_when=asyncio.FIRST_COMPLETED)
    struck = [name for name, event in caught.items() if event.is_set()]
    for task in waits.values():
        task.cancel()
    if len(struck) != 1:
        raise Broken(f"{len(struck)} workers made an offer")
    await asyncio.sleep(0.1)
    scene.service.kill(struck[0], signal.SIGKILL)
    for name in scene.service.worker_names:
        scene.service.databases[name].mend()
    scene.notes.append(f"the first of the queue had a peer {await relieving:.1f} s later")


async def worker_dies_before_the_offer_is_kept(scene: Scene) -> None:
    await _worker_dies_at_the_offer(scene, passed_on=False)


async def worker_dies_after_the_offer_is_kept(scene: Scene) -> None:
    await _worker_dies_at_the_offer(scene, passed_on=True)


async def worker_sleeps_and_wakes(scene: Scene) -> None:
    """Longer than a lease: another leads when it wakes, and its fence is worth nothing."""
    for name in scene.service.worker_names[1:]:
        await asyncio.to_thread(
            scene.service.kill, name, signal.SIGTERM
        )  # now it is certain who leads
    await asyncio.sleep(1.5)
    for name in scene.service.worker_names[1:]:
        scene.service.begin(name)
    scene.service.signal("worker1", signal.SIGSTOP)
    scene.worry()
    try:
        seconds = await scene.relieve(within=20)
    finally:
        scene.service.signal("worker1", signal.SIGCONT)
    await asyncio.sleep(2.5)
    scene.notes.append(f"the first of the queue had a peer {seconds:.1f} s later")


async def web_sleeps(scene: Scene) -> None:
    """As an event loop that is blocked: nothing in it runs, every connection stays."""
    for name in scene.service.web_names:
        scene.service.signal(name, signal.SIGSTOP)
        await asyncio.sleep(2.0)
        scene.service.signal(name, signal.SIGCONT)
        scene.worry()
        await asyncio.sleep(0.5)


async def valkey_dies_empty(scene: Scene) -> None:
    scene.house.valkey.kill()
    await asyncio.sleep(0.5)
    scene.worry()
    await asyncio.sleep(2.5)
    await asyncio.to_thread(scene.house.valkey.start)


async def valkey_hangs(scene: Scene) -> None:
    scene.house.valkey.freeze()
    await asyncio.sleep(0.5)
    scene.worry()
    await asyncio.sleep(5.5)
    scene.house.valkey.wake()


async def the_master_dies(scene: Scene) -> None:
    await _another_is_named(scene, scene.house.valkey.kill)


async def the_master_hangs(scene: Scene) -> None:
    """When it wakes, it believes for a moment that it is still the one."""
    await _another_is_named(scene, scene.house.valkey.freeze)
    scene.house.valkey.wake()
    await asyncio.sleep(2)


async def _another_is_named(scene: Scene, fails: Callable[[], None]) -> None:
    since, before = monotonic(), scene.house.valkey.master
    fails()
    await asyncio.sleep(0.5)
    scene.worry()
    await _until(lambda: scene.house.valkey.master not in (None, before))
    named = monotonic() - since
    names = scene.service.web_names
    await _until(lambda: all(scene.service.readiness(name)["missing"] == [] for name in names))
    took = f"named after {named:.1f} s and found after {monotonic() - since:.1f} s"
    scene.notes.append(f"the other was {took}")


async def _until(true: Callable[[], bool]) -> None:
    """It asks a server each time, in a thread."""
    async with asyncio.timeout(PATIENT):
        while not await asyncio.to_thread(true):
            await asyncio.sleep(0.1)


async def valkey_is_full(scene: Scene) -> None:
    scene.house.valkey.fill()
    scene.worry()
    await asyncio.sleep(3)
    scene.house.valkey.empty()


async def postgres_stops_immediately(scene: Scene) -> None:
    scene.house.postgres.stop_immediately()
    scene.worry()
    await asyncio.sleep(3)
    await asyncio.to_thread(scene.house.postgres.revive)


async def postgres_is_slow(scene: Scene) -> None:
    for one in scene.service.databases.values():
        one.delay = lambda said: 0.3 if said.startswith("commit") else 0.0
    scene.worry()
    await asyncio.sleep(5)


async def postgres_is_out_of_connections(scene: Scene) -> None:
    name = scene.service.database_url.partition("@/")[2].partition("?")[0]
    taken = await scene.house.postgres.take_every_connection(name)
    scene.worry()
    await asyncio.sleep(3)
    for one in taken:
        await one.close()


async def _hole(scene: Scene, betweens, names, seconds: float) -> None:
    """The old connections stay dead for ever; new ones come through afterwards."""
    for name in names:
        betweens[name].swallow()
    scene.worry()
    await asyncio.sleep(seconds)
    for name in names:
        betweens[name].mend()


async def black_hole_before_the_database(scene: Scene) -> None:
    await _hole(scene, scene.service.databases, scene.service.web_names[:1], 4)


async def black_hole_before_valkey(scene: Scene) -> None:
    await _hole(scene, scene.service.valkeys, scene.service.web_names[:1], 4)


async def black_hole_before_the_workers(scene: Scene) -> None:
    """Both: their transactions hang with whatever they have locked."""
    await _hole(scene, scene.service.databases, scene.service.worker_names, 4)
    seconds = await scene.relieve(within=40)
    scene.notes.append(f"the first of the queue had a peer {seconds:.1f} s later")


async def a_reply_is_dropped(scene: Scene) -> None:
    """What was said is kept, but whoever said it is never told: three times."""
    for _ in range(3):
        between = scene.service.databases[scene.service.web_names[0]]
        caught = between.trap(lambda said: "commit messages" in said, passed_on=True)
        await asyncio.wait_for(caught.wait(), PATIENT)
        await asyncio.sleep(0.05)
        between.cut()
        between.mend()
        await asyncio.sleep(0.3)
    scene.worry()


async def everything_is_restarted_in_turn(scene: Scene) -> None:
    """SIGTERM, one after the other, while people talk."""
    longest = 0.0
    for name in scene.service.names:
        since = monotonic()
        status = await asyncio.to_thread(scene.service.kill, name, signal.SIGTERM)
        longest = max(longest, monotonic() - since)
        if status != 0:
            raise Broken(f"{name} ended with {status}")
        await asyncio.to_thread(scene.house.mend)
        if name == "web1":
            scene.worry()
    if longest > GONE_WITHIN:
        raise Broken(f"a process took {longest:.1f} s to end")
    scene.notes.append(f"the slowest process was gone {longest:.1f} s after SIGTERM")


async def the_disk_is_full(scene: Scene) -> None:
    """Every byte that is left is taken; then given back."""
    if scene.house.disk is None:
        scene.notes.append("**not struck**: this account may not mount a small disk")
        return
    filler = scene.house.disk / "filler"
    with filler.open("wb", buffering=0) as file:
        _fill(file)
        scene.worry()
        await asyncio.sleep(1)
        _fill(file)
        await asyncio.sleep(2)
    filler.unlink()


def _fill(file) -> None:
    for size in (65536, 4096, 512):
        try:
            while True:
                file.write(bytes(size))
        except OSError:
            continue
