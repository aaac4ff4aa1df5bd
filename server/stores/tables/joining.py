"""Applications, references, and the papers of those who work here."""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, String, Table

from server.stores.tables.columns import Moment, Words
from server.stores.tables.core import metadata

applications = Table(
    "applications",
    metadata,
    Column("id", String, primary_key=True),
    Column("token_hash", String, nullable=False, unique=True),  # of the applicant's link
    Column("state", String, nullable=False),  # applied, invited, joined, declined, withdrawn
    Column("applied_at", Moment, nullable=False),
    Column("forget_at", Moment, nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),  # with the house's key: no visitor's words
    Column("roles", Words),
    Column("reason", LargeBinary),  # an administrator's words for the applicant, sealed like it
    Column("decided_by", String),
)

application_references = Table(
    "application_references",
    metadata,
    Column("application", ForeignKey("applications.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("token_hash", String, unique=True),
    Column("expires_at", Moment),
    Column("given_at", Moment),
    Column("sealed", LargeBinary),
)

papers = Table(
    "papers",
    metadata,
    Column("whose", String, primary_key=True),  # an application, then a member of staff
    Column("kind", String, primary_key=True),  # agreement, check, probation
    Column("version", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", String, nullable=False),
    Column("expires_at", Moment, nullable=False),
)
