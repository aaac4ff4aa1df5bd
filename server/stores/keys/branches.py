"""A day's key as a tree, of which single leaves can be destroyed and the rest goes on.

Each branch makes its two halves by a hash, down to one leaf for each key of that day; what is
kept of the tree is the branches that lead to every leaf but the destroyed ones. So nothing is
written when a key is made, and what was destroyed can be made again from nothing that is left
(a puncturable function: Goldreich, Goldwasser and Micali 1986; Boneh and Waters 2013).
"""

import hmac
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

SEED: Final = 32
DEPTH: Final = 64  # bits: two of a day's leaves never meet by chance
START: Final = DEPTH // 8
SIZE: Final = START + 1 + SEED  # of one branch as it is written


class _Branch(NamedTuple):
    """All leaves from `start` on that share its first `depth` bits."""

    start: int
    depth: int
    seed: bytes


def planted(seed: bytes) -> bytes:
    """A whole tree."""
    return _written(_Branch(0, 0, seed))


def leaf(tree: bytes, at: int) -> bytes | None:
    """None where it was destroyed."""
    place = _place(tree, at)
    if place is None:
        return None
    branch = _read(tree, place)
    seed = branch.seed
    for depth in range(branch.depth, DEPTH):
        seed = _half(seed, _bit(at, depth))
    return seed


def without(tree: bytes, leaves: Iterable[int]) -> bytes:
    """The same tree, from which none of these can be made. Repeating it changes nothing.

    One pass, however many: a day may have lost thousands, and somebody's transaction waits.
    """
    due, first, upto, left = sorted(set(leaves)), 0, 0, list[bytes]()
    while first < len(due):
        place = _place(tree, due[first])
        if place is None:
            first += 1
            continue
        branch = _read(tree, place)
        end = bisect_left(due, branch.start + (1 << (DEPTH - branch.depth)), first)
        left.append(tree[upto * SIZE : place * SIZE])
        left += map(_written, _cut(branch, due[first:end]))
        first, upto = end, place + 1
    left.append(tree[upto * SIZE :])
    return b"".join(left)


def _cut(branch: _Branch, leaves: list[int]) -> Iterator[_Branch]:
    """What is left of a branch without these leaves, in order."""
    ways = [(branch, leaves)]
    while ways:
        one, gone = ways.pop()
        if not gone:
            yield one
        elif one.depth < DEPTH:
            low, high = _halves(one)
            middle = bisect_left(gone, high.start)
            ways += [(high, gone[middle:]), (low, gone[:middle])]


def _halves(branch: _Branch) -> tuple[_Branch, _Branch]:
    depth = branch.depth + 1
    middle = branch.start + (1 << (DEPTH - depth))
    low = _Branch(branch.start, depth, _half(branch.seed, 0))
    return low, _Branch(middle, depth, _half(branch.seed, 1))


def _place(tree: bytes, at: int) -> int | None:
    """Of the branch that leads there. They are written in order, and none lies in another."""
    place = bisect_right(range(len(tree) // SIZE), at, key=lambda n: _read(tree, n).start) - 1
    if place < 0:
        return None
    branch = _read(tree, place)
    below = DEPTH - branch.depth
    return place if at >> below == branch.start >> below else None


def _half(seed: bytes, bit: int) -> bytes:
    return hmac.digest(seed, bytes([bit]), "sha256")


def _bit(at: int, depth: int) -> int:
    return (at >> (DEPTH - 1 - depth)) & 1


def _written(branch: _Branch) -> bytes:
    return branch.start.to_bytes(START) + bytes([branch.depth]) + branch.seed


def _read(tree: bytes, place: int) -> _Branch:
    one = tree[place * SIZE : (place + 1) * SIZE]
    return _Branch(int.from_bytes(one[:START]), one[START], one[START + 1 :])
