"""One side of a conversation: writes, says, and waits for the other."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from server.contract.commands import Typing
from server.demo.tempo import Tempo
from server.replay.corpus import Turn
from server.replay.house import OutOfPatience
from server.replay.person import Person
from server.replay.wire import Declined

PATIENCE: Final = 45.0  # seconds without an answer, then people say something all the same
LOOK: Final = 0.3
OVER: Final = (Declined, OutOfPatience)  # it has ended, or nobody is there


class Voice:
    def __init__(self, person: Person, conversation: str, tempo: Tempo) -> None:
        self.conversation = conversation
        self.tempo = tempo
        self._person = person
        self._at_last_word = 0

    @property
    def heard(self) -> int:
        """How many messages of others have come."""
        heard = self._person.ear.heard
        return sum(one.conversation == self.conversation and not one.notice for one in heard)

    async def hear(self, count: int, within: float = PATIENCE) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                while self.heard < count:  # noqa: ASYNC110 - the ear wakes one listener only
                    await asyncio.sleep(LOOK)

    async def hear_more(self) -> None:
        """At least one message since one's own last."""
        await self.hear(self._at_last_word + 1)

    async def say(self, text: str) -> None:
        """Raises one of `OVER`."""
        await self.tempo.pause(1.5, 4)
        await self._typing(on=True)
        await self.tempo.writing(text)
        await self._typing(on=False)
        await self._person.say(self.conversation, text)
        self._at_last_word = self.heard

    async def _typing(self, *, on: bool) -> None:
        await self._person.link.ask(Typing(conversation=self.conversation, on=on))


async def speak(voice: Voice, who: str, turns: Iterable[Turn], *, by_script: bool) -> None:
    """Say one's own turns, each after the other's; somebody real does not know the script."""
    others, listening = 0, False
    for turn in turns:
        if turn.who != who:
            others, listening = others + 1, True
            continue
        if listening:
            await (voice.hear(others) if by_script else voice.hear_more())
        listening = False
        await voice.say(turn.text)
