"""What every process of the service loads before it does anything; importing this has loaded it.

Reading texts once also leaves their compiled expressions where `re` keeps them. What else has been
read is not read again while its files stay as they were: that took most of each start.
"""

import tomllib
from functools import cache

import server.app
import server.cli
import server.worker  # noqa: F401
from moderation.lexicon.languages import Lexicons
from moderation.lexicon.lexicon import NOTHING_KEPT
from server.services.accounts.passwords import CHOSEN, decoy
from server.transport.edge.collector import calm_collector
from tests import readings


def remembering(read):
    """As `Lexicons.read`, by what the files hold."""
    known = {}

    def remembered(folder, instead=None, kept=NOTHING_KEPT):
        paths = [*sorted(folder.glob("*.toml")), *([instead] if instead else [])]
        held = (folder, *((path, path.read_bytes()) for path in paths))
        if held not in known:
            known[held] = read(folder, instead, kept)
        return known[held]

    return remembered


tomllib.loads = cache(tomllib.loads)
Lexicons.read = remembering(Lexicons.read)
readings.everything()
readings.screen()
decoy(CHOSEN)
calm_collector()
