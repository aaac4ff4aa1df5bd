"""All that people who are not programmers decide, read together at start."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Self

from config.break_glass import BreakGlass, load_break_glass
from config.countries import Countries, load_countries
from config.directory import Directory, load_directory
from config.exposure import Exposure, load_exposure
from config.files import BadConfig, gather, read_toml
from config.joining import Joining, load_joining
from config.ladder import Ladder, load_ladder
from config.mentoring import Mentoring, load_mentoring
from config.paths import Paths, load_paths
from config.phrases import PhraseBooks, load_phrases
from config.referral import Referral, load_referral
from config.resources import stale
from config.retention import Retention, load_retention
from config.section import unsigned
from config.service import Service, load_service
from config.shapes import Wrong
from config.shifts import Shifts, load_shifts
from config.texts import Texts
from config.training import Training, load_training
from config.translations import Translations, filled, load_translations


@dataclass(frozen=True, slots=True)
class Everything:
    service: Service
    texts: Translations
    directory: Directory
    ladder: Ladder
    retention: Retention
    shifts: Shifts
    exposure: Exposure
    break_glass: BreakGlass
    training: Training
    paths: Paths
    phrases: PhraseBooks
    joining: Joining | None
    referral: Referral
    mentoring: Mentoring
    countries: Countries

    def complete(self) -> Self:
        """With the name and the times in the texts, so that they say what is done."""
        by_language = {
            code: filled(texts, self._values(texts))
            for code, texts in self.texts.by_language.items()
        }
        translations = Translations(by_language, self.texts.fallback)
        return replace(self, texts=translations)

    def _values(self, texts: Texts) -> Mapping[str, str]:
        return {
            "service": self.service.name,
            "wish_time": texts.minutes(self.service.wish),
            "place_kept": texts.minutes(self.service.place_kept),
            "kept_shortest": texts.span(self.retention.shortest),
            "kept_longest": texts.span(self.retention.longest),
        }


def load(config_dir: Path) -> Everything:
    """Every file, checked. Raises one `BadConfig` with the problems of all of them."""
    everything = Everything(
        *gather(
            partial(load_service, config_dir),
            partial(load_translations, config_dir, _language(config_dir)),
            partial(load_directory, config_dir),
            partial(load_ladder, config_dir),
            partial(load_retention, config_dir),
            partial(load_shifts, config_dir),
            partial(load_exposure, config_dir),
            partial(load_break_glass, config_dir),
            partial(load_training, config_dir),
            partial(load_paths, config_dir),
            partial(load_phrases, config_dir, _language(config_dir)),
            partial(load_joining, config_dir),
            partial(load_referral, config_dir),
            partial(load_mentoring, config_dir),
            partial(load_countries, config_dir),
        )
    )
    _agree(config_dir, everything)
    return everything.complete()


def before_you_open(everything: Everything, today: dt.date) -> Iterator[str]:
    """What nobody has signed or checked yet, for the doctor and docs/before-you-open.md."""
    files: Mapping[str, Any] = {
        "ladder.toml": everything.ladder,
        "paths.toml": everything.paths,
        "referral.toml": everything.referral,
        "retention.toml": everything.retention,
        "shifts.toml": everything.shifts,
        "exposure.toml": everything.exposure,
        "break_glass.toml": everything.break_glass,
        "training/training.toml": everything.training.table,
        **{f"training/{name}.toml": one for name, one in everything.training.modules.items()},
        "joining.toml": everything.joining,
        "mentoring.toml": everything.mentoring,
        "practice/practice.toml": everything.training.practice.table,
        **{
            f"practice/{name}.toml": one
            for name, one in everything.training.practice.scenarios.items()
        },
        **{f"texts/{one.language}.toml": one for one in everything.texts.by_language.values()},
        **{f"phrases/{one.language}.toml": one for one in everything.phrases.by_language.values()},
    }
    for file, part in files.items():
        places = [" ".join(map(str, at)) for at in unsigned(part)]
        if places == [""]:
            yield f"{file}: not signed off: the whole file"
        elif places:
            named = ", ".join(place or "what stands at its top" for place in places)
            yield f"{file}: not signed off: {named}"
    yield from _unchecked(everything, today)


def _unchecked(everything: Everything, today: dt.date) -> Iterator[str]:
    region, directory = everything.service.region, everything.directory
    if directory.regions[region].checked_on is None:
        yield f"emergency.toml: nobody has checked the numbers of {region}"
    if not directory.find(country=region):
        yield f"resources: there is no helpline for {region}"
    old = [one.id for one in directory.resources if stale(one, today)]
    if old:
        yield f"resources: not checked for more than 180 days: {', '.join(old)}"


def _language(config_dir: Path) -> str:
    """The first language; a broken service.toml is told of by its own load."""
    try:
        return load_service(config_dir).language
    except BadConfig:
        return "en"


def _agree(config_dir: Path, everything: Everything) -> None:
    for file, wrong in _unknown_topics(everything):
        raise read_toml(config_dir / file).bad(wrong)
    region = everything.service.region
    if region not in everything.directory.regions:
        says = f"emergency.toml has no region '{region}'; correct it here or add it there."
        raise read_toml(config_dir / "service.toml").bad([Wrong(("region",), says)])
    everything.phrases.agree(config_dir, {one.id for one in everything.service.topics})


def _unknown_topics(everything: Everything) -> Iterator[tuple[str, list[Wrong]]]:
    """Paths that name a topic that no line can have."""
    known, wrong = everything.directory.topics, list[Wrong]()
    for name in everything.paths.__struct_fields__:
        for number, topic in enumerate(everything.paths.of(name).topics):
            if topic not in known:
                says = f"there is no topic '{topic}' in directory.toml; correct it here or add it."
                wrong.append(Wrong((name, "topics", number), says))
    if wrong:
        yield "paths.toml", wrong
