"""Sealing a message and reading it again, its conversation's key being open."""

import time
from pathlib import Path
from typing import Final

from server.bench.effort import Effort
from server.bench.figures import Figure
from server.demo.scenes import read
from server.domain.ids import ConversationId
from server.foundation import now
from server.stores.keys.sealing import Sealer
from server.stores.keys.vault import Vault

GROUP: Final = "sealing"
TALK: Final = ConversationId("bench")


def measure(effort: Effort, scratch: Path) -> list[Figure]:
    sealer = Sealer(Vault(scratch / "keys", now))
    texts = [turn.text for scene in read() for turn in scene.turns]
    rounds = [_round(sealer, texts, effort.sealed) for _ in range(effort.rounds)]
    return [Figure.of(GROUP, "seal and unseal a message", "µs", rounds)]


def _round(sealer: Sealer, texts: list[str], count: int) -> float:
    key = sealer.new_key(TALK)
    began = time.process_time()
    for number in range(count):
        ref = f"ref-{number}"
        sealed = sealer.message(TALK, key, ref, texts[number % len(texts)], ())
        sealer.read_message(TALK, key, ref, sealed)
    return (time.process_time() - began) / count * 1e6
