"""All figures in one go, in the order in which they are told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import ge, le
from typing import Final

from moderation.evaluation.alarms import level_table, talk_table
from moderation.evaluation.alternatives import alternatives
from moderation.evaluation.crisis import crisis_tables
from moderation.evaluation.disguise import disguise_table
from moderation.evaluation.evidence import Rows, rows_of, talks_of, toxicity_of
from moderation.evaluation.fairness import Harmless, by_mention, chosen, fairness_table, harmless
from moderation.evaluation.goals import Goal, at_most, crisis_goals, goals_table, number
from moderation.evaluation.hatecheck import hatecheck_table
from moderation.evaluation.keeping import Keeping
from moderation.evaluation.measures import figure, share
from moderation.evaluation.parts import ALL, ENCODER, LEXICON, LOOP, MODEL
from moderation.evaluation.picture import curves
from moderation.evaluation.report import Table
from moderation.evaluation.screens import Said, Screens
from moderation.evaluation.sources import Judged, Places, conversations, judged, sought
from moderation.evaluation.speed import Pace, Screen, in_batches, one_by_one, speed_table
from moderation.evaluation.toxicity import Toxicity, confused_table, toxicity_table
from moderation.passage import Passage
from moderation.review import Check

IDENTITIES: Final = ("identity_mentions", "dialects", "dialect_and_identity_ordinary")
KEPT: Final = 0.95


@dataclass(frozen=True, slots=True)
class Whole:
    """`quick` leaves out disguises and how fast other models are: what takes minutes."""

    screens: Screens
    places: Places
    keeping: Keeping
    quick: bool

    def tables(self) -> tuple[list[Table], str]:
        """And the picture of the curves."""
        say = self.keeping.progress
        rows = rows_of(self.screens, self.places, self.keeping)
        say("real conversations")
        talks = conversations(self.places.data)
        talking = talk_table(talks_of(self.screens, talks, rows))
        say("toxicity")
        toxicity, said = toxicity_of(self.screens, judged(self.places.data))
        disguises = [] if self.quick else [self._disguise()]
        paces = list(self._paces([turn for talk in talks for turn in sought(talk)]))
        say("tables")
        goals = [*_crisis(rows), *map(_disguise, disguises), *_speed(paces)]
        crisis = crisis_tables(rows.crisis, self.screens.limits)
        return [
            goals_table(goals),
            next(crisis),
            *crisis,
            level_table(rows.held, rows.levels),
            talking,
            *self._toxicity(rows, toxicity),
            *disguises,
            fairness_table([*_fair_rows(rows), *_fair_words(toxicity.messages, said)]),
            speed_table(paces),
        ], _picture(rows)

    def _disguise(self) -> Table:
        self.keeping.progress("disguise")
        return disguise_table(self.screens.loop)

    def _toxicity(self, rows: Rows, toxicity: Toxicity) -> Iterator[Table]:
        yield toxicity_table(toxicity)
        yield confused_table(rows.held, rows.called)
        yield hatecheck_table(toxicity, self.places.data)

    def _paces(self, said: Sequence[Passage]) -> Iterator[Pace]:
        screens, say = self.screens, self.keeping.progress
        say("speed")
        by = {LEXICON: screens.lexicon, LOOP: screens.loop}
        yield from one_by_one(
            {LEXICON: by[LEXICON], MODEL: _all_of(screens.inline), LOOP: by[LOOP]}, said
        )
        if screens.encoding:
            yield in_batches(ENCODER, screens.encoder.find, said, 1)
            yield in_batches(ENCODER, screens.encoder.find, said)
        else:
            yield Pace(ENCODER, 16)
        if not self.quick:
            yield from alternatives(said, say)


def _all_of(check: Check) -> Screen:
    """A check is lazy: its findings are to be counted too."""
    return lambda passage: list(check(passage))


def _crisis(rows: Rows) -> Iterator[Goal]:
    yield from crisis_goals(rows.crisis)
    screen = ALL if ALL in rows.said else LOOP
    called = figure(share, rows.called[screen][rows.crisis.statements])
    yield at_most("statements called toxic", 0.005, called)


def _disguise(table: Table) -> Goal:
    worst = min(table.lines, key=lambda line: float(line[2].split()[0]))
    kept = float(worst[2].split()[0])
    return Goal(f"disguise: recall kept, worst kind ({worst[0]})", ge, KEPT, kept, worst[2])


def _speed(paces: Sequence[Pace]) -> Iterator[Goal]:
    by = {(pace.part, pace.batch): pace for pace in paces}
    loop = by[LOOP, 1]
    yield number("event loop: p50, µs", le, 100, loop.median)
    yield number("event loop: p99, µs", le, 1_000, loop.slow)
    yield number("event loop: messages a second", ge, 8_000, loop.a_second)
    yield number(
        "encoder: µs of processor a message, batches of 16", le, 1_000, by[ENCODER, 16].mean
    )


def _fair_rows(rows: Rows) -> Iterator[Harmless]:
    held = rows.held
    ours = held.where(lambda row: row.ours) & held.ordinary
    civil = held.where(lambda row: row.toxic is False and not row.ours and not row.crisis)
    yield rows.harmless("open rows judged civil", civil)
    yield from by_mention(rows.harmless("corpus", ours))
    for name in IDENTITIES:
        yield rows.harmless(f"corpus: {name}", ours & held.of(name))


def _fair_words(messages: Sequence[Judged], said: Mapping[str, Said]) -> Iterator[Harmless]:
    last = {screen: one for screen, one in said.items() if screen in {LOOP, ALL}}
    whole = Harmless(
        "templates",
        [one.text for one in messages],
        {screen: one.called for screen, one in last.items()},
        {screen: one.levels > 0 for screen, one in last.items()},
    )
    yield from by_mention(whole.part("templates", chosen(messages, harmless)))


def _picture(rows: Rows) -> str:
    statements, ordinary = rows.crisis.statements, rows.held.ordinary
    return curves({name: (s[statements], s[ordinary]) for name, s in rows.crisis.by.items()})
