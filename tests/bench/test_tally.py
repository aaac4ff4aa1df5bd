"""What a load counts: also how soon a moderator sees what is flagged."""

from datetime import UTC, datetime
from types import SimpleNamespace

from server.bench.load.live import _counted
from server.bench.load.tally import Sayings, Tally
from server.contract.views import Line
from server.domain.session import Role
from server.replay.checker import Said, Span
from server.replay.ear import Ear
from server.replay.house import House

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
