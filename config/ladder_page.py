"""Prints docs/ladder.md: at each level, what each side sees, and by when."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from config.assessment import Assessment, Rule
from config.everything import Everything, load
from config.ladder import EMERGENCY, Ladder, Rung, Script, Times
from config.places import ROOT
from config.referral_page import referral_part

TARGET: Final = ROOT / "docs" / "ladder.md"
HEAD: Final = """# The risk ladder

Printed from `config/ladder.toml`, `config/paths.toml`, `config/referral.toml` and `config/texts`
by `python -m config.ladder_page`; a test says when this page is stale. Nobody clinical has signed
these words and times off: see [before-you-open.md](before-you-open.md)."""
CALLED: Final = (
    "next moderator",
    "everyone on duty",
    "pager",
    "pager with nobody on duty",
    "then every",
)
CALL: Final = """\
Where a peer calls a moderator by their own hand, the next moderator's console rings at once,
whatever the level, and the sooner of these and of the level's times holds:"""
RUN: Final = """\
Times run from the moment at which a flag is raised, until somebody claims it. Where somebody has
it and it becomes graver, they run anew by the new level: its owner is called at once, the others
as below, until one of them answers. An answer holds for the time under “called anew after”: such
danger as before (from L3 on any such danger) is new if it is told later. What is given back runs
anew too; with nobody else on duty it goes to the pager at once at the levels that say so."""
PATHS: Final = ("children", "third_party")
SAID: Final[Mapping[str, str]] = {
    "yes": "yes",
    "no": "no",
    "unclear": "not clear",
    "now": "now or begun",
    "days": "within two days",
    "later": "later",
    "none": "no time in mind",
}


def page() -> str:
    everything = load(ROOT / "config")
    parts = (
        HEAD,
        _clocks(everything.ladder),
        _lulls(everything.ladder.rungs),
        *(_level(rung, everything) for rung in everything.ladder.rungs),
        _assessment(everything.ladder.assessment),
        *(_path(path, everything) for path in PATHS),
        referral_part(everything.referral),
    )
    return "\n\n".join(parts) + "\n"


def _clocks(ladder: Ladder) -> str:
    times = ("claimed within", *CALLED, "called anew after")
    head = ("level", *times, "by", "help card", "new offers")
    call = _table(CALLED, [_times(ladder.call)])
    rows = _table(head, map(_row, ladder.rungs))
    return "\n".join(("## Clocks", "", RUN, "", *rows, "", CALL, "", *call))


def _lulls(rungs: Iterable[Rung]) -> str:
    head = ("level", "who answers is reminded", "on every wall", "visitor who does not write")
    told = (
        "Where no clock ends a conversation in which nobody writes: from L2 on, while a flag is "
        "open, while a moderator\nis in it. Times run from the first words that nobody has "
        "answered. What is on every wall rings for whoever has\nthe flag, or for everyone on duty "
        "where nobody has it; a visitor who does not write is shown without a sound."
    )
    rows = (
        (
            f"L{rung.level} {rung.name}",
            *map(_seconds, (rung.answer_seconds, rung.unanswered_seconds, rung.quiet_seconds)),
        )
        for rung in rungs
    )
    return "\n".join(("## Nobody writes", "", told, "", *_table(head, rows)))


def _row(rung: Rung) -> tuple[str, ...]:
    shown = (_yes(rung.help_card), _yes(rung.new_offers))
    claimed = _seconds(rung.claim_seconds)
    again = _seconds(rung.again_seconds) if rung.again_seconds else "never"
    ways = ", ".join(rung.pager)
    return (f"L{rung.level} {rung.name}", claimed, *_times(rung), again, ways, *shown)


def _times(times: Times) -> tuple[str, ...]:
    called = (
        times.next_moderator_seconds,
        times.everyone_seconds,
        times.pager_seconds,
        times.nobody_seconds,
        times.repeat_seconds,
    )
    return tuple(map(_seconds, called))


def _level(rung: Rung, everything: Everything) -> str:
    lines = (f"## L{rung.level} {rung.name}", "", rung.trigger, "", *_three_views(rung, everything))
    return "\n".join(lines)


def _three_views(rung: Rung, everything: Everything) -> Iterator[str]:
    yield from ("**The visitor** sees:", "")
    yield from _card(rung, everything)
    yield from _staff_views(rung.peer_hint or "no hint.", rung.script, rung.checklist)


def _staff_views(hint: str, script: Script, checklist: Iterable[str]) -> Iterator[str]:
    yield from ("", "**The peer** sees:", "", f"> {hint}", "")
    yield from (f"- “{_filled(line)}”" for line in script.lines)
    yield from ("", "**The moderator** sees:", "")
    yield from (f"1. {_filled(line)}" for line in checklist)


def _filled(line: str) -> str:
    return line.replace(EMERGENCY, "the emergency number (of the country that they chose)")


def _card(rung: Rung, everything: Everything) -> Iterator[str]:
    """The calm card in each language, where this level has one."""
    for language, texts in sorted(everything.texts.by_language.items()):
        card = texts.help.at(rung.level)
        yield f"- {language}: **{card.title}** {card.body}" if card else f"- {language}: no card."


def _assessment(assessment: Assessment) -> str:
    asked = (f"1. {one.title}: “{one.say}”" for one in assessment.questions)
    rows = ((f"L{rule.level}", _needs(rule)) for rule in assessment.rules)
    told = "The highest level of the rows that hold is called for. Answers never lower a level."
    lines = ("## What the peer asks", "", *asked, "", told, "", *_table(("level", "where"), rows))
    return "\n".join(lines)


def _path(path: str, everything: Everything) -> str:
    words = everything.paths.of(path)
    topics = " or ".join(topic.replace("_", " ") for topic in words.topics)
    lines = (
        f"## A path of its own: {words.name}",
        "",
        f"Lines with the topic {topics} come first.",
        "",
    )
    by_language = sorted(everything.texts.by_language.items())
    cards = ((language, texts.help.on(path)) for language, texts in by_language)
    seen = (f"- {language}: **{card.title}** {card.body}" for language, card in cards)
    view = _staff_views(words.peer_hint, words.script, words.checklist)
    return "\n".join((*lines, "**The visitor** sees:", "", *seen, *view))


def _needs(rule: Rule) -> str:
    named = (
        f"{about}: {' or '.join(SAID[answer] for answer in answers)}"
        for about, answers in rule.needs.items()
    )
    return ", and ".join(named)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    names = list(head)
    yield f"| {' | '.join(names)} |"
    yield f"|{'---|' * len(names)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _seconds(time: int) -> str:
    return f"{time} s" if time else "at once"


def _yes(on: bool) -> str:
    return "yes" if on else "no"


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
