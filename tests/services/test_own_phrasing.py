"""An administrator tries a phrase, puts it live, and takes it out again."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from moderation.lexicon.own import OwnCheck
from moderation.passage import Passage
from moderation.screen import screen_from
from moderation.verdict import Concern, Level
from server.contract import own_phrase_requests as ask
from server.domain.session import Role
from server.domain.staff import BadField, StaffMember
from server.services.watch.own_phrasing import OwnPhrasing
from server.services.watch.own_rules import OwnRules
from tests.readings import CONFIG

ADA = StaffMember("ada", "Ada", (Role.ADMINISTRATOR,))
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SAID = "it is the old bridge again"


class Book:
    """What the database would keep."""

    def __init__(self):
        self.standing, self.entries, self.said, self.flagged = (), [], [], frozenset()

    async def all(self):
        return self.standing

    async def add(self, one):
        self.standing += (one,)

    async def take_out(self, id, by, at):
        self.standing = tuple(one for one in self.standing if one.id != id)

    async def tried(self, by, rung, at):
        self.entries.append((by, rung))

    async def said_since(self, since, most):
        for talk in self.said:
            yield talk

    async def flagged_since(self, since):
        return self.flagged


class Team:
    async def names(self):
        return {"ada": "Ada"}


@pytest.fixture(scope="module")
def check():
    return OwnCheck()


@pytest.fixture(scope="module")
def screen(check):
    return screen_from(CONFIG, own=check)


@pytest.fixture
def book():
    return Book()


@pytest.fixture
async def house(book, screen, check):
    rules = OwnRules(book, lambda: screen, check)
    await rules.renew()
    ids = iter(f"p{number}" for number in range(1, 9))
    return OwnPhrasing(book, rules, Team(), lambda: NOON, lambda: next(ids))


def draft(phrase="the old bridge", **more):
    said = {"reason": "Names a place.", "source": "Our own line"}
    kinds = {"language": "en", "concern": Concern.SUICIDE, "severity": 2}
    return ask.PhraseDraft(phrase=phrase, **{**kinds, **said, **more})


def tried(house, **more):
    return house.try_it(ADA, ask.TryOwnPhrase(draft=draft(**more.pop("of", {})), **more))


async def test_a_try_shows_what_would_follow_and_changes_nothing(house, book, screen):
    told = await tried(house, text=SAID)

    assert (told.wrong, told.level) == ("", Level.L2)
    assert "flag" in told.actions
    assert (told.now.level, told.then.level) == (Level.L0, Level.L2)
    assert [one.rule for one in told.then.findings if one.check == "own phrases"] == [
        "the old bridge"
    ]
    assert book.standing == ()
    assert screen(Passage(SAID)).level is Level.L0
    assert book.entries == [("ada", "suicide 2")]


async def test_what_is_wrong_with_it_is_said_and_nobodys_words_are_looked_through(house, book):
    told = await tried(house, of={"phrase": "(old bridge"})

    assert "bracket" in told.wrong
    assert (told.lately, book.entries) == (None, [])
    with pytest.raises(BadField, match="phrase"):
        await house.add(ADA, ask.AddOwnPhrase(draft=draft("(old bridge")))
    assert book.standing == ()


async def test_the_suite_says_what_it_would_raise_too_high(house):
    told = (await tried(house, of={"phrase": "exam"})).suite

    assert told.of > 900
    assert 0 < told.too_high <= told.found
    assert 0 < len(told.examples) <= 5
    assert (await tried(house)).suite.found == 0


async def test_conversations_are_counted_and_few_are_not_told(house, book):
    book.said = [(f"talk-{at}", [SAID, SAID]) for at in range(4)]
    book.said += [(f"other-{at}", ["hello"]) for at in range(20)]
    assert (await tried(house)).lately == ask.TriedLately(of=24, found=None, newly=None)

    book.said += [(f"more-{at}", ["hello", SAID]) for at in range(6)]
    told = (await tried(house)).lately
    assert (told.of, told.found, told.newly) == (30, 10, 10)
    book.flagged = frozenset(f"more-{at}" for at in range(5))
    assert (await tried(house)).lately.newly == 5
    book.flagged = frozenset(["more-1"])
    assert (await tried(house)).lately.newly is None


async def test_what_is_put_live_is_found_at_once_and_taken_out_no_more(house, book, screen):
    await house.add(ADA, ask.AddOwnPhrase(draft=draft("  the old   bridge ")))
    assert screen(Passage(SAID)).level is Level.L2
    (card,) = (await house.show(ADA, ask.ShowOwnPhrases())).phrases
    assert (card.draft, card.by, card.at, card.wrong) == (draft(), "Ada", NOON, "")

    await house.take_out(ADA, ask.TakeOutOwnPhrase(phrase=card.id))
    assert screen(Passage(SAID)).level is Level.L0


async def test_what_another_process_put_live_is_found_here_too(house, book, screen):
    await house.add(ADA, ask.AddOwnPhrase(draft=draft()))
    book.standing = (replace(book.standing[0], phrase="the pier", id="p9"),)  # as written elsewhere
    await house.rules.renew()

    assert screen(Passage("it is the pier")).level is Level.L2
    assert screen(Passage(SAID)).level is Level.L0


async def test_one_that_can_be_read_no_more_is_named_and_the_others_go_on(house, book, screen):
    await house.add(ADA, ask.AddOwnPhrase(draft=draft()))
    bad = replace(book.standing[0], id="p9", phrase="(broken")
    book.standing += (bad,)
    await house.rules.renew()

    assert screen(Passage(SAID)).level is Level.L2
    shown = (await house.show(ADA, ask.ShowOwnPhrases())).phrases
    assert [bool(card.wrong) for card in shown] == [False, True]


async def test_it_names_every_language_that_there_is_a_lexicon_of(house):
    shown = await house.show(ADA, ask.ShowOwnPhrases())
    assert {"en", "es", "ar"} <= set(shown.languages)
