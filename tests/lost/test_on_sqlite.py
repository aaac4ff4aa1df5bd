"""Whatever people do and whatever breaks: nobody is lost, and nobody hears what is not theirs.

The longest tests there are stand in files of their own: a file is run by one process.
"""

import pytest

from tests.lost.telling import told
from tests.lost.world import World


@pytest.mark.timeout(3000)
def test_nobody_is_lost_on_sqlite(sqlite_url, data_dir, seed):
    told(World, sqlite_url, data_dir / "keys", 400, seed)
