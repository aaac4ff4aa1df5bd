"""The whole screen from a folder of configuration."""

from pathlib import Path
from typing import Final

from config.files import gather
from moderation.checks.contact_details import ContactDetails
from moderation.checks.context import ContextCheck
from moderation.checks.deep import DeepCheck
from moderation.checks.lexicon import LexiconCheck
from moderation.checks.spam import spam
from moderation.lexicon import Lexicon
from moderation.models.port import Model
from moderation.policy import read_policy
from moderation.review import Check, Reviewer

LEXICON: Final = Path("lexicons", "en.toml")
POLICY: Final = Path("policy.toml")


def screen_from(
    config_dir: Path, *, lexicon_file: Path | None = None, deep: Model | None = None
) -> Reviewer:
    """What reads a message. Raises BadConfig with every problem of every file.

    `lexicon_file` takes the place of the shipped one; `deep` is asked about every message at
    once, which is for files of lines and not for an event loop.
    """
    path = lexicon_file or config_dir / LEXICON
    lexicon, policy = gather(lambda: Lexicon.read(path), lambda: read_policy(config_dir / POLICY))
    checks: list[Check] = [
        LexiconCheck(lexicon),
        ContextCheck(lexicon),
        ContactDetails(policy.regions),
        spam,
    ]
    if deep is not None:
        checks.append(DeepCheck(deep, policy.thresholds))
    return Reviewer(tuple(checks), policy)
