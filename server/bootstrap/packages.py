"""The virtual environment with its hash-locked packages, installed by `uv`."""

import importlib.util
import platform
import sys
from pathlib import Path
from typing import Final

from config.places import ROOT
from server.bootstrap import stamps
from server.bootstrap.calling import Caller
from server.bootstrap.failure import CannotStart

VENV: Final = ROOT / ".venv"
PYTHON: Final = VENV / "bin" / "python"
UV: Final = VENV / "bin" / "uv"
LOCKS: Final = ROOT / "config" / "requirements"
RUNTIME: Final = ("runtime",)
TESTS: Final = ("runtime", "test")


def lock(name: str) -> Path:
    return LOCKS / f"{name}.txt"


def install(caller: Caller, names: tuple[str, ...]) -> None:
    stamp = VENV / f".warmline-{names[-1]}"
    made_from = _made_from(names)
    if stamps.is_fresh(stamp, made_from) and PYTHON.exists():
        return
    with caller.progress.step("Python packages"):
        _have_venv(caller)
        _have_uv(caller)
        uv(
            caller,
            "--require-hashes",
            *(word for name in names for word in ("-r", str(lock(name)))),
        )
        uv(caller, "--no-deps", "--editable", str(ROOT))
        stamps.put(stamp, made_from)


def _made_from(names: tuple[str, ...]) -> str:
    """The place counts too: the scripts in a virtual environment know where they lie."""
    files = [*(lock(name) for name in ("uv", *names)), ROOT / "pyproject.toml"]
    return stamps.digest(files, str(ROOT), platform.python_version())


def uv(caller: Caller, *words: str) -> None:
    caller.call(
        [UV, "pip", "install", "--quiet", "--compile-bytecode", "--python", PYTHON, *words],
        failing="The Python packages could not be installed.",
    )


def _have_venv(caller: Caller) -> None:
    here = VENV / ".warmline-place"
    made_from = f"{ROOT} {platform.python_version()}"
    moved = here.exists() and here.read_text() != made_from
    if PYTHON.exists() and not moved:
        return
    _needs("venv")
    pip = [] if _has("ensurepip") else ["--without-pip"]
    failing = "The virtual environment .venv could not be made: install your system's python3-venv."
    caller.call([sys.executable, "-m", "venv", "--clear", *pip, VENV], failing=failing)
    stamps.put(here, made_from)


def _have_uv(caller: Caller) -> None:
    if UV.exists():
        return
    own = (VENV / "bin" / "pip").exists()
    if not own:
        _needs("pip")
    pip = [str(PYTHON), "-m", "pip"] if own else _outer_pip()
    locked = ["--quiet", "--require-hashes", "-r", str(lock("uv"))]
    caller.call([*pip, "install", *locked], failing="`uv` could not be put into .venv.")


def _outer_pip() -> list[str]:
    """Where Python came without `ensurepip`, as on some Debians."""
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def _has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _needs(module: str) -> None:
    if not _has(module):
        raise CannotStart(
            f"This Python has no `{module}`: install your system's python3-venv, "
            "then run this again."
        )
