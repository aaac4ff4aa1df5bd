"""What every lifecycle promises, and what each promises on its own."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.contract import lifecycles
from server.contract.lifecycles import CHARTS
from server.domain.conversation import CONVERSATION, Phase, PhaseStep
from server.domain.duty import DUTY, Availability
from server.domain.flag import FLAG, OWNED, UNANSWERED, UNRESOLVED, FlagState, FlagStep
from server.domain.lifecycle import StepNotAllowed
from server.domain.load import DutyStep
from server.domain.offer import OFFER, OfferState
from server.domain.referral import REFERRAL, UNFINISHED, ReferralState, ReferralStep
from server.domain.room import ROOM, RoomState, RoomStep
from server.domain.visit import LIVE, VISIT, VisitState, VisitStep

every = pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.title.lower())


def reachable(lifecycle, start):
    found, edge = {start}, {start}
    while edge:
        edge = {b for (a, _), b in lifecycle.moves.items() if a in edge} - found
        found |= edge
    return found


def steps_of(lifecycle):
    return list(type(next(iter(lifecycle.moves))[1]))


def walked(lifecycle, state, steps):
    """Where somebody comes who tries all of these steps and skips what is not allowed."""
    for step in steps:
        state = lifecycle.after(state, step) if lifecycle.allows(state, step) else state
    return state


def test_the_charts_in_the_docs_are_fresh():
    assert lifecycles.TARGET.read_text(encoding="utf-8") == lifecycles.page(), (
        "run `python -m server.contract.lifecycles`"
    )


@every
def test_every_state_can_be_reached_from_the_start(chart):
    assert reachable(chart.lifecycle, chart.start) == set(chart.states)


@every
def test_every_state_can_reach_an_end(chart):
    for state in chart.states:
        assert reachable(chart.lifecycle, state) & set(chart.ends), state


@every
def test_every_step_stands_in_the_table(chart):
    used = {step for _, step in chart.lifecycle.moves}
    assert used == set(steps_of(chart.lifecycle))


@every
@given(data=st.data())
def test_no_steps_in_any_order_lead_out_of_the_table(chart, data):
    steps = data.draw(st.lists(st.sampled_from(steps_of(chart.lifecycle)), max_size=30))
    assert walked(chart.lifecycle, chart.start, steps) in chart.states


@every
def test_a_step_outside_the_table_is_refused_and_says_which(chart):
    for state, step in itertools.product(chart.states, steps_of(chart.lifecycle)):
        if chart.lifecycle.allows(state, step):
            assert state in chart.lifecycle.before(step)
        else:
            with pytest.raises(StepNotAllowed, match=f"^{state} has no {step}$"):
                chart.lifecycle.after(state, step)


@pytest.mark.parametrize(
    ("lifecycle", "final"),
    [
        (VISIT, {VisitState.ENDED, VisitState.LEFT}),
        (FLAG, {FlagState.RESOLVED}),
        (REFERRAL, {ReferralState.DECLINED, ReferralState.EXPIRED, ReferralState.CONFIRMED}),
        (OFFER, set(OfferState) - {OfferState.OPEN}),
        (DUTY, set()),
        (ROOM, {RoomState.CLOSED}),
    ],
    ids=["visit", "flag", "referral", "offer", "duty", "room"],
)
def test_these_states_and_no_others_are_final(lifecycle, final):
    states = {state for state, _ in lifecycle.moves} | set(lifecycle.moves.values())
    assert {state for state in states if lifecycle.is_final(state)} == final


def test_nothing_leads_out_of_a_closed_conversation():
    assert reachable(CONVERSATION, Phase.CLOSED) == {Phase.CLOSED}


@pytest.mark.parametrize(
    ("lifecycle", "step"),
    [
        (CONVERSATION, PhaseStep.HOLD),
        (CONVERSATION, PhaseStep.REFER),
        (CONVERSATION, PhaseStep.CLOSE),
        (FLAG, FlagStep.LAPSE),
        (FLAG, FlagStep.CALL),
        (FLAG, FlagStep.TAKE_OVER),
        (DUTY, DutyStep.GO_READY),
        (DUTY, DutyStep.REST),
        (DUTY, DutyStep.GO_OFF),
        (DUTY, DutyStep.HOST),
        (ROOM, RoomStep.LOCK),
        (ROOM, RoomStep.CLOSE),
    ],
    ids=str,
)
def test_repeating_a_protective_step_changes_nothing(lifecycle, step):
    for state in lifecycle.before(step):
        once = lifecycle.after(state, step)
        assert lifecycle.after(once, step) == once, state


@given(st.lists(st.sampled_from(PhaseStep), max_size=20))
def test_a_conversation_can_be_closed_at_any_time(steps):
    phase = walked(CONVERSATION, Phase.OPEN, steps)
    assert CONVERSATION.after(phase, PhaseStep.CLOSE) is Phase.CLOSED


@given(st.lists(st.sampled_from(VisitStep), max_size=20))
def test_a_visitor_can_leave_from_anywhere(steps):
    state = walked(VISIT, VisitState.ARRIVED, steps)
    assert VISIT.is_final(state) or VISIT.after(state, VisitStep.LEAVE) is VisitState.LEFT


def test_nobody_is_matched_without_an_offer_or_waits_without_consent():
    assert VISIT.before(VisitStep.MATCH) == (VisitState.OFFERED,)
    assert VISIT.before(VisitStep.WAIT) == (VisitState.CONSENTED,)
    assert VISIT.before(VisitStep.KNOCK) == (VisitState.CONSENTED,)
    assert VISIT.before(VisitStep.CONSENT) == (VisitState.ARRIVED,)


def test_a_lost_offer_and_a_lost_peer_bring_the_visitor_back_to_the_queue():
    assert VISIT.after(VisitState.OFFERED, VisitStep.RETURN) is VisitState.WAITING
    assert VISIT.after(VisitState.TALKING, VisitStep.REQUEUE) is VisitState.WAITING


def test_a_live_visit_is_one_that_has_begun_and_is_not_over():
    begun = reachable(VISIT, VisitState.WAITING) | reachable(VISIT, VisitState.AT_DOOR)
    assert {state for state in begun if not VISIT.is_final(state)} == LIVE


@given(st.lists(st.sampled_from(FlagStep), max_size=20))
def test_no_clock_ever_clears_a_flag(steps):
    lapses_only = [step for step in steps if step is not FlagStep.RESOLVE]
    assert walked(FLAG, FlagState.RAISED, lapses_only) in UNRESOLVED


def test_a_flag_is_resolved_only_by_who_has_claimed_it():
    assert FLAG.before(FlagStep.RESOLVE) == (FlagState.CLAIMED,)
    assert set(FLAG.before(FlagStep.CLAIM)) == UNANSWERED


def test_whatever_worries_of_a_flag_that_is_not_resolved_is_left_to_somebody_s_answer():
    """Claimed alone is quiet: danger that comes then calls its owner, and nothing else stops."""
    assert set(FLAG.before(FlagStep.CALL)) == UNRESOLVED
    assert {FLAG.after(state, FlagStep.CALL) for state in UNRESOLVED} == UNANSWERED


def test_who_has_a_flag_can_give_it_back_and_a_colleague_can_take_it():
    assert set(FLAG.before(FlagStep.GIVE_BACK)) == set(FLAG.before(FlagStep.TAKE_OVER)) == OWNED
    assert {FLAG.after(state, FlagStep.GIVE_BACK) for state in OWNED} <= UNANSWERED


def test_an_unfinished_referral_is_one_that_has_a_step_left():
    assert {state for state in ReferralState if not REFERRAL.is_final(state)} == UNFINISHED


def test_nobody_is_handed_over_but_with_their_yes_or_by_a_moderator_s_decision():
    ready = {ReferralState.ACCEPTED, ReferralState.DECIDED}
    assert set(REFERRAL.before(ReferralStep.SEND)) == ready
    assert set(REFERRAL.before(ReferralStep.HAND_OVER)) == {*ready, ReferralState.SENT}
    assert REFERRAL.before(ReferralStep.DECIDE) == (ReferralState.OFFERED, ReferralState.FAILED)
    assert REFERRAL.before(ReferralStep.CONFIRM) == (ReferralState.HANDED_OVER,)


def test_a_failed_referral_can_be_offered_again():
    assert REFERRAL.after(ReferralState.FAILED, ReferralStep.OFFER) is ReferralState.OFFERED


def test_a_peer_whose_line_is_lost_is_off_from_any_state_on_shift():
    on_shift = set(Availability) - {Availability.OFF}
    assert {DUTY.after(state, DutyStep.LOSE) for state in on_shift} == {Availability.OFF}


def test_nobody_is_brought_to_a_peer_who_is_going_hosting_or_resting():
    assert DUTY.before(DutyStep.OFFER) == DUTY.before(DutyStep.ACCEPT) == (Availability.READY,)


def test_nobody_comes_into_a_room_but_by_its_door_or_back_from_talking_or_waiting_to_talk_alone():
    assert VISIT.before(VisitStep.ENTER) == (VisitState.AT_DOOR,)
    assert VISIT.before(VisitStep.GO_BACK) == (VisitState.WAITING, VisitState.TALKING)


def test_who_looks_after_a_room_is_offered_nobody_and_comes_to_it_rested():
    assert DUTY.before(DutyStep.HOST) == (Availability.READY, Availability.HOSTING)
    assert not DUTY.allows(Availability.HOSTING, DutyStep.OFFER)


@given(st.lists(st.sampled_from(RoomStep), max_size=20))
def test_a_room_can_be_closed_at_any_time_and_stays_closed(steps):
    state = walked(ROOM, RoomState.SCHEDULED, steps)
    closed = ROOM.after(state, RoomStep.CLOSE)
    assert closed is walked(ROOM, closed, steps) is RoomState.CLOSED
