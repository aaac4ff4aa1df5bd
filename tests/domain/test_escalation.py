"""What follows from a verdict: levels only rise, and a failed check brings a person."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from moderation.verdict import Action, Concern, Finding, Level, Severity, Verdict
from server.domain.escalation import AROUND, by_hand, decide

AT = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
CLOCKS = {level: timedelta(minutes=10 - 2 * level) for level in Level}
levels = st.sampled_from(Level)
texts = st.text(min_size=1, max_size=400)


@st.composite
def screened(draw):
    """A text and a verdict whose findings lie within it."""
    text = draw(texts)
    verdict = Verdict(
        findings=tuple(draw(st.lists(findings(len(text)), max_size=4))),
        actions=draw(st.sampled_from([Action(bits) for bits in range(32)])),
        level=draw(levels),
        complete=draw(st.booleans()),
    )
    return text, verdict


@st.composite
def findings(draw, length):
    start = draw(st.integers(0, length - 1))
    return Finding(
        concern=draw(st.sampled_from(Concern)),
        severity=draw(st.sampled_from(Severity)),
        start=start,
        end=draw(st.integers(start + 1, length)),
        reason=draw(st.sampled_from(["Says so.", "Asks for a number.", "Is afraid."])),
        check="lexicon",
    )


def decided(level, text, verdict):
    return decide(level, verdict, text, clocks=CLOCKS, at=AT)


@given(levels, screened())
def test_a_verdict_never_lowers_the_level_of_a_conversation(level, passage):
    decision = decided(level, *passage)
    assert decision.level == max(level, passage[1].level)


@given(levels, st.lists(screened(), max_size=6))
def test_the_level_only_rises_from_message_to_message(level, passages):
    seen = [level]
    for passage in passages:
        seen.append(decided(seen[-1], *passage).level)
    assert seen == sorted(seen)


@given(levels, screened())
def test_each_action_is_carried_out_and_no_other(level, passage):
    decision, actions = decided(level, *passage), passage[1].actions
    assert decision.withheld == (Action.WITHHOLD in actions)
    assert decision.help_card == (Action.HELP_CARD in actions)
    assert (decision.raising is not None) == (Action.FLAG in actions)


@given(levels, screened())
def test_a_flag_says_why_and_when_at_the_latest(level, passage):
    verdict, raising = passage[1], decided(level, *passage).raising
    if raising is not None:
        assert raising.due_at == AT + CLOCKS[verdict.level]
        assert set(raising.concerns) == {finding.concern.value for finding in verdict.findings}
        assert {finding.reason for finding in verdict.findings} <= set(raising.reasons)
        assert len(set(raising.reasons)) == len(raising.reasons)


@given(levels, screened())
def test_a_flag_after_a_failed_check_says_that_a_person_must_look(level, passage):
    raising = decided(level, *passage).raising
    if raising is not None:
        told = "A check could not finish, so a person must look." in raising.reasons
        assert told == (not passage[1].complete)
        assert raising.complete == passage[1].complete


@given(levels, screened())
def test_a_flag_quotes_the_worst_words_and_little_else(level, passage):
    text, verdict = passage
    raising = decided(level, *passage).raising
    if raising is not None and verdict.findings:
        worst = min(verdict.findings, key=lambda finding: (-finding.severity, finding.start))
        assert text[worst.start : worst.end] in raising.words
        assert len(raising.words) <= worst.end - worst.start + 2 * AROUND + 2


def test_a_failed_check_without_findings_shows_how_the_message_begins():
    verdict = Verdict(actions=Action.FLAG, complete=False)
    raising = decided(Level.L0, "word " * 100, verdict).raising
    assert raising is not None
    assert raising.words == ("word " * 100)[: 2 * AROUND]


@given(levels, screened())
def test_the_flagged_words_hide_in_a_log(level, passage):
    raising = decided(level, *passage).raising
    assert "words" not in repr(raising)


@given(st.sampled_from(Level), st.sampled_from(Level))
def test_danger_that_a_moderator_sees_is_raised_with_their_words_and_its_clock(before, after):
    raising = by_hand(before, after, "why", clocks=CLOCKS, at=AT)
    assert (raising is not None) is (after > before and after >= Level.L2)
    if raising:
        assert (raising.level, raising.words) == (after, "why")
        assert raising.due_at == AT + CLOCKS[after]
        assert "why" not in " ".join(raising.reasons)
