"""Flags that nobody claims: the next moderator, then the pager, until somebody answers."""

import asyncio
import hashlib
import hmac
import json

import pytest
from sqlalchemy import delete
from structlog.testing import capture_logs

from config import places
from config.ladder import load_ladder
from config.logs import known_fields_only
from moderation.verdict import Level
from server.domain.flag import ASKED, FlagState
from server.domain.session import Role
from server.services.risk.alerting import Alerting
from server.services.risk.paging import CRASHED, Answer, Paging
from server.stores.leases import LeaseLost
from server.stores.risk.pages import SqlPages
from server.stores.tables.core import flags
from server.stores.tables.house import owed_pages, pages
from server.transport.paging.webhook import Webhook
from tests.services.phone import duty_phone
from tests.stores.line import AWAY

LADDER = load_ladder(places.ROOT / "config")
SECRET = b"a secret of the tests"
CONSOLE = "https://line.example/console"


@pytest.fixture
async def phone():
    async with duty_phone() as duty:
        yield duty


class Night:
    def __init__(self, line, told, url):
        self.line = line
        channels = {"webhook": Webhook(url, SECRET, CONSOLE, line.clock)} if url else {}
        self.paging = Paging(channels, SqlPages(line.db), told, line.clock, (0.0, 0.0))
        self.alerting = Alerting(line.flag_clock, self.paging, LADDER, told, line.clock, AWAY)
        self.fence = None
        self.there = []

    async def at(self, seconds):
        """So many seconds after the start, second by second in steps of ten."""
        self.fence = self.fence or await self.line.lead("clocks")
        while self.passed < seconds:
            self.line.clock.passes(seconds=10)
            await self.line.seen(*self.there)
            await self.alerting.round(self.fence)
            await self.paid()

    async def paid(self):
        """Until nothing is owed that could be tried now."""
        while self.paging._under_way:
            await self.paging.done()
            await self.paging.round(self.fence)

    @property
    def passed(self):
        return (self.line.clock() - self.began).total_seconds()

    async def staffed(self, *names):
        self.there += [await self.line.moderator(name) for name in names]

    async def worry(self, level=Level.L3):
        self.vera, self.pat, self.talk = await self.line.paired()
        self.there += [self.vera, self.pat]
        self.began = self.line.clock()
        within = LADDER.at(level).next_moderator_seconds
        await self.line.worries(self.vera, self.talk, level=level, within=within)

    async def asks(self, level=Level.L1):
        """The peer, by their own hand."""
        self.vera, self.pat, self.talk = await self.line.paired()
        self.there += [self.vera, self.pat]
        self.began = self.line.clock()
        within = LADDER.call.next_moderator_seconds
        raising = self.line.raising(level, "", within=within, concern=ASKED)
        await self.line.alerts.ask(self.pat, self.talk, raising, self.began)

    async def written(self):
        rows = await self.line.rows(pages)
        return [(row.attempt, row.delivered, row.status) for row in rows]


@pytest.fixture
async def night(line, told, phone):
    night = Night(line, told, phone.url)
    await night.staffed("mona", "mike")
    return night


@pytest.fixture
async def empty(line, told, phone):
    """No moderator is on duty."""
    return Night(line, told, phone.url)


async def test_after_a_minute_the_next_moderator_is_asked_and_the_wall_looks(night, line, told):
    await night.worry()
    await night.at(50)
    assert (await line.flag_row()).state == FlagState.RAISED
    await night.at(60)
    flag = await line.flag_row()
    assert (flag.state, flag.lapses) == (FlagState.OVERDUE, 1)
    assert flag.alerting in ("mona", "mike")
    assert told.wakes[-1].wall


async def test_a_clock_that_is_set_back_leaves_nobody_in_danger_waiting_for_it(night, line, phone):
    """For an hour nobody was asked and nobody was paged."""
    await night.worry()
    line.clock.passes(hours=-1)
    night.began = line.clock()
    await night.at(10)
    assert (await line.flag_row()).lapses == 1
    await night.at(40)
    assert len(phone.pages) == 1
    await night.at(80)
    assert len(phone.pages) == 1  # not in a burst


async def test_each_lapse_asks_another_moderator(night, line):
    await night.worry()
    await night.at(60)
    first = (await line.flag_row()).alerting
    await night.at(90)
    assert {first, (await line.flag_row()).alerting} == {"mona", "mike"}


@pytest.mark.parametrize("level", [Level.L1, Level.L2, Level.L3, Level.L4])
async def test_every_clock_of_the_ladder_is_kept_to_the_second(night, line, phone, level):
    """Next moderator, then everyone on duty, then the pager, then the pager again."""
    rung = LADDER.at(level)
    await night.worry(level)
    for seconds, lapses, paged in (
        (rung.next_moderator_seconds, 1, 0),
        (rung.everyone_seconds, 2, 0),
        (rung.pager_seconds, 3, 1),
        (rung.pager_seconds + rung.repeat_seconds, 4, 2),
    ):
        await night.at(seconds - 10)
        assert ((await line.flag_row()).lapses, len(phone.pages)) == (lapses - 1, max(0, paged - 1))
        await night.at(seconds)
        assert ((await line.flag_row()).lapses, len(phone.pages)) == (lapses, paged)
        assert (await line.only_flag()).calls_everyone is (lapses >= 2)


async def test_after_two_minutes_the_pager_goes_off_with_a_true_signature(night, line, phone):
    await night.worry()
    await night.at(110)
    assert phone.pages == []
    await night.at(120)
    ((signature, body),) = phone.pages
    at, mark = (part.split("=", 1)[1] for part in signature.split(","))
    assert int(at) == int(line.clock().timestamp())
    right = hmac.new(SECRET, f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    assert hmac.compare_digest(mark, right)
    assert await night.written() == [(1, True, "200")]


async def test_a_page_says_where_to_look_and_nothing_of_what_was_said(night, line, phone):
    await night.worry()
    await night.at(120)
    said = json.loads(phone.pages[0][1])
    assert said == {
        "flag": (await line.flag_row()).id,
        "conversation": night.talk,
        "level": 3,
        "state": "overdue",
        "raised_at": said["raised_at"],
        "overdue_seconds": 120,
        "console": CONSOLE,
    }


@pytest.mark.parametrize("answer", [500, 404, "redirect", 300])
async def test_only_a_2xx_is_delivered_and_every_try_is_written_down(night, phone, answer):
    phone.answers += [answer] * 2
    await night.worry()
    await night.at(120)
    status = {"redirect": "302"}.get(answer, str(answer))
    assert await night.written() == [(1, False, status), (2, False, status), (3, True, "200")]


class Broken:
    async def page(self, flag):
        raise ValueError(flag.id)


async def test_a_way_that_breaks_counts_as_tried_and_the_wall_is_told(night, line):
    """It was owed for ever, and no attempt was ever written."""
    night.paging.channels["webhook"] = Broken()
    await night.worry()
    await night.at(120)
    assert await night.written() == [(n, False, "broke") for n in (1, 2, 3)]


async def test_a_page_that_is_refused_is_logged_without_words(night, phone):
    phone.answers.append(500)
    await night.worry()
    with capture_logs() as logs:
        await night.at(120)
    flag = (await night.line.flag_row()).id
    (said,) = [log for log in logs if log["event"] == "page not taken"]
    tried = {"flag": flag, "channel": "webhook", "attempt": 1, "status": "500"}
    assert said == {"event": "page not taken", "log_level": "warning", **tried}
    assert known_fields_only(None, "", said).keys() >= tried.keys()


async def test_a_pager_that_never_answers_is_tried_again_when_the_clock_comes_round(night, phone):
    phone.answers += [500] * 3
    await night.worry()
    await night.at(120)
    assert [delivered for _, delivered, _ in await night.written()] == [False] * 3
    repeat = LADDER.at(3).repeat_seconds
    await night.at(120 + repeat)
    assert (await night.written())[3:] == [(1, True, "200")]


async def test_a_pager_that_is_not_there_is_written_down_as_that(line, told):
    night = Night(line, told, "http://127.0.0.1:9/page")
    await night.staffed("mona")
    await night.worry()
    await night.at(120)
    assert await night.written() == [(n, False, "unreachable") for n in (1, 2, 3)]


async def test_without_a_pager_the_flag_still_goes_round(line, told):
    night = Night(line, told, None)
    await night.staffed("mona")
    await night.worry()
    await night.at(240)
    assert (await line.flag_row()).lapses >= 3
    assert await night.written() == []


async def test_a_pager_that_hangs_holds_up_no_other_flag(night, line, phone):
    await night.worry()
    await night.at(110)
    phone.answers.append("slow")
    line.clock.passes(seconds=10)
    async with asyncio.timeout(100):
        await night.alerting.round(night.fence)
        await night.alerting.round(night.fence)
    assert (await line.flag_row()).lapses == 3
    for task in night.paging._under_way.values():
        task.cancel()


async def test_who_claims_stops_the_clock(night, line, phone):
    await night.worry()
    await night.at(70)
    mona = night.there[0]
    await line.alerts.claim((await line.flag_row()).id, mona, line.clock())
    await night.at(300)
    assert phone.pages == []
    assert (await line.flag_row()).state == FlagState.CLAIMED


async def test_after_an_hour_without_a_worker_the_next_one_asks_first_and_pages_soon_and_once(
    night, phone
):
    await night.worry(Level.L4)
    night.line.clock.passes(seconds=3600)
    night.began = night.line.clock()
    await night.at(20)
    assert phone.pages == []
    await night.at(30)
    assert len(phone.pages) == 1
    await night.at(30 + LADDER.at(4).repeat_seconds - 10)
    assert len(phone.pages) == 1


async def test_a_former_leader_of_the_clocks_changes_nothing(night, line):
    await night.worry()
    fence = await line.lead("clocks")
    line.clock.passes(seconds=3700)
    await line.leases.take("clocks", "another", 60)
    with pytest.raises(LeaseLost):
        await night.alerting.round(fence)
    assert (await line.flag_row()).lapses == 0


async def test_a_page_whose_flag_is_forgotten_meanwhile_ends_nothing(line, told, caplog):
    class Forgets:
        async def page(self, flag):
            async with line.db.write() as tx:
                for table in (owed_pages, flags):
                    await tx.execute(delete(table))
            return Answer(delivered=True, status="200")

    night = Night(line, told, None)
    await night.staffed("mona")
    night.paging = night.alerting.paging
    night.paging.channels["webhook"] = Forgets()
    await night.worry()
    await night.at(120)
    assert await night.written() == []


async def test_a_crash_between_deciding_and_sending_loses_no_page(night, line, told, phone):
    """The process that turned the clock dies with the page in its hand; the next one sends it."""

    class Dies:
        async def page(self, flag):
            raise asyncio.CancelledError

    night.paging.channels["webhook"] = Dies()
    await night.worry()
    night.fence = await line.lead("clocks")
    line.clock.passes(seconds=120)
    for _ in range(3):  # next moderator, everyone, pager: at least ten seconds apart
        await night.alerting.round(night.fence)
        line.clock.passes(seconds=10)
    assert phone.pages == []
    another = Night(line, told, phone.url)
    another.fence, another.began = night.fence, line.clock()
    line.clock.passes(seconds=CRASHED.total_seconds())
    await another.paging.round(another.fence)
    await another.paid()
    assert len(phone.pages) == 1
    assert await night.written() == [(2, True, "200")]


async def test_each_channel_is_tried_until_it_has_answered_itself(line, told, phone):
    """A mail that was taken says nothing of a webhook that is broken."""

    class Broken:
        async def page(self, flag):
            return Answer(delivered=False, status="timeout")

    night = Night(line, told, phone.url)
    await night.staffed("mona")
    night.paging.channels["mail"] = Broken()
    await night.worry()
    await night.at(120)
    rows = [(row.channel, row.attempt, row.delivered) for row in await line.rows(pages)]
    assert sorted(rows) == [
        *(("mail", attempt, False) for attempt in (1, 2, 3)),
        ("webhook", 1, True),
    ]


@pytest.mark.parametrize("level", [Level.L2, Level.L3, Level.L4])
async def test_with_nobody_on_duty_the_pager_goes_off_at_once(empty, line, phone, level):
    """It waited two to four minutes for moderators who were not there."""
    await empty.worry(level)
    await empty.at(10)  # the first round
    assert len(phone.pages) == 1
    assert (await line.only_flag()).calls_everyone  # also whoever comes on duty now
    repeat = LADDER.at(level).repeat_seconds
    await empty.at(repeat)
    assert len(phone.pages) == 1
    await empty.at(10 + repeat)
    assert len(phone.pages) == 2


async def test_with_nobody_on_duty_a_concern_is_paged_by_its_own_time(empty, line, phone):
    await empty.worry(Level.L1)
    await empty.at(LADDER.at(1).nobody_seconds - 10)
    assert (phone.pages, (await line.only_flag()).lapses) == ([], 0)
    await empty.at(LADDER.at(1).nobody_seconds)
    assert len(phone.pages) == 1


async def test_when_the_last_moderator_goes_the_pager_waits_no_longer(night, line, phone):
    await night.worry()
    await night.at(20)
    for name in ("mona", "mike"):
        await line.off(name, Role.MODERATOR)
    assert phone.pages == []
    await night.at(30)
    assert len(phone.pages) == 1


async def test_a_flag_whose_owner_is_gone_with_nobody_else_there_is_paged(empty, line, phone):
    await empty.worry()
    mona = await line.moderator("mona")
    await line.alerts.claim((await line.flag_row()).id, mona, line.clock())
    await line.off("mona", Role.MODERATOR)
    await empty.at(10)
    assert len(phone.pages) == 1


@pytest.mark.parametrize("level", list(Level))
async def test_a_call_by_hand_has_a_clock_of_its_own_at_every_level(night, line, phone, level):
    await night.asks(level)
    assert (await line.only_flag()).alerting in ("mona", "mike")
    for seconds, lapses, paged in ((30, 1, 0), (60, 2, 0), (120, 3, 1), (180, 4, 2)):
        await night.at(seconds - 10)
        assert ((await line.flag_row()).lapses, len(phone.pages)) == (lapses - 1, max(0, paged - 1))
        await night.at(seconds)
        assert ((await line.flag_row()).lapses, len(phone.pages)) == (lapses, paged)


async def test_a_call_by_hand_with_nobody_on_duty_is_paged_at_once_at_every_level(empty, phone):
    await empty.asks(Level.L0)
    await empty.at(10)
    assert len(phone.pages) == 1
