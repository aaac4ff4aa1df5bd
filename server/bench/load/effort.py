"""How much is asked of the service, and for how long."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effort:
    """`rate` is messages a second of everybody together; a conversation has about `turns`."""

    conversations: int
    rate: float
    seconds: float
    webs: int = 1
    turns: int = 60
    rooms: int = 0  # small groups, in which people speak as often as in a conversation
    postgres: str | None = None  # the address of an empty database; without it SQLite

    @property
    def each(self) -> float:
        """Messages a second of one person."""
        return self.rate / self.conversations / 2

    @property
    def gap(self) -> float:
        """Seconds between two messages of one conversation."""
        return self.conversations / self.rate
