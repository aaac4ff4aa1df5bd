"""The first tables, continued: flags and referrals, staff, leases, the audit."""

from typing import Final

from alembic import op
from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Integer, LargeBinary, String, text

revision: Final = "0002"
down_revision: Final = "0001"
MOMENT: Final = DateTime(timezone=True)


def upgrade() -> None:
    _flags()
    _pages()
    _risk_changes()
    _referrals()
    _staff()
    _staff_sessions()
    _invitations()
    _leases()
    _processes()
    _audit()


def _flags() -> None:
    op.create_table(
        "flags",
        Column("id", String, primary_key=True),
        Column("conversation", String, ForeignKey("conversations.id"), nullable=False, index=True),
        Column("state", String, nullable=False),
        Column("level", Integer, nullable=False),
        Column("seq", Integer, nullable=False),
        Column("concerns", String, nullable=False),
        Column("reasons", String, nullable=False),
        Column("sealed", LargeBinary, nullable=False),
        Column("raised_by", String, nullable=False),
        Column("raised_at", MOMENT, nullable=False),
        Column("due_at", MOMENT, index=True),
        Column("lapses", Integer, nullable=False),
        Column("alerting", String),
        Column("claimed_by", String),
        Column("claimed_at", MOMENT),
        Column("resolved_at", MOMENT),
        Column("resolved_by", String),
        Column("outcome", String),
        Column("resolution", LargeBinary),
        Column("complete", Boolean, nullable=False),
        Column("reported", String, nullable=False),
    )
    only = text("state != 'resolved'")
    op.create_index(
        "one_unresolved_flag_of_each_kind",
        "flags",
        ["conversation", "reported"],
        unique=True,
        sqlite_where=only,
        postgresql_where=only,
    )


def _pages() -> None:
    op.create_table(
        "pages",
        Column("id", Integer, primary_key=True),
        Column("flag", String, ForeignKey("flags.id"), nullable=False, index=True),
        Column("channel", String, nullable=False),
        Column("attempt", Integer, nullable=False),
        Column("at", MOMENT, nullable=False),
        Column("delivered", Boolean, nullable=False),
        Column("status", String, nullable=False),
    )


def _risk_changes() -> None:
    op.create_table(
        "risk_changes",
        Column("id", Integer, primary_key=True),
        Column("conversation", String, ForeignKey("conversations.id"), nullable=False, index=True),
        Column("at", MOMENT, nullable=False),
        Column("before", Integer, nullable=False),
        Column("after", Integer, nullable=False),
        Column("by", String, nullable=False),
        Column("reason", LargeBinary),
    )


def _referrals() -> None:
    op.create_table(
        "referrals",
        Column("id", String, primary_key=True),
        Column("conversation", String, ForeignKey("conversations.id"), nullable=False, index=True),
        Column("resource", String, nullable=False),
        Column("state", String, nullable=False),
        Column("offered_by", String, nullable=False),
        Column("offered_at", MOMENT, nullable=False),
        Column("expires_at", MOMENT, nullable=False),
        Column("ended_at", MOMENT),
        Column("sealed", LargeBinary, nullable=False),
    )


def _staff() -> None:
    op.create_table(
        "staff",
        Column("id", String, primary_key=True),
        Column("name", String, nullable=False),
        Column("folded", String, nullable=False, unique=True),
        Column("password_hash", String, nullable=False),
        Column("roles", String, nullable=False),
        Column("created_at", MOMENT, nullable=False),
        Column("disabled_at", MOMENT),
    )


def _staff_sessions() -> None:
    op.create_table(
        "staff_sessions",
        Column("token_hash", String, primary_key=True),
        Column("staff", String, ForeignKey("staff.id"), nullable=False, index=True),
        Column("created_at", MOMENT, nullable=False),
        Column("expires_at", MOMENT, nullable=False),
        Column("revoked_at", MOMENT),
    )


def _invitations() -> None:
    op.create_table(
        "invitations",
        Column("token_hash", String, primary_key=True),
        Column("roles", String, nullable=False),
        Column("created_by", String, nullable=False),
        Column("created_at", MOMENT, nullable=False),
        Column("expires_at", MOMENT, nullable=False),
        Column("used_at", MOMENT),
    )


def _leases() -> None:
    op.create_table(
        "leases",
        Column("name", String, primary_key=True),
        Column("holder", String, nullable=False),
        Column("fence", Integer, nullable=False),
        Column("until", MOMENT, nullable=False),
    )


def _processes() -> None:
    op.create_table(
        "processes",
        Column("name", String, primary_key=True),
        Column("kind", String, nullable=False),
        Column("seen_at", MOMENT, nullable=False),
        Column("models", String, nullable=False),
    )


def _audit() -> None:
    op.create_table(
        "audit",
        Column("id", Integer, primary_key=True),
        Column("at", MOMENT, nullable=False),
        Column("who", String, nullable=False),
        Column("did", String, nullable=False),
        Column("about", String, nullable=False),
        Column("reason", String, nullable=False),
        Column("hash", String, nullable=False),
    )
