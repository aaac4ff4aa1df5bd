"""What peers have tried and passed, and the certificates that it earned them."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, LargeBinary, String, Table

from server.stores.tables.columns import Moment
from server.stores.tables.core import metadata

attempts = Table(
    "attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("staff", ForeignKey("staff.id"), nullable=False, index=True),
    Column("module", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("right", Integer, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("passed", Boolean, nullable=False),
)

certificates = Table(
    "certificates",
    metadata,
    Column("staff", ForeignKey("staff.id"), primary_key=True),
    Column("certificate", String, primary_key=True),
    Column("work", String, nullable=False),  # one_to_one, room
    Column("up_to", Integer, nullable=False),  # the highest level of somebody who waits
    Column("issued_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("withdrawn_at", Moment),  # it counts for nothing until it is given back
    Column("at_once", Integer, nullable=False, server_default="1"),  # conversations of a peer
    Column("reason", LargeBinary),  # an administrator's words for whose it is; the house's key
)

practices = Table(
    "practices",
    metadata,
    Column(
        "staff", ForeignKey("staff.id"), primary_key=True
    ),  # one at a time; the next replaces it
    Column("id", String, nullable=False),
    Column("scenario", String, nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Column("key_day", String, nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # words and course; empty once it has ended
    Column("ended_at", Moment),
    Column("met", String),  # one letter a mark: y or n
)
