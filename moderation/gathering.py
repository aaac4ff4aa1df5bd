"""Lines in batches as they come: many while they pour in, one by one while they drip."""

from collections.abc import Iterable, Iterator
from queue import Empty, Queue
from threading import Thread
from typing import Final

MOST: Final = 128
"""Lines of one batch."""
AHEAD: Final = 4 * MOST
"""So many lines are read before anybody asked for them."""

Item = bytes | BaseException | None


def gathered(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Whatever has come by now, at once; nobody waits for a batch to be full."""
    queue: Queue[Item] = Queue(AHEAD)
    Thread(target=_read, args=(lines, queue), daemon=True).start()
    item = queue.get()
    while isinstance(item, bytes):
        batch = [item]
        item = _more(queue, batch)
        yield batch
        if item is _PAUSE:
            item = queue.get()
    if isinstance(item, BaseException):
        raise item


_PAUSE: Final = BlockingIOError()


def _more(queue: "Queue[Item]", batch: list[bytes]) -> Item:
    """Fills the batch; returns what came instead of a line, or that nothing came."""
    while len(batch) < MOST:
        try:
            item = queue.get_nowait()
        except Empty:
            return _PAUSE
        if not isinstance(item, bytes):
            return item
        batch.append(item)
    return _PAUSE


def _read(lines: Iterable[bytes], queue: "Queue[Item]") -> None:
    """Its own thread, so that reading waits while others work."""
    try:
        for line in lines:
            queue.put(line)
    except BaseException as error:  # raised again where the lines are used
        queue.put(error)
    else:
        queue.put(None)
