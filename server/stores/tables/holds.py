"""Peers on hold, and what stays of reports about them once the conversation is forgotten."""

from sqlalchemy import Column, Index, LargeBinary, String, Table, text

from server.stores.tables.columns import Moment
from server.stores.tables.core import metadata

peer_holds = Table(
    "peer_holds",
    metadata,
    Column("id", String, primary_key=True),
    Column("peer", String, nullable=False),
    Column("cause", String, nullable=False),  # report, decision
    Column("by", String, nullable=False),  # who decided it; never who lifts it
    Column("since", Moment, nullable=False),
    Column("key_day", String, nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # why
    Column("lifted_at", Moment, index=True),
    Column("lifted_by", String),
    Column("lifted_because", LargeBinary),  # sealed
)
Index(
    "holds_that_stand",
    peer_holds.c.peer,
    sqlite_where=text("lifted_at IS NULL"),
    postgresql_where=text("lifted_at IS NULL"),
)

past_reports = Table(
    "past_reports",
    metadata,
    Column("id", String, primary_key=True),
    Column("peer", String, nullable=False, index=True),
    Column("day", Moment, nullable=False, index=True),  # the day alone
    Column("outcome", String, nullable=False),
    Column("by", String, nullable=False),  # who looked into it
)
