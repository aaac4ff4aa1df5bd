"""Who may import whom, how long things may be, and where a broad except stands."""

import ast
import sys
from functools import cache
from pathlib import Path
from statistics import median, quantiles

import pytest

ROOT = Path(__file__).parents[1]

PACKAGES = {"config", "moderation", "server"}
WORDS = "moderation.verdict"  # concerns, levels, actions: the words of the screen, and no more
MAY_IMPORT = {
    "config": {"config"},
    "moderation": {"moderation", "config"},
    "server.domain": {"server.domain", WORDS},
    "server.contract": {"server.contract", "server.domain", WORDS},
    "server.services": {
        "server.services",
        "server.contract",
        "server.domain",
        "moderation",
        "config",
    },
    "server.stores": {"server.stores", "server.domain", WORDS},
    "server.transport": {
        "server.transport",
        "server.services",
        "server.contract",
        "server.domain",
        WORDS,
        "config",
    },
    "server.workers": {
        "server.workers",
        "server.services",
        "server.domain",
        "moderation",
        "config",
    },
    "server.bootstrap": {"server.bootstrap", "config.places"},
}
# These alone know everybody: each puts one process or one command together.
COMPOSITION = {
    "server.app",
    "server.audit_commands",
    "server.backup",
    "server.bench",
    "server.cli",
    "server.clocks",
    "server.complaints",
    "server.demo",
    "server.doctor",
    "server.entrance",
    "server.foundation",
    "server.hiring",
    "server.interior",
    "server.invite",
    "server.loop",
    "server.measuring",
    "server.mentored",
    "server.model_commands",
    "server.models",
    "server.on_shift",
    "server.overseeing",
    "server.pathway",
    "server.pushing",
    "server.reached",
    "server.resting",
    "server.second_opinions",
    "server.replay",
    "server.replaying",
    "server.reported",
    "server.responded",
    "server.staffroom",
    "server.rereading",
    "server.watching",
    "server.simulation",
    "server.joining",
    "server.worker",
}
ONLY_IN = {
    "sqlalchemy": {"server.stores"},
    "alembic": {"server.stores"},
    "redis": {"server.stores"},
    "socketio": {"server.transport"},
    "engineio": {"server.transport"},
    "smtplib": {"server.transport"},
    "aiohttp": {"server.transport"},
}
# Where anything at all may go wrong and the rest must go on. The reason stands beside each.
BROAD = {
    "moderation/encoder/model.py": 2,
    "moderation/gathering.py": 1,
    "moderation/models/child.py": 1,
    "moderation/models/detoxify.py": 2,
    "moderation/review.py": 1,
    "server/doctor/examine.py": 1,
    "server/rereading.py": 2,
    "server/services/talk/conversing.py": 1,
    "server/services/talk/second_opinion.py": 2,
    "server/services/watch/mentoring.py": 1,
    "server/services/risk/paging.py": 2,
    "server/services/readiness.py": 1,
    "server/stores/accounts/lapsed.py": 1,
    "server/stores/journal.py": 1,
    "server/stores/valkey/nerve.py": 1,
    "server/transport/api.py": 1,
    "server/transport/delivery.py": 1,
    "server/transport/gateway.py": 2,
    "server/transport/known.py": 2,
    "server/transport/pages/routes.py": 1,
    "server/transport/pages/telling_later.py": 1,
    "server/transport/reconciling.py": 1,
    "server/transport/pace.py": 1,
    "server/transport/renewing.py": 1,
    "server/transport/threshold.py": 1,
    "server/transport/together.py": 1,
    "server/transport/vital_figures.py": 1,
    "server/workers/leading.py": 2,
    "server/workers/living.py": 1,
    "server/workers/sending.py": 1,
    "server/workers/ticking.py": 1,
}


def sources(*folders):
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


EVERY = list(sources("config", "moderation", "server"))


def module(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


@cache
def nodes(path):
    return list(ast.walk(ast.parse(path.read_text())))


@cache
def imported(path):
    """The dotted names of all that a file imports."""
    simple = (n for n in nodes(path) if isinstance(n, ast.Import))
    parted = (n for n in nodes(path) if isinstance(n, ast.ImportFrom) and n.module)
    names = {name.name for node in simple for name in node.names}
    return names | {f"{node.module}.{name.name}" for node in parted for name in node.names}


def within(name, layers):
    return any(name == layer or name.startswith(f"{layer}.") for layer in layers)


def functions(path):
    return [n for n in nodes(path) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(function):
    return function.end_lineno - function.lineno + 1


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_a_layer_imports_only_what_it_may(layer):
    for path in sources(layer.replace(".", "/")):
        ours = {name for name in imported(path) if name.split(".")[0] in PACKAGES}
        strangers = {name for name in ours if not within(name, MAY_IMPORT[layer])}
        assert not strangers, path


def test_every_file_of_the_server_belongs_to_a_layer_or_composes():
    homeless = {
        module(path)
        for path in sources("server")
        if not within(module(path), [*MAY_IMPORT, *COMPOSITION])
    }

    assert homeless == {"server.__init__", "server.dev"}


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_is_known_only_where_it_belongs(library):
    strangers = {
        module(path)
        for path in EVERY
        if within(library, {name.split(".")[0] for name in imported(path)})
        and not within(module(path), ONLY_IN[library] | COMPOSITION)
    }

    assert strangers == set()


def test_the_domain_has_no_clock_no_chance_no_log_and_waits_for_nothing():
    forbidden = {"asyncio", "logging", "os", "random", "secrets", "structlog", "time"}
    for path in sources("server/domain"):
        assert not forbidden & {name.split(".")[0] for name in imported(path)}, path
        assert not [n for n in nodes(path) if isinstance(n, ast.AsyncFunctionDef | ast.Await)]


def test_the_environment_is_read_in_config_alone():
    readers = {module(path) for path in EVERY if "environ" in _attributes(path)}

    assert {name for name in readers if not within(name, {"config", "server.bootstrap"})} == set()


def _attributes(path):
    return {n.attr for n in nodes(path) if isinstance(n, ast.Attribute) and _is_os(n.value)}


def _is_os(node):
    return isinstance(node, ast.Name) and node.id == "os"


def test_the_bootstrap_needs_nothing_but_python():
    for path in [*sources("server/bootstrap"), ROOT / "server/dev.py", ROOT / "config/places.py"]:
        roots = {name.split(".")[0] for name in imported(path)}
        assert roots <= sys.stdlib_module_names | {"server", "config"}, path


def test_a_python_that_is_too_old_can_read_the_first_file():
    ast.parse((ROOT / "server" / "dev.py").read_text(), feature_version=(3, 6))


def test_files_and_functions_are_short():
    assert [module(path) for path in EVERY if len(path.read_text().splitlines()) > 200] == []
    every = ((module(path), f.name, length(f)) for path in EVERY for f in functions(path))
    assert [one for one in every if one[2] > 45] == []


def test_most_functions_are_very_short():
    lengths = [length(f) for path in EVERY for f in functions(path)]

    assert median(lengths) <= 8
    assert quantiles(lengths, n=10)[-1] <= 25


def test_a_package_says_nothing_by_itself():
    assert [p for p in EVERY if p.name == "__init__.py" and p.read_text()] == []


def test_a_broad_except_stands_in_few_places_and_says_why():
    found = {}
    for path in EVERY:
        lines = path.read_text().splitlines()
        for node in ast.walk(ast.parse("\n".join(lines))):
            if isinstance(node, ast.ExceptHandler) and _is_broad(node):
                name = str(path.relative_to(ROOT))
                found[name] = found.get(name, 0) + 1
                assert "#" in "".join(lines[node.lineno - 2 : node.end_lineno]), f"{name}: why?"

    assert found == BROAD


def _is_broad(handler):
    """One that raises again at its end catches nothing."""
    names = {n.id for n in ast.walk(handler.type or ast.Name("Exception")) if _is_name(n)}
    last = handler.body[-1]
    again = isinstance(last, ast.Raise) and last.exc is None
    return bool(names & {"Exception", "BaseException"}) and not again


def _is_name(node):
    return isinstance(node, ast.Name)
