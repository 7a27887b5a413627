"""The reference of the commands, docs/commands.md, made from their --help.

python -m tests.help_reference           write it
"""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from transcript.cli import COMMANDS, cli

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "commands.md"
WIDTH = 100
"""Columns of the help texts, whatever the terminal has."""


def help_of(*command: str) -> str:
    """What `transcript … --help` prints on a terminal of that width."""
    shown = CliRunner().invoke(
        cli, [*command, "--help"], prog_name="transcript", terminal_width=WIDTH, env={"TERM": "dumb"}
    )
    if shown.exit_code:
        message = f"transcript {' '.join(command)} --help fails: {shown.output}"
        raise ValueError(message)
    return shown.stdout


def reference() -> str:
    """The page in Markdown: the command itself, then each of its commands."""
    parts = [
        "# The commands\n",
        "What `transcript --help` and `transcript COMMAND --help` print; made by `python -m tests.help_reference`.\n",
        "".join(f"- [transcript {name}](#transcript-{name}): {told}\n" for name, told in COMMANDS.items()),
        f"## transcript\n\n```text\n{help_of()}```\n",
        *(f"## transcript {name}\n\n```text\n{help_of(name)}```\n" for name in COMMANDS),
    ]
    return "\n".join(parts)


if __name__ == "__main__":
    REFERENCE.parent.mkdir(exist_ok=True)
    REFERENCE.write_text(reference(), encoding="utf-8", newline="\n")
