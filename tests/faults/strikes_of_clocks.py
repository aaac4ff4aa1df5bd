"""The clock on the wall is set while people talk, and set right again."""

import asyncio
import signal

from tests.faults.scene import Scene

RELIEVED_WITHIN = 40.0


async def goes_on(scene: Scene) -> None:
    await _set(scene, signal.SIGUSR1)


async def goes_back(scene: Scene) -> None:
    await _set(scene, signal.SIGUSR2)


async def _set(scene: Scene, number: signal.Signals) -> None:
    """By an hour, of every process at once; at the end all die and come back with the right one.

    What they have kept by the wrong clock, leases and times at which somebody was seen, stays.
    """
    await _again(scene, signal.SIGTERM, dict.fromkeys(scene.service.names, "clock"))
    for name in scene.service.names:
        scene.service.signal(name, number)
    scene.worry()
    await asyncio.sleep(8)  # every clock of the service has come round
    await _again(scene, signal.SIGKILL, {})
    seconds = await scene.relieve(within=RELIEVED_WITHIN)
    scene.notes.append(f"set right again, the first of the queue had a peer {seconds:.1f} s later")


async def _again(scene: Scene, number: signal.Signals, sick: dict[str, str]) -> None:
    scene.service.sick = sick
    for name in scene.service.names:
        await asyncio.to_thread(scene.service.kill, name, number)
        scene.service.begin(name)
    await asyncio.to_thread(scene.service.mend)
