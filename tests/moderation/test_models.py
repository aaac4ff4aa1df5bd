"""Detoxify end to end, with a tiny checkpoint of its real kind that is built here."""

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import torch

from moderation.checks.deep import DeepCheck
from moderation.models.apart import Apart
from moderation.models.checksums import write_checksums
from moderation.models.detoxify import BATCH, Detoxify, Network
from moderation.models.port import State, Unscored
from moderation.models.thresholds import findings
from moderation.passage import Passage
from moderation.policy import read_policy
from moderation.review import Reviewer
from moderation.verdict import Action, Concern
from tests.moderation.checkpoints import (
    LABELS,
    MAIN_LABELS,
    WORDS,
    keep,
    put_bert,
    put_debiased,
    small_bert,
)
from tests.moderation.conftest import CONFIG


@pytest.fixture(scope="module")
def network() -> Any:
    return small_bert()


@pytest.fixture
def folder(tmp_path: Path, network: Any) -> Path:
    return put_bert(tmp_path, network)


def _passages(*texts: str) -> list[Passage]:
    return [Passage(text) for text in texts]


def test_it_loads_from_a_folder_and_scores_as_its_own_weights_do(folder: Path, network) -> None:
    model = Detoxify.load(folder)
    assert (model.state, model.why) == (State.READY, "")
    [scores] = model.score(_passages("hello you clown"))
    pieces = [[WORDS.index(w) for w in ("[CLS]", "hello", "you", "clown", "[SEP]")]]
    expected = torch.sigmoid(network(torch.tensor(pieces))[0])[0].tolist()
    assert list(scores) == [
        *("toxicity", "severe_toxicity", "obscene", "threat", "insult", "identity_attack")
    ]
    assert list(scores.values()) == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("kind", ["Roberta", "XLMRoberta"])
def test_the_debiased_kinds_load_with_the_base_models_own_configuration(tmp_path, kind) -> None:
    network = put_debiased(tmp_path, kind)
    model = Detoxify.load(tmp_path)
    assert (model.state, model.why) == (State.READY, "")
    [scores] = model.score(_passages("hello you clown"))
    assert list(scores) == MAIN_LABELS
    pieces = model.network.tokenizer("hello you clown", return_tensors="pt")
    expected = torch.sigmoid(network(**pieces)[0])[0].tolist()
    assert list(scores.values()) == pytest.approx(expected[: len(MAIN_LABELS)], abs=1e-5)


@pytest.mark.timeout(1500)  # a fresh interpreter loads PyTorch, on a machine that may be busy
def test_it_works_in_a_process_of_its_own_as_it_does_here(folder: Path) -> None:
    apart = Apart("detoxify", partial(Detoxify.load, folder), patience=300.0, loading=900.0)
    try:
        end = time.monotonic() + 900.0
        while apart.state is State.STARTING and time.monotonic() < end:
            time.sleep(0.1)
        assert (apart.state, apart.why) == (State.READY, "")
        passages = _passages("hello you clown", "thanks", "you are a kind person")
        there, here = apart.score(passages), Detoxify.load(folder).score(passages)
        for one, another in zip(there, here, strict=True):
            assert one == pytest.approx(another, abs=1e-5)
    finally:
        apart.close()


def test_many_texts_come_back_in_their_order_whatever_the_batches(folder: Path) -> None:
    model = Detoxify.load(folder)
    texts = [" ".join(["hello", "you", "clown"][: 1 + at % 3] * (1 + at % 7)) for at in range(40)]
    together = model.score(_passages(*texts))
    for text, scores in zip(texts, together, strict=True):
        assert model.score(_passages(text))[0] == pytest.approx(scores, abs=1e-5)


def test_batches_are_small_and_of_like_length(folder: Path) -> None:
    seen: list[list[int]] = []

    class Watched(Network):
        def __call__(self, texts):
            seen.append([len(text) for text in texts])
            return super().__call__(texts)

    model = Detoxify.load(folder)
    loaded = model.network
    model.network = Watched(loaded.torch, loaded.model, loaded.tokenizer, loaded.labels)
    model.score(_passages(*("hello " * (1 + at * 7 % 40) for at in range(50))))
    assert max(map(len, seen)) <= BATCH
    lengths = [length for batch in seen for length in batch]
    assert lengths == sorted(lengths)


def test_a_very_long_text_is_cut_and_scored(folder: Path) -> None:
    assert len(Detoxify.load(folder).score(_passages("hello " * 2_000))) == 1


def test_an_empty_folder_means_absent(tmp_path: Path) -> None:
    model = Detoxify.load(tmp_path)
    assert model.state is State.ABSENT
    with pytest.raises(Unscored, match="no checkpoint"):
        model.score(_passages("hello"))


def test_packages_that_are_not_installed_mean_absent(folder: Path, monkeypatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("moderation.models.detoxify.import_module", missing)
    model = Detoxify.load(folder)
    assert model.state is State.ABSENT
    assert "not installed" in model.why


def test_a_changed_file_is_not_loaded(folder: Path) -> None:
    (folder / "vocab.txt").write_text("something else")
    model = Detoxify.load(folder)
    assert model.state is State.FAILED
    assert "vocab.txt" in model.why


def test_a_file_nobody_vouched_for_is_not_loaded(folder: Path) -> None:
    (folder / "added.json").write_text("{}")
    assert "added.json" in Detoxify.load(folder).why


def test_a_folder_without_checksums_is_not_loaded(folder: Path) -> None:
    (folder / "SHA256SUMS").unlink()
    assert Detoxify.load(folder).state is State.FAILED


def test_a_broken_checkpoint_is_a_named_state_and_no_crash(folder: Path) -> None:
    (folder / "tiny.ckpt").write_bytes(b"not a checkpoint")
    write_checksums(folder)
    model = Detoxify.load(folder)
    assert model.state is State.FAILED
    assert "cannot be loaded" in model.why


class Harmful:
    """What runs when a checkpoint is read as a pickle."""

    ran: list[str] = []  # noqa: RUF012

    def __reduce__(self):
        return (Harmful.ran.append, ("ran",))


def test_code_in_a_checkpoint_is_not_run(folder: Path, network) -> None:
    keep(folder, network.state_dict(), surprise=Harmful())
    assert Detoxify.load(folder).state is State.FAILED
    assert Harmful.ran == []


def test_scores_that_are_not_numbers_are_a_named_state(folder: Path, network) -> None:
    weights = network.state_dict()
    weights["classifier.bias"] = torch.full((len(LABELS),), float("nan"))
    keep(folder, weights)
    model = Detoxify.load(folder)
    with pytest.raises(Unscored, match="not numbers"):
        model.score(_passages("hello"))
    assert model.state is State.FAILED


def test_a_model_that_takes_too_long_is_slow_and_asked_again(folder: Path) -> None:
    model = Detoxify.load(folder, patience=1.0)
    times: Iterator[float] = iter([0.0, 2.0, 10.0, 10.1])
    model.clock = lambda: next(times)
    with pytest.raises(Unscored, match="longer than 1 s"):
        model.score(_passages("hello"))
    assert model.state is State.SLOW
    model.score(_passages("hello"))
    assert model.state is State.READY


def test_a_model_that_raises_does_not_repeat_the_text(folder: Path) -> None:
    class Broken(Network):
        def __call__(self, texts):
            raise RuntimeError(texts[0])

    model = Detoxify.load(folder)
    model.network = Broken(None, None, None, ())
    with pytest.raises(Unscored) as raised:
        model.score(_passages("a secret"))
    assert raised.value.state is State.FAILED
    assert "secret" not in f"{raised.value} {model.why}"
    assert raised.value.__suppress_context__


def test_scores_become_findings_by_the_thresholds_of_the_policy() -> None:
    lines = read_policy(CONFIG / "policy.toml").thresholds
    passage = Passage("hello")
    assert list(findings("detoxify", passage, {"toxicity": 0.5}, lines)) == []
    [found] = findings("detoxify", passage, {"toxicity": 0.99, "obscene": 1.0}, lines)
    assert (found.concern, found.start, found.end, found.check) == ("toxicity", 0, 5, "detoxify")
    assert list(findings("another", passage, {"toxicity": 1.0}, lines)) == []


class FakeModel:
    name = "detoxify"
    state = State.READY
    why = ""

    def __init__(self, scores: dict[str, float] | None) -> None:
        self._scores = scores

    def score(self, passages):
        if self._scores is None:
            raise Unscored(State.SLOW, "It took too long.")
        return [self._scores for _ in passages]


def _reviewed(scores: dict[str, float] | None):
    policy = read_policy(CONFIG / "policy.toml")
    return Reviewer((DeepCheck(FakeModel(scores), policy.thresholds),), policy)(Passage("hello"))


def test_what_a_deep_model_finds_is_in_the_verdict() -> None:
    verdict = _reviewed({"threat": 0.99})
    assert [finding.concern for finding in verdict.findings] == [Concern.TOXICITY]
    assert verdict.complete


def test_a_deep_model_that_gives_no_scores_leaves_the_verdict_to_a_person() -> None:
    verdict = _reviewed(None)
    assert not verdict.complete
    assert Action.FLAG in verdict.actions
