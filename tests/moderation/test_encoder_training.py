"""How the encoder is trained: from what may be learned, the same twice, and exported exactly."""

import random
from collections.abc import Sequence
from math import inf
from pathlib import Path

import numpy as np
import pytest
import torch

from moderation.encoder.heads import (
    CONCERNS,
    DANGER,
    FIRST_CONCERN,
    HEADS,
    RUNGS,
    SUICIDE,
    TOXICITY,
)
from moderation.encoder.hearing import ANYTHING, Hearing, Read
from moderation.encoder.reader import Reader
from moderation.encoder.reading import NOTHING, Reading, readings
from moderation.encoder.windows import LONGEST, SPECIAL, UNKNOWN, Window
from moderation.passage import Passage
from moderation.reading.normalise import Normalised
from moderation.training.encoder.augment import Retold, mistyped
from moderation.training.encoder.batches import SIZE, Batches, planned
from moderation.training.encoder.examples import Example, example, examples, folds, rows_of
from moderation.training.encoder.export import Both, NotTheSame, both_of, export, said
from moderation.training.encoder.held import Held, Say
from moderation.training.encoder.learn import Course
from moderation.training.encoder.limits import reached
from moderation.training.encoder.network import (
    INNER,
    LAYERS,
    PARTS,
    WIDTH,
    Encoder,
    WrongBase,
    cut,
)
from moderation.training.encoder.ranking import fitted
from moderation.training.rows import NotForTraining, Row
from moderation.verdict import Concern

WORDS = [
    *("i", "want", "to", "die", "hello", "you", "are", "nice"),
    *("today", "the", "weather", "is", "good", "rain", "clown", "goodbye"),
]
DIE = WORDS.index("die") + len(SPECIAL)
CORPUS = "text,before,speaker,rung,concerns,toxic\n"
LINES = [
    "i want to die,,visitor,2,suicide,0",
    "goodbye,are you safe?,visitor,4,suicide,0",
    "I feel low,,visitor,1,,0",
    "my mate is not safe,,visitor,0,third_party,0",
    "i am fourteen,,visitor,0,minor,0",
    "nice weather today,,visitor,0,,0",
    "you clown,,visitor,0,,1",
    "are you thinking about suicide?,,peer,0,,0",
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "crisis.csv").write_text(
        "text,label,level,source,licence\n"
        "a post in danger,1,sev6,patil,CC-BY-4.0\n"
        "an ordinary line,0,,goemotions,CC-BY-4.0\n"
    )
    (tmp_path / "toxicity.csv").write_text("text,label,source,licence\n")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "own.csv").write_text(CORPUS + "\n".join(LINES) + "\n")
    return tmp_path


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers  # noqa: PLC0415

    vocabulary = {piece: at for at, piece in enumerate((*SPECIAL, *WORDS))}
    made = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.save(str(tmp_path / "tokenizer.json"))
    return Reader.of(tmp_path / "tokenizer.json")


def _labels(data: Path) -> dict[str, Example]:
    return {one.text: one for one in examples(data, data / "corpus")}


def test_labels_say_what_is_known_and_nothing_else(data: Path) -> None:
    by = _labels(data)
    assert by["i want to die"].labels[SUICIDE] == by["i want to die"].labels[DANGER] == 1
    assert by["goodbye"].labels[: len(RUNGS)].tolist() == [1, 1, 1, 1, 0]
    assert np.isnan(by["I feel low"].labels[[SUICIDE, DANGER]]).all()
    assert by["my mate is not safe"].labels[DANGER] == 1
    assert by["my mate is not safe"].labels[SUICIDE] == 0
    assert np.isnan(by["i am fourteen"].labels[DANGER])
    assert by["you clown"].labels[TOXICITY] == 1
    post = by["a post in danger"].labels
    assert post[:3].tolist() == [1, 1, 1]
    assert np.isnan(post[3:5]).all()
    assert np.isnan(post[FIRST_CONCERN + CONCERNS.index(Concern.ABUSE)])


def test_only_quiet_and_civil_lines_are_ordinary(data: Path) -> None:
    ordinary = {text for text, one in _labels(data).items() if one.ordinary}
    assert ordinary == {
        "an ordinary line",
        "nice weather today",
        "are you thinking about suicide?",
    }


def test_evaluation_data_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "evaluate"
    folder.mkdir()
    (folder / "crisis.csv").write_text("text,label,level,source,licence\n")
    with pytest.raises(NotForTraining):
        rows_of(folder, tmp_path)


def test_rows_and_examples_go_together(data: Path) -> None:
    rows = rows_of(data, data / "corpus")
    assert [row.text for row in rows] == [one.text for one in examples(data, data / "corpus")]


def _example(text: str, *, danger: bool = False, before: str = "") -> Example:
    concerns = frozenset({Concern.SUICIDE}) if danger else frozenset()
    row = Row(text, "own", before, danger, danger, concerns, toxic=False, ours=True, rung=2)
    return example(row if danger else Row(text, "own", before, toxic=False, ours=True, rung=0))


def _some() -> list[Example]:
    said = ["i want to die", "goodbye", "want to die today"] * 8
    calm = ["hello you", "the weather is good today", "you are nice"] * 8
    return [_example(text, danger=True) for text in said] + [_example(text) for text in calm]


def test_lines_that_begin_alike_are_held_out_together() -> None:
    pair = [_example("we went to the coast again and it " + end) for end in ("rained", "hurt")]
    assert len(set(folds(pair, 3).tolist())) == 1


def test_a_message_retold_stays_the_same_message() -> None:
    ones = [_example("i don't want to be here, today", danger=True), _example("yes", before="ok?")]
    retold = Retold.of([*ones, _example("what lovely weather we are having here today")])
    for seed in range(60):
        text, _ = retold(ones[0], random.Random(seed))
        assert "want" in text.lower() or len(text) > 20
        assert retold(ones[1], random.Random(seed))[1] == "ok?"


def test_a_typing_error_is_one_slip_in_a_longer_word() -> None:
    for seed in range(40):
        slipped = mistyped("nothing matters to me", random.Random(seed))
        assert abs(len(slipped) - len("nothing matters to me")) <= 2
        assert " to me" in slipped


def test_the_plan_follows_from_the_seed_and_the_dose() -> None:
    each = _some()
    assert planned(each, 1.0, 1) == planned(each, 1.0, 1)
    assert planned(each, 1.0, 1) != planned(each, 1.0, 2)
    read = [sum(map(len, planned(each, dose, 1))) for dose in (0.5, 1.0)]
    assert read[0] * 2 == read[1]
    assert max(map(len, planned(each, 1.0, 1))) <= SIZE


def test_some_pieces_are_forgotten_and_never_those_that_frame_a_message(reader: Reader) -> None:
    batches = Batches.of(_some(), reader, 20, 1)
    read = [pieces for step in range(8) for pieces, _ in batches[step].windows]
    pieces = np.concatenate([one.ravel() for one in read])
    framing = [SPECIAL.index("[CLS]"), SPECIAL.index("[SEP]")]
    assert 0.01 < np.mean(pieces[pieces > 0] == UNKNOWN) < 0.2
    assert all(set(one[:, 0]) == {framing[0]} for one in read)
    assert all((one == framing[1]).any(axis=1).all() for one in read)


def _course(reader: Reader, kept: Path | None = None) -> Course:
    torch.manual_seed(3)
    network = Encoder(len(WORDS) + len(SPECIAL))
    return Course(network, Batches.of(_some(), reader, 0.5, 5), 5, kept)


@pytest.fixture(autouse=True)
def _one_thread():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def _same(one: Encoder, other: Encoder) -> bool:
    pairs = zip(one.state_dict().values(), other.state_dict().values(), strict=True)
    return all(torch.equal(*pair) for pair in pairs)


def _quiet(_: str) -> None:
    """Progress that nobody watches."""


def test_training_gives_the_same_weights_twice_and_learns(reader: Reader) -> None:
    first, second = _course(reader).run(_quiet), _course(reader).run(_quiet)
    assert _same(first, second)
    assert not _same(first, _course(reader).network)


def test_a_stopped_training_goes_on_to_the_same_weights(reader: Reader, tmp_path: Path) -> None:
    whole = _course(reader).run(_quiet)
    stopped = _course(reader, tmp_path / "kept")
    plan = stopped.batches
    optimiser = _stop_after(stopped, len(plan) - 1)
    stopped._keep(optimiser)
    again = _course(reader, tmp_path / "kept")
    assert _same(again.run(_quiet), whole)
    assert again.step == len(plan)


def _stop_after(course: Course, steps: int) -> torch.optim.Optimizer:
    from moderation.training.encoder.learn import _optimiser  # noqa: PLC0415

    optimiser = _optimiser(course.network)
    course.network.train()
    while course.step < steps:
        course._learn(optimiser, course.batches[course.step])
        course.step += 1
        course._average()
    return optimiser


def test_what_was_kept_of_another_training_is_not_taken_up(reader: Reader, tmp_path: Path) -> None:
    first = _course(reader, tmp_path / "kept")
    first.run(_quiet)
    other = _course(reader, tmp_path / "kept")
    other.seed = 6
    other.run(_quiet)
    assert not _same(first.network, other.network)


def test_the_exported_files_say_what_was_learned(reader: Reader, tmp_path: Path) -> None:
    network = _course(reader).run(_quiet)
    told = [Passage("i want to die"), Passage("hello you", "rain"), Passage("the rain " * 60)]
    windows = [window for one in told for window in reader.windows(one)] * 3
    # Heads that learned little say nearly the same of everything: small steps would look large.
    for heads in (network.lower.heads, network.upper.heads):
        heads.line.weight.data *= 30
    export(network, windows, tmp_path)
    given, wanted = said(tmp_path, windows), both_of(network, windows)
    assert given.shape == (len(windows), 2, HEADS)
    assert np.abs(given - wanted).max() < 0.1 * np.abs(wanted).max()


def test_files_that_say_something_else_are_refused(reader, tmp_path, monkeypatch) -> None:
    network = _course(reader).network.eval()
    windows = [reader.windows(Passage(text))[0] for text in ("i want to die", "hello you")]
    wrong = "moderation.training.encoder.export.both_of"
    monkeypatch.setattr(wrong, lambda *_: np.tile(np.float32([[[0]], [[1]]]), (2, HEADS)))
    (tmp_path / "to").mkdir()
    with pytest.raises(NotTheSame):
        export(network, windows, tmp_path / "to")
    assert not list((tmp_path / "to").iterdir())


def test_what_was_held_out_is_heard_by_any_ask_as_the_screen_would(reader: Reader) -> None:
    """Of a long message only the windows that reach it go on; a denial is heard a second time."""
    each = [_example("i want to die " + "the rain " * 60), _example("not die"), _example("\n")]

    def excused(text: Normalised) -> list[int]:
        return [at for at, word in enumerate(text.words) if word == "die"]

    def say(windows: Sequence[Window]) -> Both:
        lower = [[float(DIE in window.pieces)] * HEADS for window in windows]
        upper = [[len(set(window.pieces)) / 100] * HEADS for window in windows]
        return np.stack((lower, upper), 1).astype(np.float32)

    held = Held.out(say, reader, each, excused)
    assert held.surest(3).tolist() == [1, 1, NOTHING[0]]
    for ask in (0.5, inf, -inf):
        wanted = Hearing(_by(say, reader, ask), ANYTHING, excused)([Passage(e.text) for e in each])
        assert np.array_equal(held.heard(each, excused, ask), [one.logits for one in wanted])


def _by(say: Say, reader: Reader, ask: float) -> Read:
    def read(passages: Sequence[Passage]) -> list[Reading]:
        each = [reader.windows(passage) for passage in passages]
        lower, upper = say([window for some in each for window in some]).swapaxes(0, 1)
        return readings(each, np.where(lower.max(1, keepdims=True) >= ask, upper, lower))

    return read


def _base() -> dict[str, torch.Tensor]:
    shapes = {"query": (WIDTH, WIDTH), "wide": (INNER, WIDTH), "narrow": (WIDTH, INNER)}
    base = {
        "embeddings.word_embeddings.weight": torch.randn(9, WIDTH),
        "embeddings.position_embeddings.weight": torch.randn(LONGEST + 5, WIDTH),
        "embeddings.token_type_embeddings.weight": torch.randn(2, WIDTH),
        "embeddings.LayerNorm.weight": torch.ones(WIDTH),
        "embeddings.LayerNorm.bias": torch.zeros(WIDTH),
    }
    for at in range(LAYERS):
        for ours, theirs in PARTS:
            shape = (WIDTH,) if "after" in ours else shapes.get(ours, (WIDTH, WIDTH))
            base[f"encoder.layer.{at}.{theirs}.weight"] = torch.randn(shape)
            base[f"encoder.layer.{at}.{theirs}.bias"] = torch.randn(shape[0])
    return base


def test_the_base_is_cut_to_the_pieces_that_are_kept() -> None:
    base = _base()
    network = cut(base, [0, 8, 3])
    assert torch.equal(network.lower.words.weight[1], base["embeddings.word_embeddings.weight"][8])
    assert network.lower.places.weight.shape == (LONGEST, WIDTH)
    kept = [name for name, weight in network.named_parameters() if not weight.requires_grad]
    assert kept == ["lower.words.weight"]
    last = base[f"encoder.layer.{LAYERS - 1}.output.dense.weight"]
    assert torch.equal(network.upper.layers[-1].narrow.weight, last)


def test_a_base_of_another_shape_is_refused(monkeypatch) -> None:
    monkeypatch.setattr("moderation.training.encoder.network.PARTS", PARTS[:-1])
    with pytest.raises(WrongBase):
        cut(_base(), [0, 1])


def test_a_threshold_lets_so_many_through_and_no_more() -> None:
    ours, others = np.arange(100, dtype=np.float32), np.zeros(1000, np.float32)
    at = reached(0.1, [ours, others], (0.5, 0.5))
    assert (ours >= at).mean() / 2 <= 0.1 < (ours >= at - 1.1).mean() / 2


def test_the_ranking_leans_on_what_tells_the_two_apart() -> None:
    draw = np.random.default_rng(1)
    labels = (draw.random(2000) < 0.5).astype(float)
    signs = np.column_stack((labels + draw.normal(0, 0.5, 2000), draw.normal(0, 1, 2000)))
    _, telling, idle = fitted(signs, labels, np.full(2000, 1 / 2000))
    assert telling > 1
    assert abs(idle) < 0.3
