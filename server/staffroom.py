"""What those who answer ask over HTTP, put together."""

from server.foundation import Foundation
from server.services.phrasing import Phrasing
from server.transport.staffroom import Staffroom


def staffroom(base: Foundation) -> Staffroom:
    return Staffroom(Phrasing(base.everything.phrases))
