"""Column types and indexes that read the same from SQLite and PostgreSQL."""

from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Column, DateTime, Index, String, text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A point in time, always with its zone (UTC); SQLite would drop it."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class Words(TypeDecorator[tuple[str, ...]]):
    """A short list of codes (languages, topics, concerns), as JSON."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else msgspec.json.encode(list(value)).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(msgspec.json.decode(value, type=list[str]))


def partial(name: str, *columns: Column[Any], where: str, unique: bool = False) -> Index:
    """Of those rows alone. A query that says it in these very words is answered from it."""
    said = text(where)
    return Index(name, *columns, unique=unique, sqlite_where=said, postgresql_where=said)
