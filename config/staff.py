"""What holds for everybody who works here."""

from datetime import timedelta
from typing import Annotated

from msgspec import Meta

from config.section import Table


class Staff(Table, frozen=True):
    """`second_step_required`: nobody works here without an authenticator or a passkey.

    `apart_days`: for so long an account and whoever let it in are not two people.
    `lock_minutes`: without a sign of life the console locks itself; conversations go on.
    """

    second_step_required: bool = False
    apart_days: Annotated[int, Meta(ge=0, le=365)] = 7
    lock_minutes: Annotated[int, Meta(ge=1, le=240)] = 10

    @property
    def apart(self) -> timedelta:
        return timedelta(days=self.apart_days)
