"""The script that writes the directory writes what the directory reads."""

import json
import shutil
import tomllib
from pathlib import Path

from config.directory import load_directory
from config.import_helplines import main, preferred
from config.places import ROOT

REGISTRY = {
    "source": "a registry",
    "licence": "CC0-1.0",
    "note": "made for a test",
    "records": [
        {
            "id": "gb-one",
            "country": "GB",
            "name": 'A "quoted" line',
            "local_name": "Ünï",
            "category": "youth",
            "secondary_categories": ["mental_health"],
            "website": "https://one.example",
            "source": "https://one.example/about",
            "verified_at": "2026-06-02",
            "contacts": [
                {
                    "method": "text",
                    "dial": "85258",
                    "keyword": "HELLO",
                    "languages": ["en"],
                    "hours": "24/7",
                    "free": True,
                    "anonymous": False,
                },
                {
                    "method": "phone",
                    "dial": "09999",
                    "number_as_published_in_registry": "+449999",
                    "languages": ["en"],
                    "hours": "when we can",
                    "free": True,
                    "anonymous": True,
                },
            ],
        }
    ],
}
EMERGENCY = {
    "source": "a plan",
    "version": "1",
    "licence": "Apache-2.0",
    "generated": "2026-11-23",
    "note": "check by hand",
    "regions": {"GB": {"name": "United Kingdom", "numbers": ["112", "999"], "example": "112"}},
}


def test_what_it_writes_is_what_the_directory_reads(tmp_path: Path) -> None:
    for name, data in (("lines", REGISTRY), ("emergency", EMERGENCY)):
        (tmp_path / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
    main([*(str(tmp_path / f"{name}.json") for name in ("lines", "emergency")), str(tmp_path)])
    shutil.copy(ROOT / "config" / "directory.toml", tmp_path)
    directory = load_directory(tmp_path)
    (one,) = directory.resources
    assert (one.name, one.local_name) == ('A "quoted" line', "Ünï")
    text, phone = one.contacts
    assert (text.keyword, text.dial_unlisted) == ("HELLO", None)
    assert "+449999" in (phone.dial_unlisted or "")
    assert phone.open is None
    assert directory.emergency("GB") == ("999", "112")
    written = tomllib.loads((tmp_path / "resources" / "gb.toml").read_text(encoding="utf-8"))
    assert (written["source"], written["licence"]) == ("a registry", "CC0-1.0")


def test_one_number_for_everything_is_preferred_to_the_first_in_the_data() -> None:
    entry = {"numbers": ["110", "112", "911"], "example": "110"}
    assert preferred("DE", entry) == "112"
    assert preferred("CA", entry) == "911"
    assert preferred("JP", entry) == "110"
    assert preferred("DE", {"numbers": ["110"], "example": "110"}) == "110"
