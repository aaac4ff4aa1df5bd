"""Codes of an authenticator, by the words of RFC 6238."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.totp import STEP, code_of, fitting_step, step_of

SECRET = b"12345678901234567890"  # RFC 6238, appendix B; its codes have eight digits, ours six
VECTORS = {
    59: "287082",
    1111111109: "081804",
    1111111111: "050471",
    1234567890: "005924",
    2000000000: "279037",
    20000000000: "353130",
}
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
moments = st.integers(1_000_000_000, 4_000_000_000).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)


@pytest.mark.parametrize("second", VECTORS)
def test_the_codes_are_those_of_the_standard(second):
    assert code_of(SECRET, step_of(datetime.fromtimestamp(second, UTC))) == VECTORS[second]


@pytest.mark.parametrize("late", [-STEP, 0, STEP])
def test_a_clock_may_be_half_a_minute_wrong(late):
    said = code_of(SECRET, step_of(NOW + timedelta(seconds=late)))
    assert fitting_step(SECRET, said, NOW, 0) is not None


@pytest.mark.parametrize("late", [-2 * STEP, 2 * STEP])
def test_a_code_does_not_live_longer(late):
    said = code_of(SECRET, step_of(NOW + timedelta(seconds=late)))
    assert fitting_step(SECRET, said, NOW, 0) is None


@given(st.integers(1_000_000_000, 4_000_000_000))
def test_a_code_is_never_taken_again(second):
    at = datetime.fromtimestamp(second, UTC)
    said = code_of(SECRET, step_of(at))
    first = fitting_step(SECRET, said, at, 0)
    assert first is not None
    again = fitting_step(SECRET, said, at, first)
    assert again is None or again > first  # two steps of one code: one in a million


@pytest.mark.parametrize("said", ["", "12345", "1234567", "12345a", "１２３４５６", " 123456"])
def test_what_is_no_code_never_fits(said):
    assert fitting_step(SECRET, said, NOW, 0) is None
