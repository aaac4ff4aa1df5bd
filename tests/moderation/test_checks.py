"""Contact details, spam, and the message before."""

import pytest

from moderation.checks.contact_details import ContactDetails
from moderation.checks.spam import spam
from moderation.passage import Passage, Speaker
from moderation.verdict import Concern, Level, Severity

CHECK = ContactDetails(("GB", "US", "DE"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ring me: 07911 123456 ok", "07911 123456"),
        ("it is +44 7911 123456.", "+44 7911 123456"),
        ("(212) 555-0143 is mine", "(212) 555-0143"),
        ("write river.reed@example.org please", "river.reed@example.org"),
        ("river at example dot com", "river at example dot com"),
        ("see https://t.me/somebody", "https://t.me/somebody"),
        ("i am @river_reed there", "@river_reed"),
        ("please add me on snap", "add me on snap"),
        ("my discord is river#1234", "my discord is"),
        ("what's your number?", "what's your number"),
        ("can i have your insta", "can i have your insta"),
        ("oh seven nine one one one two three", "oh seven nine one one one two three"),
        ("text me tonight", "text me tonight"),
    ],
)
def test_a_way_to_be_reached_elsewhere_is_found_with_its_words(text: str, words: str) -> None:
    found = [(f.severity, text[f.start : f.end]) for f in CHECK(Passage(text))]
    assert (Severity.MODERATE, words) in found


@pytest.mark.parametrize(
    "text",
    [
        "call Samaritans on 116 123, any time",
        "the helpline is 0800 1111 or 988",
        "1-800-273-8255 is free",
        "i was born in 1994 and moved in 2011",
        "it cost 1,250,000.00 in the end",
        "i slept 3 or 4 hours, woke at 2:30 and 5:45",
        "on 2026-11-23 at 10:30",
        "i have 2 cats, 1 dog and 3 fish",
        "one day at a time, two steps, three breaths",
        "things are looking up at home.it is fine",
        "i sat at the table. in the end nothing changed at all. if only",
        "my email is full of work",
    ],
)
def test_helplines_dates_and_sums_are_no_contact_details(text: str) -> None:
    assert [text[f.start : f.end] for f in CHECK(Passage(text))] == []


def test_a_plain_link_is_a_low_finding() -> None:
    [found] = CHECK(Passage("see https://example.org/sleep"))
    assert found.severity is Severity.LOW


def test_many_numbers_are_not_read_for_ever() -> None:
    assert len(list(CHECK(Passage("07911 123456 a " * 130)))) <= 3


def test_many_links_are_spam_and_one_is_not() -> None:
    assert list(spam(Passage("https://example.org"))) == []
    assert [f.severity for f in spam(Passage("http://a.io " * 3))] == [Severity.MODERATE]
    assert [f.severity for f in spam(Passage("http://a.io " * 6))] == [Severity.HIGH]


def test_a_flood_is_low_spam_and_a_cry_for_help_is_not() -> None:
    assert [f.severity for f in spam(Passage("buy " * 60))] == [Severity.LOW]
    assert list(spam(Passage("help " * 20))) == []


ASKED = "Thank you for telling me. Are you thinking about suicide?"


@pytest.mark.parametrize(
    "answer",
    [
        *("yes", "Yes.", "yeah", "y e s", "yess", "I am", "sometimes", "i guess so", "kind of"),
        *("maybe", "all the time", "Yes, every night since he left", "idk", "what if i am"),
    ],
)
def test_yes_after_a_question_about_suicide_is_a_disclosure(screen, answer: str) -> None:
    verdict = screen(Passage(answer, before=ASKED))
    assert verdict.level is Level.L2
    assert verdict.findings[0].concern is Concern.SUICIDE


@pytest.mark.parametrize("answer", ["no", "No, never.", "not really", "nope", "i am not", "why?"])
def test_no_after_a_question_about_suicide_is_none(screen, answer: str) -> None:
    assert screen(Passage(answer, before=ASKED)).level is Level.L0


@pytest.mark.parametrize("before", ["Is it raining?", "Do you have a cat?", "", "Did you sleep?"])
def test_yes_after_another_question_is_no_finding(screen, before: str) -> None:
    assert screen(Passage("yes", before=before)).findings == ()


def test_the_start_of_another_sentence_is_no_answer(screen) -> None:
    text = "i am so glad that the weather is nice and warm today"
    assert screen(Passage(text, before=ASKED)).level is Level.L0


@pytest.mark.parametrize(
    ("before", "answer", "level"),
    [
        ("Do you have a plan?", "yes", Level.L3),
        ("Have you thought about how you would do it?", "yeah", Level.L3),
        ("Have you taken anything?", "yes", Level.L4),
        ("Have you already hurt yourself?", "i have", Level.L4),
        ("Are you safe right now?", "no", Level.L3),
        ("Are you safe right now?", "yes", Level.L0),
        ("Can you keep yourself safe tonight?", "i don't know", Level.L3),
        ("Do you ever feel like hurting yourself?", "sometimes", Level.L2),
        ("Is someone hurting you?", "yes", Level.L2),
    ],
)
def test_the_question_decides_what_the_answer_says(screen, before, answer, level) -> None:
    assert screen(Passage(answer, before=before)).level is level


@pytest.mark.parametrize(
    "answer",
    ["sorry, yes", "God aye, since the summer", "I hoped you would not ask. Yes.", "fuck, yeah"],
)
def test_a_yes_need_not_stand_at_the_beginning(screen, answer: str) -> None:
    assert screen(Passage(answer, before=ASKED)).level is Level.L2


@pytest.mark.parametrize(
    "answer",
    ["no, i'm fine, yes really", "not at all, yes i'm tired", "i am fine thank you", "i am okay"],
)
def test_who_begins_with_a_no_or_is_well_has_not_said_yes(screen, answer: str) -> None:
    assert screen(Passage(answer, before=ASKED)).level is Level.L0


def test_a_helpers_own_yes_is_no_disclosure(screen) -> None:
    assert screen(Passage("yes", before=ASKED, speaker=Speaker.PEER)).findings == ()
