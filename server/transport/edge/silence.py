"""A logger for libraries that would print packets, which are people's words."""

import logging
from typing import Final

SILENT: Final = logging.Logger("silent", level=logging.CRITICAL + 1)  # noqa: LOG001 - in nobody's tree
SILENT.disabled = True
