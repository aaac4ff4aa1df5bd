"""What the screen takes for a way to be reached elsewhere; the page asks about the same texts."""

import json
from pathlib import Path

import pytest

from moderation.checks.contact_details import ContactDetails, listed
from moderation.passage import Passage, Speaker
from moderation.verdict import Action, Severity
from tests.readings import everything

ROOT = Path(__file__).parents[2]
EXAMPLES = json.loads(
    (ROOT / "web" / "src" / "shared" / "contact_examples.json").read_text("utf-8")
)
HELPLINES = listed(ROOT / "config" / "resources")
CHECK = ContactDetails(("GB", "US", "DE"), HELPLINES)


def _found(text: str) -> list[str]:
    return [text[f.start : f.end] for f in CHECK(Passage(text)) if f.severity > Severity.LOW]


@pytest.mark.parametrize("example", EXAMPLES["found"], ids=lambda example: example["text"])
def test_a_way_to_be_reached_elsewhere_is_found_with_its_words(example) -> None:
    assert example["words"] in _found(example["text"])


@pytest.mark.parametrize("text", EXAMPLES["let_through"])
def test_ordinary_numbers_and_words_are_let_through(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("call ０７９１１ １２３４５６", "０７９１１ １２３４５６"),
        ("0️⃣7️⃣9️⃣1️⃣1️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣", "0️⃣7️⃣9️⃣1️⃣1️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6"),
        ("river@exam\u200bple.org", "river@exam\u200bple.org"),
        ("аdd mе оn ѕnар", "аdd mе оn ѕnар"),
    ],
)
def test_a_disguised_way_is_found_with_its_own_characters(text: str, words: str) -> None:
    assert words in _found(text)


@pytest.mark.parametrize("number", ["08003008355", "0800 300 8355", "+880 9612 119911"])
def test_a_number_of_the_directory_is_welcome_from_a_peer(screen, number: str) -> None:
    verdict = screen(Passage(f"you can call them on {number}", speaker=Speaker.PEER))
    assert Action.WITHHOLD not in verdict.actions


@pytest.mark.parametrize("line", everything().directory.resources, ids=lambda line: line.id)
def test_no_line_of_the_directory_is_held_back_as_it_is_put_in(screen, line) -> None:
    """As web/src/shared/line_text.ts writes it."""
    ways = [(one.keyword, one.dial or one.url) for one in line.contacts]
    places = ", ".join(f"{word} → {place}" if word else place for word, place in ways)
    verdict = screen(Passage(f"{line.name}: {places}", speaker=Speaker.PEER))
    assert Action.WITHHOLD not in verdict.actions


def test_a_peers_own_number_is_held_back(screen) -> None:
    verdict = screen(Passage("this is me: 07911 123456", speaker=Speaker.PEER))
    assert Action.WITHHOLD in verdict.actions


def test_the_directory_is_read_without_the_words_round_its_numbers() -> None:
    assert len(HELPLINES) > 20
    assert all(number.isdecimal() for number in HELPLINES)


@pytest.mark.parametrize("flood", ["07911 ", "one ", "o1l ", "a@b.", "my snap ", "(1) ", "@a "])
def test_a_flood_is_read_in_a_moment(flood: str) -> None:
    assert len(list(CHECK(Passage((flood * 500)[:2_000])))) <= 9
