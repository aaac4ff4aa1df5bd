"""A conversation goes on with somebody else: who is free, asking them, and their answer."""

from dataclasses import dataclass
from datetime import timedelta

from server.contract.events import Free
from server.contract.staff_commands import AnswerTransfer, AskTransfer, FindFree
from server.contract.transfer_views import AskedCard, FreeColleague, PassedOn
from server.domain.ids import ConversationId, PersonId, StaffId, TransferId
from server.domain.pictures import AskedPicture
from server.domain.session import Session
from server.domain.transfer import Transfer, TransferState
from server.services.ports import Hints, NewId, Now, Transfers


@dataclass(frozen=True, slots=True)
class Transferring:
    """`patience` is the time to answer; `away` counts as not there."""

    transfers: Transfers
    hints: Hints
    now: Now
    new_id: NewId
    patience: timedelta
    away: timedelta

    async def find_free(self, by: Session, command: FindFree) -> Free:
        found = await self.transfers.free(by, command.conversation, self.now() - self.away)
        return Free(
            colleagues=tuple(
                FreeColleague(id=d.staff, role=d.role, name=d.name, topics=d.topics) for d in found
            )
        )

    async def ask_transfer(self, by: Session, command: AskTransfer) -> None:
        at = self.now()
        transfer = Transfer(
            id=TransferId(self.new_id()),
            conversation=ConversationId(command.conversation),
            asked_by=StaffId(by.id),
            name=by.name,
            whom=StaffId(PersonId(command.whom)),
            role=command.role,
            state=TransferState.ASKED,
            asked_at=at,
            expires_at=at + self.patience,
            reason=command.reason,
            note=command.note,
        )
        self.hints.spread(await self.transfers.ask(by, transfer, at - self.away))

    async def answer_transfer(self, asked: Session, command: AnswerTransfer) -> None:
        wake = await self.transfers.answer(
            asked, command.transfer, accept=command.accept, at=self.now()
        )
        self.hints.spread(wake)


def asked_card(picture: AskedPicture | None) -> AskedCard | None:
    if picture is None:
        return None
    transfer, visit = picture.transfer, picture.visit
    return AskedCard(
        id=transfer.id,
        asked_by=transfer.name,
        reason=transfer.reason,
        pseudonym=visit.pseudonym,
        language=visit.intake.language,
        topic=visit.intake.topic,
        level=picture.level,
        expires_at=transfer.expires_at,
    )


def passed_on(transfer: Transfer | None, peer: str) -> PassedOn | None:
    """For the peer who answers: somebody is asked, or it came to them with this note."""
    if transfer is None:
        return None
    mine = transfer.whom == peer
    if transfer.state is not TransferState.ASKED and not mine:
        return None
    return PassedOn(
        state=transfer.state,
        asked_by=transfer.name,
        mine=mine,
        note=transfer.note if mine else "",
        expires_at=transfer.expires_at,
    )
