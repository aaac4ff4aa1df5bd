"""What the two of a conversation may say about its silences."""

from server.contract.commands import Command
from server.contract.values import Id


class StillHere(Command, frozen=True):
    """I'm still here: the time until this conversation would end begins anew."""

    event = "still_here"
    conversation: Id
