"""The command line. Each command loads only what it needs."""

import sys
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from config.files import BadConfig
from config.logs import configure
from config.settings import BadSettings, Settings
from server.audit_commands import audit
from server.domain.session import Role
from server.measuring import bench, forecast, load, report, simulate

MISCONFIGURED = 2


class StaffRole(StrEnum):
    PEER = Role.PEER
    MODERATOR = Role.MODERATOR
    ADMINISTRATOR = Role.ADMINISTRATOR


app = typer.Typer(
    name="warmline",
    help="A self-hosted, anonymous peer-support chat.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
staff = typer.Typer(help="The people who answer and watch.", no_args_is_help=True)
app.add_typer(staff, name="staff")
app.add_typer(audit, name="audit")
models = typer.Typer(help="The models that read along.", no_args_is_help=True)
app.add_typer(models, name="models")


def main() -> None:
    """Broken settings and broken config files are told, all at once, without a traceback."""
    try:
        app()
    except (BadSettings, BadConfig) as wrong:
        Console(stderr=True).print(str(wrong), markup=False, highlight=False, soft_wrap=True)
        sys.exit(MISCONFIGURED)


def _as_service() -> Settings:
    settings = Settings.read()
    configure(settings.log_level, settings.process)
    return settings


def _bootstrap(name: str) -> None:
    from server.bootstrap import commands

    raise typer.Exit(commands.main([name]))


@app.command()
def run() -> None:
    """Start everything: Valkey, web and worker (the same as `make run`)."""
    _bootstrap("run")


@app.command()
def web() -> None:
    """The web process: pages, sockets, health."""
    from server.app import serve

    serve(_as_service())


@app.command()
def worker() -> None:
    """The worker process: matching, deadlines, second opinions, retention."""
    from server.worker import serve

    serve(_as_service())


@app.command()
def demo() -> None:
    """Invented visitors and staff who talk with each other on the running service."""
    from server.demo.play import run as play

    play(_as_service())


@app.command()
def migrate(
    *,
    invite_first: Annotated[
        bool, typer.Option("--invite-first", help="Print a link if there is no administrator yet.")
    ] = False,
) -> None:
    """Bring the database to the tables of this version."""
    from server.stores.migrate import migrate as bring_up_to_date

    settings = Settings.read()
    bring_up_to_date(settings.database_url.get_secret_value())
    if invite_first:
        from server.invite import first

        typer.echo(first(settings) or "", nl=False)


@app.command()
def backup(
    to: Annotated[Path, typer.Argument(help="A folder that is not there yet.")],
) -> None:
    """Everything that must not be lost, and nobody's words; while people talk."""
    from server.backup.making import backup as make

    raise typer.Exit(make(Settings.read(), to))


@app.command()
def restore(
    source: Annotated[Path, typer.Argument(help="A folder that `warmline backup` made.")],
    *,
    keys: Annotated[Path | None, typer.Option(help="house-keys.json, if kept elsewhere.")] = None,
) -> None:
    """A backup, into an installation that nobody has used yet."""
    from server.backup.restoring import restore as put_back

    raise typer.Exit(put_back(Settings.read(), source, keys))


@staff.command()
def invite(
    role: Annotated[list[StaffRole], typer.Option(help="Give it again to combine roles.")],
) -> None:
    """Print a link which makes one account with these roles, once."""
    from server.invite import invite as link_for

    roles = tuple(dict.fromkeys(map(Role, role)))
    typer.echo(link_for(Settings.read(), roles))


@models.command("add")
def add_model(
    path: Annotated[Path, typer.Argument(help="The folder with a Detoxify checkpoint.")],
) -> None:
    """Copy a checkpoint into the data directory, vouch for its files, and try it once."""
    from server.model_commands import add

    raise typer.Exit(add(Settings.read(), path))


@models.command("status")
def models_status() -> None:
    """How each model is, and why."""
    from server.model_commands import status

    raise typer.Exit(status(Settings.read()))


@app.command()
def replay(
    file: Annotated[Path, typer.Argument(help="JSON lines of conversations.", exists=True)],
    *,
    rate: Annotated[float, typer.Option(min=0.01, help="Messages a second, all together.")] = 50,
    conversations: Annotated[int | None, typer.Option(min=1, help="At most so many.")] = None,
    peers: Annotated[int, typer.Option(min=1, help="So many talk at the same time.")] = 8,
    rooms: Annotated[int, typer.Option(min=0, help="So many small rooms beside them.")] = 0,
    json: Annotated[Path | None, typer.Option(help="Write the figures to this file.")] = None,
) -> None:
    """Play real conversations through real sockets. Never on a line where people are."""
    from config.service import load_service
    from server.replay.run import Options
    from server.replaying import play

    settings = Settings.read()
    wanted: dict[str, Any] = {"conversations": conversations, "peers": peers, "json": json}
    wanted |= {"rooms": rooms, "topic": load_service(settings.config_dir).topics[0].id}
    options = partial(Options, file=file, url=settings.origins[0], rate=rate, **wanted)
    raise typer.Exit(play(settings, options))


for measure in (bench, load, simulate, report, forecast):
    app.command()(measure)


@app.command()
def doctor(*, page: Annotated[bool, typer.Option(help="Phones ring.")] = False) -> None:
    """What is wrong with this installation, and what to do."""
    from server.doctor.examine import examine

    raise typer.Exit(examine(ringing=page))


if __name__ == "__main__":
    main()
