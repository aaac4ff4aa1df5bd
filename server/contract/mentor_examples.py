"""One example of what a mentor and a new peer ask."""

from typing import Final

from server.contract import commands as ask
from server.contract import mentor_commands as mentor
from server.contract.example_views import REF, TALK

COMMANDS: Final[tuple[ask.Command, ...]] = (
    mentor.Mentor(conversation=TALK, on=True),
    mentor.LetGo(conversation=TALK, ref=REF),
    mentor.ProposeWords(conversation=TALK, ref=REF, instead="What have you tried so far?"),
    mentor.StopWords(
        conversation=TALK,
        ref=REF,
        word="Ask before you advise.",
        instead="What have you tried so far?",
    ),
    mentor.TakeBack(conversation=TALK, ref=REF),
    mentor.ReadAlong(),
    mentor.AnswerLearner(conversation=TALK, accept=True),
    mentor.ReadOn(conversation=TALK),
)
