"""A database as one process sees it, which may die before or after any of its commits."""

from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from server.stores.database import Database


class Crashed(BaseException):
    """This process is no more. Nothing that it was about to do is done."""


@dataclass
class Fate:
    """`commits` more are made; then it dies, with the last of them made or not."""

    commits: int = -1
    kept: bool = False
    dead: bool = False
    wrote: int = 0

    def plan(self, commits, *, kept):
        self.commits, self.kept = commits, kept

    def die(self):
        self.dead = True
        raise Crashed

    def before(self):
        if self.dead or (self.commits == 0 and not self.kept):
            self.die()

    def after(self):
        self.wrote += 1
        if self.commits == 0:
            self.die()
        self.commits -= self.commits > 0


@dataclass(frozen=True)
class Mortal(Database):
    fate: Fate = field(default_factory=Fate)

    @classmethod
    def over(cls, db):
        return cls(db._writer, db._reader, db._others)

    @asynccontextmanager
    async def write(self):
        self.fate.before()
        async with super().write() as tx:
            yield tx
        self.fate.after()

    @asynccontextmanager
    async def write_soon(self):
        self.fate.before()
        async with super().write_soon() as tx:
            yield tx
        self.fate.after()

    @asynccontextmanager
    async def read(self):
        if self.fate.dead:
            self.fate.die()
        async with super().read() as tx:
            yield tx
