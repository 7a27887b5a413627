"""Pictures of a programme for reports: who speaks when, reading speed, lengths of shots, talk time.

    from pathlib import Path
    import transcript
    from transcript.pictures import course, page, svg

    script = transcript.read("film.docx")
    shown = course(script, transcript.subtitles(script, rules="bbc"), transcript.PRESETS["bbc"])
    Path("film.svg").write_bytes(svg(shown))
    Path("film.html").write_bytes(page(shown))

The values of `course` need nothing; drawing needs matplotlib, which comes with `transcript[pictures]`. The same script
gives the same bytes. Pictures have no background and are as readable on white as on black.
"""

from transcript.pictures.course import Course, LengthClass, Reading, Speed, Voice, course
from transcript.pictures.drawing import svg
from transcript.pictures.page import page

__all__ = ["Course", "LengthClass", "Reading", "Speed", "Voice", "course", "page", "svg"]
