"""Reports and forecasts, from what happened."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from moderation.verdict import Level
from server.contract import report_requests as ask
from server.domain.figures import Table, csv
from server.domain.forecast import HOUR, Goal, HourNeeds, hour_of_week, hours_of, needed, per_hour
from server.domain.happened import Happened
from server.domain.report_tables import report
from server.domain.rota import WEEK, Rota, monday_of
from server.domain.session import Role
from server.domain.sign_up import SignUp
from server.domain.staff import StaffMember
from server.services.ports import Now

LOOK_BACK: Final = timedelta(days=28)
ENOUGH: Final = 20  # answered conversations below which nothing is forecast


@dataclass(frozen=True, slots=True)
class Reporting:
    """`clocks`: within which a flag of each level is to be claimed; `wrap_up` follows each talk."""

    happened: Callable[[datetime], Awaitable[Happened]]
    signed_up: Callable[[datetime, datetime], Awaitable[Sequence[SignUp]]]
    rota: Rota
    clocks: Mapping[Level, timedelta]
    goal: Goal
    wrap_up: timedelta
    now: Now

    async def tables(self, days: int) -> tuple[Table, ...]:
        happened = await self.happened(self.now() - timedelta(days=days))
        return report(happened, self.rota.zone, self.clocks)

    async def needs(self, monday: date) -> tuple[timedelta | None, tuple[HourNeeds, ...]]:
        """How long a conversation takes (None: too little is known), and the hours of this week."""
        happened = await self.happened(self.now() - LOOK_BACK)
        handling = self._handling(happened)
        if handling is None:
            return None, ()
        zone, weeks = self.rota.zone, LOOK_BACK / timedelta(WEEK)
        rate = per_hour([one.at for one in happened.came], weeks, zone)
        start = datetime.combine(monday, time(), self.rota.zone)
        end = datetime.combine(monday + timedelta(days=WEEK), time(), self.rota.zone)
        people = [one for one in await self.signed_up(start, end) if one.role is Role.PEER]
        hours = (
            HourNeeds(
                at,
                needed(rate.get(hour_of_week(at, zone), 0), handling, self.goal),
                sum(one.starts_at <= at and one.ends_at >= at + HOUR for one in people),
            )
            for at in hours_of(start, end)
        )
        return handling, tuple(hour for hour in hours if hour.needed or hour.signed_up)

    async def show_report(self, _: StaffMember, asked: ask.ShowReport) -> ask.Report:
        tables = await self.tables(asked.days)
        return ask.Report(
            since=self.now() - timedelta(days=asked.days),
            zone=self.rota.zone.key,
            tables=tuple(map(_shown, tables)),
            csv=csv(tables),
        )

    async def show_forecast(self, _: StaffMember, asked: ask.ShowForecast) -> ask.Forecast:
        monday = monday_of(asked.day or self.rota.day_of(self.now()))
        handling, hours = await self.needs(monday)
        return ask.Forecast(
            monday=monday,
            zone=self.rota.zone.key,
            enough=handling is not None,
            handling_minutes=round((handling or timedelta()) / timedelta(minutes=1)),
            answer_minutes=self.goal.within // timedelta(minutes=1),
            percent=round(100 * self.goal.share),
            hours=tuple(
                ask.ForecastHour(
                    starts_at=one.starts_at, needed=one.needed, signed_up=one.signed_up
                )
                for one in hours
            ),
        )

    def _handling(self, happened: Happened) -> timedelta | None:
        """The time of all who answered, shared out among those who were answered."""
        answered = sum(one.answered for one in happened.came)
        if answered < ENOUGH or not happened.talked:
            return None
        return happened.talked / answered + self.wrap_up


def _shown(one: Table) -> ask.ReportTable:
    rows = tuple(ask.ReportRow(label=row.label, cells=row.cells) for row in one.rows)
    return ask.ReportTable(title=one.title, columns=one.columns, rows=rows)
