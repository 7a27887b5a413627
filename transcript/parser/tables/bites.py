"""Sound bites that a column of notes announces: `Interview: Ann Lee, farmer` beside what Ann Lee says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from transcript.model import Kind, Segment
from transcript.parser.evidence.soundbites import bite_heading, is_bite_without_name


def bites_beside(segments: Sequence[Segment]) -> list[Segment]:
    """The same segments; a note that announces a sound bite names who speaks beside it, all else is narration.

    So it is where nobody is named in another way, where notes stand behind the timecodes of their rows, and where
    narration has notes of its own.
    """
    if any(segment.kind is Kind.SPEAKER for segment in segments) or _notes_lead(segments):
        return list(segments)
    stretches = _stretches(segments)
    bites = [_announced(stretch) for stretch in stretches]
    if not any(bites) or not _is_noted([stretch for stretch, bite in zip(stretches, bites, strict=True) if not bite]):
        return list(segments)
    found: list[Segment] = []
    for stretch, bite in zip(stretches, bites, strict=True):
        found += _named(stretch, bite) if bite else _narrated(stretch)
    return found


def _notes_lead(segments: Iterable[Segment]) -> bool:
    """Whether a note stands before the timecode of its row."""
    noted = 0  # the row of the last note
    for segment in segments:
        if segment.kind is Kind.TIMECODE and segment.number == noted:
            return True
        noted = segment.number if segment.kind is Kind.SHOT else noted
    return False


def _stretches(segments: Iterable[Segment]) -> list[list[Segment]]:
    """The segments from each timecode to the next."""
    stretches: list[list[Segment]] = [[]]
    for segment in segments:
        if segment.kind is Kind.TIMECODE:
            stretches.append([])
        stretches[-1].append(segment)
    return stretches


def _announced(stretch: Sequence[Segment]) -> int:
    """How many pieces of the notes under a timecode announce a sound bite; 0 where none does, or nobody speaks."""
    notes = [segment for segment in stretch if segment.kind is Kind.SHOT]
    spoken = any(segment.kind is Kind.LINE for segment in stretch)
    if not notes or not spoken or stretch[0].kind is not Kind.TIMECODE:
        return 0
    text = notes[0].text
    if not bite_heading(text) or is_bite_without_name(text):
        return 0
    return next((place for place, note in enumerate(notes) if place and note.text[:1] in ("[", "(")), len(notes))


def _is_noted(stretches: Iterable[Sequence[Segment]]) -> bool:
    """Whether something is seen wherever something is said, as a rule."""
    spoken = [kinds for stretch in stretches if Kind.LINE in (kinds := {segment.kind for segment in stretch})]
    return sum(Kind.SHOT in kinds for kinds in spoken) * 10 >= 8 * len(spoken)


def _named(stretch: Sequence[Segment], pieces: int) -> list[Segment]:
    made: list[Segment] = []
    seen = 0
    for segment in stretch:
        if segment.kind is Kind.SHOT and seen < pieces:
            made.append(Segment(segment.number, Kind.SPEAKER, segment.text, turn=segment.turn, continues=seen > 0))
            seen += 1
        else:
            made.append(segment)
    return made


def _narrated(stretch: Sequence[Segment]) -> list[Segment]:
    return [segment._replace(narration=True) if segment.kind is Kind.LINE else segment for segment in stretch]
