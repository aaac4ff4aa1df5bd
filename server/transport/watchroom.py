"""Which request of a moderator is carried out by which service."""

from dataclasses import dataclass

from server.contract import pager_requests as pager
from server.services.on_call import OnCall
from server.transport.api import Answers


@dataclass(frozen=True, slots=True)
class Watchroom:
    on_call: OnCall

    def answers(self) -> Answers:
        return {
            pager.ShowPushKey: self.on_call.show_key,
            pager.PageThisBrowser: self.on_call.page_here,
            pager.LeaveThisBrowser: self.on_call.leave_here,
        }
