"""What every process of the service loads before it does anything; importing this has loaded it.

Reading texts and word lists once also leaves their compiled expressions where `re` keeps them.
"""

import server.app
import server.cli
import server.worker  # noqa: F401
from config.everything import load
from moderation.lexicon.kept import Kept
from moderation.screen import screen_from
from tests.dev.checkout import ROOT

CACHE = ROOT / "build" / "cache"  # one for all: what is in it goes by what it was made of

load(ROOT / "config")
screen_from(ROOT / "config", kept=Kept(CACHE))
