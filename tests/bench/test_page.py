"""The page says what was aimed at, what was reached, and draws what can be drawn."""

from xml.etree import ElementTree as ET

import pytest

from server.bench.figures import Figure, Machine, Measured
from server.bench.goals import GOALS, goals
from server.bench.page import Page
from server.bench.plots import Plot

MACHINE = Machine("Linux x86_64", "3.11.7", 2, 0.1, 2.0)
COST = "processor time a delivered message"


def one(group, what, value, unit="µs"):
    return Figure.of(group, what, unit, [value])


@pytest.mark.parametrize("goal", GOALS, ids=lambda goal: goal.what)
def test_a_goal_is_reached_at_its_bound_and_missed_above_it(goal):
    at, over = goal.bound, goal.bound * 1.5

    assert goal.row([one(goal.group, goal.figure, at)]).endswith("| reached |")
    assert "missed by 50 %" in goal.row([one(goal.group, goal.figure, over)])
    assert "not measured" in goal.row([])


def test_every_goal_stands_on_the_page():
    assert all(goal.what in goals([]) for goal in GOALS)


def test_a_plot_is_a_picture_with_a_point_for_each_figure():
    plot = Plot(
        "a < b", "processes", "µs", {"ours": [(1, 10), (2, 20)], "x & y": [(1, 5), (2, 50)]}
    )

    picture = ET.fromstring(plot.svg())

    name = "{http://www.w3.org/2000/svg}"
    assert len(picture.findall(f"{name}polyline")) == 2
    assert picture.find(f"{name}title").text == "a < b"
    words = [text.text for text in picture.findall(f"{name}text")]
    assert {"ours", "x & y", "processes", "µs"} <= set(words)


def test_the_page_is_written_with_its_plots(tmp_path):
    figures = [
        one("edge, ours", COST, 20),
        one("inline screen", "throughput", 10_000, "messages/s"),
        *(one(f"Warmline, {n} process{'es' * (n > 1)}", COST, 300 * n) for n in (1, 2, 4)),
    ]
    file = tmp_path / "performance.md"

    Page(Measured("2030-01-01", quick=False, machine=MACHINE, figures=tuple(figures))).write(file)

    page = file.read_text()
    assert "| screen | 100 |" in page
    assert "| the whole, 1 process | 300 |" in page
    assert "plots/processes.svg" in page
    assert [plot.name for plot in (tmp_path / "plots").iterdir()] == ["processes.svg"]
