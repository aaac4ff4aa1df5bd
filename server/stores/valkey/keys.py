"""Every key and channel in Valkey, and how long it lives. All of it may be lost at any moment.

| name                   | kind    | holds                                 | lives      |
|------------------------|---------|---------------------------------------|------------|
| `limits:key:<date>`    | string  | the day's random key for addresses    | 24 h       |
| `limits:<what>:<hmac>` | counter | how often in this window              | the window |
| `limits:waiting:<hmac>` | sorted | who came from one address, and when   | 4 h        |
| `c:<conversation>`     | channel | what happened in one conversation     | not kept   |
| `p:<role>:<person>`    | channel | what one person's pages must know     | not kept   |
| `wall`                 | channel | what every moderator's wall must know | not kept   |
| `queue`                | channel | wake-ups for the matchmaker           | not kept   |
| `house`                | channel | what every page must know             | not kept   |
| `flags`                | channel | wake-ups for the clocks of flags      | not kept   |
"""

from datetime import date
from typing import Final

from server.domain.session import Role

WALL: Final = "wall"
QUEUE: Final = "queue"
HOUSE: Final = "house"
FLAGS: Final = "flags"

DAY_KEY_LIFE: Final = 24 * 60 * 60  # seconds


def conversation(id: str) -> str:
    return f"c:{id}"


def person(role: Role, id: str) -> str:
    return f"p:{role}:{id}"


def day_key(day: date) -> str:
    return f"limits:key:{day.isoformat()}"


def counter(what: str, digest: str) -> str:
    return f"limits:{what}:{digest}"
