"""Write docs/lifecycles.md from the domain: `python -m server.contract.lifecycles`."""

from collections.abc import Iterator
from typing import Final

from server.contract.charts import CHARTS, Chart
from server.contract.schemas import ROOT, write

TARGET: Final = ROOT / "docs" / "lifecycles.md"
HEAD: Final = """\
# Lifecycles

Printed from the tables in `server/domain` by `python -m server.contract.lifecycles`; a test says
when it is stale. Nothing else changes a state: a step that has no arrow here is refused with
`not_now`.
"""


def page() -> str:
    """The whole document."""
    return "\n".join((HEAD, *map(_section, CHARTS)))


def _section(chart: Chart) -> str:
    return "\n".join((f"## {chart.title}\n", f"{chart.about}\n", *_diagram(chart), ""))


def _diagram(chart: Chart) -> Iterator[str]:
    head, *arrows = chart.lifecycle.diagram().splitlines()
    yield from ("```mermaid", head, f"    [*] --> {chart.start}", *arrows)
    yield from (*(f"    {end} --> [*]" for end in chart.ends), "```")


if __name__ == "__main__":
    write(TARGET, page)
