"""What people do in a room, in any order, over real sockets; and what strikes them meanwhile."""

import asyncio
import signal
from contextlib import suppress

from server.contract import room_commands as room
from server.replay.wire import Declined
from tests.faults.group import HOSTS, SEATS, Group

STEPS = 40
WALKERS = SEATS[1:]  # the first comes into danger, and has somebody for themselves


async def walk(scene: Group) -> None:
    for step in range(STEPS):
        await asyncio.sleep(scene.chance.uniform(0.05, 0.3))
        await _act(scene)
        if step == STEPS // 4:
            scene.worry()
        if step == STEPS // 2:
            name = scene.chance.choice(scene.service.web_names)
            scene.service.kill(name, signal.SIGKILL)
            await asyncio.to_thread(scene.service.restart, name)
    for name in WALKERS:  # whoever was muted may be heard again
        await _asked(scene, HOSTS[0], _about(scene, room.Mute, name, on=False))


async def _act(scene: Group) -> None:
    """One of them does one thing. Not everything may be done at every moment."""
    chance, whom, host = scene.chance, scene.chance.choice(WALKERS), scene.chance.choice(HOSTS)
    on = chance.random() < 0.5
    acts = [
        (whom, room.RaiseHand(up=on)),
        (whom, room.GoBack()),
        (host, room.LockRoom(room=scene.room, on=on)),
        (host, _about(scene, room.Mute, whom, on=on)),
        (host, _about(scene, room.TakeAside, whom)),
        (host, _about(scene, room.BringBack, whom)),
        (host, _about(scene, room.LowerHand, whom)),
        (chance.choice((*HOSTS, *SEATS)), None),
    ]
    await _asked(scene, *chance.choice(acts))


def _about(scene: Group, kind, whom: str, **more):
    return kind(room=scene.room, member=scene.pages[whom].view.pseudonym, **more)


async def _asked(scene: Group, name: str, command) -> None:
    """None: the line of this page is cut."""
    if command is None:
        scene.pages[name].cut()
        return
    with suppress(Declined, TimeoutError):
        await scene.pages[name].ask(command, within=30)
