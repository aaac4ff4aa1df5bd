"""A pause of a conversation, by a moderator: what is said is kept, and heard when it goes on."""

from datetime import timedelta
from typing import Final

AT_MOST: Final = timedelta(minutes=3)
"""A pause ends by itself: who is left waiting for longer believes that nobody is there."""
