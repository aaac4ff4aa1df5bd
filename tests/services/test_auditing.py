"""An administrator looks through the audit: names for staff, pages, and one entry for each look."""

from datetime import UTC, datetime

import pytest

from server.contract import system_requests as ask
from server.domain.session import Role
from server.domain.staff import StaffMember
from server.services.watch.auditing import PAGE, Auditing
from server.stores.audit import Entry

ADA = StaffMember("ada", "Ada", (Role.ADMINISTRATOR,))
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Chain:
    def __init__(self):
        self.looks, self.asked = [], []

    async def page(self, before, only, most):
        self.asked.append(only)
        upto = before or 251
        found = [
            Entry(number, NOON, "s1", "claim_flag", "f1", "", "h") for number in range(1, upto)
        ]
        return found[::-1][:most]

    async def looked(self, by, at):
        self.looks.append(by)

    async def verify(self):
        return 250, "h", None


class Team:
    async def names(self):
        return {"s1": "Mona"}


async def no_doctor():
    return [ask.FindingCard(state="well", part="disk", words="room", advice="")]


@pytest.fixture
def chain():
    return Chain()


@pytest.fixture
def auditing(chain):
    return Auditing(chain, Team(), no_doctor, lambda: NOON)


async def test_all_of_it_is_read_page_by_page_and_that_is_one_entry(auditing, chain):
    seen, before, more = [], 0, True
    while more:
        page = await auditing.show(ADA, ask.ShowAudit(before=before))
        seen += [one.id for one in page.entries]
        before, more = seen[-1], page.more
    assert seen == list(range(250, 0, -1))
    assert len(page.entries) == 250 - 2 * PAGE
    assert chain.looks == ["ada"]
    assert {one.name for one in page.entries} == {"Mona"}


async def test_only_what_is_asked_for_is_looked_for(auditing, chain):
    await auditing.show(ADA, ask.ShowAudit(did="claim_flag", about="f1"))
    assert chain.asked == [{"did": "claim_flag", "about": "f1"}]


async def test_the_chain_and_the_doctor_are_asked(auditing):
    assert (await auditing.verify(ADA, ask.VerifyAudit())).entries == 250
    (one,) = (await auditing.findings(ADA, ask.ShowFindings())).findings
    assert (one.state, one.part) == ("well", "disk")
