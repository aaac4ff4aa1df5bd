"""Training: the same bytes twice, from what may be used and nothing else."""

import csv
import sys

import numpy as np
import pytest

from moderation.evaluation.measures import auc, sensitivity
from moderation.inline.weights import THRESHOLDS, WEIGHTS, load
from moderation.training.folds import by_file, by_line
from moderation.training.matrix import matrix, readable
from moderation.training.rows import NotForTraining, Row, corpus_rows, open_rows
from moderation.training.scoring import scores
from moderation.training.thresholds import _at
from moderation.training.train import main
from moderation.verdict import Concern

OPENED = []


def noticed(event, arguments):
    if event == "open":
        OPENED.append(str(arguments[0]))


@pytest.fixture(scope="module")
def opened():
    sys.addaudithook(noticed)  # cannot be taken away again, so it does little
    return OPENED


def write(path, head, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])


@pytest.fixture
def slice_of_rows(tmp_path):
    data, corpus = tmp_path / "train", tmp_path / "corpus"
    weather = [(f"the weather is fine on day {n}", "0", "", "counsel", "MIT") for n in range(60)]
    dark = [(f"i want to be dead on day {n}", "1", "sev3", "patil", "CC-BY-4.0") for n in range(60)]
    write(data / "crisis.csv", ("text", "label", "level", "source", "licence"), weather + dark)
    rude = [(f"you are an idiot number {n}", str(n % 2), "davidson", "MIT") for n in range(60)]
    write(data / "toxicity.csv", ("text", "label", "source", "licence"), rude)
    head = ("text", "before", "speaker", "rung", "concerns", "toxic")
    for name in ("one", "two", "three"):
        calm = [(f"tea with {name} at {n}", "", "visitor", 0, "", 0) for n in range(20)]
        told = [(f"they hit {name} at {n}", "", "visitor", 1, "abuse", 0) for n in range(20)]
        write(corpus / f"{name}.csv", head, calm + told)
    return data, corpus


def run(data, corpus, to):
    to.mkdir()
    assert main(["--data", str(data), "--corpus", str(corpus), "--to", str(to)]) == 0
    return (to / WEIGHTS).read_bytes(), (to / THRESHOLDS).read_bytes()


def test_training_twice_gives_the_same_bytes(slice_of_rows, tmp_path, capsys):
    once, again = (run(*slice_of_rows, tmp_path / name) for name in ("once", "again"))

    assert once == again
    assert "rows" in capsys.readouterr().err  # progress is shown
    assert load(tmp_path / "once")


def test_training_reads_two_files_and_the_corpus_and_nothing_else(slice_of_rows, tmp_path, opened):
    data, corpus = slice_of_rows
    for kept_apart in ("evaluate", "conversations"):
        write(tmp_path / kept_apart / "toxicity.csv", ("text",), [("kept apart",)])
    opened.clear()

    run(data, corpus, tmp_path / "to")

    read = {path for path in opened if path.endswith((".csv", ".jsonl"))}
    assert read == {str(path) for path in [*data.glob("*.csv"), *corpus.glob("*.csv")]}


@pytest.mark.parametrize("name", ["evaluate", "conversations"])
def test_evaluation_data_is_refused_by_any_way_to_it(slice_of_rows, tmp_path, name):
    data, corpus = slice_of_rows
    kept_apart = data.rename(tmp_path / name)
    link = tmp_path / "innocent"
    link.symlink_to(kept_apart)

    for folder in (kept_apart, link):
        with pytest.raises(NotForTraining):
            main(["--data", str(folder), "--corpus", str(corpus), "--to", str(tmp_path)])


def test_a_row_under_a_licence_that_forbids_it_is_refused(slice_of_rows):
    data, _ = slice_of_rows
    row = ("hello", "0", "", "elsewhere", "CC-BY-NC-4.0")
    write(data / "crisis.csv", ("text", "label", "level", "source", "licence"), [row])

    with pytest.raises(NotForTraining):
        list(open_rows(data))


def test_crisis_is_learned_as_not_toxic(slice_of_rows):
    data, _ = slice_of_rows

    assert all(row.toxic is False for row in open_rows(data) if row.crisis)


def test_the_corpus_can_be_read_and_has_every_concern():
    rows = list(corpus_rows())
    concerns = frozenset().union(*(row.concerns for row in rows))

    assert len(rows) > 1_000
    assert {Concern.SUICIDE, Concern.SELF_HARM, Concern.ABUSE, Concern.THIRD_PARTY} <= concerns
    assert any(row.ordinary for row in rows)
    assert any(row.crisis is None for row in rows)  # distress alone is neither


def test_no_file_of_the_corpus_is_in_two_folds():
    rows = [Row(f"{source} {n}", source, ours=True) for source in "abcd" for n in range(9)]
    found = by_file(rows)

    assert all(len(set(found[at : at + 9])) == 1 for at in range(0, 36, 9))
    assert set(by_line(rows)) == {0, 1, 2}


def test_a_pair_of_stories_is_on_one_side_by_line_too():
    told = "the night bus was late again and i sat in the shelter " + "with my bag " * 4
    pairs = [Row(f"{n} {told} {end}", "a", ours=True) for n in range(30) for end in ("ok", "no")]
    found = by_line(pairs)

    assert (found[::2] == found[1::2]).all()
    assert set(found) == {0, 1, 2}


def test_what_the_lexicon_excuses_is_not_learned():
    rows = [Row("i am not suicidal today", "a")]
    silent = matrix(rows, lambda read: {at for at, w in enumerate(read.words) if w == "suicidal"})

    assert (silent.buckets == matrix([Row("i am not today", "a")]).buckets).all()
    assert len(matrix(rows, lambda read: range(len(read.words)))) == 1


def test_equal_lines_count_once_and_signs_alone_not_at_all():
    rows = [Row("Hello there", "a"), Row("hello there!", "a"), Row("...", "a")]

    assert [row.text for row in readable(rows)] == ["Hello there"]


def test_the_same_reply_to_another_question_is_another_line():
    asked = ("Are you safe?", "are you safe", "Are you hungry?")
    rows = [Row("yes", "a", before=before) for before in asked]

    assert [row.before for row in readable(rows)] == ["Are you safe?", "Are you hungry?"]


def test_scores_of_many_rows_are_the_scores_of_each():
    weights, _ = load()
    rows = [Row("a cup of tea", "a"), Row("yes", "a", before="Are you safe tonight?")]
    together = scores(weights, matrix(rows))

    each = [scores(weights, matrix([row]))[0] for row in rows]
    assert np.allclose(together, each, atol=1e-4)


def test_a_threshold_lets_no_more_through_than_its_share():
    some, others = np.arange(1000, dtype=np.float32), np.arange(100, dtype=np.float32)
    at = _at(0.02, some, others)

    assert (np.mean(some >= at) + np.mean(others >= at)) / 2 <= 0.02
    assert at < 965


def test_the_figures_mean_what_they_say():
    low, high = np.arange(100, dtype=np.float32), np.arange(50, 150, dtype=np.float32)

    assert auc(high, low) == pytest.approx(0.875, abs=0.002)
    assert auc(low, low) == pytest.approx(0.5)
    assert sensitivity(high, low, 0.98) == pytest.approx(0.51, abs=0.02)
