"""What the operating system keeps for one socket, where it can be told."""

import asyncio
import socket


def keep_little(transport: asyncio.Transport, size: int) -> None:
    """So that a reader who has stopped reading is noticed after kilobytes.

    By itself Linux takes 2.8 MB of words before it says that somebody takes none.
    """
    if hasattr(socket, "TCP_NOTSENT_LOWAT"):
        line = transport.get_extra_info("socket")
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, size)
