"""Which rule is against giving somebody who waits to a peer; what is private is said last."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from moderation.verdict import Level
from server.domain.duty import Availability, Duty
from server.domain.giving import WHY, Chosen, Unfit, unfit
from server.domain.ids import PersonId, StaffId
from server.domain.load import Load
from server.domain.session import Role

AT = datetime(2026, 12, 1, 20, tzinfo=UTC)
PAT = Duty(StaffId(PersonId("pat")), Role.PEER, "Pat", Availability.READY, AT, AT)
FITS = Chosen(PAT, here=True, held=False, rests=False, undivided=False, up_to=Level.L2)
TALKING = replace(PAT, load=Load(talking=1))
AGAINST = {
    Unfit.NOT_HERE: {"here": False},
    Unfit.ON_HOLD: {"held": True},
    Unfit.RESTS: {"rests": True},
    Unfit.NOT_FREE: {"duty": TALKING},
    Unfit.LANGUAGE: {"duty": replace(PAT, languages=("de",))},
    Unfit.TRAINING: {"up_to": Level.L0},
}


def reason(apart=False, **other):
    return unfit(replace(FITS, **other), "en", Level.L1, apart=apart)


def test_nothing_is_against_somebody_free_and_trained():
    assert reason() is None


@pytest.mark.parametrize("rule", list(AGAINST))
def test_each_rule_is_named_and_comes_before_what_is_private(rule):
    assert reason(**AGAINST[rule]) is rule
    assert reason(apart=True, **AGAINST[rule]) is rule


def test_whom_somebody_needs_whole_is_not_free_and_without_a_certificate_nobody_is_trained():
    assert reason(undivided=True) is Unfit.NOT_FREE
    assert reason(up_to=None) is Unfit.TRAINING
    assert unfit(None, "en", Level.L0, apart=False) is Unfit.NOT_HERE


def test_what_keeps_two_apart_is_one_reason_and_every_reason_has_a_sentence():
    assert reason(apart=True) is Unfit.APART
    assert set(WHY) == set(Unfit) == {*AGAINST, Unfit.APART}
