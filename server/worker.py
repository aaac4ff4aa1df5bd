"""The worker process, put together: matching, clocks, second opinions, forgetting."""

import asyncio
import secrets
from collections.abc import Iterator, Sequence
from functools import partial

from config.settings import Settings
from moderation.lexicon.kept import Kept
from server import loop
from server.clocks import clocks
from server.domain.absence import PlacesKept
from server.domain.matching import Rule
from server.domain.presence import Presence
from server.foundation import Foundation, founded, now
from server.mentored import first_reads, shadowing
from server.models import deep
from server.reached import offers, shift_reminders
from server.rereading import live_lexicons
from server.responded import responding
from server.second_opinions import second_opinions
from server.services.accounts.lapsing import SessionTending
from server.services.forgetting import Forgetting
from server.services.ports import Hints
from server.services.queue.matching import Matching
from server.services.queue.open_door import OpenDoor
from server.services.queue.taking import Offered
from server.services.referrals.pathway import pathway_of
from server.services.referrals.tending import ReferralTending
from server.services.rooms.tending import RoomTending
from server.services.talk.second_opinion import SecondOpinion
from server.services.talk.tending import Tending
from server.stores.accounts.lapsed import SqlLapsed
from server.stores.leases import Holder, Leases
from server.stores.queue.absences import SqlAbsences
from server.stores.referrals.clock import SqlReferralClock
from server.stores.watch.pauses import SqlPauses
from server.transport.channels import QUEUE
from server.transport.messenger import Messenger, Nobody
from server.transport.own_voice import MARK, OwnVoice
from server.workers.leading import Leading
from server.workers.living import Living

MATCH_EVERY = 1.0  # seconds; a hint wakes it at once
TEND_EVERY = 1.0
REFERRALS_EVERY = 10.0
RESPONDER_EVERY = 1.0
ROOMS_EVERY = 1.0
SESSIONS_EVERY = 2.0
OPINIONS_EVERY = 0.1
GATHER = 0.03  # seconds; at most so much later, for a round that costs as much for many as for one
FORGET_EVERY = 60.0  # each round sweeps what the files still hold


def serve(settings: Settings) -> None:
    """Until SIGTERM or SIGINT."""
    loop.run(partial(_serve, settings))


async def _serve(settings: Settings) -> None:
    async with founded(settings) as base:
        with deep(settings) as model:
            name = f"{settings.process}-{secrets.token_hex(4)}"
            hints = Messenger(OwnVoice(base.nerve, secrets.token_bytes(MARK)), Nobody())
            lexicons = live_lexicons(settings.config_dir, Kept(settings.cache_dir))
            opinions = second_opinions(settings, base, hints, lexicons, model)
            states = partial(_states, opinions)
            living = Living(partial(base.processes.alive, name, "worker"), states, now)
            holder = Holder(Leases(base.db, now), name)
            offered = offers(settings, base)
            told = (hints, offered.put)
            matchmaker, *others = _leaders(settings, base, told, opinions, holder)
            base.nerve.subscribe(QUEUE)
            await loop.until_stopped(
                base.nerve.run(lambda _channel, _hint: matchmaker.wake()),
                lexicons.run(),
                living.run(),
                first_reads(base, hints).run(),
                offered.run(),
                matchmaker.run(),
                *(leader.run() for leader in others),
                ending=partial(_end, base, name, (matchmaker, *others)),
            )


def _states(opinions: Sequence[SecondOpinion]) -> dict[str, str]:
    return {name: state for one in opinions for name, state in one.states().items()}


def _leaders(
    settings: Settings,
    base: Foundation,
    told: tuple[Hints, Offered],
    opinions: tuple[SecondOpinion, SecondOpinion],
    holder: Holder,
) -> tuple[Leading, ...]:
    (quick, deep), (hints, offered) = opinions, told
    service, matching = base.everything.service, _matching(base, hints, offered)
    forgetting = Forgetting(
        base.forgetting,
        base.visits,
        hints,
        now,
        base.everything.retention.silence,
    )
    turning = (base.transfers, base.silences, SqlPauses(base.db))
    tending = Tending(*turning, hints, _door(base), now, service.away, service.grace)
    rooms = RoomTending(base.room_clock, hints, now, service.away)
    return (
        Leading("matchmaker", holder, matching.round, MATCH_EVERY, loop.clock, GATHER),
        Leading("conversations", holder, tending.round, TEND_EVERY, loop.clock),
        clocks(settings, base, hints, holder),
        Leading("learners", holder, shadowing(base, hints).round, TEND_EVERY, loop.clock),
        Leading("referrals", holder, _referrals(base, hints).round, REFERRALS_EVERY, loop.clock),
        Leading("sessions", holder, _sessions(base, hints).round, SESSIONS_EVERY, loop.clock),
        *_responders(settings, base, hints, holder),
        shift_reminders(settings, base, holder),
        Leading("rooms", holder, rooms.round, ROOMS_EVERY, loop.clock),
        Leading("second opinion", holder, quick.round, OPINIONS_EVERY, loop.clock, GATHER),
        Leading("deep opinion", holder, deep.round, OPINIONS_EVERY, loop.clock, GATHER),
        Leading("retention", holder, forgetting.round, FORGET_EVERY, loop.clock),
    )


def _matching(base: Foundation, hints: Hints, offered: Offered) -> Matching:
    service = base.everything.service
    return Matching(
        matchmaking=base.matchmaking,
        absences=SqlAbsences(base.db, Presence(service.shift.missed_offers, service.longest)),
        visits=base.visits,
        hints=hints,
        door=_door(base),
        now=now,
        offer=service.offer,
        away=service.away,
        kept=PlacesKept(service.grace, service.place_kept, service.place_kept_worried),
        rule=Rule(service.wish),
        offered=offered,
    )


def _sessions(base: Foundation, hints: Hints) -> SessionTending:
    required = base.everything.service.staff.second_step_required
    return SessionTending(SqlLapsed(base.db, base.calling, required), hints, now)


def _responders(
    settings: Settings, base: Foundation, hints: Hints, holder: Holder
) -> Iterator[Leading]:
    """One, or none where nobody outside is set up."""
    outside = responding(settings, base, hints)
    if outside:
        yield Leading("responder", holder, outside.round, RESPONDER_EVERY, loop.clock)


def _referrals(base: Foundation, hints: Hints) -> ReferralTending:
    pathway = pathway_of(base.everything.referral)
    late = SqlReferralClock(base.db, base.sealer, base.calling, pathway)
    return ReferralTending(late, hints, pathway, base.clocks, now)


def _door(base: Foundation) -> OpenDoor:
    seen = partial(base.processes.last_seen, "web")
    return OpenDoor(seen, base.everything.service.away, loop.clock)


async def _end(base: Foundation, name: str, leaders: tuple[Leading, ...]) -> None:
    await asyncio.gather(*(leader.stop() for leader in leaders))
    await base.processes.gone(name)
