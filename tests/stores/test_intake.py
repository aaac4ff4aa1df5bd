"""Intake: paused and opened by a moderator, in the same breath as people come in."""

import asyncio

import pytest
from sqlalchemy import select

from server.domain.intake import Pause, PauseReason
from server.domain.opening import Closed, Doorway, closed_because
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.stores.audit import verify
from server.stores.tables.house import audit
from tests.stores.line import AWAY, a_line


def pause(line, reason=PauseReason.BUSY, words=""):
    return Pause(reason, "mona", line.clock(), words)


async def staffed(line):
    await line.ready("mona", Role.MODERATOR)
    await line.ready("pat")


async def comes(line, name, limit=50):
    doorway = Doorway(limit, line.clock() - AWAY)
    await line.visits.begin(line.visit(name, f"talk-{name}"), doorway)


async def audited(line):
    async with line.db.read() as tx:
        rows = (await tx.execute(select(audit).order_by(audit.c.id))).all()
    return [(row.who, row.did, row.about, row.reason) for row in rows if row.about == "queue"]


async def test_nobody_gets_in_from_the_commit_on_and_everybody_is_told(line):
    await staffed(line)
    wake = await line.intake.pause(pause(line))
    assert (wake.everybody, wake.wall) == (True, True)
    with pytest.raises(Refusal) as refused:
        await comes(line, "vera")
    assert refused.value.code is Code.CLOSED


async def test_who_waits_keeps_waiting_and_is_offered(line):
    await staffed(line)
    await comes(line, "vera")
    await line.intake.pause(pause(line))
    picture = await line.matchmaking.picture(line.seen_since, line.seen_since)
    assert [one.visit for one in picture.waiting] == ["vera"]
    assert closed_because(picture.staffing, 50) is Closed.INTAKE_PAUSED


async def test_a_pause_survives_a_restart_and_ends_with_one_step(database_url, data_dir):
    async with a_line(database_url, data_dir / "keys") as before:
        told = pause(before, PauseReason.OWN, "We are back at eight.")
        await before.intake.pause(told)
    async with a_line(database_url, data_dir / "keys") as after:
        assert await after.intake.paused() == told
        await after.intake.reopen("mike", after.clock())
        assert await after.intake.paused() is None


async def test_pausing_again_changes_the_words(line):
    await line.intake.pause(pause(line))
    await line.intake.pause(pause(line, PauseReason.OWN, "Ten more minutes."))
    assert (await line.intake.paused()).words == "Ten more minutes."


async def test_each_step_is_in_the_audit_and_opening_an_open_door_is_none(line):
    await line.intake.reopen("mona", line.clock())
    await line.intake.pause(pause(line, PauseReason.OWN, "We are back at eight."))
    await line.intake.reopen("mike", line.clock())
    assert not (await line.intake.reopen("mike", line.clock())).everybody
    assert await audited(line) == [
        ("mona", "intake_paused", "queue", "We are back at eight."),
        ("mike", "intake_opened", "queue", ""),
    ]
    assert await verify(line.db) is None


async def test_the_last_place_is_given_once_however_many_come_at_once(line):
    await staffed(line)
    came = [comes(line, f"v{n}", limit=2) for n in range(5)]
    answers = await asyncio.gather(*came, return_exceptions=True)
    assert [type(one) for one in answers].count(Refusal) == 3
    assert {one.code for one in answers if isinstance(one, Refusal)} == {Code.FULL}
    assert (await line.visits.staffing(line.seen_since)).waiting == 2
