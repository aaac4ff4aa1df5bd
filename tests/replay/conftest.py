"""The real service of the journeys, and the one on SQLite alone."""

from tests.journeys.conftest import service, sqlite_service

__all__ = ["service", "sqlite_service"]
