"""Detoxify with PyTorch's CPU build, for the tests that really load a model."""

import platform
from typing import Final

from server.bootstrap import packages, stamps
from server.bootstrap.calling import Caller
from server.bootstrap.failure import CannotStart

TORCH: Final = "2.13.0"
NAME: Final = "deep"


def install(caller: Caller) -> None:
    """Everything but PyTorch is hash-locked: its CPU build has no one file for every machine."""
    stamp = packages.VENV / f".warmline-{NAME}"
    made_from = stamps.digest([packages.lock(NAME)], TORCH, platform.python_version())
    if stamps.is_fresh(stamp, made_from):
        return
    with caller.progress.step("Detoxify, for its tests"):
        _torch(caller)
        packages.uv(caller, "--require-hashes", "--no-deps", "-r", str(packages.lock(NAME)))
        stamps.put(stamp, made_from)


def _torch(caller: Caller) -> None:
    """From where this machine's pip finds a CPU build, else from PyTorch's own index.

    The plain package would draw three gigabytes for a graphics card.
    """
    wanted = f"torch=={TORCH}+cpu"
    pip = [str(packages.PYTHON), "-m", "pip", "install", "--quiet", "--no-deps", wanted]
    try:
        caller.call(pip, failing="pip finds no PyTorch for the CPU.")
    except CannotStart:
        packages.uv(caller, "--no-deps", "--torch-backend=cpu", f"torch=={TORCH}")
