"""The two parts that invented peers play: one by the script, one with whoever is real."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from server.contract.staff_views import DeskConversation, OfferCard
from server.demo.cast import Cast
from server.demo.supervisor import Supervisor
from server.demo.voice import Voice, speak

SENTENCES: Final = """
Hello, and welcome. I must tell you something first: this is a demonstration. I am a program with \
a few sentences, and nobody reads what you write here.
Thank you for writing. In a real service a trained peer would answer you now. Nobody here reads \
your words.
You can write a little more and look at how it feels on this side. If you need to talk with a \
person, please use one of the services on this page.
That was my last sentence. Thank you for looking at the demonstration. Be well.
""".strip().splitlines()
REFERRAL_TAKES: Final = 30.0  # seconds for the offer, its answer and the hand-over


@dataclass(frozen=True, slots=True)
class Talker:
    """Takes invented visitors only: somebody real may be left to somebody real."""

    cast: Cast
    supervisor: Supervisor

    def is_wanted(self) -> bool:
        return True

    def takes(self, offer: OfferCard) -> bool:
        return offer.pseudonym in self.cast.playing

    async def play(self, voice: Voice, talk: DeskConversation) -> None:
        scene = self.cast.playing.get(talk.pseudonym)
        if scene is None:
            return  # left behind by a demonstration before this one
        await speak(voice, "peer", scene.turns, by_script=True)
        await voice.hear(sum(turn.who == "visitor" for turn in scene.turns))
        if scene.refer is not None:
            await self.supervisor.refer(talk.id, scene.refer)
            await voice.tempo.pause(REFERRAL_TAKES, REFERRAL_TAKES + 5)
        await voice.tempo.pause(3, 6)


@dataclass(frozen=True, slots=True)
class Host:
    """Takes those who are not ours, when they have waited for a while, and says what this is."""

    cast: Cast
    is_waited_for: Callable[[], bool]

    def is_wanted(self) -> bool:
        return self.is_waited_for()

    def takes(self, offer: OfferCard) -> bool:
        return offer.pseudonym not in self.cast.playing

    async def play(self, voice: Voice, talk: DeskConversation) -> None:
        for sentence in SENTENCES:
            await voice.say(sentence)
            await voice.hear_more()
