"""The course of a conversation: what messages mean after those before them."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.files import BadConfig
from moderation.course.check import TRAIL
from moderation.course.mark import KEPT, Mark
from moderation.course.signs import Sign, read_course
from moderation.inline.check import InlineCheck
from moderation.passage import Passage, Speaker
from moderation.review import Reviewer
from moderation.verdict import Action, Concern, Level, Severity
from tests.moderation.conftest import CONFIG
from tests.readings import screen

PATH = CONFIG / "course.toml"
WORDY = screen()
# By phrases alone: what a model makes of half a sentence may change with its weights.
SCREEN = replace(
    WORDY, checks=tuple(each for each in WORDY.checks if not isinstance(each, InlineCheck))
)
ORDINARY = (
    "hi, is anybody there?",
    "I had a long week at work and I'm tired",
    "my sister is coming over on friday",
    "thanks, that helps a bit",
    "we talked about the exam and then watched a film",
    "I don't know, maybe you're right",
)
HIGH = "i have the pills next to me and i will do it tonight"
THOUGHTS = "i think about suicide every day"
LOW = "i wish i was dead"


def passages(*lines: str) -> list[Passage]:
    """`p: …` is a peer's line, `v: …` a visitor's."""
    who = {"p": Speaker.PEER, "v": Speaker.VISITOR, "m": Speaker.MODERATOR}
    texts = [line[3:] for line in lines]
    return [
        Passage(text, before, who[line[0]])
        for line, text, before in zip(lines, texts, ["", *texts], strict=False)
    ]


def followed(*lines: str, screen: Reviewer = SCREEN):
    return list(screen.follow(passages(*lines)))


def told(*lines: str, screen: Reviewer = SCREEN) -> list[tuple[str, Severity, str]]:
    """What the course tells at the last line: signal, severity and the words it points at."""
    *_, last = followed(*lines, screen=screen)
    return [
        (
            found.check.removeprefix("course."),
            found.severity,
            lines[-1][3:][found.start : found.end],
        )
        for found in last.findings
        if found.check.startswith("course.")
    ]


def signals(*lines: str, screen: Reviewer = SCREEN) -> list[str]:
    return [signal for signal, _, _ in told(*lines, screen=screen)]


# --- A phrase in pieces ---------------------------------------------------------------------------


def test_a_phrase_split_over_messages_is_found_with_the_newest_words() -> None:
    lines = ("v: i want to", "v: kill", "v: myself")
    *_, last = followed(*lines)
    assert last.level is Level.L2
    assert ("split", Severity.MODERATE, "myself") in told(*lines)
    assert Action.FLAG | Action.HELP_CARD in last.actions


@pytest.mark.parametrize(
    "lines",
    [
        ("v: i want to", "p: yes?", "v: die"),
        ("v: i want", "p: take your time", "p: i am here", "v: to die"),
        ("v: k", "v: m", "v: s"),
        ("v: i am going", "v: to kill", "v: myself"),
        ("v: i dont", "v: want to live", "v: anymore"),
        ("p: kill", "p: yourself"),
    ],
)
def test_others_may_speak_between_the_pieces(lines) -> None:
    assert "split" in signals(*lines)


@pytest.mark.parametrize(
    "lines",
    [
        ("v: i want to", "p: die hard is on tonight"),
        ("v: i want to tell you about the day we went to the lake", "v: die"),
        ("v: i dont want to", "v: die"),
        ("v: this traffic is", "v: killing me"),
        ("v: the film was", "v: suicide squad"),
        ("v: i want to", "v: go home"),
    ],
)
def test_pieces_that_say_nothing_together_are_left_alone(lines) -> None:
    assert "split" not in signals(*lines)


# --- A plan after a wish --------------------------------------------------------------------------

WISH = "v: I do not want to be alive any more, it has been like this for months."


@pytest.mark.parametrize(
    ("wish", "plan", "severity"),
    [
        (WISH, "I have a plan for tonight", Severity.IMMEDIATE),
        (WISH, "ok so yeah. I've got a plan.", Severity.HIGH),
        (WISH, "my plan is ready", Severity.HIGH),
        ("v: Ya no quiero vivir, desde hace meses es así", "tengo un plan", Severity.HIGH),
        ("v: Je veux mourir depuis des mois, chaque jour", "oui, j'ai un plan", Severity.HIGH),
        ("v: Ich will nicht mehr leben, seit so vielen Monaten", "hab nen Plan", Severity.HIGH),
        ("v: Eu quero morrer, todos os dias é assim aqui", "tenho um plano", Severity.HIGH),
        ("v: أريد أن أموت كل يوم أفكر في هذا الأمر", "عندي خطة الليلة", Severity.IMMEDIATE),
    ],
)
def test_a_plan_some_messages_after_a_wish_to_die_is_a_plan_to_die(wish, plan, severity) -> None:
    found = told(wish, "p: I am here.", "v: you are kind", "p: what now?", f"v: {plan}")
    assert [(signal, how) for signal, how, _ in found] == [("planned", severity)]


@pytest.mark.parametrize(
    "plan",
    [
        "i have a plan to stay safe tonight",
        "I don't think I have a plan",
        "they asked me if i have a plan",
        "i have no plan",
        "no tengo un plan",
    ],
)
def test_no_plan_or_one_that_keeps_people_safe_is_not_told_after_a_wish(plan) -> None:
    assert "planned" not in signals(WISH, "p: I am here.", f"v: {plan}")


def test_a_plan_is_any_plan_where_nobody_wished_to_die_or_long_after() -> None:
    assert signals("v: hi there", "v: i have a plan for tonight") == []
    assert signals(WISH, *["v: we talked about work"] * 8, "v: i have a plan for tonight") == []


def test_what_a_message_says_by_itself_is_not_told_twice() -> None:
    assert told("v: hey", "v: i want to die") == []


def test_a_phrase_in_pieces_is_told_at_its_last_piece_and_not_again() -> None:
    assert signals("v: i want to", "v: die") == ["split"]
    assert signals("v: i want to", "v: die", "v: please") == []


# --- An answer that came late ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        ("p: are you thinking about suicide?", "p: it is ok to say", "v: yes"),
        ("p: are you thinking about suicide?", "v: um", "v: yes"),
        ("p: are you thinking about suicide?", "v: um", "p: take your time", "v: yes"),
    ],
)
def test_a_late_yes_to_the_question_is_a_disclosure(lines) -> None:
    assert told(*lines) == [("answer", Severity.MODERATE, "yes")]


def test_a_yes_to_the_next_question_is_none() -> None:
    question = "p: are you thinking about suicide?"
    assert told(question, "v: no", "p: ok. do you want to talk about work?", "v: yes") == []
    assert told(question, "v: well no", "p: ok.", "p: do you want to talk?", "v: yes") == []


# --- Rising distress ------------------------------------------------------------------------------


def test_one_concern_after_another_is_more_than_each() -> None:
    lines = [f"v: {LOW}", "p: i am sorry", f"v: {LOW}", "p: tell me more", f"v: {LOW}"]
    assert [verdict.level for verdict in followed(*lines)[:3:2]] == [Level.L1, Level.L1]
    assert told(*lines) == [("rising", Severity.MODERATE, "wish i was dead")]
    assert followed(*lines)[-1].level is Level.L2


def test_concern_fades_when_ordinary_talk_lies_between() -> None:
    between = [f"v: {text}" for text in ORDINARY]
    assert signals(f"v: {LOW}", *between, f"v: {LOW}", *between, f"v: {LOW}") == []


def test_weary_words_in_message_after_message_are_a_concern() -> None:
    weary = ("v: nobody cares", "v: whats the point", "v: i feel so empty", "v: i feel invisible")
    assert signals(*weary[:3]) == []
    assert told(*weary) == [("weary", Severity.LOW, "i feel invisible")]


def test_a_signal_is_told_once_until_it_has_passed() -> None:
    weary = ["v: nobody cares", "v: whats the point", "v: i feel so empty", "v: i feel invisible"]
    assert signals(*weary, "v: nobody understands") == []
    calm = [f"v: {text}" for text in ORDINARY * 2]
    every = [
        found.check for verdict in followed(*weary, *calm, *weary) for found in verdict.findings
    ]
    assert every == ["course.weary"] * 2


# --- A change soon after danger -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "signal", "severity"),
    [
        ((f"v: {HIGH}", "p: please wait", "v: i feel calm now"), "calm", Severity.MODERATE),
        (
            (f"v: {HIGH}", "p: please wait", "v: thank you for everything"),
            "farewell",
            Severity.HIGH,
        ),
        ((f"v: {HIGH}", "v: never mind"), "retracted", Severity.MODERATE),
        ((f"v: {THOUGHTS}", "p: oh", "v: haha just kidding"), "retracted", Severity.MODERATE),
        ((f"v: {THOUGHTS}", "p: oh", "v: i've made my decision"), "decided", Severity.HIGH),
        ((f"v: {THOUGHTS}", "p: oh", "v: I'm finally at peace with it"), "decided", Severity.HIGH),
    ],
)
def test_a_sudden_change_after_danger_is_told(lines, signal, severity) -> None:
    assert [(name, at) for name, at, _ in told(*lines)] == [(signal, severity)]


@pytest.mark.parametrize(
    "text",
    ["i feel calm now", "thank you for everything, bye", "never mind", "i've made my decision"],
)
def test_the_same_words_in_ordinary_talk_are_nothing(text) -> None:
    assert told(*(f"v: {each}" for each in ORDINARY), f"v: {text}") == []


def test_calm_that_came_slowly_is_no_alarm() -> None:
    between = [f"{who}: {text}" for text in ORDINARY for who in "pv"]
    assert signals(f"v: {HIGH}", *between, "v: i feel better now, thanks for everything, bye") == []


def test_a_peer_may_say_goodbye() -> None:
    assert signals(f"v: {HIGH}", "p: take care") == []


def test_a_goodbye_after_high_risk_points_at_its_words() -> None:
    ((_, _, words),) = told(f"v: {HIGH}", "v: ok. thank you for everything. x")
    assert words == "thank you for everything"


# --- Asking ---------------------------------------------------------------------------------------


def asking(*lines: str) -> Severity | None:
    found = [severity for signal, severity, _ in told(*lines) if signal == "asking"]
    return found[0] if found else None


def test_asking_again_and_again_becomes_a_pattern() -> None:
    pictures = ["p: send me a pic", "v: why", "p: come on, just one pic of you please"]
    assert asking(pictures[0]) is None
    assert asking(*pictures) is Severity.MODERATE
    more = [*pictures, "v: no", "p: turn your camera on", "v: no", "p: keep this between us"]
    assert asking(*more) is Severity.HIGH


def test_a_peer_may_ask_for_the_age_once_or_twice() -> None:
    assert asking("p: how old are you?", "v: why", "p: how old are you, if i may ask?") is None


def test_asking_a_child_weighs_more() -> None:
    lines = ("p: how old are you?", "v: {}", "p: can you send me a selfie?")
    adult, child = ([line.format(age) for line in lines] for age in ("i am 40", "i'm 14"))
    assert asking(*adult) is Severity.MODERATE
    assert asking(*child) is Severity.HIGH


def test_a_visitor_who_presses_a_peer_is_seen_too() -> None:
    lines = ("v: can i have your number", "p: sorry, no", "v: give me your insta then")
    assert asking(*lines) is None
    assert asking(*lines, "p: no", "v: whats your snap") is Severity.MODERATE


def test_grooming_by_a_peer_is_held_back_and_flagged() -> None:
    lines = ("p: how old are you?", "v: i'm 14", "p: can you send me a selfie?")
    *_, last = followed(*lines)
    assert Action.WITHHOLD | Action.FLAG in last.actions


def test_each_side_is_counted_for_itself() -> None:
    assert asking("p: send me a pic", "v: send me a pic") is None


def test_asking_in_another_language_counts_by_what_the_lexicons_find() -> None:
    lines = ("p: send me a pic", "v: no", "p: envíame una foto")
    assert asking(*lines) is Severity.MODERATE


# --- What always holds ----------------------------------------------------------------------------

LINES = st.lists(
    st.tuples(
        st.sampled_from("vpm"),
        st.sampled_from(
            (
                *ORDINARY,
                HIGH,
                THOUGHTS,
                LOW,
                "i want to",
                "die",
                "never mind",
                "bye",
                "um",
                "yes",
                "are you thinking about suicide?",
                "send me a pic",
                "how old are you",
                "im 14",
                "",
            )
        ),
    ),
    max_size=30,
)


@settings(deadline=None, max_examples=60)
@given(LINES)
def test_the_course_only_adds_to_what_each_message_says_by_itself(lines) -> None:
    written = [f"{who}: {text}" for who, text in lines]
    for passage, verdict in zip(passages(*written), followed(*written), strict=True):
        alone = SCREEN(passage)
        assert verdict.findings[: len(alone.findings)] == alone.findings
        assert verdict.level >= alone.level
        assert verdict.complete


@settings(deadline=None, max_examples=60)
@given(LINES)
def test_every_finding_points_into_the_newest_message_and_says_why(lines) -> None:
    written = [f"{who}: {text}" for who, text in lines]
    for passage, verdict in zip(passages(*written), followed(*written), strict=True):
        for found in verdict.findings:
            assert 0 <= found.start <= found.end <= len(passage.text)
            assert found.reason


@settings(deadline=None, max_examples=40)
@given(LINES, LINES)
def test_a_conversation_never_becomes_safer_by_what_is_said_later(lines, later) -> None:
    def level(said):
        written = [f"{who}: {text}" for who, text in said]
        return max((verdict.level for verdict in followed(*written)), default=Level.L0)

    assert level([*lines, *later]) >= level(lines)


@settings(deadline=None, max_examples=60)
@given(LINES)
def test_somebody_in_danger_is_never_held_back_by_the_course(lines) -> None:
    written = [f"{who}: {text}" for who, text in lines]
    for passage, verdict in zip(passages(*written), followed(*written), strict=True):
        if passage.speaker is Speaker.VISITOR and verdict.level > Level.L0:
            assert Action.WITHHOLD not in verdict.actions


def test_who_told_of_danger_may_swear_at_the_peer_and_is_still_heard() -> None:
    rude = "v: go kill yourself"
    assert Action.WITHHOLD in followed(rude)[-1].actions
    *_, last = followed(f"v: {THOUGHTS}", "p: i am here", rude)
    assert Action.WITHHOLD not in last.actions
    assert Action.FLAG in last.actions
    *_, peer = followed(f"v: {THOUGHTS}", "p: go kill yourself")
    assert Action.WITHHOLD in peer.actions


def test_a_visitor_who_presses_on_and_on_is_sent_away() -> None:
    asks = ["send me a pic", "what are you wearing", "lets meet up", "this stays between us"]
    *_, last = followed(*(f"v: {ask}" for ask in [*asks, "send me a pic of you"]))
    assert Action.END | Action.WITHHOLD | Action.FLAG in last.actions


def test_ordinary_talk_however_long_is_nothing() -> None:
    lines = [f"{who}: {text}" for text in ORDINARY * 10 for who in "vp"]
    assert all(verdict.findings == () for verdict in followed(*lines))


def test_the_same_mark_comes_from_a_fresh_and_from_a_stored_message() -> None:
    lines = passages("v: i want to", "v: die", "v: never mind")
    verdicts = list(SCREEN.follow(lines))
    again = [SCREEN.marking(p, v.findings) for p, v in zip(lines, verdicts, strict=True)]
    assert [mark.danger for mark in again] == [0, 2, 0]
    assert again[2].told == {("course.retracted", 2)}


def test_long_words_are_not_kept_and_nothing_kept_is_shown() -> None:
    mark = SCREEN.marking(Passage("a canary " * 40), ())
    assert mark.words == ""
    assert len(SCREEN.marking(Passage("canary"), ()).words) <= KEPT
    assert "canary" not in repr(SCREEN.marking(Passage("canary"), ()))
    assert "canary" not in repr(Passage("x", trail=(SCREEN.marking(Passage("canary"), ()),)))


def test_only_the_last_messages_are_remembered() -> None:
    seen: list[tuple[Mark, ...]] = []

    def watched(passage, found):
        seen.append(passage.trail)
        return SCREEN.course(passage, found)

    watched.mark = SCREEN.marking
    list(replace(SCREEN, course=watched).follow(passages(*["v: hello"] * (TRAIL + 5))))
    assert [len(trail) for trail in seen] == [*range(TRAIL), *[TRAIL] * 5]


def test_a_course_that_fails_leaves_the_verdict_to_a_person() -> None:
    def broken(passage, alone):
        raise RuntimeError(passage.text)

    verdict = replace(SCREEN, course=broken)(Passage("hello"))
    assert not verdict.complete
    assert Action.FLAG in verdict.actions


# --- The file -------------------------------------------------------------------------------------


def problems(tmp_path: Path, text: str) -> tuple[str, ...]:
    path = tmp_path / "course.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadConfig) as raised:
        read_course(path)
    return raised.value.problems


def test_a_bracket_that_is_not_closed_is_named_with_its_line(tmp_path: Path) -> None:
    text = PATH.read_text(encoding="utf-8").replace('"asl",', '"(asl",', 1)
    line = text[: text.index('"(asl"')].count("\n") + 1
    (problem,) = problems(tmp_path, text)
    assert f":{line}: a bracket is not closed" in problem


def test_an_unknown_sign_is_named(tmp_path: Path) -> None:
    text = PATH.read_text(encoding="utf-8").replace('sign = "age"', 'sign = "aeg"', 1)
    assert any("must be one of: age" in problem for problem in problems(tmp_path, text))


def test_every_sign_has_phrases_with_a_source() -> None:
    file = read_course(PATH)
    assert {said.sign for said in file.said} == set(Sign)
    assert all(said.source and said.phrases for said in file.said)


def test_what_is_read_after_danger_is_of_the_visitors_own_danger() -> None:
    lines = ("v: my friend wants to kill herself", "p: oh", "v: she has made her decision")
    assert signals(*lines) == []
    *_, last = followed("v: my friend wants to kill herself")
    assert {found.concern for found in last.findings} == {Concern.THIRD_PARTY}
