"""Fuzz the project for as long as is wanted, led by what of its code the cases reach:

    python -m tests.fuzzing --seconds 3600 --seed 1
    python -m tests.fuzzing --target readers --case FILE

A finding is any exception that is no refusal, a case of more than 10 seconds, or one of more than 2 GB of memory. It is
written to a file in --findings, and the command that tries it again is printed. Needs `pip install -e '.[fuzz]'`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

_TARGETS = ("readers", "parser", "exporters")
_SECONDS_A_CASE = 10
_MEGABYTES = 2_048
_LONGEST = {"readers": 8_192, "parser": 2_048, "exporters": 8_192}  # bytes
_FINDINGS = Path(tempfile.gettempdir(), "transcript-findings")
_PIECE = 1_000  # characters of a script to begin with


def main() -> int:
    told = _arguments()
    if told.child:
        return _fuzz(told)
    if told.case is not None:
        from tests.fuzzing.targets import TARGETS

        TARGETS[told.target[0]](told.case.read_bytes())
        sys.stdout.write(f"{told.case}: nothing wrong with it\n")
        return 0
    told.findings.mkdir(parents=True, exist_ok=True)
    found = sum(_run(target, told.seconds / len(told.target), told) for target in told.target)
    sys.stdout.write(f"{found} found in {told.seconds} seconds\n")
    return bool(found)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing", description=(__doc__ or "").split(":")[0])
    parser.add_argument("--seconds", type=int, default=60, help="in all, shared by the targets")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--target", action="append", choices=_TARGETS, help="one or more; all by default")
    parser.add_argument("--findings", type=Path, default=_FINDINGS, help="folder of what is found")
    parser.add_argument("--case", type=Path, help="try a case again")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    told = parser.parse_args()
    told.target = told.target or list(_TARGETS)
    return told


def _run(target: str, seconds: float, told: argparse.Namespace) -> int:
    """Fuzz one target until its time is over; how much was found."""
    end = time.monotonic() + seconds
    found = 0
    with tempfile.TemporaryDirectory() as corpus:
        _fill(Path(corpus), target, told)
        while (left := int(end - time.monotonic())) > 0:
            known = set(told.findings.iterdir())
            command = [sys.executable, "-m", "tests.fuzzing", "--child", corpus, "--target", target]
            # After a finding it goes on from another seed, with all that it has learnt.
            command += ["--findings", str(told.findings), "--seconds", str(left), "--seed", str(told.seed + found)]
            done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
            new = sorted(set(told.findings.iterdir()) - known)
            runs = [line for line in done.stderr.splitlines() if line.startswith(("#", "Done"))]
            sys.stdout.write(f"{target}: {runs[-1] if runs else done.stderr[-500:]}\n")
            for path in new:
                sys.stdout.write(f"{_told(done.stderr)}\n  python -m tests.fuzzing --target {target} --case {path}\n")
            sys.stdout.flush()
            found += len(new)
            if not new:
                return found + bool(done.returncode)
    return found


def _fill(corpus: Path, target: str, told: argparse.Namespace) -> None:
    """Cases to begin with."""
    from tests.fuzzing.seeds import forms, texts

    if target == "readers":
        for number, form in enumerate(forms()):
            for place, seed in enumerate(form.seeds):
                (corpus / f"{number}-{place}").write_bytes(bytes([number]) + seed)
    elif target == "parser":
        for place, text in enumerate(texts()):
            for start in range(0, min(len(text), 4_000), _PIECE):
                (corpus / f"{place}-{start}").write_bytes(b"\0" + text[start : start + _PIECE].encode())
    else:
        # Hypothesis draws from the bytes: with few there is nothing to draw.
        random = Random(told.seed)
        for place in range(50):
            (corpus / str(place)).write_bytes(random.randbytes(_LONGEST[target] // (1 + place % 5)))


def _told(error: str) -> str:
    """What a run says of its finding."""
    lines = error.splitlines()
    starts = [n for n, line in enumerate(lines) if "Uncaught Python exception" in line or "ERROR: libFuzzer" in line]
    return "\n".join(lines[starts[0] : starts[0] + 30]) if starts else error[-1_500:]


def _fuzz(told: argparse.Namespace) -> int:
    import atheris

    with atheris.instrument_imports(include=["transcript"], enable_loader_override=False):
        from tests.fuzzing.targets import TARGETS
    (target,) = told.target
    from tests.fuzzing.seeds import WORDS, lines_changed

    words = Path(told.child).with_suffix(".words")
    escaped = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in WORDS if word)
    words.write_text("".join(f'"{word}"\n' for word in escaped))
    options = [
        f"-max_total_time={told.seconds}",
        f"-seed={told.seed}",
        f"-timeout={_SECONDS_A_CASE}",
        f"-rss_limit_mb={_MEGABYTES}",
        f"-max_len={_LONGEST[target]}",
        f"-artifact_prefix={told.findings}/{target}-",
        f"-dict={words}",
        told.child,
    ]

    def changed(data: bytes, longest: int, seed: int) -> bytes:
        """Now and then whole lines change places, as when a script is pasted: bytes alone rarely come to that."""
        return lines_changed(data, Random(seed))[:longest] if seed % 3 == 0 else atheris.Mutate(data, longest)

    lines = {} if target == "exporters" else {"custom_mutator": changed}
    atheris.Setup([sys.argv[0], *options], TARGETS[target], **lines)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
