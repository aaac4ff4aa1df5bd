"""What the pages show of a silence, and that our own absence costs nobody their conversation."""

from datetime import timedelta

import pytest

from server.contract.silence_commands import StillHere
from server.domain.silence import SilenceState
from server.domain.visit import VisitState
from server.services.queue.open_door import OpenDoor
from server.services.talk.tending import Tending
from server.stores.watch.pauses import SqlPauses
from tests.stores.line import AWAY, GRACE, SILENCE


class Evening:
    """The clocks of conversations, with web processes that come and go."""

    def __init__(self, house):
        self.house = house
        self.open = True
        self.tending = Tending(
            house.transfers,
            house.silences,
            SqlPauses(house.db),
            house.hints,
            OpenDoor(self._door_seen, AWAY, house.clock.ticks),
            house.clock,
            AWAY,
            GRACE,
        )

    async def _door_seen(self):
        return self.house.clock() if self.open else None

    async def passes(self, time, *there, step=10):
        fence = await self.house.lead("conversations")
        end = self.house.clock() + time
        while self.house.clock() < end:
            self.house.clock.passes(seconds=step)
            await self.house.seen(*there)
            await self.tending.round(fence)


@pytest.fixture
async def evening(house):
    evening = Evening(house)
    await evening.passes(GRACE)
    return evening


async def test_both_pages_say_whose_turn_it_is_and_until_when(house, evening):
    vera, pat, talk = await house.paired()
    await house.say(pat, talk)
    await evening.passes(SILENCE.ask, vera, pat)
    mine = (await house.viewing.visit(vera)).silence
    (theirs,) = (await house.viewing.desks([pat.id]))[pat.id].conversations
    assert (mine.state, mine.mine, theirs.silence.mine) == (SilenceState.ASKED, True, False)
    assert mine.until == theirs.silence.until == house.clock() + SILENCE.warn
    await house.staying.still_here(vera, StillHere(conversation=talk))
    assert (await house.viewing.visit(vera)).silence is None


async def test_once_somebody_was_warned_the_wall_says_when_it_ends(house, evening):
    vera, pat, talk = await house.paired()
    mona = await house.moderator()

    async def ends_at():
        return (await house.walling.view(mona)).conversations[0].ends_at

    await house.say(pat, talk)
    await evening.passes(SILENCE.ask, vera, pat)
    assert await ends_at() is None
    await evening.passes(SILENCE.warn, vera, pat)
    assert await ends_at() == house.clock() + SILENCE.end
    await house.staying.still_here(vera, StillHere(conversation=talk))
    assert await ends_at() is None


async def test_nobody_is_let_go_while_no_page_could_be_open(house, evening):
    vera, pat, talk = await house.paired()
    await house.say(pat, talk)
    await evening.passes(SILENCE.ask + SILENCE.warn, vera, pat)
    evening.open = False
    await evening.passes(timedelta(hours=1), pat, step=300)
    evening.open = True
    await evening.passes(GRACE - timedelta(seconds=10), vera, pat)
    assert (await house.view(vera)).talk.visit.state is VisitState.TALKING
    await evening.passes(timedelta(seconds=30), vera, pat)
    assert (await house.view(vera)).talk.visit.state is VisitState.ENDED
