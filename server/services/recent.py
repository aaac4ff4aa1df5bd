"""What was said lately in each conversation, in memory, as context for the screen."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from moderation.course.check import TRAIL
from moderation.course.mark import Mark, Marking
from moderation.passage import Passage, Speaker
from server.domain.message import Message

BOUND = 4096  # conversations
READ = TRAIL + 5  # messages, since notices are among them


@dataclass(frozen=True, slots=True)
class Lately:
    """`words` were said last; `trail` is what the last messages left behind, the newest last."""

    seq: int = 0
    words: str = field(default="", repr=False)
    trail: tuple[Mark, ...] = field(default=(), repr=False)


@dataclass(slots=True)
class Recent:
    """May forget at any time; `read` brings the newest messages back from the store."""

    read: Callable[[str, int], Awaitable[Sequence[Message]]]
    mark: Marking
    _lately: OrderedDict[str, Lately] = field(default_factory=OrderedDict, repr=False)

    async def before(self, conversation: str) -> Lately:
        """What was said before now; nothing where nothing was said yet."""
        known = self._lately.get(conversation)
        if known is None:
            known = self._of(await self.read(conversation, READ))
            self._put(conversation, known)
        return known

    def said(self, message: Message) -> None:
        """The same message may come twice, by two ways. One that is missing is read again."""
        known = self._lately.get(message.conversation)
        if known is None or message.seq <= known.seq:
            return
        if message.seq > known.seq + 1:
            self.forget(message.conversation)
        else:
            self._put(message.conversation, self._after(known, message))

    def forget(self, conversation: str) -> None:
        self._lately.pop(conversation, None)

    def _of(self, messages: Sequence[Message]) -> Lately:
        lately = Lately()
        for message in messages:
            lately = self._after(lately, message)
        return lately

    def _after(self, lately: Lately, message: Message) -> Lately:
        if message.notice is not None:
            return Lately(message.seq, lately.words, lately.trail)
        passage = Passage(message.text, speaker=Speaker(message.role))
        trail = (*lately.trail, self.mark(passage, message.findings))
        return Lately(message.seq, message.text, trail[-TRAIL:])

    def _put(self, conversation: str, lately: Lately) -> None:
        self._lately[conversation] = lately
        self._lately.move_to_end(conversation)
        if len(self._lately) > BOUND:
            self._lately.popitem(last=False)
