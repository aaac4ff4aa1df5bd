"""A socket broke a rule."""

from aiohttp import WSCloseCode


class Cut(Exception):
    """The close code says which kind of rule it was."""

    def __init__(self, code: WSCloseCode) -> None:
        super().__init__(code)
        self.code = code
