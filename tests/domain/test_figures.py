"""No small count is shown, and none can be worked out from what is."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.figures import FEWEST, Measure, csv, suppress, table

COUNTS = st.lists(st.integers(0, 9), min_size=1, max_size=4)


def worlds(shown, rows, least):
    """Every table of counts that would have been shown as this one."""
    for counts in product(range(least, 14), repeat=rows):
        if suppress(counts) == shown:
            yield counts


@pytest.mark.parametrize("least", [0, 1], ids=["any", "known to be there"])
@given(counts=COUNTS)
def test_what_is_hidden_cannot_be_worked_out(least, counts):
    """Somebody who knows the rule and reads the page finds more than one possible count.

    So does who knows besides that there is somebody in each group.
    """
    counts = [max(least, count) for count in counts]
    shown = suppress(counts)
    hidden = [at for at, count in enumerate(shown.counts) if count is None]
    possible = {at: set() for at in hidden}
    for world in worlds(shown, len(counts), least):
        for at in hidden:
            possible[at].add(world[at])
        if all(len(found) > 1 for found in possible.values()):
            return
    assert hidden == []


@given(st.lists(st.integers(0, 1000), max_size=40))
def test_no_count_under_five_is_shown_and_what_is_shown_is_true(counts):
    shown = suppress(counts)
    assert all(one is None or one >= FEWEST for one in shown.counts)
    assert all(one in (None, count) for one, count in zip(shown.counts, counts, strict=True))
    assert shown.total in (None, sum(counts))
    assert shown.total is None or shown.total >= FEWEST


@pytest.mark.parametrize(
    ("counts", "shown", "total"),
    [
        ([9, 12], (9, 12), 21),
        ([4, 12, 30], (None, None, 30), 46),
        ([4, 3, 30], (None, None, 30), 37),
        ([4, 4, 30], (None, None, None), 38),  # else the two would be four each
        ([1, 1, 8, 30], (None, None, None, 30), 40),
        ([3], (None,), None),
        ([0, 0], (None, None), None),
        ([1, 1, 1, 1, 1, 30], (None,) * 6, 35),
    ],
)
def test_the_next_smallest_goes_with_a_hidden_one(counts, shown, total):
    assert (suppress(counts).counts, suppress(counts).total) == (shown, total)


def test_a_measure_is_hidden_with_its_count():
    found = table(
        "Waits", ["en", "fr"], {"answered": [40, 3]}, [Measure("median", "answered", [2.5, 9.0])]
    )
    assert [row.cells for row in found.rows] == [(None, None), (None, None), (43, None)]


def test_a_table_program_gets_numbers_and_no_formula():
    text = csv([table("Waits", ["=1+1", 'a"b'], {"answered": [7, 9]})])
    assert text.splitlines() == [
        '"table","group","answered"',
        '"Waits","\'=1+1","7"',
        '"Waits","a""b","9"',
        '"Waits","total","16"',
    ]


def test_a_group_without_anybody_is_left_out():
    found = table("Hours", ["17", "18"], {"answered": [0, 52], "left": [0, 0]})
    assert [(row.label, row.cells) for row in found.rows] == [
        ("18", (52, None)),
        ("total", (52, None)),
    ]
