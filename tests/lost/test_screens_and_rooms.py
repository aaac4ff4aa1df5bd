"""What each screen shows, and what becomes of those who are in a room."""

import pytest

from tests.lost.room_story import Rooms, RoomStory, first_evening_in_a_room
from tests.lost.screens import Screens
from tests.lost.telling import told


@pytest.mark.timeout(3000)
def test_every_screen_shows_what_a_fresh_one_would(sqlite_url, data_dir, seed):
    told(Screens, sqlite_url, data_dir / "keys", 40, seed)


@pytest.mark.timeout(3000)
def test_nobody_is_lost_in_a_room(sqlite_url, data_dir, seed):
    told(Rooms, sqlite_url, data_dir / "keys", 60, seed, (RoomStory, first_evening_in_a_room))
