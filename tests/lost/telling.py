"""Evenings are told by Hypothesis, one after another, in one world."""

import asyncio
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import seed as seeded
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import event

from server.stores.database import Database
from server.stores.sqlite import Reader, Writer
from tests.lost.story import Story, first_evening

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
