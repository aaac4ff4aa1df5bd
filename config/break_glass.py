"""Break-glass: for how long, and whether the visitor is told."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

from msgspec import Meta

from config.files import load_toml
from config.section import Section, names_missing

Minutes = Annotated[int, Meta(ge=5, le=24 * 60)]


class BreakGlass(Section, frozen=True):
    ask_minutes: Minutes
    open_minutes: Minutes
    tell_visitor: bool

    @property
    def asked_for(self) -> timedelta:
        return timedelta(minutes=self.ask_minutes)

    @property
    def open_for(self) -> timedelta:
        return timedelta(minutes=self.open_minutes)


def load_break_glass(config_dir: Path) -> BreakGlass:
    return load_toml(config_dir / "break_glass.toml", BreakGlass, names_missing)
