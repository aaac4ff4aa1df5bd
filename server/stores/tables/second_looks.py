"""What one member of staff asks of a second person, or has them look at afterwards."""

from sqlalchemy import Column, ForeignKey, LargeBinary, String, Table

from server.stores.tables.columns import Moment
from server.stores.tables.core import metadata

second_looks = Table(
    "second_looks",
    metadata,
    Column("id", String, primary_key=True),
    Column("conversation", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("matter", String, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("asked_by", String, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("reason", String, nullable=False),  # one of the table's
    Column("resource", String, nullable=False),
    Column("sealed", LargeBinary),  # why, and what is passed on
    Column("acted_at", Moment),
    Column("referral", String),
    Column("flag", String),  # by which the second person is called
    Column("answered_by", String),
    Column("answered_at", Moment),
    Column("answer", LargeBinary),  # sealed
    Column("until", Moment),  # of a legal hold
    Column("lifted_by", String),
    Column("lifted_at", Moment),
    Column("lifted_because", LargeBinary),  # sealed
)
