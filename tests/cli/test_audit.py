"""The audit on the command line."""

import asyncio
import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import update
from typer.testing import CliRunner

from server.cli import app
from server.stores import audit as chain
from server.stores.database import Database
from server.stores.tables.house import audit

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def three(monkeypatch, database_url, data_dir):
    """Three entries, and an environment in which commands find them."""
    monkeypatch.setenv("WARMLINE_DATA_DIR", str(data_dir))
    monkeypatch.setenv("DATABASE_URL", database_url)
    asyncio.run(_in(database_url, _three))
    return database_url


async def _three(tx):
    for day, did in enumerate(("read", "join", "step_back")):
        at = NOON.replace(day=1 + day)
        await chain.append(tx, at=at, who="mona", did=did, about="c1", reason="worry")


async def _in(url, do):
    async with Database.open(url) as db, db.write() as tx:
        await do(tx)


def run(*words):
    return CliRunner().invoke(app, ["audit", *words])


def test_a_whole_chain_says_so_with_its_last_hash(three):
    said = run("verify")
    assert said.exit_code == 0
    assert "3 entries, none changed" in said.output


def test_the_first_row_that_was_changed_is_named(three):
    async def tamper(tx):
        await tx.execute(update(audit).where(audit.c.id == 2).values(who="mike"))

    asyncio.run(_in(three, tamper))
    said = run("verify")
    assert said.exit_code == 1
    assert "Row 2" in said.output


def test_an_export_holds_each_entry_and_never_overwrites(three, tmp_path):
    file = tmp_path / "audit.jsonl"
    assert run("export", str(file)).exit_code == 0
    entries = [json.loads(line) for line in file.read_text().splitlines()]
    assert [(one["id"], one["did"]) for one in entries] == [
        (1, "read"),
        (2, "join"),
        (3, "step_back"),
    ]
    assert all(len(one["hash"]) == 64 for one in entries)
    assert run("export", str(file)).exit_code != 0


def test_an_export_from_a_day_on(three):
    said = run("export", "--since", "2026-03-02")
    assert [json.loads(line)["id"] for line in said.output.splitlines()] == [2, 3]
