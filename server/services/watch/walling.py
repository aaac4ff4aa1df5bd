"""The moderators' wall: one picture, a view for each of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from server.contract.country_views import ChosenCountry
from server.contract.health_views import Health, IntakePause
from server.contract.second_look_requests import SecondLookCard
from server.contract.staff_views import WallConversation, WallView
from server.domain.answerable import Able, answerable
from server.domain.conversation import Standing
from server.domain.duty import Duty, DutyState
from server.domain.ids import ConversationId, PersonId, StaffId
from server.domain.mentoring import NOBODY_NEW, Fading
from server.domain.opening import closed_because
from server.domain.pictures import RaisedPicture, TalkPicture, WallPicture
from server.domain.session import Role, Session
from server.domain.visit import VisitState
from server.services.ports import Now, Wall
from server.services.referrals.cards import moderators_referral
from server.services.referrals.second_cards import second_card
from server.services.risk.assessing import assessment_card
from server.services.risk.cards import PINNED_FROM, Cards
from server.services.risk.page_cards import pager_card
from server.services.rooms.viewing import wall_room
from server.services.talk.company import company
from server.services.talk.lulls import on_wall
from server.services.talk.safety_planning import plan_card
from server.services.talk.staying import ends_at
from server.services.talk.transferring import asked_card, passed_on
from server.services.talk.wrapped import notes_for
from server.services.watch.flag_cards import flag_cards
from server.services.watch.mentoring import mentoring_card
from server.services.watch.peers_on_shift import peers_on_shift
from server.services.watch.shadowing import learner_card

WAITING = (VisitState.WAITING, VisitState.OFFERED)
BUSY = (DutyState.OFFERED, DutyState.TALKING, DutyState.WRAP_UP)
AT_WORK = (DutyState.READY, *BUSY)


@dataclass(frozen=True, slots=True)
class Walling:
    wall: Wall
    cards: Cards
    now: Now
    away: timedelta
    queue_limit: int
    fading: Fading = NOBODY_NEW

    async def picture(self) -> WallPicture:
        now = self.now()
        return await self.wall.picture(now, now - self.away)

    async def raised(self) -> RaisedPicture:
        """The flags alone: however many talk, this is read at once."""
        return await self.wall.raised()

    async def view(self, moderator: Session) -> WallView:
        return self.view_of(await self.picture(), await self.raised(), moderator.id)

    def view_of(self, picture: WallPicture, raised: RaisedPicture, moderator: PersonId) -> WallView:
        """Worst first, then the oldest."""
        now = self.now()
        talks = sorted(picture.talks, key=lambda t: (-t.talk.level, t.visit.waiting_since))
        return WallView(
            duty=_duty(picture, moderator),
            flags=flag_cards(raised, moderator),
            conversations=(
                *(self._conversation(talk, moderator, picture, now) for talk in talks),
                *(
                    wall_room(room, self.cards, moderator, now)
                    for room in picture.rooms
                    if room.is_near(now)
                ),
            ),
            health=self._health(picture, now),
            asked=asked_card(picture.asked.get(StaffId(moderator))),
            peers=peers_on_shift(picture, moderator, now, self.away),
        )

    def _conversation(
        self,
        picture: TalkPicture,
        moderator: PersonId,
        wall: WallPicture,
        now: datetime,
    ) -> WallConversation:
        talk, visit = picture.talk, picture.visit
        standing = talk.standing_as_moderator(moderator)
        inside = standing is not None
        return WallConversation(
            id=talk.id,
            pseudonym=visit.pseudonym,
            state=visit.state,
            phase=talk.phase,
            level=talk.level,
            language=visit.intake.language,
            topic=visit.intake.topic,
            distress=visit.intake.distress,
            since=visit.waiting_since,
            last_seq=talk.last_seq if inside else 0,
            company=company(picture, moderator),
            backstage=talk.backstage,
            backstage_seq=picture.backstage_seq if inside else 0,
            received=picture.received.get(Role.VISITOR, 0) if inside else 0,
            reading=standing is Standing.READER,
            joined=standing is Standing.SPEAKER,
            leading=talk.leads(moderator),
            referral=moderators_referral(self.cards, picture, wall.names, moderator, now),
            passed_on=passed_on(picture.transfer, moderator) if inside else None,
            lull=on_wall(picture, self.cards, moderator, now),
            held_until=talk.held_until,
            ends_at=ends_at(picture.silence),
            assessment=assessment_card(picture.assessment, words=inside),
            plan=plan_card(picture.plan) if inside else None,
            notes=notes_for(moderator, picture) if inside else (),
            path=talk.path,
            mentoring=mentoring_card(picture, wall, moderator, self.fading),
            learner=learner_card(picture, self.cards.everything, Role.MODERATOR),
            country=self._country(picture, inside=inside),
            second=self._second(wall, talk.id, moderator),
        )

    def _country(self, picture: TalkPicture, *, inside: bool) -> ChosenCountry | None:
        """Who may have to send help knows it before they read; below that, who hears it does."""
        level = picture.talk.level
        known = inside or level >= PINNED_FROM
        return self.cards.country(picture.visit.intake.region, level) if known else None

    def _second(
        self, wall: WallPicture, talk: ConversationId, moderator: PersonId
    ) -> SecondLookCard | None:
        asked = wall.seconds.get(talk)
        return second_card(self.cards, asked, wall.names, moderator) if asked else None

    def _health(self, picture: WallPicture, now: datetime) -> Health:
        here = [d for d in picture.duties if d.seen_at >= now - self.away]
        free = [d for d in here if d.staff not in picture.held]
        since = [t.visit.waiting_since for t in picture.talks if t.visit.state in WAITING]
        longest = now - min(since) if since else timedelta()
        return Health(
            closed=closed_because(picture.staffing, self.queue_limit),
            waiting=picture.staffing.waiting,
            longest_wait_seconds=int(longest.total_seconds()) // 10 * 10,
            peers_ready=sum(d.role is Role.PEER and d.is_free for d in free),
            peers_busy=_count(here, Role.PEER, (*BUSY, DutyState.HOSTING)),
            unanswerable=_unanswerable(picture, free),
            peers_held=_count(here, Role.PEER, AT_WORK) - _count(free, Role.PEER, AT_WORK),
            moderators=tuple(
                d.name for d in here if d.role is Role.MODERATOR and d.state is DutyState.READY
            ),
            worker_seen=picture.worker_seen,
            models=picture.models,
            pause=_pause(picture),
            rests_until=picture.staffing.rests_until,
            to_approve=picture.to_approve,
            unsigned=picture.unsigned,
            appeals=picture.appeals,
            pager=pager_card(picture.pager),
        )


def _pause(picture: WallPicture) -> IntakePause | None:
    pause = picture.staffing.pause
    if pause is None:
        return None
    by = picture.names.get(pause.by, "")
    return IntakePause(reason=pause.reason, words=pause.words, by=by, since=pause.at)


def _unanswerable(picture: WallPicture, free: list[Duty]) -> int:
    """`free` are on duty and not on hold."""
    at_work = (d for d in free if d.role is Role.PEER and d.takes_on)
    peers = [Able(d, picture.up_to[d.staff]) for d in at_work if d.staff in picture.up_to]
    waiting = (t for t in picture.talks if t.visit.state in WAITING)
    return sum(
        not answerable(
            one.visit.intake.language,
            one.talk.level,
            picture.never.get(one.visit.id, frozenset()),
            peers,
        )
        for one in waiting
    )


def _count(duties: list[Duty], role: Role, states: tuple[DutyState, ...]) -> int:
    return sum(d.role is role and d.state in states for d in duties)


def _duty(picture: WallPicture, moderator: PersonId) -> DutyState:
    mine = (d for d in picture.duties if d.staff == moderator and d.role is Role.MODERATOR)
    found = next(mine, None)
    return found.state if found else DutyState.OFF
