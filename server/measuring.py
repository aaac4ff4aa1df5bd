"""The commands that measure, try a rule, or tell figures. Each loads only what it needs."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from config.settings import Settings


def bench(
    *,
    quick: Annotated[bool, typer.Option("--quick", help="Less of it, in under 4 minutes.")] = False,
    postgres: Annotated[str | None, typer.Option(help="An empty database to write to.")] = None,
    markdown: Annotated[
        Path | None, typer.Option(help="Write the page here, plots beside.")
    ] = None,
    rounds: Annotated[int | None, typer.Option(min=1, help="So many of each.")] = None,
    only: Annotated[list[str] | None, typer.Option(help="This part; again for more.")] = None,
) -> None:
    """What this machine can do, by real sockets and real disks. It stays on this machine."""
    from server.bench.run import bench as measure
    from server.bench.tools import unwind_when_ended

    unwind_when_ended()
    wanted: dict[str, Any] = {"postgres": postgres, "markdown": markdown, "rounds": rounds}
    wanted["only"] = only or ()
    raise typer.Exit(measure(Settings.read(), quick=quick, **wanted))


def load(
    *,
    conversations: Annotated[int, typer.Option(min=1, help="So many at the same time.")] = 1000,
    rate: Annotated[float, typer.Option(min=0.1, help="Messages a second, all together.")] = 200,
    minutes: Annotated[float, typer.Option(min=0.05, help="So long, when all are there.")] = 5,
    webs: Annotated[int, typer.Option(min=1, help="So many web processes.")] = 1,
    turns: Annotated[int, typer.Option(min=2, help="Messages in a conversation, about.")] = 60,
    rooms: Annotated[int | None, typer.Option(min=0, help="Small groups; else 1 for 50.")] = None,
    postgres: Annotated[str | None, typer.Option(help="An empty database to write to.")] = None,
    markdown: Annotated[Path | None, typer.Option(help="Write the table to this file.")] = None,
) -> None:
    """Many conversations at once through real processes of their own, on this machine."""
    from server.bench.load.effort import Effort
    from server.bench.load.run import load as play
    from server.bench.tools import unwind_when_ended

    unwind_when_ended()
    groups = conversations // 50 if rooms is None else rooms
    effort = Effort(conversations, rate, minutes * 60, webs, turns, groups, postgres)
    raise typer.Exit(play(Settings.read(), effort, markdown))


def simulate(
    *,
    recorded: Annotated[bool, typer.Option("--recorded", help="Who came here lately.")] = False,
    hours: Annotated[float, typer.Option(min=0.5, max=24, help="So long an evening.")] = 4,
    per_hour: Annotated[float, typer.Option(min=0.1, help="So many come an hour.")] = 12,
    peers: Annotated[int, typer.Option(min=1, help="Peers on shift.")] = 6,
    other_peers: Annotated[int | None, typer.Option(min=1, help="Peers, tried.")] = None,
    at_once: Annotated[int, typer.Option(min=1, max=5, help="Visitors of one peer.")] = 1,
    other_at_once: Annotated[
        int | None, typer.Option(min=1, max=5, help="The same, tried.")
    ] = None,
    other_wish_seconds: Annotated[int, typer.Option(min=0, max=900, help="The cap, tried.")] = 0,
    wishing: Annotated[float, typer.Option(min=0, max=1, help="The part who wish.")] = 0.3,
    seed: Annotated[int, typer.Option(help="The same seed, the same evening.")] = 1,
) -> None:
    """Try another rule of matching, or more peers, beside today's. Nothing is changed by it."""
    from server.simulation.run import Trial
    from server.simulation.run import simulate as play

    trial = Trial(
        recorded=recorded,
        hours=hours,
        an_hour=per_hour,
        peers=peers,
        other_peers=other_peers or peers,
        other_seconds=other_wish_seconds,
        at_once=at_once,
        other_at_once=other_at_once or at_once,
        wishing=wishing,
        seed=seed,
    )
    raise typer.Exit(play(Settings.read(), trial))


def report(
    *,
    days: Annotated[int, typer.Option(min=1, max=28, help="So many days back.")] = 28,
    csv: Annotated[bool, typer.Option("--csv", help="For a program for tables.")] = False,
) -> None:
    """Waits, flags, referrals and distress; no count under five."""
    from server.reported import report as written

    _figures(partial(written, Settings.read(), days, as_csv=csv))


def forecast() -> None:
    """How many peers each hour of next week needs, beside those who are signed up."""
    from server.reported import forecast as written

    _figures(partial(written, Settings.read()))


def _figures(written: Callable[[], str]) -> None:
    from server.reported import Unreadable

    try:
        typer.echo(written())
    except Unreadable as wrong:
        typer.echo(str(wrong), err=True)
        raise typer.Exit(1) from None
