"""Nothing people write, and no address, reaches a log."""

import json
import subprocess
import sys

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from config.logs import FIELDS, OURS, processors

SECRET = "my secret words"
UNCAUGHT = {
    "main": f"""
raise ValueError({SECRET!r})
""",
    "thread": f"""
import threading
def fail(): raise ValueError({SECRET!r})
thread = threading.Thread(target=fail)
thread.start()
thread.join()
""",
    "finalizer": f"""
class Broken:
    def __del__(self): raise ValueError({SECRET!r})
broken = Broken()
del broken
""",
    "task": f"""
import asyncio
async def fail(): raise ValueError({SECRET!r})
async def main():
    task = asyncio.create_task(fail())
    await asyncio.sleep(0.01)
asyncio.run(main())
""",
}


def render(log):
    out = []

    class Sink:
        def __getattr__(self, _):
            return out.append

    logger = structlog.wrap_logger(
        Sink(), processors=processors(), wrapper_class=structlog.make_filtering_bound_logger(0)
    )
    log(logger)
    return "".join(out)


def printed_by(lines):
    """What a process of its own writes, to both its outputs."""
    start = "from config.logs import configure; configure('info', 'web-1')\n"
    done = subprocess.run(
        [sys.executable, "-c", start + lines],
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
    )
    return done.stdout + done.stderr


@given(st.dictionaries(st.text(min_size=1).filter(str.isidentifier), st.just(SECRET)))
def test_unknown_fields_are_dropped(fields):
    unknown = {
        k: v for k, v in fields.items() if k not in FIELDS and k not in ("exc_info", "stack_info")
    }

    assert SECRET not in render(lambda log: log.info("said", **unknown))


@given(st.sampled_from(sorted(FIELDS - OURS)), st.text(min_size=1).filter(str.strip))
def test_a_known_field_drops_a_sentence(field, words):
    line = render(lambda log: log.info("said", **{field: f"{words} {SECRET}"}))

    assert SECRET not in line


@given(
    st.sampled_from(sorted(FIELDS - OURS)), st.sampled_from([[SECRET], {"a": SECRET}, (SECRET,)])
)
def test_a_known_field_drops_whatever_could_hold_a_sentence(field, value):
    assert SECRET not in render(lambda log: log.info("said", **{field: value}))


def test_names_numbers_and_routes_are_kept():
    entry = json.loads(
        render(lambda log: log.info("answered", route="/api/{id}", status=200, ms=1.5, state=None))
    )

    del entry["timestamp"]
    assert entry == {
        "event": "answered",
        "level": "info",
        "ms": 1.5,
        "route": "/api/{id}",
        "state": None,
        "status": 200,
    }


def test_an_error_is_logged_without_its_words():
    def fail(log):
        try:
            try:
                raise KeyError(SECRET)
            except KeyError as cause:
                error = ValueError(SECRET)
                error.add_note(SECRET)
                raise error from cause
        except ValueError:
            log.exception("broken")

    line = render(fail)

    assert "ValueError" in line
    assert "KeyError" in line
    assert SECRET not in line


def test_a_group_of_errors_is_logged_without_their_words():
    def fail(log):
        try:
            raise ExceptionGroup(SECRET, [ValueError(SECRET), KeyError(SECRET)])
        except ExceptionGroup:
            log.exception("broken")

    line = render(fail)

    assert "ExceptionGroup" in line
    assert "KeyError" in line
    assert SECRET not in line


def test_local_variables_do_not_reach_a_traceback():
    def fail(log):
        text = SECRET
        try:
            len(text) / 0
        except ZeroDivisionError:
            log.exception("broken")

    assert SECRET not in render(fail)


@pytest.mark.parametrize("name", ["engineio.server", "socketio.server", "aiohttp.access"])
def test_the_talkative_libraries_are_silent(name):
    assert printed_by(f"import logging; logging.getLogger({name!r}).error({SECRET!r})") == ""


def test_socket_io_prints_no_packet_even_where_its_logger_is_switched_on():
    lines = f"""
import socketio
server = socketio.AsyncServer(logger=True, engineio_logger=True)
server.logger.error({SECRET!r})
server.eio.logger.error({SECRET!r})
"""
    assert printed_by(lines) == ""


def test_what_a_library_complains_of_is_logged_without_its_words():
    line = printed_by(f"import logging; logging.getLogger('aiohttp.server').error({SECRET!r})")

    assert json.loads(line)["logger"] == "aiohttp.server"
    assert json.loads(line)["process"] == "web-1"
    assert SECRET not in line


@pytest.mark.parametrize("lines", UNCAUGHT.values(), ids=UNCAUGHT)
def test_an_error_that_nobody_caught_is_logged_without_its_words(lines):
    line = printed_by(lines)

    assert json.loads(line)["exception"][0]["type"] == "ValueError"
    assert SECRET not in line


def test_a_warning_is_logged_without_its_words():
    line = printed_by(f"import warnings; warnings.warn({SECRET!r})")

    assert json.loads(line)["logger"] == "py.warnings"
    assert SECRET not in line
