import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.everything import Everything
from server.domain.opening import Door
from server.transport.pages.shown import Shown
from tests import readings

NAMES = ("shared-1.js", "shared-1.css", "visitor-1.js", "visitor-1.css", "console-1.js")
OPEN = Door()
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MANIFEST = {
    "_shared.js": {"file": "assets/shared-1.js", "css": ["assets/shared-1.css"]},
    "src/visitor/main.ts": {
        "file": "assets/visitor-1.js",
        "css": ["assets/visitor-1.css"],
        "imports": ["_shared.js"],
        "isEntry": True,
    },
    "src/console/push/worker.ts": {"file": "assets/push-1.js"},
    "src/console/main.tsx": {"file": "assets/console-1.js", "imports": ["_shared.js"]},
}


@pytest.fixture(scope="session")
def everything() -> Everything:
    return readings.everything()


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """What a build leaves, in small."""
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps(MANIFEST))
    for name in (*NAMES, "push-1.js"):
        (folder / "assets" / name).write_text(f"/* {name} */" * 40)
    return folder


def shown(everything: Everything, door: Door = OPEN, at: datetime = NOON) -> Shown:
    texts = everything.texts.in_language("en")
    return Shown(everything, texts, door, at, "https://example.org/weather")
