"""A model in a process of its own, which hangs, dies and comes back."""

import multiprocessing
import os
import time
from contextlib import contextmanager
from functools import partial

import pytest

from moderation.models.apart import BATCH, LONGEST, Apart
from moderation.models.detoxify import Detoxify
from moderation.models.port import State, Unscored
from moderation.passage import Passage
from tests.moderation.strange_models import Moody, Steady, Unusable, breaks, lingers

SOON = 200.0  # seconds; a fresh interpreter on a busy machine


@contextmanager
def apart(load, **more):
    model = Apart("deep", load, **more)
    try:
        yield model
    finally:
        model.close()


def until(holds) -> None:
    end = time.monotonic() + SOON
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def ready(model: Apart) -> Apart:
    until(lambda: model.state is not State.STARTING)
    assert model.state is State.READY, model.why
    return model


def texts(*words: str) -> list[Passage]:
    return [Passage(word) for word in words]


def scored(model: Apart, *words: str) -> list[float]:
    return [scores["length"] for scores in model.score(texts(*words))]


class Turned:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def test_it_scores_in_another_process_and_keeps_the_order() -> None:
    with apart(Steady) as model:
        words = ["a" * (1 + at * 7 % 40) for at in range(40)]
        scores = ready(model).score(texts(*words))
        assert [one["length"] for one in scores] == [len(word) / 1000 for word in words]
        assert {one["pid"] for one in scores} != {os.getpid()}


def test_batches_are_small_of_like_length_and_of_texts_that_are_not_too_long(tmp_path) -> None:
    told = tmp_path / "told"
    with apart(partial(Steady, told)) as model:
        ready(model).score(texts(*("a" * (1 + at * 7 % 40) for at in range(39)), "b" * 99_999))
    batches = [[int(size) for size in line.split()] for line in told.read_text().splitlines()]
    assert [len(batch) for batch in batches] == [BATCH, BATCH, 8]
    sizes = [size for batch in batches for size in batch]
    assert sizes == sorted(sizes)
    assert sizes[-1] == LONGEST


def test_while_it_is_loaded_nobody_waits_for_it() -> None:
    with apart(lingers) as model:
        begun = time.monotonic()
        with pytest.raises(Unscored, match="starting: It is being loaded"):
            model.score(texts("hello"))
        assert time.monotonic() - begun < 40
        assert model.state is State.STARTING


def test_one_that_hangs_is_ended_named_and_started_anew() -> None:
    clock = Turned()
    with apart(Moody, patience=SOON, clock=clock) as model:
        first = ready(model).score(texts("hello"))[0]["pid"]
        model.patience = 0.3
        with pytest.raises(Unscored, match=r"longer than 0\.3 s"):
            model.score(texts("hang"))
        assert model.state is State.SLOW
        until(lambda: not multiprocessing.active_children())
        clock.at += 10
        model.patience = SOON
        assert ready(model).score(texts("hello"))[0]["pid"] != first


def test_one_that_dies_is_named_and_started_anew() -> None:
    clock = Turned()
    with apart(Moody, clock=clock) as model:
        ready(model)
        with pytest.raises(Unscored) as raised:
            model.score(texts("die"))
        assert raised.value.state is State.FAILED
        assert model.state is State.FAILED
        clock.at += 10
        assert scored(ready(model), "hello") == [0.005]


def test_one_that_raises_does_not_repeat_the_text(capfd) -> None:
    with apart(Moody, clock=Turned()) as model:
        with pytest.raises(Unscored) as raised:
            ready(model).score(texts("secret canary"))
        until(lambda: not multiprocessing.active_children())
    assert "RuntimeError" in str(raised.value)
    assert "canary" not in f"{raised.value} {model.why} {capfd.readouterr()}"


def test_one_that_is_killed_between_two_questions_is_noticed() -> None:
    with apart(Steady, clock=Turned()) as model:
        (child,) = ready(model) and multiprocessing.active_children()
        child.kill()
        until(lambda: model.state is State.FAILED)
        with pytest.raises(Unscored, match="ended"):
            model.score(texts("hello"))


def test_one_that_fails_again_and_again_is_tried_less_and_less() -> None:
    clock = Turned()
    with apart(breaks, clock=clock) as model:
        pauses = []
        for _ in range(3):
            until(lambda: model.state is State.FAILED)
            begun = clock.at
            while model.state is State.FAILED:
                clock.at += 1
            pauses.append(clock.at - begun)
        assert pauses == [5, 30, 120]


def test_scores_that_are_not_numbers_are_a_named_state_and_the_process_goes_on() -> None:
    with apart(Moody) as model:
        pid = ready(model).score(texts("hello"))[0]["pid"]
        with pytest.raises(Unscored, match="not numbers"):
            model.score(texts("nan"))
        assert model.state is State.FAILED
        assert model.score(texts("hello"))[0]["pid"] == pid
        assert model.state is State.READY


@pytest.mark.parametrize("state", [State.ABSENT, State.FAILED])
def test_what_is_wrong_with_its_files_is_said_here_too(state) -> None:
    with apart(partial(Unusable, state, "No files."), clock=Turned()) as model:
        until(lambda: model.state is not State.STARTING)
        assert (model.state, model.why) == (state, "No files.")
        with pytest.raises(Unscored, match="No files"):
            model.score(texts("hello"))
        assert not multiprocessing.active_children()


def test_one_that_is_loaded_for_ever_is_ended() -> None:
    clock = Turned()
    with apart(lingers, loading=60.0, clock=clock) as model:
        clock.at = 61.0
        assert model.state is State.FAILED
        assert "within 60 s" in model.why


def test_closing_ends_its_process_also_in_the_middle_of_an_answer() -> None:
    model = Apart("deep", Moody)
    ready(model)
    model.close()
    until(lambda: not multiprocessing.active_children())
    with pytest.raises(Unscored):
        model.score(texts("hello"))


def test_an_empty_batch_asks_nothing() -> None:
    with apart(Steady) as model:
        assert ready(model).score([]) == []


def test_detoxify_is_loaded_there_and_an_empty_folder_is_absent(tmp_path) -> None:
    with apart(partial(Detoxify.load, tmp_path)) as model:
        until(lambda: model.state is not State.STARTING)
        assert model.state is State.ABSENT
        assert "no checkpoint" in model.why
