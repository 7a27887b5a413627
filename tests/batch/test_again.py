"""Run after run, whatever happens between: outputs are those of a fresh run, but for those changed by hand."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from unittest.mock import patch

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule

from tests.batch.trees import Ran, files, left_over, root_of, run, write_script
from transcript.batch.run import Root
from transcript.labels import Labels
from transcript.stores.local import LocalStore

_NAMES = [
    "film.txt",
    "film.md",
    "Film.txt",
    "moon.txt",
    "film.reel1.txt",
    "a/film.txt",
    "a/b/moon.md",
    "Ä/sea & sand.txt",
]
_WORDS = ["The tide comes first.", "The tide comes last.", "Nobody thought so."]


class Archive(RuleBasedStateMachine):
    """A folder of scripts that people work in, and the folder of its outputs that people correct.

    changed: outputs as somebody has left them, where that is not as transcript has.
    """

    outputs = Bundle("outputs")

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp())
        self.scripts, self.out = self.place / "scripts", self.place / "out"
        self.scripts.mkdir()
        (self.place / "beside.srt").write_bytes(b"nobody's")
        self.formats: tuple[str, ...] = ("srt", "json")
        self.labels: Labels | None = None
        self.changed: dict[str, bytes] = {}
        self.edits = 0
        self.runs = 0

    def teardown(self) -> None:
        shutil.rmtree(self.place)

    def root(self, out: Path, *, force: bool = False) -> Root:
        return root_of(self.scripts, out, self.formats, labels=self.labels, force=force)

    @initialize(names=st.sets(st.sampled_from(_NAMES), min_size=1, max_size=3))
    def begin(self, names: set[str]) -> None:
        for name in sorted(names):
            write_script(self.scripts / name)
        self.run_through(force=False)

    @rule(name=st.sampled_from(_NAMES), words=st.sampled_from(_WORDS))
    def write_script(self, name: str, words: str) -> None:
        write_script(self.scripts / name, words)

    @rule(name=st.sampled_from(_NAMES))
    def script_goes(self, name: str) -> None:
        (self.scripts / name).unlink(missing_ok=True)

    @rule(name=st.sampled_from(_NAMES), other=st.sampled_from(_NAMES))
    def script_is_renamed(self, name: str, other: str) -> None:
        if (self.scripts / name).exists():
            (self.scripts / other).parent.mkdir(parents=True, exist_ok=True)
            (self.scripts / name).replace(self.scripts / other)

    @rule(name=st.sampled_from(_NAMES))
    def script_is_broken(self, name: str) -> None:
        (self.scripts / name).parent.mkdir(parents=True, exist_ok=True)
        (self.scripts / name).write_bytes(b"")

    @rule(
        formats=st.sampled_from([("srt",), ("srt", "json"), ("json",), ("vtt", "srt")]),
        labels=st.sampled_from([None, "never"]),
    )
    def other_options(self, formats: tuple[str, ...], labels: Labels | None) -> None:
        self.formats, self.labels = formats, labels

    @rule(choice=st.integers(0, 99))
    def output_is_corrected(self, choice: int) -> None:
        standing = sorted(files(self.out))
        if standing:
            self.edits += 1
            path = standing[choice % len(standing)]
            self.changed[path] = f"correction {self.edits}".encode()
            (self.out / path).write_bytes(self.changed[path])

    @rule(choice=st.integers(0, 99))
    def output_is_deleted(self, choice: int) -> None:
        standing = sorted(files(self.out))
        if standing:
            path = standing[choice % len(standing)]
            (self.out / path).unlink()
            self.changed.pop(path, None)

    @rule(choice=st.integers(0, 99), target=outputs)
    def output_is_put_aside(self, choice: int) -> tuple[str, bytes]:
        standing = files(self.out)
        if not standing:
            return ("film.srt", b"by hand")
        return sorted(standing.items())[choice % len(standing)]

    @rule(aside=consumes(outputs))
    def output_comes_back(self, aside: tuple[str, bytes]) -> None:
        """As it was some time ago; a folder of outputs that is whole is as the last run left it."""
        path, content = aside
        self.run_through(force=False)
        if files(self.out).get(path) != content:
            (self.out / path).parent.mkdir(parents=True, exist_ok=True)
            (self.out / path).write_bytes(content)
            self.changed[path] = content

    @rule(writes=st.integers(0, 9))
    def run_is_cut_short(self, writes: int) -> None:
        left = writes
        write = LocalStore.write

        def until(self: LocalStore, path: str, content: bytes) -> None:
            nonlocal left
            if left == 0:
                raise KeyboardInterrupt
            left -= 1
            write(self, path, content)

        with patch.object(LocalStore, "write", until), suppress(KeyboardInterrupt):
            run(self.root(self.out))

    @rule(force=st.booleans())
    def run_through(self, *, force: bool) -> None:
        self.runs += 1
        before = files(self.scripts)
        ran = run(self.root(self.out, force=force))
        fresh, wanted = self.fresh()
        made = files(self.out)
        if force:
            self.changed = {path: content for path, content in self.changed.items() if path not in wanted}
        for path, content in wanted.items():
            assert made[path] == self.changed.get(path, content), path
        # What is again as a fresh run makes it is nobody's correction any more.
        self.changed = {path: content for path, content in self.changed.items() if wanted.get(path) != content}
        assert ran.kept == {str(self.out / path) for path in self.changed if path in wanted}
        assert ran.report.failed == fresh.report.failed
        assert files(self.scripts) == before

    def fresh(self) -> tuple[Ran, dict[str, bytes]]:
        fresh = self.place / f"fresh{self.runs}"
        ran = run(self.root(fresh))
        made = files(fresh)
        shutil.rmtree(fresh)
        return ran, made

    @invariant()
    def what_was_corrected_is_as_it_was_left(self) -> None:
        for path, content in self.changed.items():
            assert (self.out / path).read_bytes() == content

    @invariant()
    def nothing_is_written_elsewhere_or_left_over(self) -> None:
        assert {path.name for path in self.place.iterdir()} <= {"scripts", "out", "beside.srt"}
        assert left_over(self.out) == []


TestArchive = Archive.TestCase
TestArchive.settings = settings(max_examples=12, stateful_step_count=12, deadline=None)
