"""Referrals: the pathway to another service, sealed with the words of its conversation."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, LargeBinary, String, Table

from server.stores.tables.columns import Moment
from server.stores.tables.core import metadata

referrals = Table(
    "referrals",
    metadata,
    Column("id", String, primary_key=True),
    Column("conversation", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("resource", String, nullable=False),
    Column("state", String, nullable=False),
    Column("offered_by", String, nullable=False),
    Column("offered_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("sealed", LargeBinary, nullable=False),  # reasons, reference number, summary
    # Without the visitor's yes: the reason's name in the table, who, when, is the visitor told.
    Column("without", String),
    Column("decided_by", String),
    Column("decided_at", Moment),
    Column("told", Boolean),
    Column("confirmed_by", String),
    # To an outside responder: the id of the sending, how often it was tried, when it is tried or
    # asked about next, since when they have it, and what came last.
    Column("sending", String),
    Column("tries", Integer),
    Column("next_at", Moment),
    Column("delivered_at", Moment),
    Column("heard", String),
)

later_answers = Table(
    "later_answers",
    metadata,
    Column("referral", String, primary_key=True),
    Column("conversation", String, index=True),  # until that is forgotten
    Column("resource", String, nullable=False),
    Column("code_hash", String, unique=True),  # until it is answered
    Column("at", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("answered_at", Moment, index=True),
    Column("reached", String),
    Column("helped", Integer),
    Column("safe", String),
)
"""How a referral went, as the visitor tells it later. Nothing of it says who they are."""
