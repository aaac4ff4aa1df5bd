"""Words that people swear with. By themselves they insult nobody."""

from typing import Final


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


SWEARS: Final = _set(
    "fuck fucking fuckin fucked fucks shit shitty shite crap bullshit damn damned goddamn hell"
    " bloody piss pissed ass arse wtf"
)
