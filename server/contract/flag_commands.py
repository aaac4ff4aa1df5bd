"""A flag that changes hands."""

from server.contract.commands import Command
from server.contract.values import Id
from server.domain.flag import TakenBecause


class GiveBackFlag(Command, frozen=True):
    """A flag that you claimed is nobody's again, under a clock: it calls the others."""

    event = "give_back_flag"
    flag: Id


class TakeOverFlag(Command, frozen=True):
    """Take a flag from the colleague who has it, who is told. Why is kept in the audit."""

    event = "take_over_flag"
    flag: Id
    because: TakenBecause
