"""What a load counts: also how soon a moderator sees what is flagged."""

from server.bench.load.live import _counted
from server.bench.load.tally import Sayings, Tally
from server.replay.checker import Said
from server.replay.house import House


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
