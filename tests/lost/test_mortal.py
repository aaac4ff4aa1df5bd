"""Every way to write passes by the fate of the process: none of its commits is spared."""

import pytest

from server.stores.database import Database
from tests.lost.mortal import Crashed, Mortal

WAYS = sorted(name for name in vars(Database) if name.startswith("write"))


@pytest.mark.parametrize("way", WAYS)
async def test_a_process_may_die_before_or_after_any_commit(database_url, way):
    async with Database.open(database_url) as db:
        for kept in (False, True):
            mortal = Mortal.over(db)
            mortal.fate.plan(0, kept=kept)
            with pytest.raises(Crashed):
                async with getattr(mortal, way)():
                    pass
            assert mortal.fate.wrote == kept
