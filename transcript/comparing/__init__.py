"""Two versions of a script or of subtitles, cue by cue.

    import transcript

    old, new = transcript.read("film.v1.docx"), transcript.read("film.v2.docx")
    for change in transcript.compare(old, new):
        print(*(kind.value for kind in change.kinds), change.moved, [cue.line for cue in change.new])

Words decide what belongs together, so that a script can be held against subtitles, which are cut otherwise. Shots,
sounds and titles are not compared.
"""

from transcript.comparing.changes import Change, Kind
from transcript.comparing.compare import compare
from transcript.comparing.telling import Passage, Renamed, Told, told
from transcript.comparing.wording import Mark, Piece, wording

__all__ = ["Change", "Kind", "Mark", "Passage", "Piece", "Renamed", "Told", "compare", "told", "wording"]
