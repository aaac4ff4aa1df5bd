"""All tables together, for whoever must see them whole: migrations and their tests."""

from typing import Final

from sqlalchemy import LargeBinary

from server.stores.tables import accounts as account_tables
from server.stores.tables import care as care_tables
from server.stores.tables import coaching as coach_tables
from server.stores.tables import core as tables
from server.stores.tables import exposure as exposure_tables
from server.stores.tables import holds as hold_tables
from server.stores.tables import house as house_tables
from server.stores.tables import joining as joining_tables
from server.stores.tables import matching as match_tables
from server.stores.tables import mentoring as mentor_tables
from server.stores.tables import referrals as referral_tables
from server.stores.tables import rooms as room_tables
from server.stores.tables import rules as rule_tables
from server.stores.tables import samples as sample_tables
from server.stores.tables import second_looks as second_tables
from server.stores.tables import shifts as shift_tables
from server.stores.tables import silences as talk_tables
from server.stores.tables import training as training_tables
from server.stores.tables import unsaid as unsaid_tables
from server.stores.tables import watch as watch_tables

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
    coach_tables,
    hold_tables,
    rule_tables,
    second_tables,
    unsaid_tables,
)
METADATA: Final = tables.metadata
_SEALED: Final = {
    table.name
    for table in METADATA.sorted_tables
    if any(isinstance(column.type, LargeBinary) for column in table.columns)
}
HOLDING_WORDS: Final = tuple(sorted(_SEALED | {tables.members.name}))
"""Where something sealed or a pseudonym stood: of these the files keep no remains."""
