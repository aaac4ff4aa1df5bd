"""The checker catches each kind of fault: without this its zeros say nothing."""

import pytest

from tests.faults.checker import Books, Kept, check, stays
from tests.faults.page import Log, Shown, Word

TALK, OTHER = "talk", "other"
BELONGS = {TALK: {"vera", "pat"}, OTHER: {"vic"}}


@pytest.fixture
def books():
    kept = [Kept(TALK, n, f"r{n}", "v", f"walk {n}", notice="", withheld=False) for n in (1, 2)]
    return Books({TALK: kept, OTHER: []}, {TALK: 2, OTHER: 0}, {}, {}, set(), {}, {})


@pytest.fixture
def logs():
    """All is well: Vera says two things, and both are shown both."""
    said = [Word(TALK, f"r{n}", f"walk {n}", 0.0, seq=n) for n in (1, 2)]
    return {"vera": Log(said, _shown(1, 2)), "pat": Log([], _shown(1, 2)), "vic": Log()}


def _shown(*seqs, talk=TALK):
    return [Shown(talk, n, f"walk {n}", None, notice=False, at=0.0) for n in seqs]


def faults(books, logs):
    found = check(books, logs, BELONGS)
    return found.lost, found.duplicated, found.reordered, found.stranger


def test_where_all_is_well_it_finds_nothing(books, logs):
    assert faults(books, logs) == (0, 0, 0, 0)


def test_an_answered_message_that_is_not_kept_is_lost(books, logs):
    logs["vera"].said.append(Word(TALK, "r3", "walk 3", 0.0, seq=3))
    assert faults(books, logs) == (1, 0, 0, 0)


def test_a_message_that_a_member_never_saw_is_lost(books, logs):
    logs["pat"].shown = _shown(1)
    assert faults(books, logs) == (1, 0, 0, 0)


def test_a_gap_in_the_numbers_is_a_loss(books, logs):
    books.last_seqs[TALK] = 3
    assert faults(books, logs) == (1, 0, 0, 0)


def test_words_kept_twice_are_doubled(books, logs):
    books.kept[TALK].append(Kept(TALK, 3, "r1", "v", "walk 9", notice="", withheld=False))
    books.last_seqs[TALK] = 3
    logs["vera"].shown = logs["pat"].shown = [
        *_shown(1, 2),
        Shown(TALK, 3, "walk 9", None, notice=False, at=0.0),
    ]
    assert faults(books, logs) == (0, 1, 0, 0)


def test_a_line_shown_twice_is_doubled_and_out_of_order(books, logs):
    logs["pat"].shown = _shown(1, 2, 2)
    assert faults(books, logs) == (0, 1, 1, 0)


def test_lines_shown_out_of_order_are_found(books, logs):
    logs["pat"].shown = _shown(2, 1)
    assert faults(books, logs) == (0, 0, 1, 0)


def test_two_messages_numbered_against_the_order_in_which_they_were_said_are_found(books, logs):
    logs["vera"].said.reverse()
    assert faults(books, logs) == (0, 0, 1, 0)


def test_a_line_on_a_strangers_page_is_found(books, logs):
    logs["vic"].shown = _shown(1)
    assert faults(books, logs) == (0, 0, 0, 1)


def test_other_words_under_a_number_are_found(books, logs):
    logs["pat"].shown[0].text = "somebody else's words"
    assert faults(books, logs) == (0, 0, 0, 1)


@pytest.fixture
def room():
    """Will speaks first; Vera comes, speaks, goes out and comes back; Will is muted at its end."""
    said = [("w", "one", ""), ("w", "two", ""), ("v", "", "room_entered"), ("v", "three", "")]
    said += [("v", "", "room_left"), ("w", "four", ""), ("v", "", "room_entered")]
    kept = [
        Kept(TALK, n, f"r{n}", who, words, notice=notice, withheld=False)
        for n, (who, words, notice) in enumerate(said, 1)
    ]
    return [*kept, Kept(TALK, 8, "r8", "w", "hushed", notice="", withheld=False, hushed=True)]


def in_room(room, **shown):
    """What Vera was shown, by number."""
    log = Log([], [Shown(TALK, int(n[1:]), t, None, t == "", 0.0) for n, t in shown.items()])
    found = Books({TALK: room}, {TALK: len(room)}, {}, {}, set(), {}, {})
    verdict = check(found, {"vera": log}, {TALK: {"vera"}}, {(TALK, "vera"): stays(room, "v")})
    return verdict.lost, verdict.duplicated, verdict.reordered, verdict.stranger


THEIRS = {"_3": "", "_4": "three", "_7": "", "_8": ""}


def test_who_comes_and_goes_is_shown_what_was_said_while_they_were_there(room):
    assert in_room(room, **THEIRS) == (0, 0, 0, 0)
    assert in_room(room, **(THEIRS | {"_5": ""})) == (0, 0, 1, 0)  # of their going, but too late


def test_what_was_said_in_a_room_before_they_came_or_after_they_went_is_a_strangers(room):
    shown = {"_2": "two", "_3": "", "_4": "three", "_5": "", "_6": "four", "_7": "", "_8": ""}
    assert in_room(room, **shown) == (0, 0, 0, 2)


def test_what_was_said_in_a_room_while_they_were_there_is_lost_where_it_is_not_shown(room):
    assert in_room(room, _3="", _7="", _8="") == (1, 0, 0, 0)


def test_the_words_of_who_is_muted_in_a_room_are_nobodys_but_the_hosts(room):
    assert in_room(room, **(THEIRS | {"_8": "hushed"})) == (0, 0, 0, 1)
