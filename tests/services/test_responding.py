"""The outside responder: told once, only what is approved, and followed until they answer."""

import hashlib
import hmac
import json
from dataclasses import replace
from datetime import timedelta

import aiohttp
import msgspec
import pytest

from config.referral import Responder
from moderation.verdict import Level
from server.contract.commands import AnswerReferral
from server.contract.referral_commands import ActWithoutConsent, SendReferral
from server.contract.staff_commands import FailReferral, FindResources, HandOver, OfferReferral
from server.domain.conversation import Phase
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.referral import ReferralState
from server.domain.responding import PAUSES, RESPONDER, Heard
from server.domain.session import Session
from server.services.referrals.pathway import pathway_of
from server.services.referrals.responding import NO, UNREACHABLE, Responding
from server.services.referrals.tending import ReferralTending
from server.services.risk.cards import Cards
from server.services.watch.walling import Walling
from server.stores.leases import LeaseLost
from server.stores.tables.core import messages
from server.stores.tables.house import audit
from server.transport import responder as module
from server.transport.responder import WebResponder
from server.transport.signing import SIGNATURE
from tests.services.people import AWAY, EVERYTHING
from tests.services.team import crisis_team

SECRET = b"a secret of the tests"
TALK = "talk-vera"
TEAM = Responder(
    source="agreed",
    reviewed=EVERYTHING.referral.reviewed,
    signed_off=False,
    name="Mobile crisis team",
    languages=("en",),
    ask_seconds=15,
)
TABLE = msgspec.structs.replace(EVERYTHING.referral, responder=TEAM)
CARDS = Cards(replace(EVERYTHING, referral=TABLE))
PATHWAY = pathway_of(TABLE)
OFFER = OfferReferral(
    conversation=TALK, resource=RESPONDER, reason="They asked", summary="Lost her job, lives at 4"
)


@pytest.fixture
async def team():
    async with crisis_team() as team:
        yield team


@pytest.fixture
async def vera(house):
    return (await house.paired())[0]


@pytest.fixture
async def mona(house, vera):
    return await house.moderator()


@pytest.fixture
def outside(house, team):
    """The house with the team outside it."""
    return Outside(house, team)


class Outside:
    def __init__(self, house, team):
        self.house, self.team = house, team
        self.deciding = replace(house.deciding, cards=CARDS)
        self.referring = replace(house.referring, cards=CARDS)
        self.walling = Walling(house.wall, CARDS, house.clock, AWAY, 3)
        self.responding = Responding(
            house.responding,
            house.referrals,
            WebResponder(team.url, SECRET, house.clock),
            TEAM.name,
            TEAM.every,
            house.hints,
            PATHWAY,
            house.referring.clocks,
            house.clock,
        )

    async def send(self, vera, mona, summary="Lost her job"):
        """Offered, approved in the visitor's words, and sent."""
        await self.referring.offer_referral(mona, OFFER)
        id_ = (await self.referral(mona)).id
        await self.referring.answer(
            vera, AnswerReferral(referral=id_, accept=True, summary=summary)
        )
        await self.referring.send_referral(mona, SendReferral(referral=id_))
        return id_

    async def referral(self, mona):
        (talk,) = (await self.walling.view(mona)).conversations
        return talk.referral

    async def flags(self, mona):
        return [flag.reasons[0] for flag in (await self.walling.view(mona)).flags]

    async def told(self):
        return [row.notice for row in await self.house.rows(messages) if row.notice]

    async def round(self, after=timedelta()):
        self.house.clock.passes(seconds=after.total_seconds())
        await self.responding.round(await self.house.lead("responder"))


def genuine(header, body):
    at, mark = (part.partition("=")[2] for part in header.split(","))
    expected = hmac.new(SECRET, f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(mark, expected)


async def test_only_the_approved_words_leave_signed_and_once(outside, team, vera, mona):
    await outside.send(vera, mona)
    await outside.round()
    await outside.round()
    ((headers, body),) = team.sent
    said = json.loads(body)
    assert genuine(headers[SIGNATURE], body)
    assert headers["Idempotency-Key"] == said.pop("id") != ""
    assert said == {
        "summary": "Lost her job",
        "language": "en",
        "level": 0,
        "without_consent": False,
    }


async def test_they_take_the_person_on_and_are_in_touch(outside, team, vera, mona):
    await outside.send(vera, mona)
    team.status = [{"status": "received"}, {"status": "accepted", "reference": "MCT-4"}]
    await outside.round()
    card = await outside.referral(mona)
    assert (card.state, card.sent.said) == (ReferralState.SENT, "received")
    assert card.sent.delivered_at == outside.house.clock()
    await outside.round(TEAM.every)
    await outside.round(TEAM.every)
    card = await outside.referral(mona)
    assert (card.state, card.reference) == (ReferralState.HANDED_OVER, "MCT-4")
    assert (await outside.house.talk_row(TALK)).phase == Phase.REFERRED  # it stays open until then
    team.status = [{"status": "reached"}]
    await outside.round(TEAM.every)
    card = await outside.referral(mona)
    assert (card.state, card.reference) == (ReferralState.CONFIRMED, "MCT-4")
    assert (card.confirmed_at, card.confirmed_by) == (outside.house.clock(), TEAM.name)
    asked = len(team.asked)
    await outside.round(TEAM.every)
    assert len(team.asked) == asked
    header, id_ = team.asked[0]
    assert genuine(header, id_.encode())


async def test_the_visitor_is_told_of_each_step(outside, team, vera, mona):
    await outside.send(vera, mona)
    team.answers = [{"status": "reached"}]
    await outside.round()
    assert (await outside.told())[-3:] == [
        Notice.REFERRAL_SENT,
        Notice.REFERRAL_HANDED_OVER,
        Notice.REFERRAL_CONFIRMED,
    ]
    did = [(row.who, row.did) for row in await outside.house.rows(audit)]
    assert did[-3:] == [
        ("mona", "send_referral"),
        (RESPONDER, "hand_over"),
        (RESPONDER, "confirm"),
    ]


@pytest.mark.parametrize("no", [Heard.DECLINED, Heard.FAILED])
async def test_a_no_comes_back_to_who_offered_it(outside, team, vera, mona, no):
    id_ = await outside.send(vera, mona)
    team.status = [{"status": no}]
    await outside.round()
    await outside.round(TEAM.every)
    card = await outside.referral(mona)
    assert (card.state, card.sent.said) == (ReferralState.FAILED, no)
    (flag,) = (await outside.walling.view(mona)).flags
    assert flag.reasons == (PATHWAY.nowhere[ReferralState.FAILED], NO[no])
    await outside.referring.offer_referral(mona, OFFER)
    card = await outside.referral(mona)
    assert (card.id, card.state, card.sent) == (id_, ReferralState.OFFERED, None)


async def test_the_other_side_that_never_answers_comes_back_under_a_clock(
    outside, team, vera, mona
):
    await outside.send(vera, mona)
    await outside.round()
    house = outside.house
    clocks = house.referring.clocks
    tending = ReferralTending(house.referral_clock, house.hints, PATHWAY, clocks, house.clock)
    for _ in range(2):  # asked about again and again
        house.clock.passes(seconds=3600)
        await tending.round(await house.lead("referrals"))
        assert await outside.flags(mona) == [PATHWAY.nowhere[ReferralState.SENT]]
        assert (await outside.referral(mona)).state is ReferralState.SENT
    told = await outside.told()
    assert told[-2:] == [Notice.REFERRAL_SENT, Notice.REFERRAL_SILENT]  # once for one silence
    await outside.round()  # and they are still asked
    assert len(team.asked) == 1


@pytest.mark.parametrize("broken", [500, 404, "redirect"], ids=str)
async def test_what_does_not_arrive_is_tried_again_with_the_same_id(
    outside, team, vera, mona, broken
):
    await outside.send(vera, mona)
    team.answers = [broken, {"status": "accepted"}]
    await outside.round()
    await outside.round()
    assert len(team.sent) == 1
    card = await outside.referral(mona)
    assert (card.state, card.sent.tries, card.sent.delivered_at) == (ReferralState.SENT, 1, None)
    await outside.round(PAUSES[0])
    assert len({headers["Idempotency-Key"] for headers, _ in team.sent}) == 1
    assert (await outside.referral(mona)).state is ReferralState.HANDED_OVER


async def test_a_clock_that_was_set_back_holds_no_try_up(outside, team, vera, mona):
    await outside.send(vera, mona)
    team.answers = [500]
    await outside.round()
    await outside.round(timedelta(hours=-1))
    assert len(team.sent) == 2


async def test_what_can_not_be_sent_at_all_fails_and_calls_its_owner(outside, team, vera, mona):
    await outside.send(vera, mona)
    team.answers = [500] * 20
    for pause in (timedelta(), *PAUSES, PAUSES[-1]):
        await outside.round(pause)
    assert len(team.sent) == 1 + len(PAUSES)
    card = await outside.referral(mona)
    assert (card.state, card.sent.said) == (ReferralState.FAILED, "500")
    (flag,) = (await outside.walling.view(mona)).flags
    assert flag.reasons == (PATHWAY.nowhere[ReferralState.FAILED], UNREACHABLE)


async def test_who_never_lets_go_of_the_line_is_not_waited_for(
    outside, team, vera, mona, monkeypatch
):
    monkeypatch.setattr(module, "PATIENCE", aiohttp.ClientTimeout(total=0.1))
    await outside.send(vera, mona)
    team.answers = ["slow"]
    await outside.round()
    assert (await outside.referral(mona)).sent.said == "timeout"


async def test_an_answer_that_makes_no_sense_changes_nothing(outside, team, vera, mona):
    await outside.send(vera, mona)
    team.answers = [{"status": "who knows"}]
    await outside.round()
    card = await outside.referral(mona)
    assert (card.state, card.sent.said) == (ReferralState.SENT, "200")
    assert card.sent.delivered_at is not None


async def test_a_moderator_who_was_faster_is_not_undone(outside, team, vera, mona):
    id_ = await outside.send(vera, mona)
    await outside.round()
    await outside.referring.hand_over(mona, HandOver(referral=id_, reference="by phone"))
    team.status = [{"status": "accepted", "reference": "late"}, {"status": "declined"}]
    await outside.round(TEAM.every)
    card = await outside.referral(mona)
    assert (card.state, card.reference) == (ReferralState.HANDED_OVER, "by phone")
    await outside.referring.fail_referral(mona, FailReferral(referral=id_, reason="No"))
    await outside.round(TEAM.every)
    assert (await outside.referral(mona)).state is ReferralState.FAILED


async def test_without_a_yes_they_are_told_so(outside, team, vera, mona):
    await outside.house.worries(vera, TALK, level=Level.L4)
    await outside.deciding.act_without_consent(
        mona,
        ActWithoutConsent(
            conversation=TALK,
            resource=RESPONDER,
            reason="life_in_danger",
            words="No longer answers us.",
            summary="At 4",
        ),
    )
    id_ = (await outside.referral(mona)).id
    await outside.referring.send_referral(mona, SendReferral(referral=id_))
    await outside.round()
    said = json.loads(team.sent[0][1])
    assert (said["without_consent"], said["summary"], said["level"]) == (True, "At 4", 4)
    assert b"No longer answers" not in team.sent[0][1]


async def test_nothing_is_sent_before_the_visitor_s_yes_or_to_a_helpline(outside, vera, mona):
    await outside.referring.offer_referral(mona, OFFER)
    id_ = (await outside.referral(mona)).id
    with pytest.raises(StepNotAllowed):
        await outside.referring.send_referral(mona, SendReferral(referral=id_))
    await outside.referring.answer(vera, AnswerReferral(referral=id_, accept=False))
    line, _ = await outside.house.refer(mona, TALK)
    await outside.house.referrals.answer(line, vera, accept=True, at=outside.house.clock())
    with pytest.raises(StepNotAllowed):
        await outside.referring.send_referral(mona, SendReferral(referral=line))


async def test_what_is_forgotten_is_not_sent(outside, team, vera, mona):
    await outside.send(vera, mona)
    await outside.house.visits.leave("vera", outside.house.clock())
    await outside.house.forgetting.forget("vera")
    await outside.round()
    assert team.sent == []


async def test_a_former_leader_writes_nothing_down(outside, team, vera, mona):
    await outside.send(vera, mona)
    old = await outside.house.lead("responder")
    outside.house.clock.passes(hours=2)
    await outside.house.lead("responder", holder="another")
    with pytest.raises(LeaseLost):
        await outside.responding.round(old)
    assert (await outside.referral(mona)).sent.tries == 0


async def test_staff_find_the_team_first_of_all_and_visitors_see_no_webhook(outside, vera, mona):
    found = await outside.referring.find_resources(mona, FindResources(country="JP"))
    assert found.resources[0].name == TEAM.name
    help_card = CARDS.help(Level.L3, None, None, outside.house.clock())
    assert RESPONDER not in {one.id for one in help_card.resources}
    assert isinstance(vera, Session)
