"""Those on shift are reached outside the page, put together for the worker."""

from collections.abc import Sequence
from functools import partial

from config.settings import Settings
from server import loop
from server.domain.ids import StaffId
from server.domain.push import About
from server.foundation import Foundation, now
from server.pushing import quiet_push
from server.services.shifts.reminding import ShiftReminding
from server.stores.leases import Holder
from server.stores.shifts.reminders import SqlReminders
from server.transport.paging.quiet_push import LIFE
from server.workers.leading import Leading
from server.workers.sending import Sending

EVERY = 20.0  # seconds


def offers(settings: Settings, base: Foundation) -> Sending[Sequence[StaffId]]:
    push = partial(quiet_push(settings, base.db).push, about=About.OFFER)
    return Sending(push, LIFE[About.OFFER].total_seconds(), loop.clock)


def shift_reminders(settings: Settings, base: Foundation, holder: Holder) -> Leading:
    push, before = quiet_push(settings, base.db), base.everything.shifts.check_in
    reminding = ShiftReminding(SqlReminders(base.db), push, now, before)
    return Leading("shift reminders", holder, reminding.round, EVERY, loop.clock)
