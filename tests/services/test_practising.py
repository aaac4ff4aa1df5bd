"""Practice in the desk: the line's own screen and cards, its marks, and nothing beside it."""

import pytest
from sqlalchemy import select

from moderation.verdict import Level
from server.contract import practice_requests as ask
from server.contract import training_requests
from server.domain.assessment import Told
from server.domain.conversation import Phase
from server.domain.refusal import Code, Refusal
from server.services.risk.assessing import rules_of
from server.services.team.practice_cards import PracticeCards
from server.services.team.practising import Practising
from server.stores.keys.sealing import Sealer
from server.stores.keys.vault import Vault
from server.stores.tables.every import METADATA
from server.stores.tables.training import practices
from server.stores.team.practices import SqlPractices
from tests import readings
from tests.journeys.training import CURRICULUM
from tests.readings import everything
from tests.services.house import a_house

EVERYTHING = everything()
SCENARIO = CURRICULUM.practice.scenarios["direct_question"]


@pytest.fixture(scope="module")
def screen():
    return readings.screen()


@pytest.fixture
async def house(database_url):
    async with a_house(database_url) as house:
        yield house


@pytest.fixture
async def ada(house):
    return (await house.joined("Ada"))[0]


@pytest.fixture
def practising(house, screen, data_dir):
    ladder = EVERYTHING.ladder
    cards = PracticeCards(CURRICULUM.practice, ladder, rules_of(ladder), "en")
    numbers = iter(range(1000))
    return Practising(
        CURRICULUM,
        SqlPractices(house.db, Sealer(Vault(data_dir / "keys", house.clock))),
        house.trainings,
        cards,
        screen,
        house.clock,
        lambda: f"practice-{next(numbers)}",
    )


async def begins(practising, who, scenario="direct_question"):
    return (await practising.begin(who, ask.BeginPractice(scenario=scenario))).practice


async def says(practising, who, run, text, ref=None):
    ref = ref or f"r-{len(await lines(practising, who, run))}"
    return await practising.say(who, ask.SayInPractice(practice=run, ref=ref, text=text))


async def shown(practising, who):
    view = await practising.show(who, ask.ShowPractice())
    return view.desk.conversations[0] if view.desk else view


async def lines(practising, who, run):
    return (await practising.read(who, ask.ReadPractice(practice=run, after=0))).lines


async def plays_the_example(practising, who):
    run = await begins(practising, who)
    for text in SCENARIO.example:
        await says(practising, who, run, text)
    await practising.call(who, ask.CallInPractice(practice=run, level=Level.L2))
    return await practising.end(who, ask.EndPractice(practice=run))


async def test_the_visitor_speaks_first_and_answers_by_the_script(practising, ada):
    run = await begins(practising, ada)
    opening = await lines(practising, ada, run)
    assert [one.text for one in opening] == list(SCENARIO.moments[0].says)
    receipt = await says(practising, ada, run, "What has made it so heavy?")
    assert receipt.seq == len(opening) + 1
    heard = await lines(practising, ada, run)
    assert heard[receipt.seq - 1].mine
    assert heard[receipt.seq].text == SCENARIO.moments[1].says[0]


async def test_the_line_s_own_screen_raises_the_level_and_shows_its_card(practising, ada):
    run = await begins(practising, ada)
    assert (await shown(practising, ada)).level is Level.L0
    await says(practising, ada, run, "What has made today so heavy?")
    await says(practising, ada, run, "Are you thinking about suicide?")
    talk = await shown(practising, ada)
    assert talk.level >= Level.L2
    assert talk.script == EVERYTHING.ladder.at(talk.level).script.lines
    assert talk.hint
    heard = await lines(practising, ada, run)
    assert "suicide" in {note.concern for one in heard for note in one.notes}


async def test_the_same_ref_twice_is_one_message(practising, ada):
    run = await begins(practising, ada)
    first = await says(practising, ada, run, "What is it?", ref="once")
    before = len(await lines(practising, ada, run))
    assert await says(practising, ada, run, "What is it?", ref="once") == first
    assert len(await lines(practising, ada, run)) == before


async def test_what_is_assessed_stays_and_raises_the_level(practising, ada):
    run = await begins(practising, ada)
    asked = ask.AssessInPractice(practice=run, thoughts=Told.YES, plan=Told.YES, means=Told.YES)
    await practising.assess(ada, asked)
    talk = await shown(practising, ada)
    assert (talk.assessment.thoughts, talk.assessment.plan) == (Told.YES, Told.YES)
    assert talk.level >= Level.L3


async def test_a_practice_that_goes_well_passes_with_reasons_and_earns(practising, ada, house):
    await house.training.pass_everything(ada)  # and then once more by hand
    view = await plays_the_example(practising, ada)
    assert view.result.passed
    assert all(mark.met and mark.why and mark.competency for mark in view.result.marks)
    assert "Every level" in view.result.earned
    again = await practising.show(ada, ask.ShowPractice())
    assert again.result.marks == view.result.marks


async def test_without_the_practice_the_certificate_is_not_earned(practising, ada, house):
    for name, module in CURRICULUM.modules.items():
        right = tuple(one.right for one in module.questions)
        asked = training_requests.AnswerQuiz(module=name, answers=right)
        result = await house.training.answer(ada, asked)
    assert "Every level" not in result.earned
    cards = (await house.training.show(ada, training_requests.ShowTraining())).certificates
    missing = {one.id: one.missing for one in cards}
    assert missing["every_level"] == ("practice:direct_question",)
    result = (await plays_the_example(practising, ada)).result
    assert {"Every level", "Leading a room"} <= set(result.earned)


async def test_a_failed_try_says_what_was_missed_and_earns_nothing(practising, ada, house):
    run = await begins(practising, ada)
    await says(practising, ada, run, "Cheer up!")
    assert (await shown(practising, ada)).phase is Phase.CLOSED
    view = await practising.end(ada, ask.EndPractice(practice=run))
    assert not view.result.passed
    assert view.result.earned == ()
    assert SCENARIO.marks[0].missed in {mark.why for mark in view.result.marks}
    page = await house.training.show(ada, training_requests.ShowTraining())
    card = {one.id: one for one in page.practices}["practice:direct_question"]
    assert (card.tries, card.passed_at) == (1, None)


async def test_after_its_end_nothing_is_said_and_nothing_ends_twice(practising, ada):
    run = await begins(practising, ada)
    await practising.end(ada, ask.EndPractice(practice=run))
    for doing in (
        says(practising, ada, run, "hello"),
        practising.end(ada, ask.EndPractice(practice=run)),
        practising.call(ada, ask.CallInPractice(practice=run)),
    ):
        with pytest.raises(Refusal) as no:
            await doing
        assert no.value.code is Code.NOT_FOUND


async def test_a_stranger_cannot_tell_whether_a_practice_exists(practising, ada, house):
    run = await begins(practising, ada)
    bea = (await house.joined("Bea"))[0]
    with pytest.raises(Refusal) as no:
        await lines(practising, bea, run)
    assert no.value.code is Code.NOT_FOUND


async def test_the_words_are_sealed_and_gone_at_the_end(practising, ada, house):
    run = await begins(practising, ada)
    await says(practising, ada, run, "a telltale sentence")
    async with house.db.read() as tx:
        row = (await tx.execute(select(practices))).one()
    assert b"telltale" not in row.sealed
    await practising.end(ada, ask.EndPractice(practice=run))
    async with house.db.read() as tx:
        row = (await tx.execute(select(practices))).one()
    assert (row.sealed, row.wrapped_key) == (b"", b"")


async def test_a_practice_leaves_no_row_but_its_own(practising, ada, house):
    """Whatever queue, wall, report, meter or clock looks at: nothing of it is there."""
    before = await counts(house.db)
    await plays_the_example(practising, ada)
    after = await counts(house.db)
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= {"practices", "attempts", "certificates", "audit"}


async def counts(db):
    async with db.read() as tx:
        return {
            name: len((await tx.execute(select(table))).all())
            for name, table in METADATA.tables.items()
        }
