"""What a screen finds, and what must follow from it."""

from dataclasses import dataclass
from enum import Flag, IntEnum, StrEnum, auto
from typing import Final


class Concern(StrEnum):
    SUICIDE = "suicide"
    SELF_HARM = "self_harm"
    HARM_TO_OTHERS = "harm_to_others"
    ABUSE = "abuse"
    MEDICAL_EMERGENCY = "medical_emergency"
    EATING_DISORDER = "eating_disorder"
    MINOR = "minor"
    THIRD_PARTY = "third_party"
    TOXICITY = "toxicity"
    HARASSMENT = "harassment"
    GROOMING = "grooming"
    CONTACT_DETAILS = "contact_details"
    SPAM = "spam"


DANGERS: Final = frozenset(
    {
        Concern.SUICIDE,
        Concern.SELF_HARM,
        Concern.HARM_TO_OTHERS,
        Concern.ABUSE,
        Concern.MEDICAL_EMERGENCY,
        Concern.EATING_DISORDER,
        Concern.THIRD_PARTY,
    }
)
"""What comes before everything else: somebody may come to harm."""


class Severity(IntEnum):
    """For the concerns of danger these are the rungs L1 to L4 of the risk ladder."""

    LOW = 1
    MODERATE = 2
    HIGH = 3
    IMMEDIATE = 4


class Level(IntEnum):
    """The risk ladder (docs/ladder.md). A property of a conversation; a verdict proposes one."""

    L0 = 0
    L1 = 1
    L2 = 2
    L3 = 3
    L4 = 4


class Action(Flag):
    """Consequences. They add up; there is no order among them."""

    NONE = 0
    HINT = auto()  # the peer sees the finding with its reason beside the message
    HELP_CARD = auto()  # the visitor sees lines that are open now
    FLAG = auto()  # moderators must look
    WITHHOLD = auto()  # not delivered; its sender is told
    SECOND_OPINION = auto()  # the deep model is asked
    END = auto()  # the conversation ends, unless anybody in it is or was in danger


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check noticed.

    `start` and `end` are character positions in the original text (end exclusive); `reason` is one
    plain sentence for people, and never quotes the text. `rule` is what found it within its check:
    a phrase as its file has it, a label, a signal. `share` is how sure a model was, from 0 to 1;
    it means something beside its check and rule only.
    """

    concern: Concern
    severity: Severity
    start: int
    end: int
    reason: str
    check: str
    rule: str = ""
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """All findings of one message and what follows.

    An incomplete verdict (a check failed) always asks for a person: `actions` then holds FLAG.
    """

    findings: tuple[Finding, ...] = ()
    actions: Action = Action.NONE
    level: Level = Level.L0
    complete: bool = True
