"""Who is here, and what each socket hears: the books balance, whatever comes and goes."""

from hypothesis import given
from hypothesis import strategies as st

from server.domain.session import Role, Session
from server.transport.audience import Audience, who

PEOPLE = [Session(name, role) for role in (Role.VISITOR, Role.PEER) for name in ("a", "b")]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("enter"), st.integers(0, 3), st.integers(0, 5)),
        st.tuples(st.just("leave"), st.integers(0, 5), st.just(0)),
        st.tuples(st.just("attend"), st.integers(0, 5), st.integers(0, 7)),
    ),
    max_size=40,
)
TALKS = ("t1", "t2", "t3")


def hears(number):
    """Any of the three conversations."""
    return {talk: 5 for bit, talk in enumerate(TALKS) if number >> bit & 1}


@given(steps=STEPS)
def test_the_channels_heard_are_those_in_which_somebody_is(steps):
    audience, channels, owners = Audience(), set(), {}
    for step, first, second in steps:
        if step == "enter" and f"s{second}" not in owners:
            owners[f"s{second}"] = PEOPLE[first]
            audience.enter(PEOPLE[first], f"s{second}")
        elif step == "leave":
            owners.pop(f"s{first}", None)
            channels -= audience.leave(f"s{first}")
        elif step == "attend" and f"s{first}" in owners:
            heard, silent = audience.attend(f"s{first}", hears(second))
            assert not heard & channels
            assert silent <= channels | heard
            channels = (channels | heard) - silent
        assert channels == {talk.id for talk in audience.talks()}
        assert all(talk.cursors for talk in audience.talks())
        assert set(audience.sessions) == set(owners)


def test_a_second_socket_of_the_same_person_displaces_the_first():
    audience, vera = Audience(), Session("vera", Role.VISITOR)
    assert audience.enter(vera, "one") is None
    assert audience.enter(vera, "two") == "one"
    assert audience.enter(vera, "two") is None
    audience.leave("one")
    assert audience.sid(who(vera)) == "two"


def test_one_member_of_staff_is_two_people_in_two_roles():
    audience = Audience()
    assert audience.enter(Session("mona", Role.PEER), "one") is None
    assert audience.enter(Session("mona", Role.MODERATOR), "two") is None


def test_to_leave_twice_or_without_having_come_changes_nothing():
    audience = Audience()
    audience.enter(PEOPLE[0], "one")
    audience.attend("one", {"t1": 3})
    assert audience.leave("one") == {"t1"}
    assert audience.leave("one") == audience.leave("nobody") == set()


def test_who_goes_on_hearing_a_conversation_keeps_the_place_in_it():
    audience = Audience()
    audience.enter(PEOPLE[0], "one")
    audience.attend("one", {"t1": 3})
    audience.attend("one", {"t1": 9})
    assert audience.talk("t1").cursors == {"one": 3}
