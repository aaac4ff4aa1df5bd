"""What one engine has compiled, the next does not compile again.

SQLAlchemy keeps compiled statements for each engine, and by the identity of its dialect. The
service has one engine for its whole life; each test has one of its own, and would spend two fifths
of its processor time on compiling what the test before has compiled.
"""

from functools import wraps

from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite

from server.stores import postgres, sqlite


def compile_once() -> None:
    """All engines of the stores share one memory, in which dialects of a kind are the same."""
    for kind in (SQLiteDialect_aiosqlite, PGDialect_asyncpg):
        kind.__eq__ = lambda one, other: type(one) is type(other)
        kind.__hash__ = lambda one: hash(type(one))
    shared = {"compiled_cache": {}}
    for module in (postgres, sqlite):
        module.create_async_engine = _remembering(module.create_async_engine, shared)


def _remembering(create, options):
    @wraps(create)
    def created(url, **more):
        return create(url, execution_options=options, **more)

    return created
