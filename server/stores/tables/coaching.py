"""What coaches wrote to peers about a conversation, and what peers answered."""

from sqlalchemy import Column, ForeignKey, LargeBinary, String, Table

from server.stores.tables.columns import Moment
from server.stores.tables.core import metadata

coachings = Table(
    "coachings",
    metadata,
    Column("id", String, primary_key=True),
    Column("glass", String, nullable=False, unique=True),  # one look, one coaching
    Column("conversation", String, index=True),  # until that is forgotten
    Column("coach", String, nullable=False, index=True),
    Column("peer", String, nullable=False, index=True),
    Column("at", Moment, nullable=False, index=True),
    Column("talked_at", Moment, nullable=False),
    Column("key_day", String, nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("read_at", Moment),  # by the peer
)

coaching_answers = Table(
    "coaching_answers",
    metadata,
    Column("id", String, primary_key=True),
    Column("coaching", ForeignKey("coachings.id"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # under the key of what it answers
)
