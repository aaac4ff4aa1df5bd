"""The whole examination, and the table it prints."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final

from rich.console import Console
from rich.table import Table

from config.settings import BadSettings, Settings
from server.doctor import backup, machine, neighbours, pager, responder
from server.doctor.finding import Finding, State, broken, well

Look = Callable[[Settings], AsyncIterator[Finding]]

COLOURS: Final = {State.WELL: "green", State.LOOK: "yellow", State.BROKEN: "bold red"}


def _each(part: str, look: Callable[[Settings], Finding]) -> tuple[str, Look]:
    async def found(settings: Settings) -> AsyncIterator[Finding]:
        yield look(settings)

    return part, found


def _asked(part: str, look: Callable[[Settings], Awaitable[Finding]]) -> tuple[str, Look]:
    async def found(settings: Settings) -> AsyncIterator[Finding]:
        yield await look(settings)

    return part, found


async def _config_files(settings: Settings) -> AsyncIterator[Finding]:
    for finding in machine.config_files(settings):
        yield finding


LOOKS: Final[tuple[tuple[str, Look], ...]] = (
    ("config files", _config_files),
    _each("keys", machine.keys),
    _each("data", machine.data),
    _each("disk", machine.disk),
    _each("pages", machine.pages),
    _each("Detoxify", machine.detoxify),
    ("database", neighbours.database),
    _asked("Valkey", neighbours.valkey),
    _asked("web", neighbours.web),
    ("proxy", neighbours.proxy),
    ("pager", pager.pager),
    ("pages", pager.lately),
    ("responder", responder.responder),
    ("backup", backup.backup),
)
TO_THE_END: Final = (("pager", pager.rung),)  # calls people


async def findings(settings: Settings, *, ringing: bool = False) -> list[Finding]:
    found = [machine.python(), well("settings", "complete")]
    for part, look in LOOKS + (TO_THE_END if ringing else ()):
        try:
            found += [each async for each in look(settings)]
        except Exception as failed:
            # The patient may be ill in any way; one look that fails must not hide the others.
            found.append(broken(part, f"failed with {type(failed).__name__}", "Is it running?"))
    return found


def examine(*, ringing: bool) -> int:
    """Prints the table. 1 where something is broken. `ringing` pages people."""
    try:
        settings = Settings.read()
    except BadSettings as bad:
        found = [broken("settings", line, "") for line in str(bad).splitlines()]
    else:
        found = asyncio.run(findings(settings, ringing=ringing))
    _print(found)
    return int(any(each.state is State.BROKEN for each in found))


def _print(found: list[Finding]) -> None:
    table = Table("", "part", "what was found", "what to do")
    for each in found:
        state = f"[{COLOURS[each.state]}]{each.state}[/]"
        table.add_row(state, each.part, *map(_plain, (each.words, each.advice)))
    Console().print(table)


def _plain(words: str) -> str:
    return words.replace("[", r"\[")
