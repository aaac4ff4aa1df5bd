"""The wall of each moderator: worst first, and no word before a look."""

import msgspec
import pytest
from sqlalchemy import insert

from moderation.verdict import Level
from server.contract.commands import ReportPeer
from server.contract.queue_commands import GiveTo
from server.domain.duty import DutyState
from server.domain.exposure import RestReason
from server.domain.flag import FlagState
from server.domain.giving import WHY, Unfit
from server.domain.opening import Closed
from server.domain.referral import ReferralState
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.visit import VisitState
from server.services.watch.flag_cards import flag_cards
from server.stores.tables.exposure import rests
from tests.services.people import RESOURCE
from tests.stores.line import AWAY


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


async def test_the_wall_names_who_is_on_shift_and_how_many_more_may_come(house):
    _, paul, _ = await house.paired("vera", "paul")
    await house.ready("pat")
    gone = await house.ready("gil")
    await house.off("gil")
    mona = await house.moderator()
    house.clock.passes(seconds=AWAY.total_seconds() + 1)
    await house.seen(paul)
    peers = (await house.walling.view(mona)).peers
    assert gone.id not in {one.id for one in peers}
    assert [(one.name, one.state, one.here) for one in peers] == [
        ("Pat", DutyState.READY, False),
        ("Paul", DutyState.TALKING, True),
    ]
    assert [(one.talking, one.places, one.free) for one in peers] == [(0, 1, 0), (1, 1, 0)]
    await house.ready("pat")
    assert [one.free for one in (await house.walling.view(mona)).peers] == [1, 0]


async def test_a_rest_has_its_end_and_takes_the_places(house):
    await house.ready("pat")
    mona = await house.moderator()
    until = house.clock() + AWAY * 10
    async with house.db.write() as tx:
        await tx.execute(
            insert(rests).values(staff="pat", until=until, reason=RestReason.COOL_DOWN)
        )
    (pat,) = (await house.walling.view(mona)).peers
    assert (pat.rests_until, pat.free) == (until, 0)


async def test_nobody_reads_on_the_wall_that_they_are_on_hold_themselves(house):
    vera, _, _ = await house.paired()
    await house.changing.report_peer(vera, ReportPeer())
    both, mona = await house.moderator("pat"), await house.moderator()
    assert [one.on_hold for one in (await house.walling.view(mona)).peers] == [True]
    assert [one.on_hold for one in (await house.walling.view(both)).peers] == [False]


async def test_a_moderator_gives_one_who_waits_to_a_peer_and_reads_what_is_against_it(house):
    await house.visitor("vera")
    pat, mona = await house.ready("pat"), await house.moderator()
    asked = GiveTo(conversation="talk-vera", whom="paul")
    with pytest.raises(Refusal) as refused:
        await house.taking.give_to(mona, asked)
    assert (refused.value.code, refused.value.why) == (Code.UNFIT, WHY[Unfit.NOT_HERE])
    assert house.pushed == []
    await house.taking.give_to(mona, GiveTo(conversation="talk-vera", whom="pat"))
    assert len((await house.desk(pat)).offers) == 1
    assert house.pushed == ["pat"]  # whose console may be out of sight


async def test_without_a_moderator_on_duty_nobody_is_given(house):
    await house.visitor("vera")
    await house.ready("pat")
    mona = Session("mona", Role.MODERATOR, "Mona")
    with pytest.raises(Refusal) as refused:
        await house.taking.give_to(mona, GiveTo(conversation="talk-vera", whom="pat"))
    assert refused.value.code is Code.CLOSED
