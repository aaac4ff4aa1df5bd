"""`run`: from a checkout to a service that talks, and back to nothing at Ctrl-C."""

import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from config.places import ROOT, data_dir
from server.bootstrap import demo_account, ground, packages, pages
from server.bootstrap.calling import Caller
from server.bootstrap.failure import CannotStart
from server.bootstrap.progress import Progress
from server.bootstrap.service import Service


def demo(environ: dict[str, str], arguments: Sequence[str]) -> int:
    """`run` with invented visitors and staff, in a data directory of its own."""
    apart = {"WARMLINE_DATA_DIR": str(ROOT / "var" / "demo")}
    return run({**apart, **environ, "WARMLINE_DEMO": "1"}, arguments)


def run(environ: dict[str, str], arguments: Sequence[str]) -> int:
    if arguments:
        raise CannotStart("`run` takes no arguments: its settings come from the environment.")
    service = _service(environ)
    with ground.alone_in(service.data):
        _prepare(service.caller, service.env)
        with service.ending():
            began = time.time()
            _welcome(service, service.start(), began)
            with suppress(KeyboardInterrupt):
                service.watch()
            service.caller.progress.say("\nEnding …")
    service.caller.progress.say("Everything has ended.")
    return 0


def _service(environ: dict[str, str]) -> Service:
    data, port = data_dir(environ), ground.port(environ)
    ground.room_on_disk(ROOT, data)
    env = {**environ, "PORT": str(port), "WARMLINE_DATA_DIR": str(data)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # a second start would compile everything again
    return Service(data, port, env, Caller(Progress(), _fresh_log(data)))


def _fresh_log(data: Path) -> Path:
    log = data / "log" / "start.log"
    log.unlink(missing_ok=True)
    return log


def _prepare(caller: Caller, env: dict[str, str]) -> None:
    with ground.alone_in_checkout():
        packages.install(caller, packages.RUNTIME)
        pages.build(caller, env)


def _welcome(service: Service, link: str, began: float) -> None:
    here = f"http://localhost:{service.port}"
    ready = service.caller.progress.since_the_beginning()
    lines = ["", f"  Ready after {ready}", f"  Visitors   {here}/", f"  Console    {here}/console"]
    if service.env.get("WARMLINE_DEMO"):
        lines += ["", *demo_account.told(service.data, began)]
    elif link:
        lines += ["", "  The first administrator signs in here, once:", f"  {link}"]
    lines += ["", f"  Logs are in {service.data / 'log'}. Ctrl-C ends everything.", ""]
    service.caller.progress.say("\n".join(lines))
