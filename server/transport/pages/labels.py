"""Words on the visitor's page that are the page's own; all that needs care is in config/texts."""

from typing import Final

LEAVE: Final = "Leave this page"
START: Final = "Start a chat"
ROOM_ENTER: Final = "Look at this group"
ROOM_OPEN: Final = "Open now."
ROOM_STARTS: Final = "It starts"
OPEN: Final = "The chat is open now."
CLOSED: Final = "The chat is closed now."
LOOK_AGAIN: Final = "Look again"
NO_SCRIPT: Final = (
    "The chat needs JavaScript, which is switched off in your browser. "
    "The phone numbers on this page work without it."
)
CONSOLE_NO_SCRIPT: Final = "The console needs JavaScript."
HELPLINES: Final = "Help lines"
CALL: Final = "Call"
TEXT: Final = "Text"
TO: Final = "to"
VISIT: Final = "Open"
OPEN_NOW: Final = "Open now"
CLOSED_NOW: Final = "Closed now"
STALE: Final = "Not checked lately."
