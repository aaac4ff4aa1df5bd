"""The wall shows every flag, every life, and who is there: in one moment."""

from datetime import timedelta

from sqlalchemy import text

from moderation.verdict import Level
from server.domain.session import Role
from server.stores.rows.paged import _LATELY
from server.stores.tables.house import processes
from server.stores.watch.wall import _UNSIGNED
from tests.stores.line import Statements, insert_rows


async def test_an_empty_wall(line):
    wall = await line.on_wall()
    assert (wall.talks, wall.worker_seen, wall.models) == ((), False, {})
    assert (await line.raised()).flags == ()


async def test_what_lives_is_on_it_and_what_has_ended_is_not(line):
    await line.paired("vera", "pat")
    await line.visitor("wim")
    await line.visitor("zoe")
    await line.visits.leave("zoe", line.clock())
    assert {t.talk.id for t in (await line.on_wall()).talks} == {"talk-vera", "talk-wim"}


async def test_a_flag_is_shown_with_its_words_and_whose_it_is(line):
    visitor, _, talk = await line.paired()
    await line.worries(visitor, talk, "I can't go on", Level.L3)
    raised = await line.raised()
    (flag,) = raised.flags
    assert (flag.words, flag.level, raised.pseudonyms[talk]) == (
        "I can't go on",
        Level.L3,
        "Quiet vera",
    )


async def test_names_are_of_the_staff(line):
    await line.moderator("mona")
    wall = await line.on_wall()
    assert wall.names == {"mona": "Mona"}
    assert [(d.role, d.name) for d in wall.duties] == [(Role.MODERATOR, "Mona")]


async def test_a_worker_counts_while_it_was_seen_lately(line):
    at = line.clock()
    old = {"kind": "worker", "seen_at": at - timedelta(seconds=31), "models": ["deep=off"]}
    await insert_rows(line, processes, name="old", **old)
    assert not (await line.on_wall()).worker_seen
    new = {"kind": "worker", "seen_at": at, "models": ["deep=ready", "quick=loading"]}
    await insert_rows(line, processes, name="new", **new)
    await insert_rows(line, processes, name="web", kind="web", seen_at=at, models=["x=y"])
    wall = await line.on_wall()
    assert (wall.worker_seen, wall.models) == (True, {"deep": "ready", "quick": "loading"})


async def test_twenty_conversations_take_the_statements_of_one(line):
    mona = await line.moderator()
    reads = []
    for sizes in (range(1), range(1, 20)):
        for n in sizes:
            visitor, _, talk = await line.paired(f"v{n}", f"p{n}")
            await line.worries(visitor, talk)
            await line.refer(mona, talk)
            await line.supervision.read(mona, talk, line.clock())
        with Statements(line.db) as said:
            wall, raised = await line.on_wall(), await line.raised()
        reads.append(said.count)
    assert len(wall.talks) == len(raised.flags) == 20
    assert reads[0] == reads[1]


async def plan_of(line, statement, **values):
    """How SQLite finds it."""
    async with line.db.read() as tx:
        asked = statement.params(**values).compile(
            dialect=tx.dialect, compile_kwargs={"literal_binds": True}
        )
        found = await tx.execute(text(f"EXPLAIN QUERY PLAN {asked}"))
        return " ".join(str(row) for row in found)


async def test_no_reading_of_the_wall_goes_through_all_that_was_ever_paged_or_has_ended(line):
    """With each wall, several times a second, every conversation and every page were read."""
    await line.on_wall()
    if line.db.is_sqlite:
        assert "ix_pages_at" in await plan_of(line, _LATELY, since=line.clock())
        assert "grave_conversations" in await plan_of(line, _UNSIGNED)
