"""What peers wrote after conversations, as a report shows it."""

from moderation.verdict import Level
from server.domain.happened import Wrapped
from server.domain.report_wrap_ups import wrapped_up
from server.domain.wrapping_up import FollowUp, Went


def tables(*wrapped):
    found = wrapped_up(wrapped)
    return {one.title: {row.label: row.cells for row in one.rows} for one in found}


def calmer(*topics, level=None):
    return Wrapped(Went.CALMER, level, topics, (FollowUp.SERVICE,))


NOT_WRITTEN = Wrapped(None, None, ("loss",), ())


def test_what_was_not_written_up_is_shown_as_that():
    shown = tables(*[calmer("loss")] * 9, *[NOT_WRITTEN] * 6)["How conversations went"]
    assert shown == {"calmer": (9,), "not written up": (6,), "total": (15,)}


def test_each_topic_that_was_named_counts():
    shown = tables(*[calmer("loss", "money")] * 6)["Topics that peers named"]
    assert (shown["loss"], shown["money"], shown["total"]) == ((6,), (6,), (12,))


def test_worry_at_the_end_counts_only_where_somebody_said_how_it_went():
    found = [calmer(level=Level.L0)] * 7 + [calmer()] * 5 + [NOT_WRITTEN] * 9
    shown = tables(*found)["Worry at the end"]
    assert shown == {"L0": (7,), "not said": (5,), "total": (12,)}


def test_few_are_hidden_here_too():
    assert tables(*[calmer("loss")] * 4)["What comes after"]["service"] == (None,)
