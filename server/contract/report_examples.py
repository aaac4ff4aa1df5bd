"""One example of every request about reports and forecasts, and its answer."""

from collections.abc import Mapping
from typing import Final

from server.contract import report_requests as ask
from server.contract.example_views import AT
from server.contract.values import Body, Request

WAITS = ask.ReportTable(
    title="Waits by language",
    columns=("answered", "median wait, min"),
    rows=(
        ask.ReportRow(label="en", cells=(48, 2.5)),
        ask.ReportRow(label="fr", cells=(None, None)),
        ask.ReportRow(label="total", cells=(None, None)),
    ),
)
REPORTS: Final[Mapping[Request, Body | None]] = {
    ask.ShowReport(days=7): ask.Report(
        since=AT, zone="Europe/London", tables=(WAITS,), csv='"table","group","answered"\r\n'
    ),
    ask.ShowForecast(day=AT.date()): ask.Forecast(
        monday=AT.date(),
        zone="Europe/London",
        enough=True,
        handling_minutes=42,
        answer_minutes=5,
        percent=90,
        hours=(ask.ForecastHour(starts_at=AT, needed=3, signed_up=2),),
    ),
}
