"""What the tree holds: a fixed top level, and nothing that ties it to one machine or registry."""

import os
import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOP = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "Procfile",
    "README.md",
    "config",
    "docs",
    "moderation",
    "pyproject.toml",
    "server",
    "tests",
    "web",
}
# Written in pieces, so that this file itself holds none of them.
REGISTRIES = [
    ".".join(name)
    for name in (
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("npm", "pkg", "github", "com"),
    )
]
HOMES = [f"{slash}{name}/" for slash in "/" for name in ("work", "root", "home", "Users")]
MACHINE = re.compile(rf"(?<![\w.~}}])(?:{'|'.join(HOMES)})[\w.-]+")


def tracked():
    """What git keeps or would keep, found without git: a copy of the tree need not have it."""
    for folder, folders, files in os.walk(ROOT):
        here = Path(folder).relative_to(ROOT)
        folders[:] = [name for name in folders if not ignored(here / name)]
        yield from (str(here / name) for name in files if not ignored(here / name))


def ignored(path):
    names = [line.strip("/") for line in (ROOT / ".gitignore").read_text().split()]
    return path.name == ".git" or any(
        fnmatch(path.name, name) or str(path) == name for name in names
    )


def texts():
    for name in tracked():
        try:
            yield name, (ROOT / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # pictures and weights


def test_the_top_level_is_fixed():
    assert {name.split("/")[0] for name in tracked()} == TOP


def test_no_file_names_a_registry():
    found = [(name, host) for name, text in texts() for host in REGISTRIES if host in text]

    assert found == []


def test_no_file_names_a_path_of_the_machine_it_was_written_on():
    found = [(name, hit[0]) for name, text in texts() if (hit := MACHINE.search(text))]

    assert found == []


def test_the_search_for_paths_of_a_machine_finds_one():
    path = f"{HOMES[0]}main"

    assert MACHINE.search(f"see {path}")
    assert not MACHINE.search(f"https://example.org{path}")


@pytest.mark.parametrize("name", ["runtime", "test", "uv", "node"])
def test_every_python_package_is_locked_by_its_hash(name):
    lines = (ROOT / "config" / "requirements" / f"{name}.txt").read_text().splitlines()
    pinned = [at for at, line in enumerate(lines) if re.match(r"[a-z0-9-]+==", line)]

    assert pinned
    assert all("--hash=sha256:" in lines[at + 1] for at in pinned)


def test_what_runs_is_what_was_declared():
    """The lock was made from pyproject.toml: each declared package stands in it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    declared = [*project["project"]["dependencies"], *project["dependency-groups"]["test"]]
    names = {re.match(r"[\w-]+", each)[0].lower() for each in declared}
    locks = [
        (ROOT / "config" / "requirements" / f"{n}.txt").read_text() for n in ("runtime", "test")
    ]
    locked = set(re.findall(r"^([a-z0-9-]+)==", "\n".join(locks), re.MULTILINE))

    assert names <= locked


def test_the_ci_runs_exactly_what_people_run():
    words = (ROOT / ".ci" / "run").read_text().split("\n")

    assert [w for w in words if w and not w.startswith("#")] == [
        'cd "$(dirname "$0")/.." && exec make test'
    ]


def test_a_platform_finds_its_three_processes():
    lines = (ROOT / "Procfile").read_text().splitlines()

    assert [line.split(":")[0] for line in lines] == ["release", "web", "worker"]
    assert "0.0.0.0" in lines[1]


def test_each_migration_has_a_number_of_its_own_and_they_stand_in_a_row():
    folder = ROOT / "server" / "stores" / "migrations" / "versions"
    numbers = sorted(int(path.name[:4]) for path in folder.glob("[0-9]*.py"))
    assert numbers == list(range(1, len(numbers) + 1))
