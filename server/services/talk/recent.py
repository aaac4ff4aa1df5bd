"""What was said lately in each conversation, in memory, as context for the screen."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import Final

from moderation.course.check import TRAIL
from moderation.course.mark import Mark, Marking
from moderation.passage import Passage, Speaker
from server.domain.message import Message
from server.domain.room import MOST
from server.domain.session import Role, Session

BOUND = 4096  # conversations
SPEAKERS = 64  # of each; far more than ever speak in one
READ = TRAIL + 5  # messages, since notices are among them
ASKED: Final = frozenset("?؟？")

Who = tuple[Role, str]
"""Somebody who speaks, in the role in which they do."""


@dataclass(frozen=True, slots=True)
class Lately:
    """What one speaker has behind them: their own words and what the other roles said.

    `words` were said last; `trail` is what the last messages left behind, the newest last.
    `others`: in a room another visitor has spoken since they were last asked something.
    """

    seq: int = 0
    words: str = field(default="", repr=False)
    trail: tuple[Mark, ...] = field(default=(), repr=False)
    others: bool = False


@dataclass(slots=True)
class Recent:
    """May forget at any time; `read` brings the newest messages back from the store, and None
    for who is no member there: nobody fills this with conversations that are not theirs.
    """

    read: Callable[[str, str, int], Awaitable[Sequence[Message] | None]]
    mark: Marking
    _lately: OrderedDict[str, dict[Who, Lately]] = field(default_factory=OrderedDict, repr=False)

    async def before(self, conversation: str, speaker: Session) -> Lately:
        """What this speaker has behind them; nothing where nothing was said yet, or not to them."""
        who = speaker.role, speaker.id
        known = self._lately.get(conversation, {}).get(who)
        if known is not None:
            return known
        read = await self._read(conversation, who)
        if read is None:
            return Lately()
        self._put(conversation, who, read)
        return read

    def said(self, message: Message) -> None:
        """The same message may come twice, by two ways. One that is missing is read again."""
        known = self._lately.get(message.conversation, {})
        mark = cache(partial(self._mark, message))  # the same for all who have heard it
        for who, lately in list(known.items()):
            if message.seq > lately.seq + 1:
                del known[who]
            elif message.seq > lately.seq:
                known[who] = _after(lately, message, who, mark)

    def forget(self, conversation: str) -> None:
        self._lately.pop(conversation, None)

    async def _read(self, conversation: str, who: Who) -> Lately | None:
        """Further back where others speak as well: in a room few of the messages are theirs."""
        _, person = who
        found = await self.read(conversation, person, READ)
        if found and any(_is_another(message, who) for message in found):
            found = await self.read(conversation, person, READ * MOST)
        if found is None:
            return None
        lately = Lately()
        for message in found:
            lately = _after(lately, message, who, partial(self._mark, message))
        return lately

    def _mark(self, message: Message) -> Mark:
        return self.mark(Passage(message.text, speaker=Speaker(message.role)), message.findings)

    def _put(self, conversation: str, who: Who, lately: Lately) -> None:
        speakers = self._lately.setdefault(conversation, {})
        speakers[who] = lately
        if len(speakers) > SPEAKERS:
            del speakers[next(iter(speakers))]
        self._lately.move_to_end(conversation)
        if len(self._lately) > BOUND:
            self._lately.popitem(last=False)


def _after(lately: Lately, message: Message, who: Who, mark: Callable[[], Mark]) -> Lately:
    if message.notice is not None:
        return replace(lately, seq=message.seq)
    if _is_another(message, who):
        others = lately.others or message.role is Role.VISITOR
        return replace(lately, seq=message.seq, others=others)
    trail, others = _turned(lately, message)
    return Lately(message.seq, message.text, (*trail, mark())[-TRAIL:], others)


def _is_another(message: Message, who: Who) -> bool:
    """Said by somebody else in the same role: none of it is theirs."""
    role, person = who
    return message.notice is None and message.role is role and message.speaker != person


def _turned(lately: Lately, message: Message) -> tuple[tuple[Mark, ...], bool]:
    """A new question in a room ends the one before, which somebody else may have answered."""
    asks = message.role is not Role.VISITOR and not ASKED.isdisjoint(message.text)
    if not (lately.others and asks):
        return lately.trail, lately.others
    return tuple(mark for mark in lately.trail if mark.speaker is Speaker.VISITOR), False
