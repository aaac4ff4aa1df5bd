"""A loop that stands still ends its process, and says nothing of what it was reading."""

import subprocess
import sys
import textwrap

from tests.dev.checkout import ROOT

WITHIN = 300.0
SCRIPT = """
    import asyncio, re, sys
    from functools import partial
    from server import loop

    async def work():
        await asyncio.sleep(0.2)
        {work}
        loop_ended.set()

    async def main():
        global loop_ended
        loop_ended = asyncio.Event()
        watching = asyncio.create_task(loop.watched({patience}))
        await work()
        await loop_ended.wait()
        watching.cancel()
        print("came back")

    loop.run(main)
"""


def run(work: str, patience: float) -> subprocess.CompletedProcess[str]:
    script = textwrap.dedent(SCRIPT).format(work=work, patience=patience)
    return subprocess.run(
        [sys.executable, "-c", script],
        check=False,
        capture_output=True,
        cwd=ROOT,
        text=True,
        timeout=WITHIN,
    )


def test_an_expression_that_never_ends_ends_the_process_without_a_word_of_the_text() -> None:
    """It holds the interpreter's lock, so that no thread of ours could notice."""
    ended = run('re.match("(a|aa)+$", "a" * 200 + "secret")', 2.0)
    assert ended.returncode == 1
    assert "Timeout" in ended.stderr
    assert "secret" not in ended.stdout + ended.stderr
    assert "came back" not in ended.stdout


def test_a_loop_that_is_only_slow_goes_on() -> None:
    """It stands still for longer than the patience in all, never at once."""
    ended = run("for _ in range(8): import time; time.sleep(0.8); await asyncio.sleep(0)", 5.0)
    assert (ended.returncode, ended.stdout) == (0, "came back\n")
