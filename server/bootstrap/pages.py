"""The built pages in web/dist, made again when something in web/ has changed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from config.places import ROOT
from server.bootstrap import stamps
from server.bootstrap.calling import Caller
from server.bootstrap.node import environment

WEB: Final = ROOT / "web"
BUILT: Final = WEB / "dist" / ".stamp"
INSTALLED: Final = WEB / "node_modules" / ".warmline-stamp"
MADE: Final = frozenset({"node_modules", "dist", "coverage"})


def build(caller: Caller, environ: dict[str, str]) -> None:
    made_from = stamps.digest(_sources())
    if stamps.is_fresh(BUILT, made_from):
        return
    env = environment(caller, environ)
    install(caller, env)
    with caller.progress.step("Pages"):
        npm(caller, env, "run", "build", failing="The pages could not be built.")
        stamps.put(BUILT, made_from)


def install(caller: Caller, env: dict[str, str]) -> None:
    made_from = stamps.digest([WEB / "package.json", WEB / "package-lock.json"])
    if stamps.is_fresh(INSTALLED, made_from):
        return
    with caller.progress.step("Packages of the pages"):
        npm(caller, env, "ci", failing="The packages of the pages could not be installed.")
        stamps.put(INSTALLED, made_from)


def npm(caller: Caller, env: dict[str, str], *words: str, failing: str) -> None:
    caller.call(["npm", *words], failing=failing, cwd=WEB, env=env)


def _sources() -> Iterator[Path]:
    for path in WEB.iterdir():
        if path.name not in MADE:
            yield from _files(path)


def _files(path: Path) -> Iterator[Path]:
    return (each for each in (path, *path.rglob("*")) if each.is_file())
