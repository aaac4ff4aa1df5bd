"""Whatever people do and whatever breaks: nobody is lost, and nobody hears what is not theirs."""

import asyncio
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import seed as seeded
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import event

from server.stores.database import Database
from server.stores.sqlite import Reader, Writer
from tests.lost.room_story import Rooms, RoomStory, first_evening_in_a_room
from tests.lost.screens import Screens
from tests.lost.story import Story, first_evening
from tests.lost.world import World

STEPS = 40
PHASES = (Phase.generate, Phase.shrink)  # to explain why it failed costs more than to tell it


@contextmanager
def world(url, keys, kind):
    """On an event loop that only runs when asked to."""
    with asyncio.Runner() as runner, pytest.MonkeyPatch.context() as patch:
        patch.setattr(Writer, "commit", Reader.commit)  # no thread: no disk is waited for
        run, opened = runner.get_loop().run_until_complete, Database.open(url)
        db = run(opened.__aenter__())
        if db.is_sqlite:
            event.listen(db._writer.sync_engine, "connect", _not_to_the_disk)
        try:
            yield run, kind(db, keys)
        finally:
            run(opened.__aexit__(None, None, None))


def _not_to_the_disk(connection, _):
    """What survives a power cut is for other tests; here thousands of commits must be quick."""
    connection.cursor().execute("PRAGMA synchronous = OFF")


def told(kind, url, keys, examples, seed, tale=(Story, first_evening)):
    told, begins = tale
    with world(url, keys, kind) as (run, here):
        run(begins(here))
        story = type("Story", (told,), {"run": staticmethod(run), "world": here})
        run_state_machine_as_test(
            seeded(seed)(story),
            settings=settings(
                max_examples=examples,
                phases=PHASES,
                stateful_step_count=STEPS,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )


@pytest.mark.timeout(1500)
def test_nobody_is_lost_on_sqlite(sqlite_url, data_dir, seed):
    told(World, sqlite_url, data_dir / "keys", 400, seed)


@pytest.mark.timeout(1500)
def test_nobody_is_lost_on_postgresql(postgres_url, data_dir, seed):
    told(World, postgres_url, data_dir / "keys", 100, seed)


@pytest.mark.timeout(1500)
def test_every_screen_shows_what_a_fresh_one_would(sqlite_url, data_dir, seed):
    told(Screens, sqlite_url, data_dir / "keys", 40, seed)


@pytest.mark.timeout(1500)
def test_nobody_is_lost_in_a_room(sqlite_url, data_dir, seed):
    told(Rooms, sqlite_url, data_dir / "keys", 60, seed, (RoomStory, first_evening_in_a_room))
