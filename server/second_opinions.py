"""Second opinions, put together for the worker: the small encoder, then the deep model."""

from collections.abc import Collection
from functools import partial

from config.settings import Settings
from moderation.encoder.model import Encoder
from moderation.inline.check import InlineCheck
from moderation.lexicon.languages import Lexicons
from moderation.models.port import Model
from moderation.policy import read_policy
from moderation.ranking import Ranking
from moderation.reading.normalise import Normalised
from moderation.together import Later, Together
from server.domain.opinion import Turn
from server.foundation import Foundation, new_id, now
from server.rereading import Live
from server.services.ports import Hints
from server.services.talk.second_opinion import Scoring, SecondOpinion
from server.stores.talk.opinions import SqlOpinions


def second_opinions(
    settings: Settings, base: Foundation, hints: Hints, lexicons: Live[Lexicons], model: Model
) -> tuple[SecondOpinion, SecondOpinion]:
    """The small encoder on every message; then the deep model on what policy sends it."""
    excused = partial(_excused, lexicons)
    policy = read_policy(settings.config_dir / "policy.toml")
    together = Together(Ranking.shipped(InlineCheck.shipped(excused)), policy)
    quick = Later(Encoder.load(excused=excused), together)
    deep = Scoring(model, policy.thresholds)
    asked = partial(
        SecondOpinion,
        SqlOpinions(base.db, base.sealer, new_id),
        policy=policy,
        hints=hints,
        clocks=base.clocks,
        now=now,
    )
    return asked(Turn.QUICK, quick), asked(Turn.DEEP, deep, before=quick)


def _excused(lexicons: Live[Lexicons], text: Normalised) -> Collection[int]:
    """By the lexicons as they are now."""
    return lexicons.now.excused(text)
