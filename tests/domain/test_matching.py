"""Who is offered to whom."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from moderation.verdict import Level
from server.domain.matching import SOONEST, Ready, Rule, Waiting, match

START = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
moments = st.integers(0, 5).map(lambda minutes: START + timedelta(minutes=minutes))
languages = st.sampled_from(["en", "cy", "fr"])
topics = st.sampled_from(["grief", "anxiety"])
experiences = st.sampled_from(["has lost someone", "has felt low"])
names = [f"peer{n}" for n in range(5)]
LATE = START + timedelta(minutes=6)
rules = st.integers(0, 7).map(lambda minutes: Rule(timedelta(minutes=minutes)))


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
        never=st.frozensets(st.sampled_from(names), max_size=2),
        wish=st.none() | experiences,
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
        experiences=st.frozensets(experiences),
        talking=st.integers(0, 2),
    ),
    lambda ready: ready.peer,
)


def able(visitor, peer):
    return visitor.language in peer.languages and peer.peer not in visitor.not_with


def early(visitor, rule):
    return not visitor.level and LATE - visitor.since < rule.cap


def holds_out(visitor, rule):
    """For somebody with the experience that they wish for."""
    return visitor.wish is not None and early(visitor, rule)


def acceptable(visitor, peer, rule):
    wished = not holds_out(visitor, rule) or visitor.wish in peer.experiences
    return able(visitor, peer) and wished


def suits(visitor, peer):
    return (
        bool(visitor.level) * peer.talking,
        visitor.wish not in peer.experiences,
        peer.talking,
        visitor.topic not in peer.topics,
        len(peer.languages),
        peer.since,
        peer.peer,
    )


def comes_before(visitor, other, peer, rule):
    """Whom of the two this peer would hold on to."""

    def key(one):
        new = early(one, rule)
        liked = one.wish in peer.experiences or one.topic in peer.topics
        return (-one.level, new, new and not liked, one.since, one.visit)

    return key(visitor) < key(other)


def paired(waiting, ready, rule=SOONEST):
    return {pairing.visit: pairing.peer for pairing in match(waiting, ready, rule, LATE)}


@given(waitings, readies, rules)
def test_nobody_is_in_two_pairings(waiting, ready, rule):
    pairings = match(waiting, ready, rule, LATE)
    assert len({pairing.visit for pairing in pairings}) == len(pairings)
    assert len({pairing.peer for pairing in pairings}) == len(pairings)


@given(waitings, readies, rules)
def test_only_people_who_wait_and_are_ready_are_paired(waiting, ready, rule):
    for pairing in match(waiting, ready, rule, LATE):
        assert pairing.visit in {visitor.visit for visitor in waiting}
        assert pairing.peer in {peer.peer for peer in ready}


@given(waitings, readies, rules)
def test_language_is_a_requirement_and_nobody_is_with_whom_they_would_rather_not(
    waiting, ready, rule
):
    visitors = {visitor.visit: visitor for visitor in waiting}
    peers = {peer.peer: peer for peer in ready}
    for pairing in match(waiting, ready, rule, LATE):
        assert able(visitors[pairing.visit], peers[pairing.peer])


@given(waitings, readies, rules)
def test_nobody_is_left_waiting_while_somebody_who_could_listen_is_free(waiting, ready, rule):
    """But who waits for a wish of their own, no longer than the cap."""
    pairs = paired(waiting, ready, rule)
    free = [peer for peer in ready if peer.peer not in pairs.values()]
    for visitor in waiting:
        could = any(acceptable(visitor, peer, rule) for peer in free)
        assert visitor.visit in pairs or not could


@given(waitings, readies, rules)
def test_no_two_would_both_rather_be_with_each_other(waiting, ready, rule):
    """Stability: nobody could gain by changing places with somebody who comes after them."""
    pairs = paired(waiting, ready, rule)
    peers = {peer.peer: peer for peer in ready}
    taken = {peer: visitor for visitor in waiting if (peer := pairs.get(visitor.visit))}
    for visitor in waiting:
        mine = peers.get(pairs.get(visitor.visit))
        for peer in ready:
            if not acceptable(visitor, peer, rule):
                continue
            rather = mine is None or suits(visitor, peer) < suits(visitor, mine)
            other = taken.get(peer.peer)
            assert not rather or (other and not comes_before(visitor, other, peer, rule))


@given(waitings, readies, rules, st.data())
def test_nobody_is_left_out_for_being_urgent(waiting, ready, rule, data):
    pairs = paired(waiting, ready, rule)
    for place, visitor in enumerate(waiting):
        higher = data.draw(st.sampled_from([at for at in Level if at >= visitor.level]))
        urgent = [*waiting[:place], replace(visitor, level=higher), *waiting[place + 1 :]]
        assert visitor.visit not in pairs or visitor.visit in paired(urgent, ready, rule)


@given(waitings, readies, rules)
def test_risk_is_never_passed_over_for_somebody_at_less(waiting, ready, rule):
    pairs = paired(waiting, ready, rule)
    by_visit = {visitor.visit: visitor for visitor in waiting}
    for visit, peer in pairs.items():
        (answering,) = [one for one in ready if one.peer == peer]
        for visitor in waiting:
            if visitor.visit not in pairs and acceptable(visitor, answering, rule):
                assert visitor.level <= by_visit[visit].level


@given(waitings, readies, rules)
def test_past_the_cap_of_two_whom_the_same_peers_could_serve_the_first_is_never_passed_over(
    waiting, ready, rule
):
    pairs = paired(waiting, ready, rule)
    late = [visitor for visitor in waiting if not early(visitor, rule)]
    for first in late:
        for second in late:
            alike = (first.language, first.not_with) == (second.language, second.not_with)
            before = (-first.level, first.since) < (-second.level, second.since)
            if alike and before and second.visit in pairs:
                assert first.visit in pairs


@given(waitings, readies, rules, st.randoms())
def test_the_order_of_the_lists_does_not_matter(waiting, ready, rule, chance):
    expected = match(waiting, ready, rule, LATE)
    chance.shuffle(waiting)
    chance.shuffle(ready)
    assert match(waiting, ready, rule, LATE) == expected


@given(waitings, readies, rules)
def test_one_more_peer_never_costs_anybody_their_offer(waiting, ready, rule):
    for peer in ready:
        fewer = [other for other in ready if other != peer]
        assert paired(waiting, fewer, rule).keys() <= paired(waiting, ready, rule).keys()


def test_risk_comes_before_arrival_and_arrival_before_all_else():
    ready = [Ready("robin", START, ("en",))]
    early = Waiting("early", START, "en")
    late = Waiting("late", START + timedelta(minutes=5), "en", level=Level.L2)
    assert paired([early, late], ready) == {"late": "robin"}
    assert paired([early, replace(late, level=Level.L0)], ready) == {"early": "robin"}


def test_a_peer_who_named_the_topic_comes_before_one_who_has_been_free_for_longer():
    longest = Ready("robin", START, ("en",))
    knows = Ready("sam", START + timedelta(minutes=5), ("en",), ("grief",))
    assert paired([Waiting("v", START, "en", "grief")], [longest, knows]) == {"v": "sam"}
    assert paired([Waiting("v", START, "en")], [longest, knows]) == {"v": "robin"}


def test_a_topic_that_nobody_named_keeps_nobody_waiting():
    ready = [Ready("robin", START, ("en",), ("grief",))]
    assert paired([Waiting("v", START, "en", "anxiety")], ready) == {"v": "robin"}


def test_within_the_cap_the_one_who_knows_the_topic_goes_to_who_asks_for_it():
    knows = [Ready("robin", START, ("en",), ("grief",))]
    first = Waiting("first", START, "en")
    asks = Waiting("asks", START + timedelta(minutes=1), "en", "grief")
    assert paired([first, asks], knows, Rule(timedelta(minutes=9))) == {"asks": "robin"}
    assert paired([first, asks], knows, Rule(timedelta(minutes=6))) == {"first": "robin"}


def test_a_wish_is_waited_for_until_the_cap_and_no_longer():
    anybody = [Ready("robin", START, ("en",))]
    lost = Ready("sam", START, ("en",), experiences=frozenset({"has lost someone"}))
    wishes = Waiting("v", START, "en", wish="has lost someone")
    assert paired([wishes], anybody, Rule(timedelta(minutes=9))) == {}
    assert paired([wishes], [*anybody, lost], Rule(timedelta(minutes=9))) == {"v": "sam"}
    assert paired([wishes], anybody, Rule(timedelta(minutes=6))) == {"v": "robin"}


def test_who_is_at_risk_waits_for_no_wish():
    anybody = [Ready("robin", START, ("en",))]
    urgent = Waiting("v", START, "en", level=Level.L1, wish="has lost someone")
    assert paired([urgent], anybody, Rule(timedelta(minutes=9))) == {"v": "robin"}
