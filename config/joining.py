"""How people become peers: applications, references, the agreement, and what runs out."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Final

from msgspec import Meta

from config.files import load_toml
from config.section import Said, Section, Table, names_missing
from config.shapes import Wrong

FILE: Final = "joining.toml"
MONTH: Final = timedelta(days=365) / 12
Id = Annotated[str, Meta(pattern=r"^[a-z0-9_]{1,40}$")]
Days = Annotated[int, Meta(ge=1, le=1000)]
Months = Annotated[int, Meta(ge=1, le=120)]


class Question(Table, frozen=True):
    id: Id
    label: Said
    hint: str = ""


class Joining(Section, frozen=True, kw_only=True):
    """`open`: the public page takes applications."""

    open: bool
    intro: tuple[Said, ...]
    references: Annotated[int, Meta(ge=0, le=4)]
    reference_days: Days
    agreement_months: Months
    check_months: Months
    probation_weeks: Annotated[int, Meta(ge=1, le=104)]
    remind_days: Days
    keep_days: Days
    keep_after_days: Days
    agreement_version: Annotated[str, Meta(min_length=1, max_length=40)]
    agreement: Annotated[tuple[Said, ...], Meta(min_length=1)]
    questions: Annotated[tuple[Question, ...], Meta(min_length=1, max_length=10)]
    reference_questions: Annotated[tuple[Question, ...], Meta(min_length=1, max_length=10)]

    @property
    def asked_for(self) -> timedelta:
        return timedelta(days=self.reference_days)

    @property
    def agreed_for(self) -> timedelta:
        return self.agreement_months * MONTH

    @property
    def checked_for(self) -> timedelta:
        return self.check_months * MONTH

    @property
    def probation(self) -> timedelta:
        return timedelta(weeks=self.probation_weeks)

    @property
    def remind(self) -> timedelta:
        return timedelta(days=self.remind_days)

    @property
    def keep(self) -> timedelta:
        return timedelta(days=self.keep_days)

    @property
    def keep_after(self) -> timedelta:
        return timedelta(days=self.keep_after_days)


def load_joining(config_dir: Path) -> Joining | None:
    """None where there is no such file: then nobody applies here."""
    path = config_dir / FILE
    return load_toml(path, Joining, _check) if path.exists() else None


def _check(joining: Joining) -> Iterator[Wrong]:
    yield from names_missing(joining)
    for what in ("questions", "reference_questions"):
        ids = [one.id for one in getattr(joining, what)]
        for index, name in enumerate(ids):
            if name in ids[:index]:
                yield Wrong((what, index, "id"), f"'{name}' is there twice; take one away.")
