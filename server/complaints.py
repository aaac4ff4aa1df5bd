"""What visitors say about somebody in their group, put together."""

from server.foundation import Foundation, new_id
from server.stores.rooms.reports import SqlRoomReports


def in_rooms(base: Foundation) -> SqlRoomReports:
    return SqlRoomReports(base.db, base.sealer, new_id)
