"""A house's own phrases add to what the screen finds, and never take anything away."""

from datetime import date

import pytest

from moderation.lexicon.file import Entry
from moderation.lexicon.own import OwnCheck, OwnPhrases, in_order, wrong
from moderation.passage import Passage, Speaker
from moderation.screen import lexicons_of, screen_from
from moderation.verdict import Action, Concern, Level, Severity
from tests.readings import CONFIG, screen


def own(phrase, concern=Concern.SUICIDE, severity=Severity.MODERATE, language="en", **more):
    said = {"reason": "Names the old bridge.", "source": "Our own line, in March"}
    entry = Entry(
        phrases=(phrase,),
        concern=concern,
        severity=severity,
        reviewed=date(2026, 3, 1),
        **said,
        **more,
    )
    return language, entry


def with_own(*phrases):
    return screen_from(CONFIG, own=OwnCheck(OwnPhrases.of(lexicons_of(screen()), phrases)))


def found(text, *phrases, speaker=Speaker.VISITOR):
    check = OwnCheck(OwnPhrases.of(lexicons_of(screen()), phrases))
    return list(check(Passage(text, speaker=speaker)))


def test_a_phrase_of_ones_own_raises_a_flag_that_nothing_else_would():
    text = "it is the old bridge again"
    assert screen()(Passage(text)).level is Level.L0
    verdict = with_own(own("the old bridge"))(Passage(text))

    assert verdict.level is Level.L2
    assert Action.FLAG in verdict.actions
    (one,) = [each for each in verdict.findings if each.check == "own phrases"]
    assert (text[one.start : one.end], one.rule) == ("the old bridge", "the old bridge")


@pytest.mark.parametrize("said", ["THE  OLD BR1DGE", "the o l d bridge", "the old bridgeee"])
def test_disguises_are_seen_through_as_in_every_lexicon(said):
    assert found(f"it is {said} again", own("the old bridge"))


def test_what_is_denied_is_not_found():
    assert not found("I would never go to the old bridge", own("go to the old bridge"))


def test_what_is_looked_for_wherever_it_stands_is_found_also_where_it_is_denied():
    for said in ("I would never go to the old bridge", "are you at the old bridge?"):
        assert [one.severity for one in found(said, own("the old bridge", heeds=()))] == [2]


def test_a_choice_is_written_as_in_the_lexicons():
    for said in ("old bridge", "rusty bridge"):
        assert found(f"it is the {said}", own("(old|rusty) bridge"))


@pytest.mark.parametrize(
    "text",
    [
        "I want to kill myself tonight",
        "I have a plan to end my life",
        "he hits me every night",
        "I want to die",
    ],
)
def test_no_phrase_of_ones_own_switches_a_rule_off(text):
    """Not the very words at the lowest rung, and not a longer phrase round them."""
    before = screen()(Passage(text))
    mild = [own(text, concern, Severity.LOW) for concern in Concern]
    after = with_own(*mild)(Passage(text))

    assert set(before.findings) <= set(after.findings)
    assert after.level >= before.level
    assert before.actions & ~after.actions & (Action.FLAG | Action.HELP_CARD | Action.HINT) == (
        Action.NONE
    )


def test_a_phrase_that_cannot_be_read_is_named_and_the_others_go_on():
    every = [own("the old bridge"), own("(old bridge"), own("the pier", language="xx"), own("so")]
    good, bad = in_order(lexicons_of(screen()), every)

    assert good == every[:1]
    assert "bracket" in bad[1]
    assert "no lexicon" in bad[2]
    assert "filler" in bad[3]


def test_it_is_read_in_its_own_language():
    assert found("voy al puente viejo", own("puente viejo", language="es"))


def test_without_any_the_screen_is_as_it_was():
    assert found("the old bridge") == []


def test_a_phrase_of_which_too_much_may_be_left_out_is_refused():
    lexicons = lexicons_of(screen())
    assert wrong(lexicons, own("meet " + "(me|) " * 6 + "there")) == ""
    assert "at most 6" in wrong(lexicons, own("meet " + "(me|) " * 7 + "there"))
