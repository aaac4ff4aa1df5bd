"""What staff have beside the password."""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, String, Table

from server.stores.columns import Moment
from server.stores.tables import metadata

proofs = Table(
    "proofs",
    metadata,
    Column("session", ForeignKey("staff_sessions.token_hash"), primary_key=True),
    Column("device", String, nullable=False),  # phone, tablet, computer, other: no more is kept
    Column("at", Moment, nullable=False),  # when they last showed that it is them
)

authenticators = Table(
    "authenticators",
    metadata,
    Column("staff", ForeignKey("staff.id"), primary_key=True),
    Column("secret", LargeBinary, nullable=False),  # sealed with the house's key
    Column("last_step", Integer, nullable=False),  # no code of this step or before is taken again
    Column("made_at", Moment, nullable=False),
    Column("confirmed_at", Moment),
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("hash", String, primary_key=True),
    Column("staff", ForeignKey("staff.id"), nullable=False, index=True),
    Column("made_at", Moment, nullable=False),
    Column("used_at", Moment),
)
