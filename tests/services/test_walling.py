"""The wall of each moderator: worst first, and no word before a look."""

import msgspec

from moderation.verdict import Level
from server.domain.duty import DutyState
from server.domain.flag import FlagState
from server.domain.opening import Closed
from server.domain.referral import ReferralState
from server.domain.visit import VisitState
from server.services.watch.flag_cards import flag_cards
from tests.services.people import RESOURCE


async def test_the_worst_is_first_and_then_the_oldest(house):
    mona = await house.moderator()
    for name, level in (("ann", Level.L1), ("ben", Level.L3), ("cat", Level.L3)):
        visitor = await house.visitor(name)
        await house.worries(visitor, f"talk-{name}", level=level)
        house.clock.passes(seconds=1)
    view = await house.walling.view(mona)
    assert [f.conversation for f in view.flags] == ["talk-ben", "talk-cat", "talk-ann"]
    assert [c.id for c in view.conversations] == ["talk-ben", "talk-cat", "talk-ann"]


async def test_a_card_says_what_a_flag_is_about(house):
    visitor, _, talk = await house.paired()
    mona, mike = await house.moderator("mona"), await house.moderator("mike")
    await house.worries(visitor, talk, "I can't go on", Level.L3)
    await house.alerts.claim((await house.only_flag()).id, mona, house.clock())
    raised = await house.walling.raised()
    (card,) = flag_cards(raised, mona.id)
    assert (card.pseudonym, card.words, card.state) == (
        "Quiet vera",
        "I can't go on",
        FlagState.CLAIMED,
    )
    assert (card.claimed_by, card.mine) == ("Mona", True)
    assert not flag_cards(raised, mike.id)[0].mine


async def test_before_a_look_a_conversation_shows_no_more_than_that_it_is(house):
    visitor, _, talk = await house.paired()
    mona = await house.moderator()
    await house.say(visitor, talk, "canary")
    view = await house.walling.view(mona)
    assert "canary" not in msgspec.json.encode(view).decode()
    (card,) = view.conversations
    assert (card.last_seq, card.backstage_seq, card.reading, card.joined) == (0, 0, False, False)
    await house.supervision.read(mona, talk, house.clock())
    (card,) = (await house.walling.view(mona)).conversations
    assert (card.last_seq, card.reading, card.joined) == (3, True, False)
    await house.supervision.join(mona, talk, house.clock())
    (card,) = (await house.walling.view(mona)).conversations
    assert (card.last_seq, card.reading, card.joined) == (4, False, True)


async def test_health_at_a_glance(house):
    _, paul, _ = await house.paired("vera", "paul")
    await house.visitor("wim")
    house.clock.passes(seconds=95)
    mona = await house.moderator()
    await house.ready("pat")
    await house.seen(paul)
    health = (await house.walling.view(mona)).health
    assert (health.closed, health.waiting, health.longest_wait_seconds) == (None, 1, 90)
    assert (health.peers_ready, health.peers_busy, health.moderators) == (1, 1, ("Mona",))
    assert (health.worker_seen, health.models) == (False, {})


async def test_who_is_not_on_duty_watches_all_the_same(house):
    picture, raised = await house.walling.picture(), await house.walling.raised()
    shown = house.walling.view_of(picture, raised, "mona")
    assert (shown.duty, shown.health.closed) == (DutyState.OFF, Closed.NO_MODERATOR)


async def test_a_referral_that_somebody_carries_stays_after_the_end(house):
    visitor, _, talk = await house.paired()
    mona = await house.moderator()
    id_, _ = await house.refer(mona, talk, RESOURCE)
    await house.referrals.answer(id_, visitor, accept=True, at=house.clock())
    await house.visits.leave(visitor.id, house.clock())
    (card,) = (await house.walling.view(mona)).conversations
    assert (card.state, card.referral.state) == (VisitState.LEFT, ReferralState.ACCEPTED)
