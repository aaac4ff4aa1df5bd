"""What is told later of a referral: how a code reads, and what danger in an answer raises."""

from datetime import UTC, datetime, timedelta

import pytest

from moderation.verdict import Level
from server.domain.later import (
    CODE_LETTERS,
    LETTERS,
    LaterAnswer,
    Safe,
    Worries,
    as_read,
    as_written,
)
from server.domain.report_later import told_later
from server.services.accounts.tokens import new_code

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
CLOCKS = {level: timedelta(minutes=level) for level in Level}
WORRIES = Worries(Level.L2, Level.L3, "Not safe.")


def test_a_code_is_read_however_it_is_typed():
    code = "701QM8TR0PX2"
    assert as_written(code) == "701Q-M8TR-0PX2"
    for typed in ("701Q-M8TR-0PX2", "7o iq m8tr opx2", " 7OLQ–m8tr–0px2 "):
        assert as_read(typed) == code


def test_a_code_is_long_and_of_letters_that_are_not_mistaken():
    code = new_code()
    assert len(code) == CODE_LETTERS
    assert set(code) <= set(LETTERS)
    assert as_read(as_written(code)) == code
    assert len(LETTERS) ** CODE_LETTERS >= 2**60


@pytest.mark.parametrize(
    ("safe", "level"),
    [(Safe.NO, Level.L3), (Safe.UNSURE, Level.L2), (Safe.YES, None), (None, None)],
)
def test_who_is_not_safe_raises_a_flag_with_its_clock(safe, level):
    raising = WORRIES.raising(LaterAnswer(safe=safe), CLOCKS, AT)
    assert (raising and raising.level) == level
    assert raising is None or raising.due_at == AT + CLOCKS[level]


def test_a_report_hides_what_few_have_told():
    answers = [LaterAnswer(helped=3)] * 6 + [LaterAnswer(helped=1)] * 5 + [LaterAnswer(helped=2)]
    reached, helped, safe = told_later(answers)
    assert {row.label: row.cells for row in helped.rows} == {
        "yes": (6,), "a little": (None,), "no": (None,), "total": (12,),
    }  # fmt: skip
    assert {row.label for row in (*reached.rows, *safe.rows)} == {"not said", "total"}
