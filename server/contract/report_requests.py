"""Reports and the forecast over HTTP. No count under five is in them."""

import datetime as dt
from datetime import datetime
from typing import Annotated

from msgspec import Meta

from server.contract.values import Body, Request

Days = Annotated[int, Meta(ge=1, le=28)]


class ShowReport(Request, frozen=True):
    """What happened in the last days, whether or not its conversations are forgotten."""

    path = "/api/report"
    days: Days = 28


class ShowForecast(Request, frozen=True):
    """How many peers each hour of a week needs, beside those who are signed up."""

    path = "/api/forecast"
    day: dt.date | None = None


class ReportRow(Body, frozen=True):
    """None: a count under five, one from which such a count would follow, or not known."""

    label: str
    cells: tuple[float | None, ...]


class ReportTable(Body, frozen=True):
    """The last row is the total."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[ReportRow, ...]


class Report(Body, frozen=True):
    since: datetime
    zone: str
    tables: tuple[ReportTable, ...]
    csv: str


class ForecastHour(Body, frozen=True):
    """Peers, for one hour."""

    starts_at: datetime
    needed: int
    signed_up: int


class Forecast(Body, frozen=True):
    """`enough`: enough is known to say anything. Hours in which nobody is needed are left out."""

    monday: dt.date
    zone: str
    enough: bool
    handling_minutes: int
    answer_minutes: int
    percent: int
    hours: tuple[ForecastHour, ...]
