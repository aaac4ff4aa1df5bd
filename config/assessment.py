"""The questions about risk that a peer asks in order, and which answers call for which level."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Final, Literal, get_args

from msgspec import Meta

from config.lines import Place
from config.section import Said, Section, Table
from config.shapes import Wrong

About = Literal["thoughts", "plan", "means", "time", "protects"]
Told = Literal["yes", "no", "unclear"]
Timeframe = Literal["now", "days", "later", "none", "unclear"]
IN_ORDER: Final = get_args(About)
WORST: Final = {"thoughts": "yes", "plan": "yes", "means": "yes", "time": "now"}
GRAVEST: Final = 4


class Question(Table, frozen=True):
    """`say` is a sentence that the peer may use as it stands, or in their own words."""

    about: About
    title: Said
    say: Said


class Rule(Table, frozen=True):
    """Calls for `level` where each question that it names has one of these answers."""

    level: Annotated[int, Meta(ge=1, le=GRAVEST)]
    thoughts: tuple[Told, ...] = ()
    plan: tuple[Told, ...] = ()
    means: tuple[Told, ...] = ()
    time: tuple[Timeframe, ...] = ()

    @property
    def needs(self) -> Mapping[str, tuple[str, ...]]:
        """The questions that it names, with the answers that will do."""
        named: dict[str, tuple[str, ...]] = {
            "thoughts": self.thoughts,
            "plan": self.plan,
            "means": self.means,
            "time": self.time,
        }
        return {about: answers for about, answers in named.items() if answers}


class Assessment(Section, frozen=True):
    questions: tuple[Question, ...]
    rules: tuple[Rule, ...]


def assessment_wrong(assessment: Assessment, at: Place) -> Iterator[Wrong]:
    order = tuple(question.about for question in assessment.questions)
    if order != IN_ORDER:
        says = f"the questions are {', '.join(IN_ORDER)}, once each, in this order."
        yield Wrong((*at, "questions"), says)
    for index, rule in enumerate(assessment.rules):
        if not rule.needs:
            says = "a rule must name the answers that it needs, such as thoughts = ['yes']."
            yield Wrong((*at, "rules", index), says)
    if not any(rule.level == GRAVEST and _holds(rule) for rule in assessment.rules):
        says = f"the gravest answers to all questions must call for level {GRAVEST}; add a rule."
        yield Wrong((*at, "rules"), says)


def _holds(rule: Rule) -> bool:
    return all(WORST[about] in answers for about, answers in rule.needs.items())
