"""Two people, and not two accounts of one."""

from datetime import UTC, datetime, timedelta

import pytest

from server.domain.second_person import APART, Account, are_two

AT = datetime(2026, 3, 1, tzinfo=UTC)
ADA = Account("ada", AT - timedelta(days=400))


def made_by_ada(ago):
    return Account("puppet", AT - ago, "ada")


def test_nobody_is_two_people():
    assert not are_two(ADA, ADA, AT)


@pytest.mark.parametrize("ago", [timedelta(), APART - timedelta(seconds=1)])
def test_an_account_and_whoever_has_just_made_it_are_not_two_whichever_of_them_asks(ago):
    assert not are_two(ADA, made_by_ada(ago), AT)
    assert not are_two(made_by_ada(ago), ADA, AT)


def test_after_days_in_which_others_could_notice_it_they_are():
    assert are_two(ADA, made_by_ada(APART), AT)


def test_whom_somebody_else_or_a_command_has_let_in_counts_at_once():
    for by in (None, "bea"):
        assert are_two(ADA, Account("new", AT, by), AT)


def test_a_service_may_count_them_at_once():
    assert are_two(ADA, made_by_ada(timedelta()), AT, timedelta())
