"""Lexicon alone, inline model alone, and both."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from moderation.evaluation.held import Chosen, Held, levels
from moderation.evaluation.measures import figure, share
from moderation.evaluation.report import Table
from moderation.inline.check import InlineCheck
from moderation.inline.weights import Thresholds
from moderation.passage import Passage
from moderation.review import Check, Reviewer

LEVELS: Final = (1, 2, 3)
Levels = NDArray[np.int64]


def screens(reviewer: Reviewer, inline: InlineCheck) -> Mapping[str, Reviewer]:
    """The shipped screen without the model, the model alone, and both."""
    rules: Sequence[Check] = [c for c in reviewer.checks if not isinstance(c, InlineCheck)]
    return {
        "lexicon": replace(reviewer, checks=(*rules,)),
        "inline": replace(reviewer, checks=(inline,)),
        "both": replace(reviewer, checks=(*rules, inline)),
    }


def found_table(held: Held, lexicon: Reviewer, thresholds: Thresholds) -> Table:
    """On held-out rows; the lexicon was written without them."""
    rules = _levels(lexicon, [Passage(row.text, row.before) for row in held.rows])
    model, lines_out = (levels(found, thresholds) for found in (held.found, held.by_line))
    by = {
        "lexicon": rules,
        "inline, by file": model,
        "both, by file": np.maximum(rules, model),
        "both, by line": np.maximum(rules, lines_out),
    }
    head = ("rows", "screen", "L1 and above", "L2 and above", "L3 and above")
    lines: list[tuple[str, ...]] = []
    for name, chosen, said in _groups(held):
        for screen, reached in by.items():
            shares = (said(reached[chosen] >= level) for level in LEVELS)
            lines.append((name, screen, *shares))
    return Table("Lexicon, inline model, both: held-out rows", head, tuple(lines))


def _groups(held: Held) -> Iterator[tuple[str, Chosen, Callable[[Chosen], str]]]:
    yield "crisis, corpus: share found", held.ours, _share
    yield "crisis, posts: share found", held.posts, _share
    ordinary = held.ordinary
    ours = held.where(lambda row: row.ours)
    yield "ordinary, all: alarms per 1,000", ordinary, per_thousand
    yield "ordinary, corpus: alarms per 1,000", ordinary & ours, per_thousand
    yield "ordinary, open: alarms per 1,000", ordinary & ~ours, per_thousand


def talk_table(by: Mapping[str, Reviewer], talks: Sequence[Sequence[Passage]]) -> Table:
    """On whole conversations; shares of them are of those with at least one alarm."""
    head = ("screen", "level", "alarms per 1,000 turns", "share of conversations")
    lines: list[tuple[str, ...]] = []
    for name, screen in by.items():
        each = [_levels(screen, talk) for talk in talks]
        for level in LEVELS:
            turns = np.concatenate(each) >= level
            whole = np.array([(one >= level).any() for one in each])
            lines.append((name, f"L{level} and above", per_thousand(turns), _share(whole)))
    return Table("False alarms in real conversations", head, tuple(lines))


def _levels(screen: Reviewer, passages: Sequence[Passage]) -> Levels:
    return np.array([int(screen(passage).level) for passage in passages], np.int64)


def _share(hits: Chosen) -> str:
    return str(figure(share, hits))


def per_thousand(hits: Chosen) -> str:
    sure = figure(share, hits)
    return f"{sure.value * 1000:.1f} ({sure.low * 1000:.1f}–{sure.high * 1000:.1f})"
