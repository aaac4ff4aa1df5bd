"""One example of each request of moderators: the protocol page prints them."""

from collections.abc import Mapping
from typing import Final

from server.contract import pager_requests as pager
from server.contract.values import Body, Request

POINT: Final = f"B{'x5KcV0Jq3mT8wZ1rB7nL4hD9yQ2sG6uE0aXfPiRtWvo' * 2}"
PUSH_TO: Final = "https://push.example.org/send/1"

WATCHING: Final[Mapping[Request, Body | None]] = {
    pager.ShowPushKey(): pager.PushKey(key=POINT),
    pager.PageThisBrowser(endpoint=PUSH_TO, p256dh=POINT, auth=POINT[:22]): None,
    pager.LeaveThisBrowser(endpoint=PUSH_TO): None,
}
