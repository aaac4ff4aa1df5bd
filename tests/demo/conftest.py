"""The service of the journeys."""

from tests.journeys.conftest import sqlite_service  # noqa: F401 - a fixture
