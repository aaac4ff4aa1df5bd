"""A page that stops reading: it is put out, nobody waits for it, and it misses nothing."""

import asyncio
from typing import Final

from server.contract.commands import CatchUp
from server.replay.person import Person

ONE_IN: Final = 200  # places
ASKS: Final = 0.05  # seconds between two of its questions: as often as a socket may


async def put_out(person: Person, conversation: str) -> float:
    """It asks for the whole conversation, again and again. Milliseconds until it was ended."""
    clock = asyncio.get_running_loop().time
    began = clock()
    await person.link.until_put_out(CatchUp(conversation=conversation, after=0), ASKS)
    return (clock() - began) * 1000
