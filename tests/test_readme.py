"""What the README shows is what comes out."""

from __future__ import annotations

import json
import re
from pathlib import Path

from click.testing import CliRunner

from tests.readme_formats import with_table
from transcript.cli import cli

PROJECT = Path(__file__).resolve().parents[1]
README = (PROJECT / "README.md").read_text(encoding="utf-8")
SAMPLE = PROJECT / "samples" / "atlantic-cable.txt"


def run(*arguments: str) -> str:
    result = CliRunner().invoke(cli, list(arguments))
    assert result.exit_code == 0, result.output
    return result.stdout


def shown_after(command: str) -> list[str]:
    """The lines that stand below a command, up to the next one."""
    below = README.partition(f"    $ {command}\n")[2]
    return [line[4:] for line in below.partition("\n\n")[0].splitlines()]


def test_the_subtitles_shown() -> None:
    made = run("convert", str(SAMPLE), "-o", "-", "--to", "srt").splitlines()
    assert shown_after("head -4 out/atlantic-cable.srt") == made[:4]


def test_the_problems_shown() -> None:
    told = run("check", str(SAMPLE)).replace(str(SAMPLE), "samples/atlantic-cable.txt")
    shown = shown_after("transcript check samples/atlantic-cable.txt")
    assert shown
    assert all(line.removesuffix("…").rstrip() in told for line in shown)


def test_the_python_example_runs(capsys: object) -> None:
    example = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert example is not None
    code = example[1].replace('"samples/atlantic-cable.txt"', repr(str(SAMPLE)))
    names: dict[str, object] = {}
    exec(compile(code, "README.md", "exec"), names)  # noqa: S102 - our own example
    assert isinstance(names["srt"], bytes)


def test_the_jq_example_names_fields_that_are_there() -> None:
    assert 'select(.speaker == "KVALHEIM")' in README
    cues = json.loads(run("convert", str(SAMPLE), "-o", "-", "--to", "json"))["cues"]
    assert any(cue["speaker"] == "KVALHEIM" and cue["timecode"] and cue["line"] for cue in cues)


def test_the_table_of_formats_is_that_of_the_registry() -> None:
    assert with_table(README) == README, "run python -m tests.readme_formats"


def test_the_layouts_named_are_those_there_are() -> None:
    from transcript.parser import LAYOUTS

    table = README.partition("| layout | for example |")[2].partition("\n\n")[0]
    assert set(re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE)) == set(LAYOUTS)
