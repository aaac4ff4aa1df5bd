"""`warmline report` and `warmline forecast`: the console's figures on a terminal."""

import asyncio
from datetime import timedelta

from config.settings import Settings
from server.domain.figures import csv
from server.domain.forecast import Goal
from server.domain.report_tables import text
from server.domain.rota import monday_of
from server.foundation import Foundation, founded, now
from server.services.reporting import Reporting
from server.services.rota import rota_of
from server.stores.happenings import SqlHappenings


def reporting(base: Foundation) -> Reporting:
    table = base.everything.shifts
    return Reporting(
        happened=SqlHappenings(base.db).since,
        signed_up=base.shifts.between,
        rota=rota_of(table),
        clocks=base.clocks,
        goal=Goal(timedelta(minutes=table.forecast.answer_minutes), table.forecast.share),
        wrap_up=base.everything.service.wrap_up,
        now=now,
    )


def report(settings: Settings, days: int, *, as_csv: bool) -> str:
    """Raises BadConfig. Runs an event loop."""
    return asyncio.run(_report(settings, days, as_csv=as_csv))


def forecast(settings: Settings) -> str:
    """For the week that begins with the next Monday."""
    return asyncio.run(_forecast(settings))


async def _report(settings: Settings, days: int, *, as_csv: bool) -> str:
    async with founded(settings) as base:
        tables = await reporting(base).tables(days)
    return csv(tables) if as_csv else "\n".join(text(tables))


async def _forecast(settings: Settings) -> str:
    async with founded(settings) as base:
        made = reporting(base)
        monday = monday_of(made.rota.day_of(now())) + timedelta(weeks=1)
        handling, hours = await made.needs(monday)
    if handling is None:
        return "Too little has happened in the last four weeks to say anything."
    lines = [
        f"{one.starts_at.astimezone(made.rota.zone):%a %d %b %H:%M}  "
        f"needed {one.needed}, signed up {one.signed_up}"
        for one in hours
    ]
    minutes = round(handling / timedelta(minutes=1))
    return "\n".join((f"A conversation takes {minutes} minutes, with its wrap-up.", *lines))
