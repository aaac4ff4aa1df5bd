"""Reading, answering, and what it earns; who holds what."""

from datetime import timedelta

import pytest

from server.contract import training_requests as ask
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from tests.services.house import CURRICULUM, a_house


@pytest.fixture
async def house(database_url):
    async with a_house(database_url) as house:
        yield house


@pytest.fixture
async def ada(house):
    who, _ = await house.joined("Ada")
    return who


def right(module):
    return tuple(one.right for one in CURRICULUM.modules[module].questions)


def wrong(module):
    asked = CURRICULUM.modules[module].questions
    return tuple((one.right + 1) % len(one.choices) for one in asked)


async def answers(house, who, module, given):
    return await house.training.answer(who, ask.AnswerQuiz(module=module, answers=given))


async def test_a_module_is_read_without_its_answers(house, ada):
    shown = await house.training.read(ada, ask.ReadModule(module="listening"))
    assert shown.passages[0].kind == "heading"
    assert len(shown.questions) == 5
    for one in CURRICULUM.modules["listening"].questions:
        assert one.why not in str(shown.questions)


async def test_a_module_that_is_not_there_is_not_found(house, ada):
    for doing in (
        house.training.read(ada, ask.ReadModule(module="nothing")),
        answers(house, ada, "nothing", ()),
    ):
        with pytest.raises(Refusal) as no:
            await doing
        assert no.value.code is Code.NOT_FOUND


async def test_a_failed_try_is_kept_explained_and_earns_nothing(house, ada):
    result = await answers(house, ada, "listening", wrong("listening"))
    assert (result.passed, result.right, result.asked, result.earned) == (False, 0, 5, ())
    assert all(mark.why for mark in result.marks)
    shown = await house.training.show(ada, ask.ShowTraining())
    card = {one.id: one for one in shown.modules}["listening"]
    assert (card.tries, card.passed_at) == (1, None)


async def test_the_last_module_earns_the_certificate(house, ada):
    (first, *_) = CURRICULUM.table.certificates
    for module in first.modules:
        result = await answers(house, ada, module, right(module))
    assert result.earned == (first.name,)
    shown = await house.training.show(ada, ask.ShowTraining())
    held = {one.id: one for one in shown.certificates}
    assert held[first.id].expires_at == house.clock.at + first.life
    assert held[first.id].missing == ()
    assert held["every_level"].expires_at is None


async def test_a_certificate_ends_and_is_renewed_by_passing_again(house, ada):
    await house.training.pass_everything(ada)
    house.clock.at += timedelta(days=300)
    await house.training.pass_everything(ada)
    house.clock.at += timedelta(days=300)
    shown = await house.training.show(ada, ask.ShowTraining())
    assert all(one.expires_at for one in shown.certificates)
    house.clock.at += timedelta(days=66)
    shown = await house.training.show(ada, ask.ShowTraining())
    assert not any(one.expires_at for one in shown.certificates)


async def test_moderators_see_who_holds_what_and_who_holds_nothing(house, ada):
    await house.joined("Bea")
    await house.joined("Mo", Role.MODERATOR)
    await house.training.pass_everything(ada)
    seen = await house.training.holders(ada, ask.ShowCertificates())
    assert {one.name for one in seen.holders} == {"Ada"}
    assert len(seen.holders) == len(CURRICULUM.table.certificates)
    assert seen.without == ("Bea",)
    house.clock.at += timedelta(days=400)
    seen = await house.training.holders(ada, ask.ShowCertificates())
    assert all(one.over for one in seen.holders)
    assert seen.without == ("Ada", "Bea")
