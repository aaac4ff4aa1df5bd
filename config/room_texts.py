"""What visitors read about small groups."""

from config.section import Said, Section


class Room(Section, frozen=True):
    """Small groups: on the first page, at the door, and inside."""

    title: Said
    about: Said
    none: Said
    rules_title: Said
    rules: tuple[Said, ...]
    agree: Said
    not_open: Said
    full: Said
    locked: Said
    aside: Said
    aside_soon: Said
    muted: Said
    careful: Said
