"""Each attempt to reach somebody is a row."""

from server.stores.house_tables import pages
from server.stores.pages import SqlPages


async def test_each_try_of_the_pager_is_written_down(line):
    visitor, _, talk = await line.paired()
    await line.worries(visitor, talk)
    flag, store = await line.only_flag(), SqlPages(line.db)
    for attempt, delivered, status in ((1, False, "timeout"), (2, True, "200")):
        await store.paged(
            flag.id,
            channel="webhook",
            attempt=attempt,
            at=line.clock(),
            delivered=delivered,
            status=status,
        )
    rows = sorted(await line.rows(pages), key=lambda r: r.attempt)
    assert [(r.flag, r.channel, r.delivered, r.status) for r in rows] == [
        (flag.id, "webhook", False, "timeout"),
        (flag.id, "webhook", True, "200"),
    ]
