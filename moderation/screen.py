"""The whole screen from a folder of configuration."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from config.files import gather
from moderation.checks.contact_details import ContactDetails, listed
from moderation.checks.context import ContextCheck
from moderation.checks.deep import DeepCheck
from moderation.checks.lexicon import LexiconCheck
from moderation.checks.spam import spam
from moderation.course.check import FILE, Course
from moderation.course.signs import read_course
from moderation.encoder.check import EncoderCheck
from moderation.encoder.model import Encoder
from moderation.inline.check import InlineCheck
from moderation.lexicon.kept import Kept
from moderation.lexicon.languages import FOLDER, Lexicons
from moderation.lexicon.lexicon import NOTHING_KEPT
from moderation.lexicon.own import OwnCheck, OwnPhrases
from moderation.models.port import Model
from moderation.policy import read_policy
from moderation.ranking import Ranking
from moderation.review import Check, Reviewer
from moderation.together import Together, TogetherCheck

POLICY: Final = Path("policy.toml")
RESOURCES: Final = Path("resources")


def screen_from(
    config_dir: Path,
    *,
    lexicon_file: Path | None = None,
    encoder: Encoder | None = None,
    deep: Model | None = None,
    kept: Kept = NOTHING_KEPT,
    own: OwnCheck | None = None,
) -> Reviewer:
    """What reads a message. Raises BadConfig with every problem of every file.

    `own` are the house's own phrases. `lexicon_file` takes the place of the one of its language;
    `encoder` and `deep` are asked about every message at once, which is for files of lines and not
    for an event loop.
    """
    lexicons, policy, course_file = gather(
        lambda: Lexicons.read(config_dir / FOLDER, lexicon_file, kept),
        lambda: read_policy(config_dir / POLICY),
        lambda: read_course(config_dir / FILE),
    )
    phrases, answers = LexiconCheck(lexicons), [ContextCheck(each) for each in lexicons.each]
    inline, together = InlineCheck.shipped(lexicons.excused), None
    checks: list[Check] = [
        phrases,
        *([] if own is None else [own]),
        *answers,
        ContactDetails(policy.regions, listed(config_dir / RESOURCES)),
        spam,
        inline,
    ]
    if encoder is not None:
        read = EncoderCheck(replace(encoder, excused=lexicons.excused))
        together = TogetherCheck(Together(Ranking.shipped(inline), policy), read)
        checks.append(read)
    if deep is not None:
        checks.append(DeepCheck(deep, policy.thresholds))
    course = Course.of_file(course_file, phrases, answers)
    return Reviewer(tuple(checks), policy, course, together)


def lexicons_of(screen: Reviewer) -> Lexicons:
    """Those that this screen reads by."""
    return next(one.lexicon for one in screen.checks if isinstance(one, LexiconCheck))


def with_own(screen: Reviewer, own: OwnPhrases) -> Reviewer:
    """The same screen with other phrases of the house's own."""
    checks = (OwnCheck(own) if isinstance(one, OwnCheck) else one for one in screen.checks)
    return replace(screen, checks=tuple(checks))
