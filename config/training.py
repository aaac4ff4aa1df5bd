"""Training: what peers read, what they are asked, and which certificates it earns them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Annotated, Final, Literal

from msgspec import Meta

from config.files import BadConfig, gather, load_toml
from config.markdown import Block, blocks
from config.practice import Practice, load_practice
from config.section import Said, Section, Table, names_missing
from config.shapes import Wrong

FOLDER: Final = "training"
MONTH: Final = timedelta(days=365) / 12
Id = Annotated[str, Meta(pattern=r"^[a-z0-9_]{1,40}$")]


class Question(Table, frozen=True):
    """`right` counts from 0. `must`: whoever gets this one wrong does not pass."""

    text: Said
    choices: Annotated[tuple[Said, ...], Meta(min_length=2, max_length=6)]
    right: Annotated[int, Meta(ge=0, le=5)]
    why: Said
    must: bool = False


class Module(Section, frozen=True):
    """`pass_mark` is in percent of the questions."""

    title: Said
    minutes: Annotated[int, Meta(ge=1, le=240)]
    pass_mark: Annotated[int, Meta(ge=1, le=100)]
    questions: Annotated[tuple[Question, ...], Meta(min_length=1, max_length=40)]


class Certificate(Table, frozen=True):
    """`up_to`: the highest level of somebody who waits; `at_once`: with so many at a time.

    `practice`: scenarios to pass as well.
    """

    id: Id
    name: Said
    kind: Literal["one_to_one", "room"]
    up_to: Annotated[int, Meta(ge=0, le=4)]
    months: Annotated[int, Meta(ge=1, le=60)]
    modules: Annotated[tuple[Id, ...], Meta(min_length=1)]
    practice: tuple[Id, ...] = ()
    at_once: Annotated[int, Meta(ge=1, le=5)] = 1

    @property
    def life(self) -> timedelta:
        return self.months * MONTH


class Certificates(Section, frozen=True):
    required: bool
    certificates: tuple[Certificate, ...]


@dataclass(frozen=True, slots=True)
class Training:
    """`modules` and `texts` by the modules' ids, in the order of the certificates."""

    table: Certificates
    modules: Mapping[str, Module]
    texts: Mapping[str, tuple[Block, ...]]
    practice: Practice = field(default_factory=Practice)


def load_training(config_dir: Path) -> Training:
    folder = config_dir / FOLDER
    practice = load_practice(config_dir)
    check = partial(_check, practice)
    table = load_toml(folder / "training.toml", Certificates, check)
    ids = list(dict.fromkeys(name for one in table.certificates for name in one.modules))
    modules = gather(
        *(partial(load_toml, folder / f"{name}.toml", Module, _check_module) for name in ids)
    )
    texts = gather(*(partial(_text, folder / f"{name}.md") for name in ids))
    by_id = dict(zip(ids, modules, strict=True)), dict(zip(ids, texts, strict=True))
    return Training(table, *by_id, practice)


def _text(path: Path) -> tuple[Block, ...]:
    try:
        return blocks(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise BadConfig([f"{path}: it can't be read; write the module's text there."]) from None


def _check(practice: Practice, table: Certificates) -> Iterator[Wrong]:
    yield from names_missing(table)
    for index, one in enumerate(table.certificates):
        for missing in set(one.practice) - set(practice.scenarios):
            says = f"there is no practice '{missing}'; add it to practice/practice.toml."
            yield Wrong(("certificates", index, "practice"), says)
    ids = [one.name for one in table.certificates]
    for index, name in enumerate(ids):
        if name in ids[:index]:
            yield Wrong(("certificates", index, "id"), f"'{name}' is there twice; take one away.")
    if table.required and not any(one.kind == "one_to_one" for one in table.certificates):
        says = "none is for 'one_to_one', so nobody could answer; add one."
        yield Wrong(("required",), says)


def _check_module(module: Module) -> Iterator[Wrong]:
    yield from names_missing(module)
    for index, question in enumerate(module.questions):
        if question.right >= len(question.choices):
            yield Wrong(
                ("questions", index, "right"), "no choice has this number; they count from 0."
            )
