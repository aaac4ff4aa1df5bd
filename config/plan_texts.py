"""What a safety plan says to those who write it."""

from config.section import Said, Section, Table


class PlanStep(Table, frozen=True):
    """A heading, and a question that helps to begin."""

    title: Said
    body: Said


class PlanSteps(Table, frozen=True):
    """The steps of a safety plan in their order."""

    signs: PlanStep
    myself: PlanStep
    places: PlanStep
    people: PlanStep
    lines: PlanStep
    safer: PlanStep
    worth: PlanStep


class Plan(Section, frozen=True):
    """`both` says who can write and read it, `keep` what it means to keep it."""

    title: Said
    begun: Said
    both: Said
    keep: Said
    steps: PlanSteps
