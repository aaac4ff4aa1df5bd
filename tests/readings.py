"""The configuration that comes with the service, read once for each process that runs tests."""

from functools import cache

from config.everything import Everything, load
from config.places import ROOT
from moderation.lexicon.kept import Kept
from moderation.review import Reviewer
from moderation.screen import screen_from

CONFIG = ROOT / "config"
CACHE = ROOT / "build" / "cache"  # one for all: what is in it goes by what it was made of


@cache
def everything() -> Everything:
    return load(CONFIG)


@cache
def screen() -> Reviewer:
    return screen_from(CONFIG, kept=Kept(CACHE))
