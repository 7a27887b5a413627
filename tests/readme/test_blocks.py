"""Every block of code in the README does what the page says."""

from __future__ import annotations

import re
import shlex
import shutil
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from tests.conftest import oracle_missing, program
from tests.readme.blocks import PROJECT, README, Block, Kind, blocks, kind
from tests.readme.room import Ran, Room

BLOCKS = blocks(README.read_text(encoding="utf-8"))


def of(*kinds: Kind) -> list[Block]:
    return [block for block in BLOCKS if kind(block) in kinds]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Room:
    """The folder in which the README's commands are run."""
    program("bash")
    return Room(tmp_path_factory.mktemp("readme"))


def test_there_is_no_block_that_no_test_runs() -> None:
    unknown = [f"{block}: {block.text.splitlines()[0]}" for block in BLOCKS if kind(block) is None]
    assert not unknown, "tests.readme.blocks does not know what these are"
    assert {kind(block) for block in BLOCKS} == set(Kind)


def test_a_block_of_another_kind_is_not_known() -> None:
    page = "Text\n\n```yaml\na: 1\n```\n\n    nothing of the sample\n"
    assert [(block.line, kind(block)) for block in blocks(page)] == [(4, None), (7, None)]


def shown_in(block: Block) -> list[tuple[str, str]]:
    """The commands of a session, each with what is shown below it."""
    parts = re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]
    return [(command.strip(), shown) for command, _, shown in (part.partition("\n") for part in parts)]


def folded(text: str) -> str:
    return " ".join(text.split())


def tells(ran: Ran, shown: str) -> bool:
    """Whether a command printed what is shown, whose lines may be wrapped; `…` at the end of a line leaves out."""
    printed = folded(ran.stdout + ran.stderr)
    parts = [folded(part) for part in re.split(r" …$", shown, flags=re.MULTILINE)]
    if len(parts) == 1:
        return printed == parts[0]
    for part in filter(None, parts):
        _, found, printed = printed.partition(part)
        if not found:
            return False
    return True


def test_the_commands_run_and_print_what_is_shown(room: Room) -> None:
    """In the order of the page, for each may use what those before it have written."""
    missing, last = [], Ran("", "", 0)
    for block in of(Kind.SESSION, Kind.COMMANDS, Kind.PRINTED):
        if kind(block) is Kind.PRINTED:
            assert last.stdout == f"{block.text}\n", f"{block}: the command before it prints something else"
            continue
        sessions = shown_in(block) if kind(block) is Kind.SESSION else [(one, "") for one in block.text.splitlines()]
        for command, shown in sessions:
            if shutil.which(command.split()[0]) is None and not command.startswith("transcript "):
                missing.append(command.split()[0])
                continue
            last = room.run(command)
            wanted = 1 if command.startswith("transcript diff ") else 0  # something differs
            assert last.code == wanted, f"{block}: {command}\n{last.stderr}"
            assert last.stdout or last.stderr, f"{block}: {command} prints nothing"
            assert not shown.strip() or tells(last, shown), f"{block}: {command} prints\n{last.stdout}{last.stderr}"
    if missing:
        oracle_missing(f"not installed: {', '.join(missing)}")


@pytest.mark.parametrize("block", of(Kind.PYTHON), ids=str)
def test_the_python_runs(
    block: Block, room: Room, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(room.folder)
    names: dict[str, object] = {}
    exec(compile(block.text, str(block), "exec"), names)  # noqa: S102 - our own example
    assert capsys.readouterr().out, "the example prints nothing"
    for name in ("srt", "html", "paper_edit"):
        assert f"\n{name} = " not in block.text or isinstance(names[name], bytes), name


@pytest.mark.parametrize("block", of(Kind.RULES), ids=str)
def test_the_rules_are_read(block: Block, room: Room) -> None:
    name = block.text.splitlines()[0].removeprefix("# ")
    ran = room.run(f"transcript convert samples/atlantic-cable.txt --rules {name} -o -")
    assert ran.code == 0, ran.stderr
    with_preset = room.run("transcript convert samples/atlantic-cable.txt -o -")
    assert ran.stdout != with_preset.stdout


@pytest.mark.parametrize("block", of(Kind.MODULES), ids=str)
def test_the_modules_are_there(block: Block) -> None:
    flow, _, tree = block.text.partition("\n\n")
    steps = re.findall(r"──(\w+)──>", flow)
    assert steps
    assert all((PROJECT / "transcript" / step).is_dir() for step in steps)
    parents: list[tuple[int, Path]] = []
    for line in tree.splitlines():
        found = re.match(r"( *)([\w.]+/?)", line)
        assert found, line
        parents = [one for one in parents if one[0] < len(found[1])]
        place = (parents[-1][1] if parents else PROJECT) / found[2]
        assert place.exists(), line
        if place.is_dir():
            parents.append((len(found[1]), place))
        for name in re.findall(r"\w+\.py", line):
            assert any((parent / name).is_file() for _, parent in parents), name


def commands_of_tests() -> list[list[str]]:
    """What the part about measuring has one type, in words, without what is said of it."""
    lines = (line for block in of(Kind.MEASURING) for line in block.text.splitlines())
    return [shlex.split(line, comments=True) for line in lines]


@pytest.mark.parametrize("command", [one for one in commands_of_tests() if one[0] == "python"], ids=" ".join)
def test_what_measures_has_these_options(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    name = command[2]
    module = import_module(f"{name}.__main__" if name == "tests.fuzzing" else name)
    monkeypatch.setattr("sys.argv", [name, "--help"])
    with pytest.raises(SystemExit, match=r"^0$"):
        module.main()
    known = re.findall(r"--[a-z]+", capsys.readouterr().out)
    assert {option for option in command[3:] if option.startswith("-")} <= set(known)


def test_all_that_measures_is_named() -> None:
    modules = (PROJECT / "tests" / "benchmarks").glob("*.py")
    measuring = {f"tests.benchmarks.{path.stem}" for path in modules if "__main__" in path.read_text(encoding="utf-8")}
    assert {command[2] for command in commands_of_tests() if command[0] == "python"} == {*measuring, "tests.fuzzing"}


def test_what_is_installed_to_measure_is_an_extra() -> None:
    extras = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    (installed,) = (command[3] for command in commands_of_tests() if command[0] == "pip")
    assert installed.removeprefix(".[").removesuffix("]") in extras


def test_the_second_set_up_is_what_is_run_on_every_commit() -> None:
    """The first is run by tests/release."""
    first, second = of(Kind.SET_UP)
    assert "transcript convert" in first.text
    lines = [
        line
        for line in README.read_text(encoding="utf-8").splitlines()
        if re.match(r" *python3 -m venv .*pytest", line)
    ]
    assert lines == [second.text]
    assert "grep -E '^ *python3 -m venv .*pytest' README.md" in (PROJECT / ".ci" / "run").read_text(encoding="utf-8")
