"""Whether the outside responder is wholly set up, answers, and believes our signature."""

from collections.abc import AsyncIterator
from typing import Final

from config.everything import load
from config.settings import Settings, variable
from server.doctor.finding import Finding, broken, well
from server.foundation import now
from server.transport.responder import WebResponder

PART: Final = "responder"
NOT_BELIEVED: Final = frozenset({"401", "403"})
SEE: Final = "See docs/responder.md."


async def responder(settings: Settings) -> AsyncIterator[Finding]:
    """Silent where none is set up. Nobody is told of anybody: the question is about nothing."""
    url, secret = settings.responder_url, settings.responder_secret
    named = load(settings.config_dir).referral.responder is not None
    if not (url or secret or named):
        return
    if not (url and secret and named):
        yield broken(PART, f"set up by half: {_missing(settings, named=named)} is missing", SEE)
        return
    answer = await WebResponder(
        url.get_secret_value(), secret.get_secret_value().encode(), now
    ).reach()
    if not answer.status.isdecimal():
        yield broken(PART, f"no way there: {answer.status}", "Correct its address, or call them.")
    elif answer.status in NOT_BELIEVED:
        yield broken(
            PART, f"does not believe us ({answer.status})", "Compare the secret with theirs."
        )
    else:
        yield well(PART, f"answers ({answer.status})")


def _missing(settings: Settings, *, named: bool) -> str:
    given = {
        variable("responder_url"): settings.responder_url,
        variable("responder_secret"): settings.responder_secret,
        "[responder] in referral.toml": named,
    }
    return ", ".join(name for name, value in given.items() if not value)
