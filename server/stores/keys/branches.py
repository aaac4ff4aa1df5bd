"""A day's key as a tree, of which single leaves can be destroyed and the rest goes on.

Each branch makes its two halves by a hash, down to one leaf for each key of that day; what is
kept of the tree is the branches that lead to every leaf but the destroyed ones. So nothing is
written when a key is made, and what was destroyed can be made again from nothing that is left
(a puncturable function: Goldreich, Goldwasser and Micali 1986; Boneh and Waters 2013).
"""

import hmac
from bisect import bisect_right
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
    branch = _leading_to(tree, at)
    if branch is None:
        return None
    seed = branch.seed
    for depth in range(branch.depth, DEPTH):
        seed = _half(seed, _bit(at, depth))
    return seed


def without(tree: bytes, leaves: Iterable[int]) -> bytes:
    """The same tree, from which none of these can be made. Repeating it changes nothing."""
    for at in leaves:
        branch = _leading_to(tree, at)
        if branch is not None:
            beside = b"".join(map(_written, sorted(_beside(branch, at))))
            tree = tree.replace(_written(branch), beside, 1)
    return tree


def _beside(branch: _Branch, at: int) -> Iterator[_Branch]:
    """What is left of a branch without this leaf: the other half at each fork on the way."""
    seed = branch.seed
    for depth in range(branch.depth, DEPTH):
        bit, below = _bit(at, depth), DEPTH - 1 - depth
        yield _Branch(((at >> below) ^ 1) << below, depth + 1, _half(seed, 1 - bit))
        seed = _half(seed, bit)


def _leading_to(tree: bytes, at: int) -> _Branch | None:
    """They are written in order, and none lies in another."""
    place = bisect_right(range(len(tree) // SIZE), at, key=lambda n: _read(tree, n).start) - 1
    if place < 0:
        return None
    branch = _read(tree, place)
    below = DEPTH - branch.depth
    return branch if at >> below == branch.start >> below else None


def _half(seed: bytes, bit: int) -> bytes:
    return hmac.digest(seed, bytes([bit]), "sha256")


def _bit(at: int, depth: int) -> int:
    return (at >> (DEPTH - 1 - depth)) & 1


def _written(branch: _Branch) -> bytes:
    return branch.start.to_bytes(START) + bytes([branch.depth]) + branch.seed


def _read(tree: bytes, place: int) -> _Branch:
    one = tree[place * SIZE : (place + 1) * SIZE]
    return _Branch(int.from_bytes(one[:START]), one[START], one[START + 1 :])
