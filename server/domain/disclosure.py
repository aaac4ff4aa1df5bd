"""What a peer has told the matchmaker in private, and whom it keeps from them."""

from dataclasses import dataclass

from server.domain.ids import StaffId


@dataclass(frozen=True, slots=True)
class Disclosure:
    """`experiences` are the peer's own; they would rather not have the topics in `avoids`.

    Nobody else is shown it: neither visitors nor colleagues nor moderators.
    """

    staff: StaffId
    experiences: frozenset[str] = frozenset()
    avoids: frozenset[str] = frozenset()

    def suits(self, topic: str | None, veto: str | None) -> bool:
        """Whether the two may be brought together. `veto` is what the visitor would rather not."""
        return topic not in self.avoids and veto not in self.experiences
