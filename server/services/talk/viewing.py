"""Pictures from the stores become what the visitor's and the peer's page show."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from moderation.verdict import Level
from server.contract.room_views import RoomCard
from server.contract.staff_views import DeskView
from server.contract.views import HelpCard, VisitView
from server.domain.duty import DutyState
from server.domain.ids import PersonId, StaffId, VisitId
from server.domain.opening import Closed, Door, Staffing, closed_because, pairing_paused, soonest
from server.domain.path import Path
from server.domain.pictures import DeskPicture, VisitPicture
from server.domain.session import Role, Session
from server.domain.visit import Intake
from server.services.ports import Now, Pictures
from server.services.queue.offer_cards import offer_card
from server.services.queue.openings import Openings
from server.services.queue.pause_cards import pause_card
from server.services.queue.places import places_of
from server.services.queue.waits import Waits
from server.services.referrals.cards import visitors_referral
from server.services.risk.cards import Cards
from server.services.rooms.ports import Coming
from server.services.rooms.viewing import desk_room, in_room, room_card
from server.services.shifts.rest_cards import rest_card
from server.services.talk.company import company
from server.services.talk.desk_cards import desk_conversation
from server.services.talk.safety_planning import plan_card
from server.services.talk.staying import silence_card
from server.services.talk.transferring import asked_card
from server.services.watch.block_cards import block_card
from server.services.watch.shadowing import learner_card, reading_card

REMEMBERED = 50_000  # visitors' choices held for the help card


@dataclass(frozen=True, slots=True)
class Viewing:
    """Reads for many people at once. `away` is how long without a socket counts as there."""

    pictures: Pictures
    coming: Coming
    cards: Cards
    waits: Waits
    now: Now
    away: timedelta
    queue_limit: int
    openings: Openings
    _intakes: dict[str, Intake] = field(default_factory=dict, repr=False)

    async def visit(self, visitor: Session) -> VisitView:
        return (await self.visits([visitor.id]))[visitor.id]

    async def visits(self, ids: Sequence[PersonId]) -> dict[PersonId, VisitView]:
        """A view for each id; one without a visit sees whether the line is open."""
        now = self.now()
        found = await self.pictures.visits([VisitId(id_) for id_ in ids], now - self.away)
        outside = len(found) < len(ids)
        staffing = await self.pictures.line(now - self.away) if outside else None
        rooms = await self.rooms() if outside else ()
        views: dict[PersonId, VisitView] = {}
        for id_ in ids:
            picture = found.get(VisitId(id_))
            if picture:
                views[id_] = await self._visit(picture, now)
            elif staffing:
                views[id_] = await self._outside(staffing, now, rooms)
        return views

    async def desks(self, ids: Sequence[PersonId]) -> dict[PersonId, DeskView]:
        now = self.now()
        found = await self.pictures.desks([StaffId(id_) for id_ in ids], now - self.away)
        return {id_: self._desk(id_, found[StaffId(id_)], now) for id_ in ids}

    def help_for(self, visitor: Session, level: Level, path: Path | None = None) -> HelpCard:
        """From memory alone: it must not wait for anything."""
        return self.cards.help(level, path, self._intakes.get(visitor.id), self.now())

    async def door(self) -> Door:
        """Whether somebody new is let in now, for the page that has no socket yet."""
        now = self.now()
        return await self._door(await self.pictures.line(now - self.away), now)

    async def _outside(
        self, staffing: Staffing, now: datetime, rooms: tuple[RoomCard, ...]
    ) -> VisitView:
        """For who has no visit: how long it may take, or what closes the line, and until when."""
        door, language = await self._door(staffing, now), self.cards.everything.service.language
        return VisitView(
            closed=door.closed,
            pause=pause_card(door.pause),
            opens_at=door.opens_at,
            wait=None if door.closed else await self.waits.ahead(language, staffing.waiting + 1),
            rooms=rooms,
        )

    async def _door(self, staffing: Staffing, now: datetime) -> Door:
        closed = closed_because(staffing, self.queue_limit)
        if closed is None:
            return Door()
        pause = staffing.pause if closed is Closed.INTAKE_PAUSED else None
        rested = staffing.rests_until if closed is Closed.NO_PEER else None
        return Door(closed, pause, soonest(rested, await self.openings.after(now)))

    async def rooms(self) -> tuple[RoomCard, ...]:
        """Those that are open or come next, for who has not begun a visit."""
        now = self.now()
        return tuple(room_card(one, now) for one in await self.coming.coming(now - self.away))

    async def _visit(self, picture: VisitPicture, now: datetime) -> VisitView:
        talk, visit = picture.talk.talk, picture.talk.visit
        self._remember(visit.id, visit.intake)
        view = VisitView(
            closed=closed_because(picture.staffing, self.queue_limit),
            paused=pairing_paused(picture.staffing),
            nobody=picture.place is not None and not picture.answerable,
            state=visit.state,
            pseudonym=visit.pseudonym,
            conversation=talk.id,
            phase=talk.phase,
            last_seq=talk.heard_by(Role.VISITOR),
            wait=None if picture.place is None else await self.waits.of(visit, picture.place),
            received=picture.talk.received.get(Role.PEER, 0),
            company=company(picture.talk, visit.id),
            help=self.cards.shown(talk.level, talk.path, visit.intake, now),
            referral=visitors_referral(self.cards, picture.talk, now),
            plan=plan_card(picture.talk.plan),
            silence=silence_card(picture.talk.silence, Role.VISITOR),
            muted=talk.silences(visit.id),
            learner=learner_card(picture.talk, self.cards.everything, Role.VISITOR),
            block=block_card(picture.block, now),
            held_until=talk.held_until,
            stopped=picture.stopped,
        )
        return in_room(view, picture.room, visit) if picture.room else view

    def _remember(self, visit: str, intake: Intake) -> None:
        self._intakes[visit] = intake
        if len(self._intakes) > REMEMBERED:
            del self._intakes[next(iter(self._intakes))]

    def _desk(self, peer: str, picture: DeskPicture, now: datetime) -> DeskView:
        duty, hard = picture.duty, self.cards.everything.exposure.debrief_from
        return DeskView(
            duty=duty.state if duty else DutyState.OFF,
            since=duty.since if duty else None,
            closed=closed_because(picture.staffing, self.queue_limit),
            waiting=picture.staffing.waiting,
            offers=tuple(offer_card(one) for one in picture.offers),
            conversations=tuple(
                desk_conversation(self.cards, peer, one, now) for one in picture.talks
            ),
            wrap_up=picture.wrap_up,
            wrap_up_note=picture.wrap_up_note,
            asked=asked_card(picture.asked),
            debrief_asked=picture.wrap_up is not None and picture.wrap_up_level >= hard,
            held=picture.held and not picture.rooms,  # nobody in a room learns who spoke of it
            on_hold=picture.on_hold,
            rest=rest_card(picture.rest, now),
            untrained=picture.untrained,
            rooms=tuple(desk_room(one, self.cards, peer, now) for one in picture.rooms),
            places=places_of(picture),
            reading=reading_card(picture.reading, self.cards.everything),
        )
