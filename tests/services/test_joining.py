"""Applying, references, agreeing, being invited, and what runs out; all of it without mail."""

from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import func, select

from config.joining import load_joining
from config.places import ROOT
from server.contract import joining_requests as join
from server.contract import welcoming_requests as welcome
from server.domain.application import ApplicationState, PaperKind, Recommends
from server.domain.lifecycle import StepNotAllowed
from server.domain.proof import Stranger
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.domain.staff import BadField
from server.services.accounts.tokens import new_token
from server.services.team.applying import Applying
from server.services.team.reminding import Reminding
from server.services.team.welcoming import Welcoming
from server.stores.accounts.staff import SqlTeam
from server.stores.keys.house_key import HouseKey
from server.stores.rows import papers as paper_rows
from server.stores.tables.house import audit
from server.stores.tables.joining import application_references, applications, papers
from server.stores.team.applications import SqlApplications
from server.stores.team.papers import SqlPapers
from server.stores.team.references import SqlReferences
from tests.services.house import CURRICULUM, HERE, a_house

SHIPPED = load_joining(ROOT / "config")
TABLE = msgspec.structs.replace(SHIPPED, open=True)
STRANGER = Stranger(HERE)
ORIGIN = "https://chat.example.org"


class Joined:
    """The services for joining over one house. `admitted` are the addresses that were counted."""

    def __init__(self, house, keys_dir, table=TABLE):
        self.house, self.admitted = house, []
        key, numbers = HouseKey(keys_dir), iter(range(1000))
        stores = (
            SqlApplications(house.db, key, lambda: f"application-{next(numbers)}"),
            SqlReferences(house.db, key),
        )
        sheets = SqlPapers(house.db)
        outside = (ORIGIN, house.clock, new_token)
        self.applying = Applying(table, *stores, self._admit, self._admit_application, *outside)
        team = SqlTeam(house.db)
        self.welcoming = Welcoming(table, *stores, sheets, team, *outside)
        self.reminding = Reminding(table, CURRICULUM, house.trainings, sheets, house.clock)

    async def _admit(self, address):
        self.admitted.append(address)

    async def _admit_application(self, address):
        self.admitted.append(f"application {address}")

    async def applies(self, name="Robin", **changed):
        """The token of their link."""
        asked = {
            "name": name,
            "reach": "robin@example.org",
            "answers": tuple(f"telltale {one.id}" for one in TABLE.questions),
            "referees": tuple(
                join.RefereeNamed(name=f"Kim {n}", reach="kim@example.org")
                for n in range(TABLE.references)
            ),
        } | changed
        made = await self.applying.apply(STRANGER, join.Apply(**asked))
        return token_of(made)

    async def follows(self, token):
        return await self.applying.follow(STRANGER, join.ShowApplication(token=token))

    async def agrees(self, token):
        asked = join.Agree(token=token, version=TABLE.agreement_version)
        await self.applying.agree(STRANGER, asked)

    async def enters(self, token):
        made = await self.applying.take_invitation(STRANGER, join.TakeInvitation(token=token))
        return token_of(made)

    async def board(self, who):
        return (await self.welcoming.show(who, welcome.ShowApplications())).applications

    async def decides(self, who, id, *roles, reason="Welcome!"):
        asked = welcome.DecideApplication(id=id, roles=roles, reason=reason)
        await self.welcoming.decide(who, asked)


def token_of(made):
    return made.link.partition("=")[2]


@pytest.fixture
async def house(database_url):
    async with a_house(database_url) as house:
        yield house


@pytest.fixture
def joined(house, data_dir):
    return Joined(house, data_dir / "keys")


@pytest.fixture
async def ann(house):
    return (await house.joined("Ann", Role.ADMINISTRATOR))[0]


async def no(doing, kind=Refusal):
    with pytest.raises(kind) as refused:
        await doing
    return getattr(refused.value, "code", None)


def test_what_is_shipped_takes_no_applications_and_nobody_has_signed_it():
    assert not SHIPPED.open
    assert not SHIPPED.signed_off
    assert SHIPPED.source


async def test_a_closed_page_says_so_and_takes_nothing(house, data_dir):
    joined = Joined(house, data_dir / "keys", SHIPPED)
    shown = await joined.applying.show(STRANGER, join.ShowJoining())
    assert (shown.open, shown.questions) == (False, ())
    assert await no(joined.applies()) is Code.CLOSED


async def test_from_applying_to_an_account_with_its_papers(joined, house, ann):
    token = await joined.applies()
    assert joined.admitted == [f"application {HERE}"]
    (card,) = await joined.board(ann)
    assert (card.name, card.state, card.given) == ("Robin", ApplicationState.APPLIED, 0)
    await joined.welcoming.note(ann, welcome.NotePaper(whose=card.id, kind=PaperKind.CHECK))
    await joined.decides(ann, card.id, Role.PEER)
    shown = await joined.follows(token)
    assert (shown.state, shown.reason) == (ApplicationState.INVITED, "Welcome!")
    assert await no(joined.enters(token)) is Code.NOT_NOW  # not agreed yet
    await joined.agrees(token)
    who, _ = await house.accepted(await joined.enters(token), "Robin")
    assert who.roles == (Role.PEER,)
    assert (await joined.follows(token)).state is ApplicationState.JOINED
    held = {one.name: one for one in (await joined.welcoming.show_papers(ann, None)).people}
    kinds = {one.kind: one for one in held["Robin"].papers}
    assert kinds.keys() == {PaperKind.AGREEMENT, PaperKind.CHECK, PaperKind.PROBATION}
    assert kinds[PaperKind.AGREEMENT].version == TABLE.agreement_version
    assert kinds[PaperKind.CHECK].by == "Ann"


async def test_a_reference_is_asked_by_a_link_that_works_once(joined, ann):
    await joined.applies()
    (card,) = await joined.board(ann)
    asked = welcome.AskReference(id=card.id, number=1)
    link = token_of(await joined.welcoming.ask_reference(ann, asked))
    look = join.LookAtReference(token=link)
    assert (await joined.applying.look_at_reference(STRANGER, look)).name == "Robin"
    words = tuple("They listen." for _ in TABLE.reference_questions)
    given = join.GiveReference(token=link, answers=words, recommends=Recommends.YES)
    await joined.applying.give_reference(STRANGER, given)
    assert await no(joined.applying.give_reference(STRANGER, given)) is Code.NOT_FOUND
    assert await no(joined.welcoming.ask_reference(ann, asked)) is Code.NOT_FOUND
    record = await joined.welcoming.read(ann, welcome.ReadApplication(id=card.id))
    assert record.references[1].recommends is Recommends.YES
    assert record.references[1].answers == words
    assert record.references[0].given_at is None


async def test_a_reference_s_link_ends_and_a_new_one_takes_its_place(joined, house, ann):
    await joined.applies()
    (card,) = await joined.board(ann)
    asked = welcome.AskReference(id=card.id, number=0)
    first = token_of(await joined.welcoming.ask_reference(ann, asked))
    second = token_of(await joined.welcoming.ask_reference(ann, asked))
    for link, at in ((first, timedelta()), (second, TABLE.asked_for)):
        house.clock.at += at
        look = joined.applying.look_at_reference(STRANGER, join.LookAtReference(token=link))
        assert await no(look) is Code.NOT_FOUND


async def test_what_is_missing_is_refused(joined):
    assert await no(joined.applies(answers=("only one",)), BadField) is None
    blank = tuple(" " for _ in TABLE.questions)
    assert await no(joined.applies(answers=blank), BadField) is None
    assert await no(joined.applies(referees=()), BadField) is None
    assert joined.admitted == []


async def test_who_is_declined_reads_why_and_gets_no_account(joined, ann):
    token = await joined.applies()
    (card,) = await joined.board(ann)
    await joined.decides(ann, card.id, reason="Please try again next year.")
    shown = await joined.follows(token)
    assert (shown.state, shown.reason) == (
        ApplicationState.DECLINED,
        "Please try again next year.",
    )
    assert await no(joined.agrees(token)) is Code.NOT_NOW
    await no(joined.decides(ann, card.id, Role.PEER), StepNotAllowed)


async def test_the_invitation_is_only_as_large_as_was_decided_and_the_last_one_counts(
    joined, house, ann
):
    token = await joined.applies()
    (card,) = await joined.board(ann)
    await joined.decides(ann, card.id, Role.PEER)
    await joined.agrees(token)
    first, second = await joined.enters(token), await joined.enters(token)
    assert await no(house.accepted(first, "Robin")) is Code.NOT_FOUND
    who, _ = await house.accepted(second, "Robin")
    assert who.roles == (Role.PEER,)
    assert await no(joined.enters(token)) is Code.NOT_NOW


async def test_a_stranger_s_link_leads_nowhere(joined):
    await joined.applies()
    for asked, doing in (
        (join.ShowApplication(token="x"), joined.applying.follow),
        (join.TakeInvitation(token="x"), joined.applying.take_invitation),
        (join.WithdrawApplication(token="x"), joined.applying.withdraw),
        (join.LookAtReference(token="x"), joined.applying.look_at_reference),
    ):
        assert await no(doing(STRANGER, asked)) is Code.NOT_FOUND


async def test_what_people_write_is_sealed_and_every_look_is_in_the_audit(joined, house, ann):
    await joined.applies()
    async with house.db.read() as tx:
        row = (await tx.execute(select(applications))).one()
    assert "telltale" not in str(tuple(row))
    assert "Robin" not in str(tuple(row))
    (card,) = await joined.board(ann)
    before = await looks(house.db)
    await joined.welcoming.read(ann, welcome.ReadApplication(id=card.id))
    assert await looks(house.db) == before + 1


async def looks(db):
    async with db.read() as tx:
        return await tx.scalar(
            select(func.count()).select_from(audit).where(audit.c.did == "read_application")
        )


async def test_what_is_taken_back_or_past_its_time_is_forgotten_whole(joined, house, ann):
    withdrawn, kept = await joined.applies(), await joined.applies("Sam")
    await joined.applying.withdraw(STRANGER, join.WithdrawApplication(token=withdrawn))
    await joined.agrees(kept)
    await forgets(house)
    assert [one.name for one in await joined.board(ann)] == ["Sam"]
    house.clock.at += TABLE.keep
    await forgets(house)
    async with house.db.read() as tx:
        for table in (applications, application_references, papers):
            assert (await tx.execute(select(table))).all() == []
    assert await no(joined.follows(kept)) is Code.NOT_FOUND


async def forgets(house):
    async with house.db.write() as tx:
        await paper_rows.forget(tx, house.clock())


async def test_what_ends_soon_is_told_to_whose_it_is(joined, house, ann):
    lou = (await house.joined("Lou"))[0]
    await joined.welcoming.agree(lou, welcome.AgreeAgain(version=TABLE.agreement_version))
    await house.training.pass_everything(lou)
    assert (await joined.reminding.show(lou, welcome.ShowDues())).dues == ()
    house.clock.at += TABLE.agreed_for - timedelta(days=20)
    dues = (await joined.reminding.show(lou, welcome.ShowDues())).dues
    kinds = [one.kind for one in dues]
    assert kinds.count("certificate") == len(CURRICULUM.table.certificates)
    assert "agreement" in kinds
    assert not any(one.over for one in dues)
    house.clock.at += timedelta(days=20)
    assert all(one.over for one in (await joined.reminding.show(lou, welcome.ShowDues())).dues)
    (first, *_) = (await joined.welcoming.show_papers(ann, welcome.ShowPapers())).people
    assert first.name == "Lou"


async def test_a_new_version_of_the_agreement_is_due_at_once(joined, house, data_dir):
    lou = (await house.joined("Lou"))[0]
    await joined.welcoming.agree(lou, welcome.AgreeAgain(version=TABLE.agreement_version))
    later = Joined(
        house, data_dir / "keys", msgspec.structs.replace(TABLE, agreement_version="2027-1")
    )
    (due,) = (await later.reminding.show(lou, welcome.ShowDues())).dues
    assert (due.kind, due.over) == ("agreement", True)
    assert (await later.welcoming.show_agreement(lou, welcome.ShowAgreement())).agreed_at is None
    old = later.welcoming.agree(lou, welcome.AgreeAgain(version=TABLE.agreement_version))
    assert await no(old) is Code.NOT_NOW


async def test_nobody_agrees_for_somebody_else(joined, house, ann):
    lou = (await house.joined("Lou"))[0]
    asked = welcome.NotePaper(whose=lou.id, kind=PaperKind.AGREEMENT)
    assert await no(joined.welcoming.note(ann, asked)) is Code.NOT_FOUND
    asked = welcome.NotePaper(whose="nobody", kind=PaperKind.CHECK)
    assert await no(joined.welcoming.note(ann, asked)) is Code.NOT_FOUND
