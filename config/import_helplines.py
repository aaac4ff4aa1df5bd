"""Write resources/*.toml and emergency.toml from the two open data files.

    python -m config.import_helplines HELPLINES.json EMERGENCY.json [DIRECTORY]

It writes whole files: look at the difference before you keep it, or hand-made checks are lost.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import phonenumbers

from config.dialling import diallable
from config.hours import Hours, read_hours

UNLISTED: Final = (
    "Not in the numbering data of phonenumbers {version}; the registry gives it as {published}, "
    "with {source} as its source. Dial it before you rely on it."
)
METHODS: Final = {"phone": "phone", "text": "sms", "chat": "chat", "web": "web"}
NORTH_AMERICA: Final = 1
ONE_NUMBER_112: Final = (
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK "
    "IS LI NO CH TR UA ID IN RU"
)
"""112 is the one number for all services (in the European Union by Directive 2018/1972, art. 109);
the data's example there may be the police or the fire brigade alone."""
BY_HAND: Final = {"GB": "999", "BD": "999", "MX": "911", "PH": "911"}
"""The one number that the country itself tells people to call for everything."""


def main(arguments: Sequence[str]) -> None:
    helplines, emergency, folder = (*arguments, str(Path(__file__).parent))[:3]
    version = phonenumbers.__version__
    for country, text in countries(_json(helplines), version).items():
        _write(Path(folder) / "resources" / f"{country.lower()}.toml", text)
    _write(Path(folder) / "emergency.toml", emergencies(_json(emergency)))


def countries(registry: Mapping[str, Any], version: str) -> dict[str, str]:
    """One file's text for each country."""
    records = defaultdict[str, list[str]](list)
    for record in registry["records"]:
        records[record["country"]].append("\n".join(_resource(record, version)))
    head = _head(registry)
    return {country: "\n\n".join([head, *texts]) + "\n" for country, texts in records.items()}


def emergencies(data: Mapping[str, Any]) -> str:
    lines = [
        "# Emergency numbers by region. 'preferred' is shown first.",
        "# Add checked_on = (a date) to a region once somebody has asked its authority.",
        "",
        *_pairs({key: data[key] for key in ("source", "version", "licence")}),
        f"generated = {data['generated']}",
        *_pairs({"note": data["note"]}),
    ]
    for region, entry in data["regions"].items():
        pairs = {
            "name": entry["name"],
            "preferred": preferred(region, entry),
            "numbers": entry["numbers"],
        }
        lines += ["", f"[regions.{region}]", *_pairs(pairs)]
    return "\n".join(lines) + "\n"


def preferred(region: str, entry: Mapping[str, Any]) -> str:
    """One number for everything where there is one, else the data's example."""
    numbers = entry["numbers"]
    code = phonenumbers.country_code_for_region(region)
    if code == NORTH_AMERICA and "911" in numbers:
        return "911"
    if region in ONE_NUMBER_112 and "112" in numbers:
        return "112"
    return BY_HAND.get(region, str(entry["example"]))


def _head(registry: Mapping[str, Any]) -> str:
    lines = [
        "# Helplines of one country. Check every line on the provider's own page, then set",
        "# checked_on; after 180 days it is shown as not checked lately.",
        *_pairs({key: registry[key] for key in ("source", "licence", "note")}),
    ]
    return "\n".join(lines)


def _resource(record: Mapping[str, Any], version: str) -> Iterator[str]:
    yield "[[resources]]"
    yield from _pairs(
        {
            "id": record["id"],
            "country": record["country"],
            "name": record["name"],
            "local_name": record.get("local_name"),
            "topics": [record["category"], *record["secondary_categories"]],
            "website": record["website"],
            "source": record["source"],
        }
    )
    yield f"checked_on = {record['verified_at']}"
    for contact in record["contacts"]:
        yield ""
        yield from _contact(contact, record, version)


def _contact(contact: Mapping[str, Any], record: Mapping[str, Any], version: str) -> Iterator[str]:
    country, dial = record["country"], contact.get("dial")
    published = contact.get("number_as_published_in_registry")
    unlisted = UNLISTED.format(version=version, published=published, source=record["source"])
    yield "[[resources.contacts]]"
    yield from _pairs(
        {
            "method": METHODS[contact["method"]],
            "dial": dial,
            "dial_unlisted": unlisted if dial and not diallable(dial, country) else None,
            "keyword": contact.get("keyword"),
            "url": contact.get("url"),
            "languages": contact["languages"],
            "hours": contact["hours"],
        }
    )
    hours = read_hours(contact["hours"], country)
    yield from _open(hours) if hours else ()
    yield from _pairs({"free": contact["free"], "anonymous": contact["anonymous"]})


def _open(hours: Hours) -> Iterator[str]:
    if hours.always:
        yield "open.always = true"
        return
    yield f"open.time_zone = {_value(hours.time_zone)}"
    yield "open.spans = ["
    for span in hours.spans:
        days = {"days": list(span.days), "month_days": list(span.month_days)}
        pairs = {**{key: on for key, on in days.items() if on}, "opens": span.opens}
        inner = ", ".join(_pairs({**pairs, "closes": span.closes}))
        yield f"  {{ {inner} }},"
    yield "]"


def _pairs(values: Mapping[str, Any]) -> Iterator[str]:
    return (f"{key} = {_value(value)}" for key, value in values.items() if value is not None)


def _value(value: Any) -> str:
    """JSON's strings, lists, numbers and truths are TOML's as well."""
    return json.dumps(value, ensure_ascii=False)


def _json(path: str) -> Any:
    return json.loads(Path(path).read_text(encoding="utf-8"))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
