"""Who is offered to whom."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from moderation.verdict import Level
from server.domain.matching import Pairing, Ready, Waiting, match

START = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
moments = st.integers(0, 5).map(lambda minutes: START + timedelta(minutes=minutes))
languages = st.sampled_from(["en", "cy", "fr"])
topics = st.sampled_from(["grief", "anxiety"])
names = [f"peer{n}" for n in range(5)]


def unique(shapes, key):
    return st.lists(shapes, max_size=7, unique_by=key)


waitings = unique(
    st.builds(
        Waiting,
        visit=st.integers(0, 20).map("visit{}".format),
        since=moments,
        language=languages,
        topic=st.none() | topics,
        level=st.sampled_from(Level),
        not_now=st.frozensets(st.sampled_from(names), max_size=2),
    ),
    lambda waiting: waiting.visit,
)
readies = unique(
    st.builds(
        Ready,
        peer=st.sampled_from(names),
        since=moments,
        languages=st.lists(languages, max_size=3).map(tuple),
        topics=st.lists(topics, max_size=2).map(tuple),
    ),
    lambda ready: ready.peer,
)


def able(visitor, peer):
    return visitor.language in peer.languages and peer.peer not in visitor.not_now


def paired(waiting, ready):
    return {pairing.visit: pairing.peer for pairing in match(waiting, ready)}


@given(waitings, readies)
def test_nobody_is_in_two_pairings(waiting, ready):
    pairings = match(waiting, ready)
    assert len({pairing.visit for pairing in pairings}) == len(pairings)
    assert len({pairing.peer for pairing in pairings}) == len(pairings)


@given(waitings, readies)
def test_only_people_who_wait_and_are_ready_are_paired(waiting, ready):
    for pairing in match(waiting, ready):
        assert pairing.visit in {visitor.visit for visitor in waiting}
        assert pairing.peer in {peer.peer for peer in ready}


@given(waitings, readies)
def test_language_is_a_requirement_and_a_peer_who_declined_is_not_asked_again(waiting, ready):
    visitors = {visitor.visit: visitor for visitor in waiting}
    peers = {peer.peer: peer for peer in ready}
    for pairing in match(waiting, ready):
        assert able(visitors[pairing.visit], peers[pairing.peer])


@given(waitings, readies)
def test_nobody_is_left_waiting_while_somebody_who_could_listen_is_free(waiting, ready):
    pairs = paired(waiting, ready)
    free = [peer for peer in ready if peer.peer not in pairs.values()]
    for visitor in waiting:
        assert visitor.visit in pairs or not any(able(visitor, peer) for peer in free)


@given(waitings, readies, st.data())
def test_nobody_is_left_out_for_being_urgent(waiting, ready, data):
    pairs = paired(waiting, ready)
    for place, visitor in enumerate(waiting):
        higher = data.draw(st.sampled_from([at for at in Level if at >= visitor.level]))
        urgent = [*waiting[:place], replace(visitor, level=higher), *waiting[place + 1 :]]
        assert visitor.visit not in pairs or visitor.visit in paired(urgent, ready)


@given(waitings, readies)
def test_of_two_whom_the_same_peers_could_serve_the_one_before_is_never_passed_over(waiting, ready):
    pairs = paired(waiting, ready)
    for first in waiting:
        for second in waiting:
            alike = (first.language, first.not_now) == (second.language, second.not_now)
            before = (-first.level, first.since) < (-second.level, second.since)
            if alike and before and second.visit in pairs:
                assert first.visit in pairs


@given(waitings, readies, st.randoms())
def test_the_order_of_the_lists_does_not_matter(waiting, ready, chance):
    expected = match(waiting, ready)
    chance.shuffle(waiting)
    chance.shuffle(ready)
    assert match(waiting, ready) == expected


@given(waitings, readies)
def test_one_more_peer_never_costs_anybody_their_offer(waiting, ready):
    for peer in ready:
        fewer = [other for other in ready if other != peer]
        assert paired(waiting, fewer).keys() <= paired(waiting, ready).keys()


def test_risk_comes_before_arrival_and_arrival_before_all_else():
    ready = [Ready("robin", START, ("en",))]
    early = Waiting("early", START, "en")
    late = Waiting("late", START + timedelta(minutes=9), "en", level=Level.L2)
    assert match([early, late], ready) == [Pairing("late", "robin")]
    assert match([early, replace(late, level=Level.L0)], ready) == [Pairing("early", "robin")]


def test_a_peer_who_named_the_topic_comes_before_one_who_has_been_free_for_longer():
    longest = Ready("robin", START, ("en",))
    knows = Ready("sam", START + timedelta(minutes=5), ("en",), ("grief",))
    assert match([Waiting("v", START, "en", "grief")], [longest, knows]) == [Pairing("v", "sam")]
    assert match([Waiting("v", START, "en")], [longest, knows]) == [Pairing("v", "robin")]


def test_a_topic_that_nobody_named_keeps_nobody_waiting():
    ready = [Ready("robin", START, ("en",), ("grief",))]
    assert match([Waiting("v", START, "en", "anxiety")], ready) == [Pairing("v", "robin")]
