"""transcript show, speakers, formats and schema."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run

CUES = """\
10:00:00  [shot]      Harbour at dawn
10:00:02  NARRATOR    IN 1866 THE GREAT EASTERN SAILED FROM IRELAND WITH A CABLE IN HER HOLD.
10:00:09  [shot]      Still, the ship
10:00:09  NARRATOR    IT WAS THE LONGEST EVER MADE.
10:00:14  [shot]      MS
10:00:14  ANNA FIELD  Nobody thought that it would work, you know. [laughs]
10:00:20  [shot]      Map
10:00:20  NARRATOR    TWO WEEKS LATER IT REACHED NEWFOUNDLAND.
"""


def on_a_terminal(folder: Path, *arguments: str, columns: int = 80, exit_code: int = 0, **env: str) -> str:
    """What `transcript` prints on a terminal of so many columns, and that it ends with this exit code."""
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        settings = {"TERM": "xterm-256color", "COLUMNS": str(columns), **env}
        unset = {"NO_COLOR", "FORCE_COLOR"}
        inherited = {name: value for name, value in os.environ.items() if name not in unset}
        os.execve(sys.executable, [sys.executable, "-m", "transcript", *arguments], {**inherited, **settings})
    printed = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not piece:
            break
        printed += piece
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == exit_code, printed
    return printed.decode().replace("\r\n", "\n")


def test_in_a_pipe_each_cue_and_note_is_one_plain_line(run: Run) -> None:
    result = run("show", "film.txt")
    assert result.exit_code == 0
    assert result.stdout == CUES
    assert result.stderr.startswith("film.txt: columns, utf-8")


def test_a_mended_timecode_stands_with_what_was_typed(run: Run, folder: Path) -> None:
    script = (folder / "film.txt").read_text(encoding="utf-8")
    (folder / "slip.txt").write_text(script.replace("10.00.09", "10.09.09"), encoding="utf-8")
    assert "10:00:09  NARRATOR    IT WAS THE LONGEST EVER MADE.  (typed 10.09.09)" in run("show", "slip.txt").stdout


def test_on_a_terminal_the_table_is_coloured_and_fits(folder: Path) -> None:
    wide = on_a_terminal(folder, "show", "film.txt", columns=120)
    narrow = on_a_terminal(folder, "show", "film.txt", columns=60, NO_COLOR="1")
    assert "\x1b[36m" in wide
    assert "HOLD." in wide.splitlines()[2]
    assert "\x1b" not in narrow
    assert "[laughs]" in narrow  # square brackets are text, not markup
    assert max(map(len, narrow.split("film.txt:")[0].splitlines())) <= 60


NAMES = f"""\
DOCTOR BARTHOLOMEW ABERNATHY-FITZWILLIAM
\t10.00.02\tDOCTOR BARTHOLOMEW ABERNATHY-FITZWILLIAM (IN ENGLISH)
\t\tWe said {"so " * 30}and it was called {"Llanfair" * 8}.
MS\t10.00.44\tTOM
\t\tAnd I said no.
Map\t10.09.49\tNARRATOR
\t\tTHE CABLE WAS LAID.
\t10.00.55\tTOM
\t\tAnd so it was.
"""


HEADINGS = "speaker                                   cues  words     time  also spelt\n"


@pytest.mark.parametrize("columns", [12, 25, 40, 50, 60, 64, 70, 80, 100])
def test_nothing_is_lost_on_a_narrow_terminal(run: Run, folder: Path, columns: int) -> None:
    (folder / "names.txt").write_text(NAMES, encoding="utf-8")
    for command in ("show", "speakers"):
        printed = on_a_terminal(folder, command, "names.txt", columns=columns, NO_COLOR="1").split("names.txt: ")[0]
        assert "…" not in printed
        assert max(map(len, printed.splitlines())) <= columns
        plain = run(command, "names.txt").stdout.removeprefix(HEADINGS)
        missing = Counter("".join(plain.split())) - Counter("".join(printed.split()))
        assert not set(missing) - set("[]()")  # shots stand in brackets, and a typed timecode, in a pipe only


def test_numbers_stand_whole_on_a_narrow_terminal(folder: Path) -> None:
    printed = on_a_terminal(folder, "speakers", "film.txt", columns=40, NO_COLOR="1")
    assert "speaker: NARRATOR\ncues: 3\nwords: 26\ntime: 0:00:" in printed
    assert "speaker: ANNA FIELD\ncues: 1\nwords: 9\n" in printed


def test_in_a_narrow_window_the_line_stands_below(folder: Path) -> None:
    printed = on_a_terminal(folder, "show", "film.txt", columns=40, NO_COLOR="1")
    told = [line.rstrip() for line in printed.splitlines()]
    assert told[:5] == [
        "10:00:00  shot",
        "  Harbour at dawn",
        "10:00:02  NARRATOR",
        "  IN 1866 THE GREAT EASTERN SAILED FROM",
        "  IRELAND WITH A CABLE IN HER HOLD.",
    ]


@pytest.mark.parametrize(
    "command", [["show", "film.txt"], ["speakers", "film.txt"], ["formats"], ["check", "slip.txt"]]
)
@pytest.mark.parametrize("unwanted", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_where_colours_are_not_wanted_no_escape_sequence_is_sent(
    folder: Path, command: list[str], unwanted: dict[str, str]
) -> None:
    script = (folder / "film.txt").read_text(encoding="utf-8")
    (folder / "slip.txt").write_text(script.replace("10.00.09", "10.09.09"), encoding="utf-8")
    assert "\x1b" not in on_a_terminal(folder, *command, columns=80, exit_code=0, **unwanted)
    assert "\x1b" in on_a_terminal(folder, *command)


@pytest.mark.parametrize("command", [["show", "film.txt"], ["speakers", "film.txt"], ["formats"]])
def test_no_escape_sequence_is_sent_into_a_pipe(run: Run, command: list[str]) -> None:
    assert "\x1b" not in run(*command, env={"FORCE_COLOR": "1"}).stdout


def test_no_color_takes_the_colour_from_problems_too(folder: Path) -> None:
    script = (folder / "film.txt").read_text(encoding="utf-8")
    (folder / "slip.txt").write_text(script.replace("10.00.09", "10.09.09"), encoding="utf-8")
    assert "\x1b[33m" in on_a_terminal(folder, "check", "slip.txt")
    assert "\x1b" not in on_a_terminal(folder, "check", "slip.txt", NO_COLOR="1")


def test_speakers_are_counted(run: Run) -> None:
    result = run("speakers", "film.txt")
    assert result.exit_code == 0
    heading, narrator, anna = (line.split() for line in result.stdout.splitlines())
    assert heading == ["speaker", "cues", "words", "time", "also", "spelt"]
    assert narrator[:3] == ["NARRATOR", "3", "26"]
    assert narrator[3].startswith("0:00:")
    assert anna[:4] == ["ANNA", "FIELD", "1", "9"]


def test_speech_without_timecodes_takes_no_time(run: Run, folder: Path) -> None:
    (folder / "talk.txt").write_text("Ann: Do you hear me?\nBen: I do, and well.\n" * 600, encoding="utf-8")
    heading, *speakers = (line.split() for line in run("speakers", "talk.txt").stdout.splitlines())
    assert heading[:4] == ["speaker", "cues", "words", "time"]
    assert speakers == [["Ann", "600", "2,400"], ["Ben", "600", "2,400"]]


def test_speakers_as_json_are_those_of_the_export(run: Run) -> None:
    exported = json.loads(run("convert", "film.txt", "--to", "json", "-o", "-").stdout)
    assert json.loads(run("speakers", "film.txt", "--json").stdout) == exported["speakers"]


def test_the_schema_holds_for_what_convert_writes(run: Run) -> None:
    schema = json.loads(run("schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(run("convert", "film.txt", "--to", "json", "-o", "-").stdout), schema)


@pytest.mark.parametrize("command", ["show", "speakers"])
def test_what_is_no_script_is_refused_in_one_line(run: Run, folder: Path, command: str) -> None:
    (folder / "review.txt").write_text("A moving film about a cable.\nFive stars.\n", encoding="utf-8")
    result = run(command, "review.txt")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
