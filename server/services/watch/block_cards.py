"""What a visitor reads who is blocked, or is not any more."""

from datetime import datetime

from config.everything import Everything
from server.contract.block_views import BlockCard
from server.domain.block import Block, BlockState
from server.domain.visit import Intake


def block_card(
    block: Block | None, everything: Everything, intake: Intake, now: datetime
) -> BlockCard | None:
    """None where it is over by itself: then nothing stands between them and a new chat."""
    if block is None:
        return None
    texts = everything.texts.in_language(intake.language).blocked
    if block.state is BlockState.LIFTED:
        return _card(block, texts.lifted_title, (texts.lifted,))
    if not block.holds(now):
        return None
    why = texts.reasons.of(block.reason)
    said = {BlockState.APPEALED: texts.appealed, BlockState.UPHELD: texts.upheld}
    told = said.get(block.state)
    body = (why, texts.not_less, *((told,) if told else ()))
    return _card(block, texts.title, body, texts.until, None if told else texts.ask)


def _card(
    block: Block, title: str, body: tuple[str, ...], lasts: str = "", ask: str | None = None
) -> BlockCard:
    return BlockCard(
        state=block.state,
        until=block.until,
        title=title,
        body=body,
        lasts=lasts,
        words="" if block.state is BlockState.LIFTED else block.words,
        ask=ask,
        answer=block.answer,
    )
