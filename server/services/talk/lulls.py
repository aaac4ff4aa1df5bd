"""A lull as staff see it: who is waited for is reminded, then every moderator sees it."""

from datetime import datetime, timedelta

from config.ladder import Rung
from server.contract.lull_views import LullCard
from server.domain.lull import Lull
from server.domain.pictures import TalkPicture
from server.domain.session import Role
from server.services.risk.cards import Cards


def lull_card(picture: TalkPicture, cards: Cards, of: str, at: datetime) -> LullCard | None:
    """For whoever answers, or may. None while there is time."""
    lull, rung = picture.lull, cards.everything.ladder.at(picture.talk.level)
    if lull is None or not lull.lasts(_patience(lull, rung), at):
        return None
    late = lull.visitor_waits and lull.lasts(timedelta(seconds=rung.unanswered_seconds), at)
    called = _is_expected(picture, of) or (late and _is_theirs(picture, of))
    return LullCard(
        visitor_waits=lull.visitor_waits,
        since=lull.since,
        late=late,
        calls_you=lull.visitor_waits and called,
    )


def on_wall(picture: TalkPicture, cards: Cards, of: str, at: datetime) -> LullCard | None:
    """A moderator is not shown what another is reminded of, before it is late."""
    card = lull_card(picture, cards, of, at)
    shown = card and (card.late or card.calls_you or not card.visitor_waits)
    return card if shown else None


def _patience(lull: Lull, rung: Rung) -> timedelta:
    seconds = rung.answer_seconds if lull.visitor_waits else rung.quiet_seconds
    return timedelta(seconds=seconds)


def _is_expected(picture: TalkPicture, person: str) -> bool:
    expected = picture.talk.expected
    return expected is not None and expected.person == person


def _is_theirs(picture: TalkPicture, person: str) -> bool:
    """The flag, or what nobody has; its peer, too, must hear what stands on every wall."""
    if any(m.person == person and m.role is Role.PEER for m in picture.talk.members):
        return True
    owner = picture.flag.claimed_by if picture.flag else None
    return owner in (None, person)
