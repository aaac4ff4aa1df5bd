"""`python -m moderation`: verdicts for lines, one message explained, a lexicon tried."""

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

import structlog

from config.files import BadConfig
from config.logs import processors
from moderation.encoder.model import Encoder
from moderation.judging import Judging
from moderation.lines import answers, names
from moderation.models.detoxify import Detoxify
from moderation.models.port import State
from moderation.passage import Passage, Speaker
from moderation.review import Reviewer
from moderation.screen import screen_from
from moderation.verdict import Finding

CONFIG: Final = Path(__file__).parents[1] / "config"


def main() -> int:
    wanted = _arguments().parse_args()
    # Standard output holds answers only.
    structlog.configure(
        processors=processors(), logger_factory=structlog.PrintLoggerFactory(sys.stderr)
    )
    try:
        return COMMANDS[wanted.command](wanted)
    except BadConfig as bad:
        sys.stderr.write("".join(f"{problem}\n" for problem in bad.problems))
        return 1
    except BrokenPipeError:  # the reader has seen enough
        sys.stderr.close()
        return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m moderation",
        description="Reads JSON lines with 'text' or 'turns'; writes a verdict for each.",
    )
    parser.add_argument("--config", type=Path, default=CONFIG, help="the folder with policy.toml")
    parser.add_argument("--inline", action="store_true", help="only what runs in the event loop")
    parser.add_argument("--deep", type=Path, metavar="FOLDER", help="ask Detoxify too, from there")
    parser.set_defaults(command="lines")
    commands = parser.add_subparsers()
    explain = commands.add_parser("explain", help="what is found in a text, and why")
    explain.add_argument("text")
    explain.add_argument("--before", default="", help="the message before it")
    explain.add_argument("--speaker", type=Speaker, choices=list(Speaker), default=Speaker.VISITOR)
    explain.set_defaults(command="explain")
    attempt = commands.add_parser("try", help="what a lexicon would change for the lines read")
    attempt.add_argument("--lexicon", type=Path, required=True)
    attempt.set_defaults(command="try")
    return parser


def _lines(wanted: argparse.Namespace) -> int:
    _write(answers(sys.stdin.buffer, Judging.by(_screen(wanted))))
    return 0


def _screen(wanted: argparse.Namespace) -> Reviewer:
    if wanted.inline:
        return screen_from(wanted.config)
    encoder = Encoder.load()
    deep = Detoxify.load(wanted.deep) if wanted.deep else None
    for model in (encoder, deep):
        if model and model.state is not State.READY:
            sys.stderr.write(f"{model.name} is {model.state}: {model.why}\n")
    return screen_from(wanted.config, encoder=encoder, deep=deep)


def _explain(wanted: argparse.Namespace) -> int:
    verdict = _screen(wanted)(Passage(wanted.text, wanted.before, wanted.speaker))
    said = ", ".join(names([verdict])) or "nothing follows"
    sys.stdout.write(f"{verdict.level.name}: {said}\n")
    if not verdict.complete:
        sys.stdout.write("  A check failed, so a person must look.\n")
    sys.stdout.writelines(_line(finding, wanted.text) for finding in verdict.findings)
    return 0


def _line(finding: Finding, text: str) -> str:
    words = text[finding.start : finding.end]
    what = f"{finding.concern}, severity {finding.severity} ({finding.check})"
    return f'  {what}: "{words}"\n    {finding.reason}\n'


def _try(wanted: argparse.Namespace) -> int:
    """Lines whose answer the new lexicon changes, old and new, and a count of both."""
    now = Judging.by(screen_from(wanted.config))
    then = Judging.by(screen_from(wanted.config, lexicon_file=wanted.lexicon))
    lines = [] if sys.stdin.isatty() else sys.stdin.buffer.readlines()
    pairs = list(zip(answers(lines, now), answers(lines, then), strict=True))
    changed = [pair for pair in pairs if pair[0] != pair[1]]
    _write(half for pair in changed for half in (b"now  " + pair[0], b"then " + pair[1]))
    sys.stdout.write(f"{wanted.lexicon}: in order; {len(changed)} of {len(pairs)} lines change.\n")
    return 0


def _write(lines: Iterable[bytes]) -> None:
    for line in lines:
        sys.stdout.buffer.write(line + b"\n")
        sys.stdout.buffer.flush()


COMMANDS: Final[Mapping[str, Callable[[argparse.Namespace], int]]] = {
    "lines": _lines,
    "explain": _explain,
    "try": _try,
}

if __name__ == "__main__":
    sys.exit(main())
