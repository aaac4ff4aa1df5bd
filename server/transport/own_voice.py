"""A nerve on which no process hears what it has said itself."""

from collections.abc import Callable
from dataclasses import dataclass

from server.transport.channels import Nerve

MARK = 8  # bytes before each payload that say whose it is

Heard = Callable[[str, bytes], None]


@dataclass(frozen=True, slots=True)
class OwnVoice:
    """What a process says it has told its own people already. `me` is unique among processes."""

    nerve: Nerve
    me: bytes

    def publish(self, channel: str, payload: bytes, *, within: float = 0.0) -> None:
        self.nerve.publish(channel, self.me + payload, within=within)

    def subscribe(self, channel: str) -> None:
        self.nerve.subscribe(channel)

    def unsubscribe(self, channel: str) -> None:
        self.nerve.unsubscribe(channel)

    def ear(self, heard: Heard) -> Heard:
        """What the nerve is to call: `heard` gets what others said."""

        def hear(channel: str, payload: bytes) -> None:
            if not payload.startswith(self.me):
                heard(channel, payload[MARK:])

        return hear
