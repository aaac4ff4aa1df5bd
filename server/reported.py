"""`warmline report` and `warmline forecast`: the console's figures on a terminal."""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from config.settings import Settings
from server.domain.figures import csv
from server.domain.forecast import Goal
from server.domain.report_tables import text
from server.domain.rota import monday_of
from server.foundation import Foundation, founded, now
from server.services.reporting import Reporting
from server.services.shifts.rota import rota_of
from server.stores.happenings import SqlHappenings

UNREADABLE: Final = (
    "There is no database to read, or it is not of this version. Start the service once or run "
    "`warmline migrate`; `warmline doctor` says what is wrong."
)


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


class Unreadable(Exception):
    """There is no database, or not one of this version."""

    def __init__(self) -> None:
        super().__init__(UNREADABLE)


def report(settings: Settings, days: int, *, as_csv: bool) -> str:
    """Raises BadConfig, Unreadable. Runs an event loop."""
    return _run(_report(settings, days, as_csv=as_csv))


def forecast(settings: Settings) -> str:
    """For the week that begins with the next Monday. Raises as `report`."""
    return _run(_forecast(settings))


def _run(figures: Coroutine[None, None, str]) -> str:
    try:
        return asyncio.run(figures)
    except (SQLAlchemyError, OSError):
        raise Unreadable from None


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
