"""Who speaks: names merged over the whole document, and narration whose heading is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from shlex import quote

from transcript.model import Cue, Problem, Segment, Severity, Span, Speaker
from transcript.parser.drafts import CueDraft, headings
from transcript.parser.evidence.headings import Heading, take_heading
from transcript.parser.evidence.soundbites import is_bite_without_name
from transcript.parser.evidence.typography import letters
from transcript.parser.people import merge_names, short_forms
from transcript.parser.settings import ParseSettings


def people(segments: Sequence[Segment], settings: ParseSettings) -> tuple[dict[str, str], list[Speaker], list[Problem]]:
    """Spelling -> usual name, the speakers in order of appearance, and what was merged."""
    spoken = [(take_heading(text).name, number) for text, number in headings(segments)]
    # `>>` says that someone else speaks, not who; so does a sound bite whose name stands in the next row.
    spoken = [(name, number) for name, number in spoken if name and not is_bite_without_name(name)]
    corrected = {correction.speaker for correction in settings.corrections if correction.speaker}
    merges = merge_names([name for name, _ in spoken], dict(settings.aliases), corrected)
    counts = Counter(name for name, _ in spoken)
    names: dict[str, str] = {}
    aliases: dict[str, list[str]] = {}
    problems: list[Problem] = []
    for name, number in spoken:
        merge = merges.get(name)
        usual = merge.name if merge else name
        names[name] = usual
        known = aliases.setdefault(usual, [])
        if merge is None or name in known:
            continue
        known.append(name)
        if not merge.by_user:
            problems.append(
                Problem(
                    "speaker-spelling",
                    Severity.WARNING,
                    f"{name} ({_times(counts[name])}) is taken for {usual} ({_times(counts[usual])})",
                    Span(number, number),
                    f"correct the script, or keep them apart with --alias {quote(f'{name}={name}')}",
                )
            )
    problems += _shortened([(names[name], number) for name, number in spoken], settings)
    return names, [Speaker(name, tuple(found)) for name, found in aliases.items()], problems


def _shortened(spoken: Sequence[tuple[str, int]], settings: ParseSettings) -> list[Problem]:
    """Names that may be short for others: they stay two speakers, as nobody but the user can know."""
    names = [name for name, _ in spoken]
    forms = short_forms(names, dict(settings.aliases))
    counts = Counter(names) if forms else Counter()
    problems: list[Problem] = []
    for form in forms:
        first = next(number for name, number in spoken if name == form.short)
        what = "the initials" if form.initials else "a part of the name"
        message = (
            f"{form.short} ({_times(counts[form.short])}) may be {form.name} ({_times(counts[form.name])}), "
            f"by {what}: kept as two speakers"
        )
        fix = f"if they are one, join them with --alias {quote(form.short)}={quote(form.name)}"
        problems.append(Problem("speaker-short", Severity.INFO, message, Span(first, first), fix))
    return problems


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def with_speaking(speakers: Sequence[Speaker], cues: Sequence[Cue]) -> tuple[Speaker, ...]:
    """The speakers, each with at least a heading or a cue."""
    known = {speaker.name for speaker in speakers}
    extra = dict.fromkeys(cue.speaker for cue in cues if cue.speaker and cue.speaker not in known)
    return (*speakers, *(Speaker(name) for name in extra))


def narrator_of(drafts: Sequence[CueDraft], names: dict[str, str]) -> Heading | None:
    """The narrator's heading, where narration is typed in capitals and the other speech is not."""
    capitals: Counter[str] = Counter()
    others: Counter[bool] = Counter()
    found: dict[str, Heading] = {}
    for draft in drafts:
        if draft.heading is None or not draft.headed:
            continue
        shouted = letters(" ".join(draft.lines)).capitals
        if draft.heading.narrator:
            name = names.get(draft.heading.name, draft.heading.name)
            capitals[name] += 1 if shouted else -1
            found.setdefault(name, draft.heading)
        else:
            others[shouted] += 1
    if not capitals or others[True] * 3 > others[False]:
        return None
    name, lean = capitals.most_common(1)[0]
    return found[name] if lean > 0 else None


def restore_headings(drafts: Sequence[CueDraft], narrator: Heading | None, names: Mapping[str, str]) -> list[Problem]:
    """Give narration in capitals after another's speech back to the narrator where its heading is missing."""
    if narrator is None:
        return []
    problems: list[Problem] = []
    stood: Heading | None = None  # the heading that stands above
    heading: Heading | None = None  # the one that holds, as restored so far
    for place, cue in enumerate(drafts):
        new = cue.headed or cue.heading is not stood
        stood = cue.heading
        if new or (stood is not None and stood.narrator):
            heading = stood
            continue
        if heading is not None and heading.narrator:
            cue.heading, cue.voice_over = heading, heading.voice_over
            continue
        if not _shouted(cue) or _shouts_within(drafts, place):
            heading = cue.heading
            continue
        heading = Heading(narrator.name, narrator.voice_over, None, False)
        whose = "another's" if cue.heading is None else f"{names.get(cue.heading.name, cue.heading.name)}'s"
        problems.append(
            Problem(
                "heading-missing",
                Severity.WARNING,
                f"narration in capitals follows {whose} speech without a heading: given to {narrator.name}",
                Span(cue.first, cue.last),
                f"type {narrator.name} above it",
            )
        )
        cue.heading, cue.voice_over = heading, heading.voice_over
    return problems


def _shouted(cue: CueDraft) -> bool:
    """Typed in capitals, and more than a word or two of stress."""
    text = " ".join(cue.lines)
    return letters(text).capitals and len(text.split()) > 2


def _shouts_within(drafts: Sequence[CueDraft], place: int) -> bool:
    """Whether capitals stand inside another's speech, which goes on in small letters after them."""
    after = drafts[place + 1] if place + 1 < len(drafts) else None
    return after is not None and not after.headed and letters(" ".join(after.lines)).mixed
