"""What a visitor reads who may not come back for a while."""

from config.section import Said, Section, Table


class BlockReasons(Table, frozen=True):
    """Why, in plain words, by the reason that a moderator chose."""

    threats: Said
    sexual: Said
    insults: Said
    misuse: Said

    def of(self, reason: str) -> str:
        said: str = getattr(self, reason)
        return said


class Blocked(Section, frozen=True):
    """In `until` `{time}` is a day and a time; `ask` stands over the words of an appeal."""

    title: Said
    until: Said
    not_less: Said
    ask: Said
    appealed: Said
    upheld: Said
    lifted_title: Said
    lifted: Said
    reasons: BlockReasons
