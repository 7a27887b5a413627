"""The targets of fuzzing with as many cases as a test run has time for: see `python -m tests.fuzzing --help`."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import subtitles, transcripts
from tests.fuzzing.seeds import WORDS, Form, forms, layouts, lines_changed, texts
from tests.fuzzing.targets import TARGETS, document, exported, options, text_in
from transcript.exporters import FORMATS, ExportOptions
from transcript.model import Subtitle, Transcript

FEW = settings(max_examples=12, suppress_health_check=list(HealthCheck))


@st.composite
def changed(draw: st.DrawFn, seed: bytes) -> bytes:
    """Bytes of a document, some of which are replaced, left out, doubled, or made to be something with a meaning."""
    data = bytearray(seed)
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, max(0, len(data) - 1)))
        length = draw(st.integers(0, 40))
        other = draw(st.integers(0, max(0, len(data) - 1)))
        word = draw(st.sampled_from(WORDS)).encode()
        put = draw(st.sampled_from([b"", word, word * 50, bytes(data[other : other + length]), b"\xff", b"\0"]))
        data[place : place + length] = put
    return bytes(data)


@pytest.mark.parametrize(
    "form", [form for form in forms() if not form.name.endswith(".pdf")], ids=lambda form: form.name
)
@FEW
@given(data=st.data())
def test_a_damaged_document_is_read_or_refused(form: Form, data: st.DataObject) -> None:
    seed = data.draw(st.sampled_from(form.seeds))
    document(form.whole(data.draw(changed(seed))), form.name)


@settings(FEW, max_examples=8)
@given(data=st.data())
def test_a_damaged_pdf_is_read_or_refused(data: st.DataObject) -> None:
    (form,) = (form for form in forms() if form.name.endswith(".pdf"))
    document(data.draw(changed(form.seeds[0])), form.name)


@settings(FEW, max_examples=60)
@given(text=st.sampled_from(texts()), layout=st.sampled_from(layouts()), seed=st.integers(0, 2**32))
def test_a_script_whose_lines_are_in_disorder_loses_nothing(text: str, layout: str | None, seed: int) -> None:
    random = Random(seed)
    start = random.randrange(max(1, len(text) - 1_500))
    data = b"\0" + text[start : start + 1_500].encode()
    text_in(lines_changed(data, random)[1:].decode("utf-8", "replace"), layout)


@pytest.mark.parametrize("name", list(FORMATS))
@settings(FEW, max_examples=6)
@given(script=transcripts(), shown=subtitles(), asked=options)
def test_any_transcript_is_written_or_refused(
    name: str, script: Transcript, shown: tuple[Subtitle, ...], asked: ExportOptions
) -> None:
    exported(name, script, shown, asked)


@pytest.mark.parametrize("target", list(TARGETS))
def test_a_target_takes_any_bytes(target: str) -> None:
    for data in (b"", b"\0", b"\xff" * 40, bytes(range(256))):
        TARGETS[target](data)
