"""The command line. One module for each command, imported when the command is run.

To add a command: write its module with a click command called `command`, and enter it below with the first sentence
of its help. Only click is imported here, so that `transcript --help` and shell completion answer at once.
"""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys
from importlib import import_module

import click

from transcript import __version__

COMMANDS = {
    "convert": "Turn scripts into subtitles and data.",
    "check": "List what is doubtful in scripts, line by line.",
    "show": "Show a script as a table of cues.",
    "view": "Make a page to see, hear and correct a script on.",
    "diff": "Show what changed between two versions.",
    "speakers": "Count what each speaker says.",
    "stats": "Count what programmes hold.",
    "index": "Make or update the index of an archive.",
    "search": "Find what anyone said.",
    "formats": "List what can be read and written.",
    "schema": "Print the JSON Schema of the json format.",
}

_AS_IT_IS = "transcript-as-it-is"


class _Commands(click.Group):
    """A group that knows its commands' names and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        command: click.Command = import_module(f"{__name__}.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise click.ClickException("stopped before it was done") from None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(f"there is no command {args[0]!r}; the commands are {', '.join(COMMANDS)}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]}, epilog="See transcript COMMAND --help."
)
@click.version_option(__version__, prog_name="transcript", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Timecoded documentary scripts into subtitles and data.

    \b
    transcript convert film.txt      writes film.srt beside the script
    transcript check film.txt        lists what is doubtful, line by line
    transcript show film.txt         shows cues, speakers and shots
    """
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        ctx.color = False


def main() -> None:
    """Run the command line; the entry point of the command `transcript`."""
    _open_closed_streams()
    codecs.register_error(_AS_IT_IS, _as_it_is)
    for stream in (sys.stdout, sys.stderr):
        # A pipe on Windows, or a bare environment, has an encoding that scripts do not fit into.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=_AS_IT_IS)
    try:
        cli(prog_name="transcript")
    except OSError as error:
        # Files say their own errors where they are read and written: what is left is standard output.
        if not _stopped_early(error):
            what = f"{error.filename} cannot be used" if error.filename else "standard output cannot be written"
            click.echo(f"Error: {what} ({(error.strerror or str(error)).lower()})", err=True)
        # What still waits to be written goes nowhere, or Python would complain of it once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _stopped_early(error: OSError) -> bool:
    """Whether a reader of standard output has had enough, as `head` has: click knows it but as Windows says it."""
    return os.name == "nt" and error.errno == errno.EINVAL and error.filename is None


def _as_it_is(error: UnicodeError) -> tuple[str | bytes, int]:
    """Print a name of a file as it is: its bytes where they are no text, and what Windows alone takes for a name."""
    try:
        return codecs.lookup_error("surrogateescape")(error)
    except UnicodeEncodeError:
        return codecs.backslashreplace_errors(error)


def _open_closed_streams() -> None:
    """Give a command that is run without one of its streams a stream that fails when it is used."""
    if sys.stdin is None:
        sys.stdin = os.fdopen(os.open(os.devnull, os.O_WRONLY))
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
