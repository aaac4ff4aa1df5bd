"""What a load counts: also how soon a moderator sees what is flagged."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from server.bench.load.live import _counted
from server.bench.load.report import Steady
from server.bench.load.tally import Sayings, Tally
from server.bench.load.watch import Watch
from server.contract.views import Line
from server.domain.session import Role
from server.replay.checker import Said, Span
from server.replay.ear import Ear
from server.replay.house import House, OutOfPatience

AT = datetime(2030, 1, 1, tzinfo=UTC)


def test_from_what_was_said_to_the_flag_on_a_moderator_s_screen_is_measured():
    sayings = Sayings()
    house = House(None, iter(()), "", 1.0, said=sayings)
    tally = Tally(house, sayings, shown_at={("talk", 2): 10.25, ("another", 1): 10.0})
    for seq, sent_at in ((1, 9.0), (2, 10.0)):
        sayings.append(Said("talk", "vera", "words", sent_at, seq, sent_at + 0.1))
    house.members["talk"] = frozenset({"vera"})
    tally.ended("talk", [])
    assert tally.flagged.counts.total() == 1
    assert 250 <= tally.flagged.at(0.99) <= 256
    assert tally.shown_at == {("another", 1): 10.0}


def test_what_must_stay_at_nothing_is_named_while_it_runs():
    tally = Tally(House(None, iter(()), "", 1.0), Sayings())
    assert list(_counted(tally)) == ["faults 0", "given up 0"]
    tally.lost, tally.abandoned["no ack"] = 2, 1
    assert list(_counted(tally)) == ["lost 2", "given up 1 (no ack)"]
    assert not tally.faultless


def test_in_a_group_only_what_was_meant_for_somebody_can_be_lost_to_them():
    sayings = Sayings()
    sayings.rooms.add("room")
    house = House(None, iter(()), "", 1.0, said=sayings)
    tally = Tally(house, sayings)
    for seq in (1, 2):
        sayings.append(Said("room", "vera", f"words {seq}", 9.0, seq, 9.1))
    for listener in ("vera", "late", "gone"):
        house.joined("room", listener)
    house.spans["room", "late"] = Span(after=1)
    house.spans["room", "gone"] = Span(upto=0)
    late = SimpleNamespace(ear=Ear("late", lambda: 9.02))
    late.ear.take("room", [Line(seq=2, at=AT, role=Role.VISITOR, name="Vera", text="words 2")])
    tally.met("room", [late])
    assert (tally.sent, tally.in_rooms, tally.told.counts.total()) == (2, 2, 1)
    assert tally.faultless


def test_no_wait_that_began_before_the_measuring_is_in_any_figure():
    sayings = Sayings()
    house = House(None, iter(()), "", 1.0, said=sayings)
    tally = Tally(house, sayings, shown_at={("talk", 1): 11.0, ("talk", 2): 11.0})
    listener = SimpleNamespace(ear=Ear("peer", lambda: 11.0))
    tally.measure(10.0)
    for place in ("talk", "room"):
        house.joined(place, "peer")
        for seq, sent_at in ((1, 9.9), (2, 10.0)):
            said = Said(place, "vera", f"words {seq}", sent_at, seq, 10.5)
            sayings.append(said)
            tally.acked(said)
            line = Line(seq=seq, at=AT, role=Role.VISITOR, name="Vera", text=said.text)
            listener.ear.take(place, [line])
            if place == "talk":
                tally.heard(said, listener)
    for began in (9.9, 10.0):
        tally.silenced(began, 1000)
    others = [one for one in listener.ear.heard if one.conversation == "room"]
    listener.ear.heard = [one for one in listener.ear.heard if one.conversation == "talk"]
    tally.ended("talk", [listener])
    listener.ear.heard = others
    tally.met("room", [listener])
    waits = (tally.delivery, tally.flagged, tally.told, tally.put_out)
    assert [spread.counts.total() for spread in waits] == [1, 1, 1, 1]
    assert tally.ack.counts.total() == 2  # one in each place
    assert (tally.silent, tally.checked, tally.faultless) == (2, 4, True)


def test_what_was_measured_before_the_measuring_began_is_forgotten():
    tally = Tally(House(None, iter(()), "", 1.0), Sayings())
    waits = (tally.ack, tally.delivery, tally.flagged, tally.told, tally.put_out)
    for spread in waits:
        spread.add([1.0])
    tally.measure(10.0)
    waits = (tally.ack, tally.delivery, tally.flagged, tally.told, tally.put_out)
    assert not any(spread.counts for spread in waits)


def test_messages_in_rooms_do_not_hide_that_the_conversations_fell_short():
    sayings = Sayings()
    sayings.rooms.add("room")
    for place in ("talk", "talk", "room"):
        sayings.append(Said(place, "vera", "words", 9.0))
    assert (sayings.in_all, sayings.in_rooms) == (3, 1)
    assert Steady(Watch({}), 2.0, sayings.in_all, sayings.in_rooms).reached == 1.0


def test_a_group_is_compared_round_by_round_and_each_round_is_forgotten():
    sayings = Sayings()
    house = House(None, iter(()), "", 1.0, said=sayings)
    tally = Tally(house, sayings)
    listener = SimpleNamespace(ear=Ear("host", lambda: 9.02))
    house.joined("room", "host")
    for seq in (1, 2):
        sayings.append(Said("room", "vera", f"words {seq}", 9.0, seq, 9.1))
        line = Line(seq=seq, at=AT, role=Role.VISITOR, name="Vera", text=f"words {seq}")
        listener.ear.take("room", [line])
        tally.met("room", [listener])
        assert not listener.ear.heard
        assert not sayings.take("room")
    assert (tally.checked, tally.delivered, tally.told.counts.total()) == (2, 2, 2)
    assert tally.faultless


def test_what_was_heard_in_a_conversation_that_was_given_up_is_no_strangers():
    sayings = Sayings()
    house = House(None, iter(()), "", 1.0, said=sayings)
    tally = Tally(house, sayings)
    peer = SimpleNamespace(ear=Ear("peer", lambda: 9.02))
    for talk in ("given up", "next"):
        house.joined(talk, "peer")
        sayings.append(Said(talk, "vera", "words", 9.0, 1, 9.1))
        peer.ear.take(talk, [Line(seq=1, at=AT, role=Role.VISITOR, name="Vera", text="words")])
    with pytest.raises(OutOfPatience), tally.given_up("given up"):
        raise OutOfPatience
    tally.ended("next", [peer])
    assert tally.faultless
    peer.ear.take("another's", [Line(seq=1, at=AT, role=Role.VISITOR, name="Will", text="mine")])
    tally.ended("next", [peer])
    assert tally.misdelivered == 1
