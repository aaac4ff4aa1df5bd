"""The review of an incident: all that was done, without words until two people opened it."""

from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import select

from moderation.verdict import Level
from server.contract.incident_requests import ShowHistory, ShowIncident, SignOffIncident
from server.domain.flag import Outcome
from server.domain.ids import PersonId
from server.domain.incident import Ending, Hindrance, IncidentKind
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.paging import Attempt, Owed
from server.domain.referral import ReferralState, ReferralStep
from server.domain.refusal import Code, Refusal
from server.domain.second_look import LookState
from server.domain.session import Role, Session
from server.domain.staff import StaffMember
from server.services.risk.cards import Cards
from server.services.watch.incidents import IncidentReview
from server.stores import audit
from server.stores.risk.pages import SqlPages
from server.stores.rows.flags import flag_of
from server.stores.tables.core import flags
from server.stores.tables.house import audit as audit_table
from server.stores.tables.referrals import referrals
from server.stores.tables.watch import sign_offs
from server.stores.talk.closed_talks import SqlClosedTalks
from server.stores.watch.glasses import SqlGlasses
from server.stores.watch.histories import SqlHistories
from server.stores.watch.incidents import SqlIncidents
from server.stores.watch.sign_offs import SqlSignOffs
from tests.services.people import EVERYTHING

TALK = "talk-vera"
KINDS = (SqlIncidents, SqlHistories, SqlSignOffs)
SAID = "I can't go on like this"
SPOKE = "Spoke with both of them"
SECONDED = "I read along, and would have called them too"
MIKE = Session(PersonId("mike"), Role.MODERATOR, "Mike")
WHY = "The hospital asks what was said."
AFTERWARDS = "They made fun of me"
PASSED_ON = ("no longer answers", "An adult in danger at home", "CASE-17")
ALL_WORDS = (AFTERWARDS, SAID, SPOKE, SECONDED, *PASSED_ON)


@pytest.fixture
def review(house):
    staff = SqlClosedTalks(house.db)
    cards = Cards(EVERYTHING)
    stores = [kind(house.db, house.sealer) for kind in KINDS]
    return IncidentReview(*stores, staff, cards, house.clock)


@pytest.fixture
async def people(house):
    for name in ("mona", "mike"):
        await house.employed(name)
    return [StaffMember(name, name.title(), (Role.MODERATOR,)) for name in ("mona", "mike")]


@pytest.fixture
async def incident(house, people):
    """A worry, a page that failed and one that arrived, help without a yes, and the end."""
    vera, _, talk = await house.paired()
    mona = await house.moderator()
    await house.worries(vera, talk, SAID, level=Level.L4)
    (flag,) = await house.rows(flags)
    pages = SqlPages(house.db)
    for attempt, status in enumerate(("503", "200"), start=1):
        house.clock.passes(seconds=1)
        owed = Owed(flag_of(flag), "webhook", attempt)
        await pages.paged(owed, Attempt(house.clock(), status == "200", status), house.clock())
    house.clock.passes(seconds=1)
    await house.alerts.claim(flag.id, mona, house.clock())
    await house.decide(mona, talk)
    house.clock.passes(seconds=1)
    (asked,) = await house.second_looks.shown(house.clock())
    await house.second_says(MIKE, asked.look.id, words=SECONDED)
    (row,) = await house.rows(referrals)
    for step in (ReferralStep.HAND_OVER, ReferralStep.CONFIRM):
        house.clock.passes(seconds=1)
        await house.referrals.go(row.id, step, mona, "CASE-17", house.clock())
    await house.alerts.resolve(flag.id, mona, Outcome.HANDED_ON, SPOKE, house.clock())
    house.clock.passes(seconds=1)
    await house.visits.leave(vera.id, house.clock())
    await house.answers(vera.id, AFTERWARDS)
    return talk


async def opened(house):
    """For Mona, with Mike's yes, for half an hour."""
    glasses, at = SqlGlasses(house.db, house.sealer, house.new_id), house.clock()
    await glasses.ask("mona", TALK, WHY, at, timedelta(hours=1))
    (glass,) = await glasses.shown(at)
    await glasses.approve(glass.id, "mike", at, timedelta(minutes=30), tell=Notice.OPENED)


async def test_it_is_told_in_order_with_who_did_what(review, people, incident):
    mona, _ = people
    pack = await review.show(mona, ShowIncident(conversation=incident))
    times = [one.at for one in pack.happenings]
    assert times == sorted(times)
    kinds = [one.kind for one in pack.happenings if one.kind != "audit"]
    assert (kinds[0], kinds[-2:]) == ("opened", ["ended", "answered"])
    assert set(kinds) == {*IncidentKind} - {
        IncidentKind.AUDIT,
        IncidentKind.TOLD_LATER,
        IncidentKind.REFERRAL,  # these are told apart
    }
    rung = [one.facts["status"] for one in pack.happenings if one.kind == "page"]
    assert rung == ["503", "200"]
    did = {one.facts["did"]: one.who for one in pack.happenings if one.kind == "audit"}
    assert did["act_without_consent"] == did["hand_over"] == did["confirm"] == "Mona"
    assert did["claim_flag"] == "Mona"
    (referral,) = pack.referrals
    assert (referral.state, referral.decided_by) == (ReferralState.CONFIRMED, "Mona")
    assert referral.confirmed_by == "Mona"
    assert (referral.second_person, referral.second_said) == ("Mike", LookState.APPROVED)
    assert did["approve_without_consent"] == "Mike"
    asked = next(one for one in pack.happenings if one.kind == IncidentKind.SECOND_ASKED)
    assert (asked.who, asked.facts["done_before_the_answer"]) == ("Mona", "yes")


async def test_without_break_glass_it_holds_nobody_s_words(review, people, incident):
    mona, _ = people
    pack = await review.show(mona, ShowIncident(conversation=incident))
    assert not pack.with_words
    written = msgspec.json.encode(pack).decode()
    assert [words for words in ALL_WORDS if words in written] == []


async def test_only_whom_it_was_opened_for_reads_the_words_and_only_until_then(
    review, people, incident, house
):
    mona, mike = people
    await opened(house)
    pack = await review.show(mona, ShowIncident(conversation=incident))
    written = msgspec.json.encode(pack).decode()
    assert [words for words in ALL_WORDS if words not in written] == []
    assert not (await review.show(mike, ShowIncident(conversation=incident))).with_words
    house.clock.passes(seconds=timedelta(hours=2).total_seconds())
    assert not (await review.show(mona, ShowIncident(conversation=incident))).with_words


async def test_each_look_is_written_down(review, people, incident, house):
    mona, _ = people
    await review.show(mona, ShowIncident(conversation=incident))
    await opened(house)
    await review.show(mona, ShowIncident(conversation=incident))
    looks = [e for e in await house.rows(audit_table) if e.did == "read_incident"]
    assert [(e.who, e.about, e.reason) for e in looks] == [
        ("mona", TALK, "redacted"),
        ("mona", TALK, "with words"),
    ]
    assert await audit.verify(house.db) is None


def signing(talk, ending=Ending.REACHED, words="The crew is with them."):
    return SignOffIncident(conversation=talk, ending=ending, words=words)


async def test_what_was_done_without_a_yes_is_signed_off_by_somebody_else(review, people, incident):
    mona, mike = people
    with pytest.raises(StepNotAllowed):
        await review.sign_off(mona, signing(incident))
    await review.sign_off(mike, signing(incident))
    pack = await review.show(mona, ShowIncident(conversation=incident))
    assert (pack.signed.by, pack.signed.ending) == ("Mike", Ending.REACHED)
    assert (pack.signed.words, pack.hindrance) == ("", Hindrance.YOURS)


async def test_what_no_second_person_has_looked_at_is_not_signed_off(review, people, house):
    _, mike = people
    vera, _, talk = await house.paired()
    mona = await house.moderator()
    await house.worries(vera, talk, SAID, level=Level.L4)
    (flag,) = await house.rows(flags)
    await house.alerts.claim(flag.id, mona, house.clock())
    await house.alerts.resolve(flag.id, mona, Outcome.HANDED_ON, SPOKE, house.clock())
    await house.decide(mona, talk)
    (row,) = await house.rows(referrals)
    for step in (ReferralStep.HAND_OVER, ReferralStep.CONFIRM):
        await house.referrals.go(row.id, step, mona, "CASE-17", house.clock())
    await house.visits.leave(vera.id, house.clock())
    pack = await review.show(mike, ShowIncident(conversation=talk))
    assert pack.hindrance is Hindrance.SECOND
    assert (pack.referrals[0].second_person, pack.referrals[0].second_said) == ("", LookState.ASKED)
    await house.second_says(MIKE, (await house.second_looks.shown(house.clock()))[0].look.id)
    await review.sign_off(mike, signing(talk))


async def test_what_happened_is_read_by_whom_it_is_opened_for(review, people, incident, house):
    mona, mike = people
    await review.sign_off(mike, signing(incident))
    await opened(house)
    pack = await review.show(mona, ShowIncident(conversation=incident))
    assert pack.signed.words == "The crew is with them."


async def test_signing_twice_keeps_the_first_name(review, people, incident, house):
    _, mike = people
    await house.employed("milo")
    milo = StaffMember("milo", "Milo", (Role.MODERATOR,))
    for who in (mike, milo):
        await review.sign_off(who, signing(incident))
    (row,) = await house.rows(sign_offs)
    assert row.by == "mike"
    signed = [e.who for e in await house.rows(audit_table) if e.did == "sign_off_incident"]
    assert signed == ["mike"]


async def test_help_that_failed_is_signed_off_as_well(review, people, house):
    _, mike = people
    vera, _, talk = await house.paired()
    mona = await house.moderator()
    await house.worries(vera, talk, SAID, level=Level.L3)
    id_, _ = await house.refer(mona, talk)
    await house.referrals.answer(id_, vera, accept=True, at=house.clock())
    with pytest.raises(StepNotAllowed):  # it goes on
        await review.sign_off(mike, signing(talk, Ending.NOT_REACHED))
    assert (await unsigned(house)) == 0
    (flag,) = await house.rows(flags)
    await house.alerts.claim(flag.id, mona, house.clock())
    await house.alerts.resolve(flag.id, mona, Outcome.HANDED_ON, SPOKE, house.clock())
    await house.visits.leave(vera.id, house.clock())
    pack = await review.show(mike, ShowIncident(conversation=talk))
    assert pack.hindrance is Hindrance.REFERRAL
    await house.referrals.fail(id_, mona, "Nobody came", no_flag, house.clock())
    assert (await unsigned(house)) == 1
    await review.sign_off(mike, signing(talk, Ending.NOT_REACHED, "Nobody came all night."))
    assert (await unsigned(house)) == 0


async def test_what_was_never_referred_is_signed_off_once_its_flags_are_resolved(
    review, people, house
):
    _, mike = people
    vera, _, talk = await house.paired()
    mona = await house.moderator()
    await house.worries(vera, talk, SAID, level=Level.L3)
    await house.visits.leave(vera.id, house.clock())
    pack = await review.show(mike, ShowIncident(conversation=talk))
    assert pack.hindrance is Hindrance.FLAG
    (flag,) = await house.rows(flags)
    await house.alerts.claim(flag.id, mona, house.clock())
    await house.alerts.resolve(flag.id, mona, Outcome.CONFIRMED, SPOKE, house.clock())
    await review.sign_off(mike, signing(talk, Ending.SAFE, "They called their sister."))
    await house.forgetting.forget("vera")
    assert await house.rows(sign_offs) == []


def no_flag(state, level):
    raise AssertionError("after the end nobody is called")


async def unsigned(house):
    return (await house.walling.view(await house.moderator())).health.unsigned


async def test_what_nobody_knows_or_what_was_deleted_is_not_found(review, people, incident, house):
    await house.forgetting.forget("vera")
    for asked in ("none", incident):
        with pytest.raises(Refusal) as refused:
            await review.show(people[0], ShowIncident(conversation=asked))
        assert refused.value.code is Code.NOT_FOUND


async def test_who_looks_at_a_live_one_sees_what_was_done_before_by_whom_and_why(
    house, review, people
):
    _, mike = people
    vera, _, talk = await house.paired()
    moderator = await house.moderator()
    await house.worries(vera, talk, SAID)
    (flag,) = await house.rows(flags)
    await house.alerts.claim(flag.id, moderator, house.clock.passes(seconds=1))
    at = house.clock.passes(seconds=1)
    await house.alerts.resolve(flag.id, moderator, Outcome.FALSE_ALARM, SPOKE, at)
    at = house.clock.passes(seconds=1)
    await house.alerts.set_level(talk, Level.L1, moderator, "It was a film.", at)
    history = await review.history(mike, ShowHistory(conversation=talk))
    told = [(one.kind, one.who, one.words) for one in history.happenings]
    assert told[-3:] == [
        (IncidentKind.FLAG_CLAIMED, "Mona", ""),
        (IncidentKind.FLAG_RESOLVED, "Mona", SPOKE),
        (IncidentKind.LEVEL, "Mona", "It was a film."),
    ]
    assert history.happenings[-2].facts == {"outcome": "false_alarm"}
    assert SAID not in msgspec.json.encode(history).decode()
    async with house.db.read() as tx:
        looks = [one.did for one in await tx.execute(select(audit_table)) if one.who == "mike"]
    assert looks == ["read_history"]


async def test_after_the_end_a_history_has_no_words_of_anybody(review, people, incident):
    mona, _ = people
    history = await review.history(mona, ShowHistory(conversation=incident))
    assert [one.kind for one in history.happenings].count(IncidentKind.REFERRAL) == 2
    assert all(one.words == "" for one in history.happenings)


async def test_of_what_does_not_exist_there_is_no_history(review, people):
    with pytest.raises(Refusal) as refused:
        await review.history(people[0], ShowHistory(conversation="nothing"))
    assert refused.value.code is Code.NOT_FOUND
