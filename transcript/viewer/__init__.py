"""A programme to look at: one HTML page with its transcript, its timeline and its subtitles over the film.

    from pathlib import Path
    import transcript
    from transcript.viewer import page

    script = transcript.read("film.docx")
    Path("film.html").write_bytes(page(script, transcript.subtitles(script, labels="change")))

The page is plain HTML, CSS and JavaScript in files of this package, put into one file by `page`: nothing is built, and
nothing is fetched when it is opened.
"""

from transcript.viewer.page import page

__all__ = ["page"]
