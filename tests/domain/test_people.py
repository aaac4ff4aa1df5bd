"""Names for visitors, and who hears whom."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.verdict import Level
from server.domain.conversation import Conversation, Kind, Member, Phase, Standing
from server.domain.duty import Availability, Duty, DutyState
from server.domain.load import DutyStep, Load
from server.domain.message import Message
from server.domain.pseudonym import FIRST, SECOND, pseudonym
from server.domain.session import Role, Session
from server.domain.staff import BadField, check_roles

AT = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
members = st.lists(
    st.builds(
        Member,
        person=st.integers(0, 9).map("person{}".format),
        role=st.sampled_from([Role.VISITOR, Role.PEER, Role.MODERATOR]),
        name=st.just("Robin"),
        standing=st.sampled_from(Standing),
        joined_at=st.just(AT),
    ),
    unique_by=lambda member: member.person,
    max_size=5,
).map(tuple)


def conversation(members=(), phase=Phase.OPEN):
    return Conversation("c", Kind.ONE_TO_ONE, "v", phase, Level.L0, 0, AT, members)


def test_there_are_1024_different_pseudonyms():
    assert len({pseudonym(number) for number in range(1024)}) == 1024


@given(st.integers(0, 2**64))
def test_the_same_number_is_the_same_pseudonym(number):
    assert pseudonym(number) == pseudonym(number + 1024 * 3)
    first, second = pseudonym(number).split(" ")
    assert first in FIRST
    assert second in SECOND


@given(members, st.integers(0, 9).map("person{}".format))
def test_everybody_else_hears_the_speaker_and_nobody_outside_does(members, speaker):
    heard = {member.person for member in conversation(members).listeners(speaker)}
    assert heard == {member.person for member in members} - {speaker}


@given(members, st.integers(0, 9).map("person{}".format))
def test_only_speakers_of_the_conversation_may_speak(members, person):
    speakers = {member.person for member in members if member.standing is Standing.SPEAKER}
    assert conversation(members).may_speak(person) == (person in speakers)


def test_words_are_accepted_while_open_or_referred_and_at_no_other_time():
    assert {phase for phase in Phase if conversation(phase=phase).accepts_words} == {
        Phase.OPEN,
        Phase.REFERRED,
    }


def test_what_people_say_and_are_called_hides_in_a_log():
    message = Message("c", 1, "r", "v", Role.VISITOR, "Quiet Fern", "I feel alone", AT)
    member = Member("v", Role.VISITOR, "Quiet Fern", Standing.SPEAKER, AT)
    session = Session("v", Role.VISITOR, "Quiet Fern")
    shown = repr((message, conversation((member,)), session))
    assert "alone" not in shown
    assert "Fern" not in shown


def test_a_step_of_a_duty_changes_what_is_held_and_nothing_else():
    duty = Duty("s", Role.PEER, "Robin", Availability.READY, AT, AT, ("en", "cy"), ("grief",))
    assert duty.after(DutyStep.OFFER) == replace(duty, load=Load(offered=1))
    assert (duty.state, duty.load) == (DutyState.READY, Load())


@pytest.mark.parametrize(
    "roles",
    [("facilitator",), ("facilitator", "moderator"), ("mentor", "moderator"), ("coach",)],
)
def test_what_is_given_beside_a_role_is_never_given_alone(roles):
    with pytest.raises(BadField) as wrong:
        check_roles(tuple(map(Role, roles)))
    assert wrong.value.field == "roles"


def test_roles_are_combined_in_one_order():
    given = (Role.MODERATOR, Role.COACH, Role.MENTOR, Role.FACILITATOR, Role.PEER)
    combined = (Role.PEER, Role.FACILITATOR, Role.MENTOR, Role.COACH, Role.MODERATOR)
    assert check_roles(given) == combined
    assert check_roles((Role.COACH, Role.PEER)) == (Role.PEER, Role.COACH)
