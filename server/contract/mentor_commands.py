"""Mentoring and reading along to learn. One struct for each Socket.IO event."""

from typing import Annotated

from msgspec import Meta

from server.contract.commands import Command
from server.contract.values import TEXT_LIMIT, Id, Ref, ReportRemark, Text

Instead = Annotated[str, Meta(max_length=TEXT_LIMIT)]


class Mentor(Command, frozen=True):
    """Read what this new peer writes for a few seconds before it goes out; `on` false: no more.

    Only while you read along or speak there, as a moderator or as a mentor. `taken`: another does;
    `not_now`: this peer is not on probation, or needs it no more. Nothing waits from L2 on.
    """

    event = "mentor"
    conversation: Id
    on: bool


class LetGo(Command, frozen=True):
    """These words of the peer may go out now, with those before them."""

    event = "let_go"
    conversation: Id
    ref: Ref


class StopWords(Command, frozen=True):
    """These words do not go out: they come back to the peer with your `word`.

    `instead`: how it could be said, for the peer to take or not. `not_now`: they have gone out, or
    they are stopped and the screen holds your own words back.
    """

    event = "stop_words"
    conversation: Id
    ref: Ref
    word: ReportRemark = ""
    instead: Instead = ""


class ProposeWords(Command, frozen=True):
    """Other words beside those that wait. Theirs go out as they would have, if the peer keeps them.

    `not_now`: they have gone out, or the screen holds yours back.
    """

    event = "propose_words"
    conversation: Id
    ref: Ref
    instead: Text
    word: ReportRemark = ""


class TakeBack(Command, frozen=True):
    """Take your own words back that wait for your mentor, or that were stopped."""

    event = "take_back"
    conversation: Id
    ref: Ref


class ReadAlong(Command, frozen=True):
    """Ask to read along where an experienced peer talks with somebody. Both of them are asked.

    Only on probation, on shift, with a certificate, and while you talk with nobody. `not_now`: this
    is not so, you have asked already, or there is nowhere to read along just now.

    `mentor`: the other way round. A mentor asks to read along where a new peer talks, and may then
    `mentor` there.
    """

    event = "read_along"
    mentor: bool = False


class AnswerLearner(Command, frozen=True):
    """May the new peer read along? Your no is taken at any time, also after your yes.

    It has no consequence, and nobody is asked again in this conversation. The new peer says no to
    stop reading; a moderator's no ends it as well. `not_now`: your yes comes too late.
    """

    event = "answer_learner"
    conversation: Id
    accept: bool


class ReadOn(Command, frozen=True):
    """The newest words of the conversation that you read along: at most 100, the oldest first.

    Ask whenever your desk shows a new `last_seq`; nothing is sent by itself. `not_found`: you may
    not read here, or not any more. Take its words off the page then.
    """

    event = "read_on"
    conversation: Id
