"""Logs name what happened, never what was said or by whom."""

import logging
import re
import sys
import threading
from types import TracebackType
from typing import Any, Final

import structlog
from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import EventDict, Processor, WrappedLogger

OURS: Final = frozenset({"event", "exception", "level", "timestamp"})
FIELDS: Final = OURS | {
    "attempt",
    "channel",
    "check",
    "code",
    "command",
    "conversation",
    "count",
    "flag",
    "lag_ms",
    "logger",
    "method",
    "ms",
    "namespace",
    "port",
    "process",
    "referral",
    "risk",
    "role",
    "route",
    "seq",
    "signal",
    "state",
    "status",
    "store",
    "waiting",
    "worker",
}
WORD: Final = re.compile(r"[\w./:{}<>+-]{1,80}", re.ASCII)
TALKATIVE: Final = (
    "aiohttp.access",  # address, URL and browser
    "engineio.client",
    "engineio.server",  # people's words, at INFO
    "socketio.client",
    "socketio.server",
)


def known_fields_only(_: WrappedLogger, __: str, entry: EventDict) -> EventDict:
    """A field nobody thought about is dropped, not printed."""
    return {name: value for name, value in entry.items() if name in FIELDS}


def no_sentences(_: WrappedLogger, __: str, entry: EventDict) -> EventDict:
    """A field holds a number, a name or an id; what could be somebody's sentence is dropped."""
    return {name: value for name, value in entry.items() if name in OURS or _is_plain(value)}


def _is_plain(value: object) -> bool:
    if isinstance(value, str):
        return WORD.fullmatch(value) is not None
    return value is None or isinstance(value, bool | int | float)


def without_messages(_: WrappedLogger, __: str, entry: EventDict) -> EventDict:
    """Where it broke and with which type; an error's words may quote a person."""
    if traces := entry.get("exception"):
        entry["exception"] = [_without_message(trace) for trace in traces]
    return entry


def _without_message(trace: dict[str, Any]) -> dict[str, Any]:
    places = [f"{at['filename']}:{at['lineno']} {at['name']}" for at in trace["frames"]]
    inner = [_without_message(each) for group in trace["exceptions"] for each in group]
    return {"type": trace["exc_type"], "at": places, **({"inside": inner} if inner else {})}


def processors() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(
            ExceptionDictTransformer(show_locals=False, use_rich=False)
        ),
        without_messages,
        known_fields_only,
        no_sentences,
        structlog.processors.JSONRenderer(),
    ]


class WithoutWords(logging.Handler):
    """What libraries log, without their words: they quote whatever came over the wire."""

    def emit(self, record: logging.LogRecord) -> None:
        log = structlog.get_logger()
        log.log(record.levelno, "library", logger=record.name, exc_info=record.exc_info)


def configure(level: str, process: str = "") -> None:
    """Once, at the start of a process. Each line says which process wrote it."""
    structlog.configure(
        processors=[_named(process), *processors()],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(sys.stdout),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, handlers=[WithoutWords()], force=True)
    logging.captureWarnings(capture=True)
    for name in TALKATIVE:
        logging.getLogger(name).disabled = True
    _catch_what_nobody_caught()


def _named(process: str) -> Processor:
    def name(_: WrappedLogger, __: str, entry: EventDict) -> EventDict:
        return {**entry, "process": process} if process else entry

    return name


def _catch_what_nobody_caught() -> None:
    """Python's own hooks print an error's words to stderr."""
    sys.excepthook = _uncaught
    threading.excepthook = lambda hook: _last_words((hook.exc_type, hook.exc_value))
    sys.unraisablehook = lambda hook: _last_words((hook.exc_type, hook.exc_value))


def _uncaught(kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
    _last_words((kind, error))


def _last_words(raised: tuple[type[BaseException], BaseException | None]) -> None:
    kind, error = raised
    where = error.__traceback__ if error is not None else None
    structlog.get_logger().critical("uncaught", exc_info=(kind, error or kind(), where))
