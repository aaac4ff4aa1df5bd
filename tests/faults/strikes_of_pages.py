"""The faults of pages and of the screen, each as one story."""

import asyncio
import signal
from time import monotonic

import aiohttp

from server.contract.commands import Say, Sync
from server.domain.session import Role
from server.replay.entry import Entry
from server.replay.wire import Declined, Gone, Wire
from tests.faults.page import ACK_WITHIN, Word
from tests.faults.scene import Broken, Scene
from tests.journeys.people import a_token

STORM = 2000
AT_ONCE = 100  # connections that one machine of two processors opens at the same moment
BACK_WITHIN = 60.0
ROUNDS = 8


async def frames_come_twice_and_in_disorder(scene: Scene) -> None:
    """A page's frames are sent again on a new connection, at the other process, in any order."""
    scene.worry()
    token, chance = a_token(), scene.chance
    vera = await scene.page("vera 4", Role.VISITOR, token=token)
    talk = await vera.begin()
    scene.queue.append(talk)
    scene.belongs[talk] = {vera.name}
    await vera.close()
    words = [vera.say(talk, f"vera 4 tells about walk {n}") for n in range(ROUNDS)]
    for upto in range(1, ROUNDS + 1):
        newest = words[upto - 1]
        frames = [chance.choice(words[:upto]) for _ in range(3)] + [newest]
        origin = scene.service.origins[upto % len(scene.service.origins)]
        await _thrown(scene, token, origin, frames, cut=chance.random() < 0.5)
        await _answered(scene, token, newest)
    del scene.pages["vera 4"]
    again = await scene.page("vera 4", Role.VISITOR, token=token)
    again.log.said += words


async def _answered(scene: Scene, token: str, word: Word) -> None:
    """A page says nothing new before it: what was cut comes again, what was too fast later."""
    async with asyncio.timeout(30):
        while word.seq is None:
            await asyncio.sleep(1)  # it may have been too fast
            await _thrown(scene, token, scene.service.origins[0], [word], cut=False)


async def _thrown(scene: Scene, token: str, origin: str, words, *, cut: bool) -> None:
    """All at once; where `cut`, the line goes before the answers come."""
    entry = Entry(origin, origin, Role.VISITOR, {"token": token})
    wire = await Wire.open(scene.http, entry, lambda event: None, within=ACK_WITHIN)
    asked = [_asked(wire, word) for word in words]
    if not cut:
        await asyncio.gather(*asked)
    else:
        tasks = [asyncio.create_task(one) for one in asked]
        await asyncio.sleep(scene.chance.uniform(0.0, 0.02))
        await wire.close()
        await asyncio.gather(*tasks)
    await wire.close()


async def _asked(wire: Wire, word) -> None:
    command = Say(conversation=word.conversation, ref=word.ref, text=word.text)
    try:
        receipt = await wire.ask(command, within=ACK_WITHIN)
    except (Gone, Declined):
        return  # it may be kept or not; it comes again
    if word.seq is not None and word.seq != receipt.seq:
        raise Broken(f"{word.ref} was {word.seq}, and then {receipt.seq}")
    word.seq, word.acked_at = receipt.seq, monotonic()


async def two_thousand_come_back_at_once(scene: Scene) -> None:
    """Every web process dies; whoever looked at a page comes back, as the pages do it."""
    tokens = [a_token() for _ in range(STORM)]
    wires = await _all_connected(scene, tokens)
    for name in scene.service.web_names:
        scene.service.kill(name, signal.SIGKILL)
    await asyncio.gather(*(wire.close() for wire in wires))
    await asyncio.to_thread(scene.service.mend)
    since = monotonic()
    wires = await _all_connected(scene, tokens)
    seconds = monotonic() - since
    scene.worry()
    await asyncio.sleep(1)
    await asyncio.gather(*(wire.close() for wire in wires))
    if seconds > BACK_WITHIN:
        raise Broken(f"{STORM} pages were back after {seconds:.0f} s")
    scene.notes.append(f"{STORM:,} pages, {AT_ONCE} at a time, were back in {seconds:.1f} s")


async def _all_connected(scene: Scene, tokens: list[str]) -> list[Wire]:
    gate = asyncio.Semaphore(AT_ONCE)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        opened = [_connected(scene, http, gate, n, token) for n, token in enumerate(tokens)]
        wires = await asyncio.gather(*opened)
        http.detach()  # the sockets outlive it
    return wires


async def _connected(scene: Scene, http, gate, number: int, token: str) -> Wire:
    """Tries until it is in and knows what to show."""
    origin = scene.service.origins[number % len(scene.service.origins)]
    entry = Entry(origin, origin, Role.VISITOR, {"token": token})
    while True:
        async with gate:
            try:
                wire = await Wire.open(http, entry, lambda event: None, within=ACK_WITHIN)
            except Gone:
                await asyncio.sleep(0.1)
                continue
            try:
                await wire.ask(Sync(), within=ACK_WITHIN)
                return wire
            except (Gone, Declined):
                await wire.close()
                await asyncio.sleep(0.5)


async def _ill(scene: Scene, illness: str, seconds: float) -> None:
    """Of every web process."""
    names = scene.service.web_names
    scene.service.sick = dict.fromkeys(names, illness)
    for name in names:
        await asyncio.to_thread(scene.service.restart, name)
    await asyncio.sleep(1)
    scene.worry()
    await asyncio.sleep(seconds)
    scene.service.sick.clear()
    for name in names:
        await asyncio.to_thread(scene.service.restart, name)


async def the_screen_raises(scene: Scene) -> None:
    await _ill(scene, "raising", 4)


async def the_screen_is_slow(scene: Scene) -> None:
    await _ill(scene, "slow", 4)


async def the_screen_hangs(scene: Scene) -> None:
    await _ill(scene, "hanging", 8)
