"""Every measurement, made very small: its figures are there, and none is nothing."""

import io
import json
from itertools import pairwise

import pytest
from rich.console import Console
from typer.testing import CliRunner

from config.settings import Settings
from server.bench.effort import Effort
from server.bench.figures import Figure, Machine, Measured, ranked, shown
from server.bench.run import Bench
from server.cli import app
from tests.readings import CACHE

TINY = Effort(
    rounds=1,
    screened=50,
    sealed=50,
    kept=4,
    at_once=8,
    edge_seconds=1,
    edge_rates=(200,),
    idle=40,
    talks=4,
    turns=1,
    rate=40,
    peers=3,
    whole=1,
    seated=4,
    processes=(1, 2),
    product_seconds=2,
)
STORES = ("SQLite", "PostgreSQL")
CALLERS = (1, 16, 256)
PARTS = {
    "screen": {"inline screen"},
    "sealing": {"sealing"},
    "matching": {"matching"},
    "journal": {f"journal, {name}, {n} at once" for name in STORES for n in CALLERS},
    "edge": {
        "edge, ours",
        "edge, python-socketio as it comes",
        "edge, Node socket.io",
        "edge, bare aiohttp",
        "edge, ws",
        "edge, processor time",
    },
    "levers": {"edge, ours, processor time a delivered message"},
    "product": {
        "Warmline, 1 process",
        "Warmline, 2 processes",
        "Node socket.io, Redis adapter, 1 process",
        "Node socket.io, Redis adapter, 2 processes",
        "product, processor time a delivered message",
        "product, growth",
    },
    "crowd": {"product, people who only look on"},
    "conversations": {"whole conversations, 40 messages/s"},
}
IN_STEPS = ("web", "worker", "memory", "of it", "beside it")
"""The kernel counts processor time and memory in steps: so little may be none."""


@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_measured_told_and_written(part, data_dir, postgres_url, tmp_path):
    told, markdown = io.StringIO(), tmp_path / "performance.md"
    settings, console = Settings(data_dir=data_dir), Console(file=told, width=200)
    CACHE.mkdir(parents=True, exist_ok=True)
    settings.cache_dir.symlink_to(CACHE)
    bench = Bench(settings, TINY, postgres_url, markdown, only=[part], console=console)

    assert bench.run() == 0, told.getvalue()

    figures = json.loads((data_dir / "bench.json").read_bytes())["figures"]
    assert {one["group"] for one in figures} == PARTS[part]
    counted = [one for one in figures if not one["what"].startswith(IN_STEPS)]
    assert all(one["lowest"] > 0 for one in counted), figures
    assert all(one["lowest"] <= one["median"] <= one["highest"] for one in figures)
    assert all(one["group"] in markdown.read_text() for one in figures)
    assert next(iter(PARTS[part])) in told.getvalue()
    assert list(data_dir.glob("bench-*")) == []


def test_there_is_no_part_that_nobody_tries(data_dir, tmp_path):
    assert set(Bench(Settings(data_dir=data_dir), TINY).parts(tmp_path)) == set(PARTS)


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


def test_a_part_alone_leaves_the_others_as_they_were(data_dir):
    settings, console = Settings(data_dir=data_dir), Console(file=io.StringIO())
    for part in ("sealing", "matching", "sealing"):
        assert Bench(settings, TINY, only=[part], console=console).run() == 0

    figures = json.loads((data_dir / "bench.json").read_bytes())["figures"]
    assert [one["group"] for one in figures] == ["matching"] * 6 + ["sealing"]


def test_the_command_hands_on_what_was_asked(data_dir, monkeypatch):
    monkeypatch.setenv("WARMLINE_DATA_DIR", str(data_dir))

    done = CliRunner().invoke(app, ["bench", "--quick", "--rounds", "1", "--only", "sealing"])

    assert done.exit_code == 0, done.output
    written = json.loads((data_dir / "bench.json").read_bytes())
    assert written["quick"]
    assert [len(one["rounds"]) for one in written["figures"]] == [1]
