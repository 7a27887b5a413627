"""The pieces of a flattened table as segments: cover page, then each piece by its likeliest reading."""

from __future__ import annotations

from collections.abc import Sequence

from transcript.model import Kind, Segment
from transcript.parser.flattened.decode import decode
from transcript.parser.flattened.habits import learn
from transcript.parser.flattened.pieces import Piece
from transcript.parser.layouts.notes import NoteJoiner


def label_pieces(pieces: Sequence[Piece], front: int) -> list[Segment]:
    """Label every stretch of every piece. front: how many pieces are cover page and headers."""
    labelled = [Segment(piece.number, Kind.FRONT, piece.text) for piece in pieces[:front]]
    body = pieces[front:]
    habits = learn(body)
    joiner = NoteJoiner(habits.left)
    for place, parts in enumerate(decode(body, habits)):
        piece = body[place]
        beside = place + 1 < len(body) and body[place + 1].beside_note
        for kind, text in parts:
            ahead = beside and kind in (Kind.SHOT, Kind.SOUND, Kind.TITLE)
            labelled.append(joiner.joined(Segment(piece.number, kind, text, ahead=ahead)))
    return labelled
