"""The audit is looked through from the newest on, a page at a time, by one thing or another."""

import pytest
from sqlalchemy import update

from server.stores import audit as chain
from server.stores.tables.house import audit
from server.stores.watch.audit_pages import SqlAuditPages


@pytest.fixture
async def pages(line):
    async with line.db.write() as tx:
        for number in range(1, 8):
            who, did = ("mona", "claim_flag") if number % 2 else ("max", "read_sealed")
            about = f"c{number}"
            await chain.append(tx, at=line.clock(), who=who, did=did, about=about)
    return SqlAuditPages(line.db)


def ids(found):
    return [one.id for one in found]


async def test_the_newest_come_first_and_the_next_page_goes_on_below(pages):
    first = await pages.page(0, {}, 3)
    assert ids(first) == [7, 6, 5]
    assert ids(await pages.page(first[-1].id, {}, 9)) == [4, 3, 2, 1]


async def test_it_is_searched_by_who_by_what_and_by_about_what(pages):
    assert ids(await pages.page(0, {"who": "max"}, 9)) == [6, 4, 2]
    assert ids(await pages.page(0, {"did": "claim_flag"}, 9)) == [7, 5, 3, 1]
    assert ids(await pages.page(0, {"about": "c3"}, 9)) == [3]
    assert ids(await pages.page(6, {"who": "max", "did": "read_sealed"}, 1)) == [4]
    assert await pages.page(0, {"who": "nobody"}, 9) == []


async def test_to_look_is_an_entry_and_the_chain_stays_whole(line, pages):
    await pages.looked("ada", line.clock())
    (newest,) = await pages.page(0, {}, 1)

    assert (newest.who, newest.did) == ("ada", "read_audit")
    assert await pages.verify() == (8, newest.hash, None)


async def test_what_was_changed_is_named(line, pages):
    async with line.db.write() as tx:
        await tx.execute(update(audit).where(audit.c.id == 4).values(who="mona"))
    assert (await pages.verify())[2] == 4
