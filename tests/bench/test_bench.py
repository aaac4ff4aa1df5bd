"""Every measurement, made very small: its figures are there, and none is nothing."""

import io
import json
from itertools import pairwise

from rich.console import Console

from config.settings import Settings
from server.bench.effort import Effort
from server.bench.figures import Figure, Machine, Measured, ranked, shown
from server.bench.run import Bench

TINY = Effort(
    rounds=1,
    screened=50,
    sealed=50,
    kept=4,
    edge_seconds=0.3,
    edge_rates=(200,),
    idle=40,
    talks=4,
    turns=1,
    rate=40,
    peers=3,
    whole=1,
)
GROUPS = {
    "inline screen",
    "sealing",
    "matching",
    "journal, SQLite, 1 at once",
    "journal, SQLite, 16 at once",
    "journal, SQLite, 256 at once",
    "journal, PostgreSQL, 1 at once",
    "journal, PostgreSQL, 16 at once",
    "journal, PostgreSQL, 256 at once",
    "edge, ours",
    "edge, python-socketio as it comes",
    "edge, Node socket.io",
    "edge, bare aiohttp",
    "edge, ws",
    "edge, processor time",
    "edge, ours, processor time a delivered message",
    "whole product, 40 messages/s",
}


def test_everything_is_measured_told_and_written(data_dir, postgres_url, tmp_path):
    told, markdown = io.StringIO(), tmp_path / "performance.md"
    settings = Settings(data_dir=data_dir)
    console = Console(file=told, width=200)

    assert Bench(settings, TINY, postgres_url, markdown, console=console).run() == 0, (
        told.getvalue()
    )

    written = json.loads((data_dir / "bench.json").read_bytes())
    figures = written["figures"]
    assert {one["group"] for one in figures} == GROUPS
    # The kernel counts processor time and memory in steps: so little may be none.
    in_steps = ("web", "worker", "memory")
    counted = [one for one in figures if not one["what"].startswith(in_steps)]
    assert all(one["lowest"] > 0 for one in counted), figures
    assert all(one["lowest"] <= one["median"] <= one["highest"] for one in figures)
    assert all(one["group"] in markdown.read_text() for one in figures)
    assert "whole product" in told.getvalue()
    assert list(data_dir.glob("bench-*")) == []


def test_a_figure_is_the_median_and_how_far_the_rounds_lie_apart():
    one = Figure.of("group", "what", "ms", [3, 1, 2])
    assert (one.lowest, one.median, one.highest) == (1, 2, 3)


def test_of_a_hundred_waits_one_is_longer_than_the_99th_percentile():
    waits = list(range(100, 0, -1))
    assert ranked(waits, 0.5) == 50
    assert ranked(waits, 0.99) == 99
    assert ranked([7.0], 0.99) == 7.0


def test_figures_are_shown_with_three_digits():
    assert [shown(v) for v in (0.01234, 1.234, 99.94, 1234.5)] == [
        "0.0123",
        "1.23",
        "99.9",
        "1,234",
    ]


def test_the_markdown_is_one_table():
    machine = Machine("Linux x86_64", "3.11.7", 2, 0.1, 2.0)
    one = Figure.of("group", "what", "ms", [1, 2])
    lines = Measured("2030-01-01", quick=True, machine=machine, figures=(one,)).markdown()
    table = [line for line in lines.splitlines() if line.startswith("|")]
    assert all(a.count("|") == b.count("|") for a, b in pairwise(table))
    assert table[2] == "| group | what | 1.5 | 1 | 2 | ms |"


def test_a_part_that_is_not_there_is_told(data_dir):
    told = io.StringIO()
    bench = Bench(Settings(data_dir=data_dir), TINY, only=["edges"], console=Console(file=told))

    assert bench.run() == 1
    assert "No such part: edges" in told.getvalue()
