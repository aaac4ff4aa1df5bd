"""Why it does not start, in one sentence, and what to do about it."""


class CannotStart(Exception):
    """Its words are for the person at the keyboard; no traceback is shown."""
