"""What we send is signed with its time: nobody else can send it, or play it again."""

import hashlib
import hmac
from datetime import datetime
from typing import Final

SIGNATURE: Final = "X-Warmline-Signature"  # t=<unix seconds>,v1=<hex of HMAC-SHA256("t.body")>


def signed(secret: bytes, body: bytes, at: datetime) -> str:
    seconds = str(int(at.timestamp()))
    mark = hmac.new(secret, f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={mark}"
