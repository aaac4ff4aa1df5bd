"""Lines are answered in batches while they pour in, and one by one while they drip."""

from queue import Queue
from threading import Event

import pytest

from moderation.gathering import MOST, gathered


def test_every_line_comes_once_in_order_and_no_batch_is_too_large() -> None:
    lines = [b"%d" % number for number in range(5 * MOST + 7)]
    batches = list(gathered(lines))
    assert [line for batch in batches for line in batch] == lines
    assert max(map(len, batches)) <= MOST


def test_a_line_is_handed_on_before_the_next_one_is_written() -> None:
    waiting: Queue[bytes] = Queue()
    waiting.put(b"first")
    batches = gathered(iter(waiting.get, b"end"))
    assert next(batches) == [b"first"]
    waiting.put(b"second")
    assert next(batches) == [b"second"]
    waiting.put(b"end")
    assert list(batches) == []


def test_nothing_gives_nothing() -> None:
    assert list(gathered([])) == []


def test_what_breaks_while_reading_is_raised_where_the_lines_are_used() -> None:
    def lines():
        yield b"first"
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        list(gathered(lines()))


def test_reading_does_not_run_far_ahead() -> None:
    read, enough = [], Event()

    def lines():
        for number in range(100 * MOST):
            read.append(number)
            if len(read) > 6 * MOST:
                enough.set()
            yield b"x"

    next(gathered(lines()))
    assert not enough.wait(0.2)
