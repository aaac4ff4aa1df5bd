"""What somebody says of how bad it is, on the scale of config/service.toml."""

from moderation.verdict import Level


def felt(distress: int | None, top: int) -> Level:
    """The ladder's L1 begins with distress at the top of the scale."""
    return Level.L1 if distress is not None and distress >= top else Level.L0
