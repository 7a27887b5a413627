"""A transcript's cues made into subtitles that sit on their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from transcript.clock import clock
from transcript.labels import Labels
from transcript.model import Cue, Problem, Role, Severity, Subtitle, Transcript
from transcript.spotting import quality
from transcript.spotting.drafting import Draft, Setting, draft, within_rules
from transcript.spotting.dual import shared
from transcript.spotting.notes import with_notes
from transcript.spotting.pace import Speech, speeches
from transcript.spotting.presets import Preset
from transcript.spotting.shot_changes import changes_of, snapped
from transcript.spotting.spellings import names_in_capitals
from transcript.spotting.timing import settle

_ADRIFT_MS = 1500


@dataclass(frozen=True, slots=True)
class Spotting:
    """Subtitles in order, and what could not be done by the rules."""

    subtitles: tuple[Subtitle, ...]
    problems: tuple[Problem, ...]


def spot(
    transcript: Transcript,
    preset: Preset,
    labels: Labels | None = None,
    *,
    dual: bool = False,
    sdh: bool = False,
    titles: bool = False,
    said: Sequence[Speech] | None = None,
) -> Spotting:
    """Cut the speech of a transcript into subtitles under a preset's rules.

    Every word of the cues stands in the subtitles, in order and as typed. Times count from the programme start. Rules
    that the words leave no time to keep are told as problems, with the lines of the script. A script without timecodes
    has no subtitles.

    labels: when an exporter will put the speaker's name before the words; None is never. The subtitles leave room for
    it and are held against the rules with it, but do not hold it: a name that is too long for a line is left to the
    exporter to tell. dual: two speakers in quick exchange may share a subtitle, else nobody does. sdh, titles: sound
    notes and titles are shown among the words. said: when the words are said, where that is known better than the
    timecodes tell.
    """
    if not transcript.timing.timed:
        return Spotting((), ())
    cues = transcript.cues
    names, language = names_in_capitals(transcript), transcript.source.language
    setting = Setting(cues, preset, names, language, changes_of(transcript), labels or "never")
    spoken = [speech.words for speech in (speeches(transcript) if said is None else said)]
    whole, problems = within_rules(spoken, setting)
    drafts = draft(whole, setting)
    if dual:
        drafts = shared(drafts, setting)
    wanted = [made.shown for made in drafts]
    times = snapped(settle(wanted, preset), wanted, preset, quality.shot_changes(transcript))
    subtitles = [_subtitle(made, start, end, cues) for made, (start, end) in zip(drafts, times, strict=True)]
    problems += _adrift(subtitles, drafts, cues)
    shown, no_room = with_notes(subtitles, transcript, preset, labels or "never", sdh=sdh, titles=titles)
    numbers = [number for number, subtitle in enumerate(shown, 1) if subtitle.role is Role.SPEECH]
    for broken in _broken(subtitles, drafts, setting, transcript):
        place = broken.number - 1
        problems.append(quality.problem(broken, subtitles[place], drafts[place].span(cues), numbers[place]))
    return Spotting(shown, (*problems, *no_room))


def _subtitle(made: Draft, start: int, end: int, cues: Sequence[Cue]) -> Subtitle:
    own = [cues[index] for index in made.cues]
    numbers = tuple(cue.number for cue in own)
    # Of two who share a subtitle both have to be voices over the picture.
    voice_over = own[0].voice_over and (own[-1].voice_over or not made.speakers)
    return Subtitle(start, end, made.lines, own[0].speaker, numbers, voice_over, speakers=made.speakers)


def _adrift(subtitles: Sequence[Subtitle], drafts: Sequence[Draft], cues: Sequence[Cue]) -> Iterator[Problem]:
    """Subtitles that stand far from their words."""
    for subtitle, made in zip(subtitles, drafts, strict=True):
        adrift = (subtitle.start - made.shown.start) / 1000
        if abs(adrift) * 1000 > _ADRIFT_MS:
            side = "after" if adrift > 0 else "before"
            message = f"{clock(subtitle.start)}: {abs(adrift):.1f} s {side} its words, which are too many for the time"
            yield Problem("subtitle-adrift", Severity.WARNING, message, made.span(cues))


def _broken(
    subtitles: Sequence[Subtitle], drafts: Sequence[Draft], setting: Setting, transcript: Transcript
) -> Iterator[quality.Break]:
    """The rules that the subtitles break as they will be read, with their labels."""
    read = [replace(subtitle, lines=made.read) for subtitle, made in zip(subtitles, drafts, strict=True)]
    shots = quality.shot_changes(transcript)
    for broken in quality.check(read, setting.preset, shots, setting.language, setting.names):
        if broken.rule != quality.LineLength.slug or drafts[broken.number - 1].fits:
            yield broken
