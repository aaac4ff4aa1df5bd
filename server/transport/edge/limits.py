"""What one socket may cost us."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Times in seconds, sizes in bytes. The defaults are DESIGN.md's B3."""

    frame: int = 16_384
    outbox: int = 64
    unsent: int = 16_384  # what the system keeps beyond what the other side takes
    behind: int = 8  # packets that wait for a command of the same socket
    join_within: float = 5.0
    frames_per_second: float = 50.0
    burst: int = 200
    ping_every: float = 10.0
    pong_within: float = 8.0
    close_within: float = 2.0
    sockets: int = 20_000
    sockets_for_staff: int = 0  # of these; no visitor takes them
    sockets_of_address: int = 20_000
