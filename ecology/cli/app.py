"""The commands and their options. What a command needs is imported when it runs, so that help answers at once."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import Annotated

import typer

from ecology import __version__
from ecology.cli.authoring import check, new
from ecology.cli.literature import classics, tournament
from ecology.cli.options import (
    AsJson,
    Changes,
    DryRun,
    Equal,
    Events,
    Fresh,
    Graphs,
    Kind,
    Logged,
    Out,
    Strategies,
    Workers,
)
from ecology.errors import EcologyError, Stopped

USER_MISTAKE, FAULT, INTERRUPTED = 2, 1, 130
"""What the command exits with when it cannot do what was asked."""

app = typer.Typer(
    name="ecology",
    help="Simulate a cultural sector and compare what funders' policies do to it.",
    epilog="Start with: ecology compare targets enabling",
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        typer.echo(f"ecology {__version__}")
        raise typer.Exit


@app.callback()
def everywhere(
    _version: Annotated[
        bool, typer.Option("--version", callback=version, is_eager=True, help="Print the version and stop.")
    ] = False,
    _debug: Annotated[bool, typer.Option("--debug", help="Show where in the program an error arose.")] = False,
) -> None:
    """Simulate a cultural sector and compare what funders' policies do to it."""


@app.command()
def compare(
    policies: Annotated[
        list[str],
        typer.Argument(
            metavar="POLICY...",
            help="Two or more, by name or as TOML files; the first is what others are compared with.",
        ),
    ],
    sector: Annotated[str, typer.Option(help="A built-in name, or a sector folder.")] = "standard",
    runs: Annotated[int, typer.Option(metavar="PAIRS", help="Pairs of runs: replications of each policy.")] = 30,
    months: Annotated[int, typer.Option(metavar="N", help="Length of each run, in months.")] = 120,
    seed: Annotated[int, typer.Option(metavar="N", help="The same seed gives the same results.")] = 0,
    ends: Annotated[
        int, typer.Option(metavar="PAIRS", help="Pairs at each end of each open choice, afterwards; 0 for none.")
    ] = 5,
    equal: Annotated[
        Equal | None,
        typer.Option(help="Scale policies down to the least that any takes: of spend, of hours (burden), or of both."),
    ] = None,
    amount: Annotated[
        float | None, typer.Option(metavar="N", help="With --equal: bring them to this, £ or hours a month, instead.")
    ] = None,
    workers: Workers = None,
    changes: Changes = None,
    strategies: Strategies = None,
    events: Logged = Events.first,
    graphs: Graphs = True,
    out: Out = None,
    fresh: Fresh = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Compare policies on the same sectors: a table, figures and a report."""
    from ecology.cli.compare import compare_policies

    compare_policies(
        policies, sector, runs, months, seed, ends, changes or [], strategies or [], workers, out,
        equal=equal.value if equal else "", amount=amount, all_events=events is Events.all, graphs=graphs,
        fresh=fresh, dry_run=dry_run, as_json=as_json,
    )  # fmt: skip


@app.command()
def run(
    scenario: Annotated[str, typer.Argument(help="A TOML file, or a built-in name. See: ecology list scenarios")],
    sector: Annotated[str | None, typer.Option(help="Another sector than the scenario's.")] = None,
    runs: Annotated[int | None, typer.Option(metavar="PAIRS", help="Other than the scenario's.")] = None,
    months: Annotated[int | None, typer.Option(metavar="N", help="Other than the scenario's.")] = None,
    seed: Annotated[int | None, typer.Option(metavar="N", help="Other than the scenario's.")] = None,
    ends: Annotated[int | None, typer.Option(metavar="PAIRS", help="Other than the scenario's.")] = None,
    workers: Workers = None,
    changes: Changes = None,
    events: Logged = Events.first,
    graphs: Graphs = True,
    out: Out = None,
    fresh: Fresh = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Run a scenario: a comparison written down in a TOML file."""
    from ecology.cli.run import run_scenario

    run_scenario(
        scenario, sector, runs, months, seed, ends, changes or [], workers, out, all_events=events is Events.all,
        graphs=graphs, fresh=fresh, dry_run=dry_run, as_json=as_json,
    )  # fmt: skip


@app.command()
def calibrate(
    sector: Annotated[str, typer.Option(help="A built-in name, or a sector folder.")] = "standard",
    trials: Annotated[int, typer.Option(metavar="N", help="Sets of rates to try, the defaults first.")] = 120,
    runs: Annotated[int, typer.Option(metavar="N", help="Runs of each set, on the same sectors.")] = 4,
    check_runs: Annotated[
        int, typer.Option(metavar="N", help="Runs on other sectors, of the defaults and of the best set.")
    ] = 12,
    months: Annotated[int, typer.Option(metavar="N", help="Length of each run, in months.")] = 120,
    seed: Annotated[int, typer.Option(metavar="N", help="The same seed gives the same results.")] = 0,
    workers: Workers = None,
    out: Out = None,
    fresh: Fresh = False,
) -> None:
    """Fit free rates to what is known of real sectors, under policy none: a table of targets, met or missed."""
    from ecology.cli.calibrate import calibrate_rates

    calibrate_rates(sector, trials, runs, check_runs, months, seed, workers, out, fresh=fresh)


@app.command("import")
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="360Giving grants; tables of organisations, people, ties or partnerships; graphs: one sector.",
        ),
    ],
    out: Annotated[Path, typer.Option(help="Folder to write the sector to.")],
    mapping: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="How to read columns with other names: built-in, or a TOML file."),
    ] = None,
    kinds: Annotated[
        list[str] | None,
        typer.Option(
            "--as",
            metavar="KIND",
            help="What files are, if it cannot be told: grants, organisations, people, ties, partnerships or graph; "
            "KIND=FILE for one of them.",
        ),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(
            help="Name of the sector in results, and of the funder where no column says it.  "
            "[default: that of the first file]"
        ),
    ] = None,
) -> None:
    """Make a sector folder from published grants, your own tables, or graphs."""
    from ecology.cli.importing import import_files

    import_files(files, out, mapping, kinds or [], name)


@app.command("list")
def list_(kind: Annotated[Kind, typer.Argument(help="What to list.")], as_json: AsJson = False) -> None:
    """List what there is: policies, levers, strategies, metrics, parameters, mechanisms, scenarios and more."""
    from ecology.cli.catalogue import show_list

    show_list(kind.value, as_json=as_json)


@app.command()
def describe(
    what: Annotated[
        str, typer.Argument(metavar="KIND:NAME", help="Such as policy:targets, parameter:trust.gain or sector:./folder")
    ],
) -> None:
    """Say what one thing is: a policy, strategy, metric, parameter, sector, or whatever else `list` shows."""
    from ecology.cli.describe import describe_one

    describe_one(what)


@app.command()
def story(
    folder: Annotated[Path, typer.Argument(metavar="RESULTS", help="Folder of a finished comparison.")],
    policy: Annotated[str, typer.Option(help="Under which policy.")],
    replication: Annotated[int, typer.Option(min=0, help="In which pair, from 0.")] = 0,
    partnership: Annotated[int | None, typer.Option(help="Which one; without it, those there are are listed.")] = None,
    figure: Annotated[Path | None, typer.Option(metavar="FILE.png", help="Draw it as a line of time, too.")] = None,
    as_json: AsJson = False,
) -> None:
    """Tell the life of one partnership, from who came together to how it ended."""
    from ecology.cli.story import tell

    tell(folder, policy, replication, partnership, figure, as_json=as_json)


app.command()(classics)
app.command()(tournament)


app.command()(new)
app.command()(check)


@app.command("app")
def app_(
    host: Annotated[str, typer.Option(help="Address to listen on; others than this let the network in.")] = "127.0.0.1",
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="[default: the first free from 8080 on]")] = None,
    show: Annotated[bool, typer.Option("--show/--no-show", help="Open a browser.")] = True,
) -> None:
    """Open the app in a browser: see a sector month by month and compare two policies side by side."""
    from ecology.app.server import serve

    serve(host, port, show=show)


@app.command()
def doctor() -> None:
    """Say what is installed, and test in ten seconds that it works."""
    from ecology.cli.doctor import examine

    if not examine():
        raise typer.Exit(FAULT)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line, and exit: 0 done, 1 found wanting or our fault, 2 a mistake to mend, 130 interrupted."""
    given = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in given
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):  # a stream put in place of the terminal's
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        code = app(args=[a for a in given if a != "--debug"], prog_name="ecology", standalone_mode=False)
        if code == INTERRUPTED:
            said("stopped.", INTERRUPTED)
    except EcologyError as error:
        if debug:
            raise
        code = said(str(error), USER_MISTAKE)
    except (KeyboardInterrupt, typer.Abort, Stopped) as error:
        code = said(f"stopped. {error}", INTERRUPTED)
    except BrokenPipeError:  # whoever read our output has had enough, as in: ecology list parameters | head
        sys.stdout = None
        code = 0
    except Exception as error:
        if debug:
            raise
        # a mistake in the options; the class has no one home in all versions of Typer
        if hasattr(error, "format_message"):
            # without any word the help has been printed, and there is nothing to say
            mistake = error.format_message()
            code = said(f"{mistake} See: {usage(error)}", USER_MISTAKE) if mistake else USER_MISTAKE
        else:
            code = said(
                f"this should not have happened: {type(error).__name__}: {error}. Please report it with the output of "
                "'ecology doctor'; the option --debug shows where it arose.", FAULT,
            )  # fmt: skip
    raise SystemExit(code if isinstance(code, int) else 0)


def said(message: str, code: int) -> int:
    """Print an error on one line and return the code to exit with."""
    typer.echo(f"ecology: {' '.join(message.replace('Value error, ', '').split())}", err=True)
    return code


def usage(error: Exception) -> str:
    """Return the help that would have prevented a mistake in the options."""
    context = getattr(error, "ctx", None)
    return f"{context.command_path if context else 'ecology'} --help"
