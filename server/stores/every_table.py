"""All tables together, for whoever must see them whole: migrations and their tests."""

from typing import Final

from server.stores import (
    account_tables,
    care_tables,
    exposure_tables,
    house_tables,
    joining_tables,
    match_tables,
    mentor_tables,
    referral_tables,
    room_tables,
    sample_tables,
    shift_tables,
    tables,
    talk_tables,
    training_tables,
    watch_tables,
)

EVERY: Final = (
    tables,
    house_tables,
    talk_tables,
    shift_tables,
    care_tables,
    watch_tables,
    sample_tables,
    account_tables,
    match_tables,
    referral_tables,
    room_tables,
    exposure_tables,
    training_tables,
    joining_tables,
    referral_tables,
    mentor_tables,
)
METADATA: Final = tables.metadata
