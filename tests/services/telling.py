"""Hints, written down instead of sent."""

from dataclasses import dataclass, field


@dataclass
class Told:
    wakes: list = field(default_factory=list)
    found: list = field(default_factory=list)
    gone: list = field(default_factory=list)

    def spread(self, wake):
        self.wakes.append(wake)

    def noticed(self, conversation, seq, notes):
        self.found.append((conversation, seq, notes))

    def retracted(self, conversation, seq):
        self.gone.append((conversation, seq))

    @property
    def looks(self):
        return {look for wake in self.wakes for look in wake.looks}

    @property
    def notices(self):
        return [message.notice for wake in self.wakes for message in wake.said]
