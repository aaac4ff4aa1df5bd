"""Many who only look on: what each costs, and how soon all are there after a restart."""

from pathlib import Path
from typing import Any, Final

from server.bench.driver import Caller, Driven, built
from server.bench.effort import Effort
from server.bench.figures import Figure
from server.bench.house import house
from server.services.accounts.tokens import new_token

GROUP: Final = "product, people who only look on"
SETTLING: Final = 2.0  # seconds


def measure(effort: Effort, scratch: Path) -> list[Figure]:
    """Each is a page that has read what it shows; memory is looked at in a fresh process."""
    driver = built(scratch)
    rounds: list[Driven] = []
    for _ in range(effort.rounds):
        with house(scratch) as there:
            people = [_page(there.ports[0]) for _ in range(effort.idle)]
            more: dict[str, Any] = {
                "rest": SETTLING,
                "seconds": 0,
                "sync": 1,
                "origin": there.url,
            }
            rounds.append(driver.drive(people, [there.web], **more))
    return [
        Figure.of(GROUP, "memory a page", "kB", [one.memory_kb / one.ready for one in rounds]),
        Figure.of(GROUP, f"until {effort.idle:,} have come back", "s", [d.came_s for d in rounds]),
        Figure.of(
            GROUP, "processor time of coming", "µs", [d.came_cpu_s / d.ready * 1e6 for d in rounds]
        ),
    ]


def _page(port: int) -> Caller:
    return Caller(port, "/visitor", f'{{"token":"{new_token()}"}}', "-")
