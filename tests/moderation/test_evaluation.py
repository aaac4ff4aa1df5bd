"""The figures: right by themselves, honest about how sure they are, and made again when due."""

from xml.etree import ElementTree as ET

import numpy as np
import pytest

from moderation.evaluation.alternatives import WAYS, alternatives
from moderation.evaluation.fairness import MENTIONS, Harmless, by_mention, fairness_table, mentions
from moderation.evaluation.goals import Goal, at_least, goals_table, number
from moderation.evaluation.keeping import Keeping
from moderation.evaluation.levels import of_the_model
from moderation.evaluation.measures import (
    Figure,
    auc,
    false_alarms,
    figure,
    figure_of_groups,
    reaching,
    sensitivity,
    share,
)
from moderation.evaluation.picture import curve, curves
from moderation.evaluation.screens import Screens
from moderation.evaluation.speed import Pace, in_batches, one_by_one, speed_table
from moderation.evaluation.suite import sentences
from moderation.passage import Passage
from moderation.ranking import Ranking
from tests.moderation.conftest import CONFIG


@pytest.fixture(scope="module")
def screens():
    return Screens.shipped(CONFIG)


def spread(low, high):
    return np.arange(low, high, dtype=np.float32)


def test_false_alarms_are_counted_where_nine_of_ten_are_found():
    positive, negative = spread(0, 100), spread(-90, 10)
    limit = reaching(positive, 0.9)

    assert (positive >= limit).mean() >= 0.9
    assert false_alarms(positive, negative, 0.9) == pytest.approx((negative >= limit).mean())
    assert false_alarms(positive, spread(-90, 0), 0.9) == 0


def test_an_interval_holds_its_value_and_is_wider_for_fewer():
    few, many = (figure(sensitivity_at_98, spread(0, n), spread(-n, n // 2)) for n in (30, 3_000))

    assert few.low <= few.value <= few.high
    assert many.high - many.low < few.high - few.low


def sensitivity_at_98(positive, negative):
    return sensitivity(positive, negative, 0.98)


@pytest.mark.parametrize(("hits", "low", "high"), [(0, 0.0, 0.28), (10, 0.72, 1.0)])
def test_none_of_ten_is_not_never(hits, low, high):
    found = figure(share, np.arange(10) < hits)

    assert found.low == pytest.approx(low, abs=0.01)
    assert found.high == pytest.approx(high, abs=0.01)


def test_a_figure_of_nothing_says_nothing():
    assert str(figure(share, np.zeros(0, bool))) == "–"
    assert str(figure(auc, spread(0, 3), spread(0, 0))) == "–"


def test_turns_of_one_conversation_do_not_count_as_many_witnesses():
    alarms, turns = np.array([20.0] + [0.0] * 9), np.full(10, 20.0)
    together = figure_of_groups(alarms, turns)
    apart = figure(share, np.repeat(alarms > 0, 20))

    assert together.value == apart.value == 0.1
    assert together.high - together.low > 2 * (apart.high - apart.low)


def test_scores_are_kept_until_what_made_them_changes(tmp_path):
    made, source = [], tmp_path / "source"
    source.write_text("one")
    keeping = Keeping(tmp_path / "kept", lambda what: None)

    def make():
        made.append(source.read_text())
        return {"scores": spread(0, 3)}

    for _ in range(2):
        assert keeping.get("some", [source], make)["scores"].tolist() == [0, 1, 2]
    source.write_text("two")
    keeping.get("some", [source], make)

    assert made == ["one", "two"]
    assert len(list((tmp_path / "kept").iterdir())) == 1  # what is out of date is thrown away


def test_what_is_compared_is_what_the_check_would_say(screens):
    """The figures use a shortcut for many rows at once: it must not say anything else."""
    passages = [one.passage for one in sentences() if one.passage.speaker == "visitor"]
    parts = screens.parts(passages)
    alone = screens.loop.policy
    said = [alone.level(screens.inline(p), p.speaker) for p in passages]

    found = of_the_model(parts.inline, screens.limits)
    assert np.mean(found == np.array(said)) > 0.98


def test_every_part_ranks_danger_above_small_talk(screens):
    passages = [Passage("i want to end my life tonight"), Passage("hello there")]
    by = screens.parts(passages).crisis(screens.rankings)

    assert {"lexicon", "inline model", "event loop"} <= set(by)
    assert all(danger > hello for danger, hello in by.values())


def test_every_part_ranks_an_insult_above_small_talk(screens):
    passages = [Passage("you are a worthless stupid pig"), Passage("hello there")]
    by = screens.parts(passages).toxicity(screens.rankings)

    assert all(insult > hello for insult, hello in by.values())


def test_the_order_is_that_of_the_numbers_that_are_given_out(screens):
    passages = [one.passage for one in sentences()][:200]
    ranking = Ranking(screens.rankings, screens.inline)
    given = [ranking(one, screens.loop(one).findings, None).crisis for one in passages]

    scores = screens.parts(passages).crisis(screens.rankings)["event loop"]
    assert 1 / (1 + np.exp(-scores)) == pytest.approx(given, abs=1e-4)


def test_what_held_out_models_say_joins_what_the_rules_say(screens):
    passages = [Passage("i want to end my life tonight"), Passage("hello there")]
    parts = screens.parts(passages)
    said = {one.screen: one for one in screens.held_out(passages, parts)}

    assert said["event loop"].levels.tolist() == [screens.loop(p).level for p in passages]
    assert (said["event loop"].levels >= said["lexicon"].levels).all()


def test_the_curves_are_a_picture_that_can_be_read():
    by = {"lexicon": (spread(0, 9), spread(-9, 3)), "a < b": (spread(0, 9), spread(-9, 0))}
    picture = ET.fromstring(curves(by))
    words = ["".join(one.itertext()) for one in picture.iter() if one.tag.endswith("text")]

    assert {"lexicon", "a < b", "watch", "alert", "page"} <= set(words)
    assert len([one for one in picture.iter() if one.tag.endswith("polyline")]) == 2


def test_more_is_found_where_more_alarms_are_borne():
    found = [hit for _, hit in curve(spread(0, 100), spread(-50, 50))]

    assert found == sorted(found)
    assert 0 <= found[0] <= 0.51
    assert found[-1] == pytest.approx(1, abs=0.02)


def test_people_who_are_named_are_found_by_whole_words():
    texts = ["I am a gay man", "a gaudy mango", "my mum is deaf", "the blindfold"]

    assert mentions(texts, MENTIONS["sexuality"]).tolist() == [True, False, False, False]
    assert mentions(texts, MENTIONS["disability"]).tolist() == [False, False, True, False]


def test_groups_too_small_to_judge_are_left_out():
    texts = ["i am gay"] * 60 + ["i am deaf"] * 3
    hits = {"event loop": np.arange(63) < 6}
    table = fairness_table(list(by_mention(Harmless("some", texts, hits, hits))))

    assert {line[0] for line in table.lines} == {"some", "some: sexuality"}
    assert table.lines[0][3].startswith("95.2 (")


def test_a_goal_is_met_or_not_or_unknown():
    figures = [
        at_least("one", 0.9, Figure(0.95, 0.9, 1.0)),
        at_least("two", 0.9, Figure(0.85, 0.8, 0.9)),
        number("three", Goal.line, 1, None),
    ]

    assert [line[-1] for line in goals_table(figures).lines] == ["yes", "**no**", "–"]


def test_every_message_is_timed_by_itself_and_in_batches():
    said, read = [Passage("word " * n) for n in range(1, 40)], []
    alone = next(iter(one_by_one({"some": read.append}, said)))
    together = in_batches("some", lambda batch: read.append(len(batch)), said, 16)

    assert alone.median <= alone.slow
    assert read[-3:] == [16, 16, 7]
    assert together.mean >= 0
    assert speed_table([alone, Pace("absent", 8)]).lines[1][2:] == ("–", "–", "–", "–")


def test_without_its_packages_an_alternative_is_not_measured(monkeypatch):
    monkeypatch.setitem(WAYS, "Detoxify's network, torch", "no_such_way")
    monkeypatch.setattr("moderation.evaluation.alternatives.import_module", missing)
    paces = list(alternatives([Passage("hello")], lambda what: None))

    assert all(np.isnan(pace.mean) for pace in paces)
    assert {pace.batch for pace in paces} == {1, 8, 16}


def missing(name):
    raise ImportError(name)
