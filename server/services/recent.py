"""The newest words of each conversation, in memory, as context for the screen."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from server.domain.message import Message

BOUND = 4096  # conversations


@dataclass(slots=True)
class Recent:
    """May forget at any time; `read` brings the words back from the store."""

    read: Callable[[str], Awaitable[str]]
    _words: OrderedDict[str, str] = field(default_factory=OrderedDict, repr=False)

    async def before(self, conversation: str) -> str:
        """The words said last, or "" where nothing was said yet."""
        known = self._words.get(conversation)
        if known is None:
            known = await self.read(conversation)
            self._put(conversation, known)
        return known

    def said(self, message: Message) -> None:
        if message.notice is None:
            self._put(message.conversation, message.text)

    def forget(self, conversation: str) -> None:
        self._words.pop(conversation, None)

    def _put(self, conversation: str, words: str) -> None:
        self._words[conversation] = words
        self._words.move_to_end(conversation)
        if len(self._words) > BOUND:
            self._words.popitem(last=False)
