"""The checker sees each fault, and no fault where there is none."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from server.replay.checker import Hearing, Said, Span, check

PAIR = {"c1": frozenset({"v1", "p1"}), "c2": frozenset({"v2", "p2"})}


def said(seq, speaker="v1", conversation="c1", **more):
    at = 0.01 * (seq or 0)
    return Said(conversation, speaker, f"words {seq}", at, seq, at + 0.002, **more)


def heard(one, listener="p1", **more):
    return Hearing(listener, one.conversation, one.seq, one.text, one.sent_at + 0.005, **more)


def talk(count=6):
    """Turns about, and each heard by the other."""
    words = [said(seq, "v1" if seq % 2 else "p1") for seq in range(1, count + 1)]
    return words, [heard(one, "p1" if one.speaker == "v1" else "v1") for one in words]


def faults(words, hearings):
    found = check(words, hearings, PAIR)
    return {
        name: getattr(found, name)
        for name in ("lost", "duplicated", "reordered", "misdelivered")
        if getattr(found, name)
    }


def test_a_talk_without_faults_has_none():
    words, hearings = talk()
    found = check(words, hearings, PAIR)
    assert found.none
    assert (found.sent, found.acked, found.delivered) == (6, 6, 6)
    assert [round(ms) for ms in found.ack_ms] == [2] * 6
    assert [round(ms) for ms in found.delivery_ms] == [5] * 6


def test_one_message_that_never_arrives_is_lost():
    words, hearings = talk()
    assert faults(words, [*hearings[:2], *hearings[3:]]) == {"lost": 1}


def test_a_line_shown_twice_is_duplicated():
    words, hearings = talk()
    assert faults(words, [*hearings[:3], hearings[2], *hearings[3:]]) == {"duplicated": 1}


def test_a_message_kept_under_two_numbers_is_duplicated():
    words, hearings = talk()
    assert faults(words, [*hearings, replace(hearings[-1], seq=7)]) == {"duplicated": 1}


def test_a_line_that_comes_after_a_later_one_is_reordered():
    words, hearings = talk(8)
    hearings[0], hearings[2] = hearings[2], hearings[0]
    assert faults(words, hearings) == {"reordered": 1}


def test_numbers_that_do_not_follow_the_order_of_speaking_are_reordered():
    words, hearings = talk(8)
    words[0], words[2] = words[2], words[0]
    assert faults(words, hearings) == {"reordered": 1}


def test_a_strangers_words_in_a_conversation_are_misdelivered():
    words, hearings = talk()
    stray = replace(hearings[-1], seq=7, text="somebody else's words")
    assert faults(words, [*hearings, stray]) == {"misdelivered": 1}


def test_words_of_a_conversation_heard_outside_it_are_misdelivered():
    words, hearings = talk()
    assert faults(words, [*hearings, replace(hearings[0], listener="p2")]) == {"misdelivered": 1}


def test_words_heard_in_a_conversation_in_which_nothing_was_said_are_misdelivered():
    assert faults([], [heard(said(1), "v2")]) == {"misdelivered": 1}


def test_other_words_under_a_number_are_a_stray_and_a_loss():
    words, hearings = talk()
    wrong = [*hearings[:-1], replace(hearings[-1], text="other words")]
    assert faults(words, wrong) == {"misdelivered": 1, "lost": 1}


def test_a_withheld_message_is_not_lost_and_its_placeholder_not_delivered():
    words = [said(1, withheld=True), said(2)]
    hearings = [replace(heard(words[0], withheld=True), text=""), heard(words[1])]
    found = check(words, hearings, PAIR)
    assert found.none
    assert (found.acked, found.withheld, found.delivered) == (2, 1, 1)


def test_a_withheld_message_whose_words_arrive_is_misdelivered():
    words = [said(1, withheld=True)]
    assert faults(words, [heard(words[0])]) == {"misdelivered": 1}


def test_a_message_without_an_ack_may_arrive_once_but_not_twice():
    unacked = replace(said(None), text="words", acked_at=None)
    arrived = Hearing("p1", "c1", 1, "words", 1.0)
    assert faults([unacked], []) == {}
    assert faults([unacked], [arrived]) == {}
    assert faults([unacked], [arrived, replace(arrived, seq=2)]) == {"duplicated": 1}


def test_notices_of_the_service_are_nobodys_words():
    words, hearings = talk()
    notice = Hearing("p1", "c1", 9, "", 1.0, notice=True)
    assert faults(words, [*hearings, notice]) == {}
    assert faults([], [notice]) == {}
    assert faults([], [replace(notice, listener="p2")]) == {"misdelivered": 1}


def test_what_was_said_while_waiting_does_not_count_for_the_time_of_delivery():
    words = [said(1, waited=True)]
    found = check(words, [heard(words[0])], PAIR)
    assert (found.delivered, found.delivery_ms) == (1, [])


@given(st.integers(2, 30), st.data())
def test_each_loss_is_counted_once_whatever_is_lost(count, data):
    words, hearings = talk(count)
    kept = data.draw(st.lists(st.sampled_from(hearings), unique_by=id))
    kept.sort(key=lambda one: one.seq)
    found = check(words, kept, PAIR)
    assert (found.lost, found.delivered) == (count - len(kept), len(kept))
    assert found.duplicated == found.reordered == found.misdelivered == 0


@given(st.integers(2, 12), st.randoms())
def test_two_talks_at_once_do_not_mix(count, chance):
    words, hearings = talk(count)
    others = [replace(one, conversation="c2", speaker=one.speaker[0] + "2") for one in words]
    theirs = [replace(one, conversation="c2", listener=one.listener[0] + "2") for one in hearings]
    both = [(hearings, iter(hearings)), (theirs, iter(theirs))]
    mixed = [next(chance.choice(both)[1], None) for _ in range(6 * count)]
    mixed = [one for one in mixed if one] + [one for _, rest in both for one in rest]
    assert check([*words, *others], mixed, PAIR).none


def test_nothing_of_what_was_said_shows_in_a_log():
    words, hearings = talk(1)
    assert "words" not in repr((words, hearings))


def test_who_comes_late_or_has_left_is_owed_and_may_hear_what_is_theirs_and_no_more():
    room = {"c1": frozenset({"v1", "late", "left"})}
    spans = {("c1", "late"): Span(after=2), ("c1", "left"): Span(upto=2)}
    words = [said(seq) for seq in (1, 2, 3, 4)]
    early = [heard(one, "left") for one in words[:2]]
    late = [heard(one, "late") for one in words[2:]]
    found = check(words, [*early, *late], room, spans)
    assert (found.none, found.delivered) == (True, 4)
    assert check(words, [*early[:1], *late], room, spans).lost == 1
    assert check(words, [*early, heard(words[2], "left"), *late], room, spans).misdelivered == 1
    assert check(words, [*early, heard(words[1], "late"), *late], room, spans).misdelivered == 1
