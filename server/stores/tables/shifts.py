"""Who takes which shift, who asked whom to swap, and whose calendar may be read by which token."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, text

from server.stores.tables.columns import Moment
from server.stores.tables.core import metadata
from server.stores.tables.house import staff

sign_ups = Table(
    "sign_ups",
    metadata,
    Column("id", String, primary_key=True),
    Column("block", String, nullable=False),
    Column("day", String, nullable=False),  # ISO date in the rota's zone
    Column("starts_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False, index=True),
    Column("role", String, nullable=False),
    Column("staff", ForeignKey(staff.c.id), nullable=False, index=True),
    Column("series", String),
    Column("state", String, nullable=False),  # taken, present, ended, released
    Column("taken_at", Moment, nullable=False),
    Column("checked_in_at", Moment),
    Column("ended_at", Moment),  # finished, or released
    Column("reminded_at", Moment),  # of its start, outside the page
)

swaps = Table(
    "swaps",
    metadata,
    Column("id", String, primary_key=True),
    Column("gives", ForeignKey(sign_ups.c.id), nullable=False, index=True),
    Column("wants", ForeignKey(sign_ups.c.id), index=True),
    Column("asked_by", String, nullable=False),
    Column("asked", String, nullable=False),
    Column("state", String, nullable=False),  # asked, accepted, declined, withdrawn
    Column("asked_at", Moment, nullable=False),
    Column("ended_at", Moment),
)
Index(
    "one_open_swap_for_each_sign_up",
    swaps.c.gives,
    unique=True,
    sqlite_where=text("state = 'asked'"),
    postgresql_where=text("state = 'asked'"),
)

calendars = Table(
    "calendars",
    metadata,
    Column("token_hash", String, primary_key=True),
    Column("staff", ForeignKey(staff.c.id), nullable=False, index=True),
    Column("created_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)
