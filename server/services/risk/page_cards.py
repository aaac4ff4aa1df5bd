"""What came of the pager, as cards."""

from collections.abc import Iterable

from server.contract.pager_views import PageCard, PagerCard
from server.domain.paging import Paged, PagerState


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
