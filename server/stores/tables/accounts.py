"""What staff have beside the password."""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, String, Table

from server.stores.tables.columns import Moment
from server.stores.tables.core import metadata

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

passkeys = Table(
    "passkeys",
    metadata,
    Column("id", String, primary_key=True),  # the credential's, in base64url
    Column("staff", ForeignKey("staff.id"), nullable=False, index=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("signs", Integer, nullable=False),  # what its counter said last; many never count
    Column("made_at", Moment, nullable=False),
    Column("used_at", Moment),
)

challenges = Table(
    "challenges",
    metadata,
    Column("hash", String, primary_key=True),  # each is answered once
    Column("staff", String, nullable=False),  # empty: of somebody who is not signed in
    Column("expires_at", Moment, nullable=False, index=True),
)

ways_back = Table(
    "ways_back",
    metadata,
    Column("id", String, primary_key=True),
    Column("staff", ForeignKey("staff.id"), nullable=False, index=True),
    Column("state", String, nullable=False),  # asked, confirmed, used, stopped
    Column("asked_by", ForeignKey("staff.id"), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("until", Moment, nullable=False),  # of the question, then of the link
    Column("confirmed_by", String),
    Column("token_hash", String, unique=True),
    Column("used_at", Moment),
    Column("reason", LargeBinary),  # how who asked knows that it is them: until it is settled
)
