"""What came of the pager, as cards."""

from collections.abc import Iterable

from server.contract.pager_views import CalledCard, PageCard, PagerCard
from server.domain.paging import Paged, PagerState
from server.domain.pictures import TalkPicture


def page_cards(paged: Iterable[Paged]) -> tuple[PageCard, ...]:
    return tuple(
        PageCard(
            way=one.channel,
            at=one.at,
            answered=one.delivered,
            status=one.status,
            again=one.again,
        )
        for one in paged
    )


def pager_card(state: PagerState) -> PagerCard:
    return PagerCard(reaches=state.reaches, failing=page_cards(state.failing))


def called_card(talk: TalkPicture) -> CalledCard | None:
    flag, called = talk.flag, talk.called
    if flag is None or called is None:
        return None
    return CalledCard(
        since=flag.runs_from,
        on_duty=called.on_duty,
        alerting=called.alerting,
        everyone=flag.calls_everyone,
        paged=page_cards(called.paged),
    )
