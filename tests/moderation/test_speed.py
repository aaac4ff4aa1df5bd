"""How long a message waits for its screen."""

import time

from moderation.passage import Passage

TYPICAL = (
    "my mum has been in hospital since tuesday and i can't sleep because of the worry",
    "thanks, that helps a bit",
    "I don't really know where to start, it's been a hard couple of months at work",
    "we broke up last week and i keep checking my phone",
    "do you think it gets easier?",
)


def test_a_typical_message_is_screened_in_a_fraction_of_a_millisecond(screen) -> None:
    """The goal is 100 µs; the limit is loose, because test machines are busy."""
    passages = [Passage(text, before="How are you today?") for text in TYPICAL]
    times = []
    for at in range(2_000):
        start = time.thread_time()
        screen(passages[at % len(passages)])
        times.append(time.thread_time() - start)
    times.sort()
    p50, p99 = (times[int(len(times) * share)] * 1e6 for share in (0.5, 0.99))
    print(f"\ninline screen: p50 {p50:.0f} µs, p99 {p99:.0f} µs")
    assert p50 < 1_000
