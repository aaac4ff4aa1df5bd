"""The same where every process has connections of its own to one server."""

import pytest

from tests.lost.telling import told
from tests.lost.world import World


@pytest.mark.timeout(3000)
def test_nobody_is_lost_on_postgresql(postgres_url, data_dir, seed):
    told(World, postgres_url, data_dir / "keys", 100, seed)
