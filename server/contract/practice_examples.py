"""Examples of the requests about practice: the protocol page prints them."""

from collections.abc import Mapping
from typing import Final

from moderation.verdict import Level
from server.contract import events as tell
from server.contract import example_views as shown
from server.contract import practice_requests as practice
from server.contract.values import Body, Request
from server.domain.assessment import Told
from server.domain.path import Path

RUN: Final = "p-7"
VIEW: Final = practice.PracticeView(
    practice=RUN, title="Low, and tired of it", about="Listen first.", desk=shown.DESK
)
RESULT: Final = practice.PracticeResult(
    scenario="low_mood",
    title="Low, and tired of it",
    at=shown.AT,
    passed=True,
    marks=(
        practice.MarkCard(
            competency="Provides support", category="II", met=True, must=True, why="You stayed."
        ),
    ),
    example=("What has been on your mind?",),
    source="…",
    earned=("Listening",),
)

PRACTICE: Final[Mapping[Request, Body | None]] = {
    practice.ShowPractice(): practice.PracticeView(title="Low, and tired of it", result=RESULT),
    practice.BeginPractice(scenario="low_mood"): VIEW,
    practice.SayInPractice(practice=RUN, ref="r-1", text="What is it like?"): tell.Receipt(
        seq=3, at=shown.AT, withheld=False
    ),
    practice.ReadPractice(practice=RUN, after=1): tell.Tail(
        conversation=RUN, lines=(shown.LINE,), more=False
    ),
    practice.CallInPractice(practice=RUN, level=Level.L2): VIEW,
    practice.AssessInPractice(practice=RUN, thoughts=Told.YES): VIEW,
    practice.TakePathInPractice(practice=RUN, taken=Path.THIRD_PARTY): VIEW,
    practice.EndPractice(practice=RUN): practice.PracticeView(
        title="Low, and tired of it", result=RESULT
    ),
}
