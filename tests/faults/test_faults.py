"""A short selection of `make faults`, one from each kind; the whole is a command of its own."""

import pytest

from tests.faults.catalogue import EVERY
from tests.faults.fault import run
from tests.faults.house import on_postgres

SHORT = (
    "kill -9 of web after the commit, before the answer",
    "black hole between a web process and PostgreSQL",
)
PATIENCE = 10  # times as long as on a machine that does nothing else: here only the zeros count


@pytest.mark.timeout(600)
async def test_nothing_is_lost_while_things_break(seed):
    """One service for all of them."""
    chosen = [fault for fault in EVERY if fault.name in SHORT]
    assert len(chosen) == len(SHORT)
    async with on_postgres(workers=1) as house:
        for fault in chosen:
            outcome = await run(fault, house, seed, patience=PATIENCE)
            assert outcome.verdict.faultless
            assert outcome.verdict.acked > 10
