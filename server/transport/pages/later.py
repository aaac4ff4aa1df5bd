"""The plain page on which somebody tells by a code how a referral went; it needs no script."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from config.texts import Card
from server.domain.later import LaterAnswer, Reached, Safe
from server.transport.pages import countries
from server.transport.pages.built import Entry
from server.transport.pages.markup import Markup, element, join, paragraphs
from server.transport.pages.plain import every_line, plain_page
from server.transport.pages.shown import Shown

ADDRESS: Final = "/later"
FORM: Final = "tell"
LONGEST: Final = 40  # characters of a code, with whatever people put between them


@dataclass(frozen=True, slots=True)
class Asked:
    """The form, empty or as it was sent; `wrong` says what to do about it."""

    code: str = ""
    answer: LaterAnswer = field(default_factory=LaterAnswer)
    wrong: str = ""


def later_page(shown: Shown, entry: Entry, asked: Asked) -> str:
    """Danger comes first whatever became of the answer."""
    told = shown.texts.later
    danger = _danger(shown, told.danger) if asked.answer.in_danger else Markup()
    intro = join((element("h1", told.title), paragraphs(told.body)))
    lines = every_line(shown, countries.picker(shown, form=FORM))
    inner = join((danger, intro, _form(shown, asked), lines))
    return plain_page(shown, entry, inner, path=ADDRESS)


def thanks_page(shown: Shown, entry: Entry, answer: LaterAnswer) -> str:
    told = shown.texts.later
    danger = _danger(shown, told.danger) if answer.in_danger else Markup()
    thanks = join((element("h1", told.thanks.title), element("p", told.thanks.body)))
    lines = every_line(shown, countries.picking(shown, f"{ADDRESS}#lines"))
    return plain_page(shown, entry, join((danger, thanks, lines)), path=ADDRESS)


def _danger(shown: Shown, card: Card) -> Markup:
    return element(
        "section",
        element("h2", card.title),
        countries.numbers(shown),
        element("p", card.body),
        countries.lines(shown),
        element(
            "p", element("a", shown.texts.labels.start, class_="button", href=shown.at_page("/"))
        ),
        class_="sheet urgent",
        role="alert",
    )


def _form(shown: Shown, asked: Asked) -> Markup:
    told, answer = shown.texts.later, asked.answer
    helped = None if answer.helped is None else str(answer.helped)
    code = element(
        "input",
        id="code",
        name="code",
        value=asked.code,
        maxlength=str(LONGEST),
        autocomplete="off",
        autocapitalize="characters",
        spellcheck="false",
        required="required",
    )
    rows = (
        _question("reached", told.reached, _reached(shown), answer.reached),
        _question("helped", told.helped, _helped(shown), helped),
        _question("safe", told.safe, _safe(shown), answer.safe),
    )
    wrong = element("p", asked.wrong, class_="trouble", role="alert") if asked.wrong else Markup()
    send = element("p", element("button", told.send, type="submit", class_="primary"))
    label = element("label", element("span", told.code), code, class_="pick")
    to = {"method": "post", "action": f"{ADDRESS}?language={shown.texts.language}"}
    return element("form", wrong, label, *rows, send, id=FORM, **to)


def _question(
    name: str, question: str, answers: Sequence[tuple[str, str]], chosen: str | None
) -> Markup:
    ticks = (_tick(name, value, label, chosen) for value, label in answers)
    return element("fieldset", element("legend", question), join(ticks))


def _tick(name: str, value: str, label: str, chosen: str | None) -> Markup:
    checked = "checked" if value == chosen else ""
    radio = element("input", type="radio", name=name, value=value, checked=checked)
    return element("label", radio, element("span", label), class_="tick")


def _reached(shown: Shown) -> Sequence[tuple[str, str]]:
    told = shown.texts.later
    return ((Reached.YES, told.yes), (Reached.NO, told.no))


def _helped(shown: Shown) -> Sequence[tuple[str, str]]:
    told = shown.texts.later
    return (("3", told.yes), ("2", told.little), ("1", told.no))


def _safe(shown: Shown) -> Sequence[tuple[str, str]]:
    told = shown.texts.later
    return ((Safe.YES, told.yes), (Safe.UNSURE, told.unsure), (Safe.NO, told.no))
