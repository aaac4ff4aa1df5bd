"""What is behind the doors, put together: the line to everybody here, and the services."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from moderation.course.mark import Marking
from server import loop
from server.complaints import in_rooms
from server.foundation import Foundation, new_id, now
from server.mentored import mentoring, shadowing
from server.on_shift import answering, taking
from server.overseeing import holding, putting_on_hold, supervising, wall_reads
from server.pathway import hearing_back, referring
from server.services.ports import Screen
from server.services.queue.doorkeeping import Doorkeeping
from server.services.queue.openings import Openings
from server.services.queue.taking import Offered
from server.services.queue.waits import Waits
from server.services.risk.assessing import Assessing, rules_of
from server.services.risk.path_taking import PathTaking
from server.services.rooms.entering import Entering
from server.services.rooms.facilitating import Facilitating
from server.services.rooms.hosting import Hosting
from server.services.rooms.planning import Planning
from server.services.talk.alarming import UNKNOWN, Alarming
from server.services.talk.changing import Changing
from server.services.talk.conversing import Conversing
from server.services.talk.pacing import Pacing
from server.services.talk.recent import Recent
from server.services.talk.relieving import Relieving
from server.services.talk.safety_planning import SafetyPlanning
from server.services.talk.staying import Staying
from server.services.talk.transferring import Transferring
from server.services.talk.viewing import Viewing
from server.services.talk.visiting import Visiting
from server.staffroom import thanking
from server.stores.accounts.roles import SqlRoles
from server.stores.journal import Journal
from server.stores.valkey.limits import Limits
from server.transport.doors import Doors
from server.transport.edge.server import Edge
from server.transport.line import Line, Notes, Reads, line
from server.transport.own_voice import MARK, OwnVoice


@dataclass(frozen=True, slots=True)
class Interior:
    """`name` is this process's own, unique among all that ever ran."""

    base: Foundation
    name: str
    recent: Recent
    viewing: Viewing
    line: Line

    def doors(self, journal: Journal, limits: Limits, screen: Screen, offered: Offered) -> Doors:
        base, hints = self.base, self.line.messenger
        conversing, rules = self._conversing(journal, screen), rules_of(base.everything.ladder)
        screened = (hints, screen, self.viewing.help_for, base.clocks, now)
        return Doors(
            renewing=self.line.renewing,
            hearing=self.line.hearing,
            visiting=self._visiting(limits),
            thanking=thanking(base, hints, screen, self.viewing.help_for),
            hearing_back=hearing_back(base, hints, limits),
            changing=Changing(base.pairs, in_rooms(base), *screened),
            conversing=conversing,
            assessing=Assessing(base.assessments, rules, hints, base.clocks, now),
            path_taking=PathTaking(base.paths, hints, now),
            safety_planning=SafetyPlanning(base.safety_plans, *screened),
            relieving=Relieving(base.reliefs, hints, base.clocks, now),
            answering=answering(base, hints),
            transferring=self._transferring(),
            staying=Staying(base.silences, hints, now),
            taking=taking(base, hints, offered),
            supervising=supervising(base, hints, conversing.say),
            holding=holding(base, hints, screen, self.viewing.help_for, conversing.say),
            putting_on_hold=putting_on_hold(base, hints),
            mentoring=mentoring(base, hints, screen),
            shadowing=shadowing(base, hints),
            doorkeeping=Doorkeeping(base.intake, hints, now),
            referring=referring(base, hints),
            entering=self._entering(limits),
            hosting=Hosting(base.room_hosts, base.rooms, hints, now, base.everything.service.away),
            facilitating=Facilitating(base.room_members, base.room_asides, hints, now),
        )

    def _conversing(self, journal: Journal, screen: Screen) -> Conversing:
        return Conversing(
            journal=journal,
            talks=self.base.talks,
            hints=self.line.messenger,
            recent=self.recent,
            screen=screen,
            alarm=Alarming(self.line.messenger, loop.clock, Pacing(loop.clock, *UNKNOWN)),
            help_card=self.viewing.help_for,
            clocks=self.base.clocks,
            now=now,
            end=self.base.endings.end_if_calm,
            take_back=self.base.talks.unsay,
        )

    def _transferring(self) -> Transferring:
        service, hints = self.base.everything.service, self.line.messenger
        patience, away = service.transfer, service.away
        return Transferring(self.base.transfers, hints, now, new_id, patience, away)

    def _visiting(self, limits: Limits) -> Visiting:
        service = self.base.everything.service
        return Visiting(
            visits=self.base.visits,
            forgets=self.base.forgetting,
            hints=self.line.messenger,
            admit=limits.admit_to_line,
            view=self.line.renewing.view,
            now=now,
            new_id=new_id,
            new_number=partial(secrets.randbelow, 1 << 30),
            languages=frozenset(one.code for one in service.languages),
            topics=frozenset(one.id for one in service.topics),
            experiences=frozenset(one.id for one in service.experiences),
            top=service.distress.most,
            queue_limit=service.queue.limit,
            away=service.away,
        )

    def _entering(self, limits: Limits) -> Entering:
        service = self.base.everything.service
        return Entering(
            seats=self.base.room_seats,
            asides=self.base.room_asides,
            hints=self.line.messenger,
            admit=limits.admit_visit,
            view=self.line.renewing.view,
            now=now,
            new_id=new_id,
            new_number=partial(secrets.randbelow, 1 << 30),
            languages=frozenset(one.code for one in service.languages),
            queue_limit=service.queue.limit,
            away=service.away,
        )

    def planning(self) -> Planning:
        service = self.base.everything.service
        return Planning(
            self.base.rooms,
            self.line.messenger,
            now,
            new_id,
            languages=frozenset(one.code for one in service.languages),
            topics=frozenset(one.id for one in service.topics),
            away=service.away,
        )


def interior(base: Foundation, edge: Edge, process: str, mark: Marking) -> Interior:
    service, recent = base.everything.service, Recent(base.talks.newest, mark)
    waits = Waits(base.waits.history, now)
    ahead = timedelta(weeks=base.everything.shifts.weeks_ahead)
    openings = Openings(base.shifts.between, service.opening, ahead)
    read = (base.pictures, base.rooms, base.cards)
    viewing = Viewing(*read, waits, now, service.away, service.queue.limit, openings)
    name = f"{process}-{secrets.token_hex(3)}"
    voice = OwnVoice(base.nerve, secrets.token_bytes(MARK))
    notes, reads = _notes(base, name, recent), _reads(base, viewing)
    return Interior(base, name, recent, viewing, line(edge, voice, reads, notes, now))


def _reads(base: Foundation, viewing: Viewing) -> Reads:
    return Reads(
        attending=base.pictures.attending,
        gap=base.talks.gap,
        parting=base.talks.parting,
        visits=viewing.visits,
        desks=viewing.desks,
        wall=wall_reads(base),
        door=base.intake.paused,
        last_seqs=base.pictures.last_seqs,
        still_staff=SqlRoles(base.db, now, base.everything.service.staff.second_step_required).now,
        has_come=base.visits.has_come,
        hints_arrive=lambda: base.nerve.state == "up",
    )


def _notes(base: Foundation, name: str, recent: Recent) -> Notes:
    return Notes(
        visitors_seen=base.visits.seen,
        staff_seen=base.desks.seen,
        received=base.talks.received,
        alive=partial(base.processes.alive, name, "web", {}),
        heard=recent.said,
        unheard=recent.forget,
    )
