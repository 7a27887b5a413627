"""PDF documents made for the tests: scripts set on pages as word processors set them, line by line."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

Size = tuple[float, float]
Cells = tuple[str, ...]

_LEADING = 14
_TOP = 60
_BOTTOM = 70


class Scene(NamedTuple):
    """One row of a script: the lines of each of its columns."""

    columns: tuple[tuple[str, ...], ...]

    def lines(self) -> list[Cells]:
        """The scene as visual lines."""
        depth = max(map(len, self.columns))
        return [tuple(c[n] if n < len(c) else "" for c in self.columns) for n in range(depth)]


def scene(*columns: str) -> Scene:
    """A scene of columns whose lines are parted by ` / `."""
    return Scene(tuple(tuple(column.split(" / ")) if column else () for column in columns))


SCENES = [
    scene(
        "MS Ann Lee in the / wheelhouse",
        "10.00.02",
        "NARRATOR / EVERY MORNING BEFORE DAWN THE BOATS / LEAVE THE OLD HARBOUR.",
    ),
    scene("Archive: boats", "10.00.09", "THEY HAVE DONE SO FOR THREE HUNDRED YEARS."),
    scene(
        "",
        "10.00.15",
        "ANN LEE / My grandmother stood on this quay and / she counted them out, and she counted / them in.",
    ),
    scene("CU rope / Pan to the / lighthouse", "10.00.31", "HARBOUR MASTER V/O / Nobody counts them now."),
    scene(
        "WS pier at dawn, / gulls",
        "10.00.40",
        "NARRATOR / THE LAST COUNT WAS TAKEN IN THE WINTER / OF THE GREAT STORM.",
    ),
]


def script(repeats: int) -> list[Scene]:
    """A script of five scenes for each repeat, every timecode later than the one before."""
    found = []
    for n in range(repeats * len(SCENES)):
        shot, _, speech = SCENES[n % len(SCENES)].columns
        at = 36000 + 7 * n
        stamp = f"{at // 3600:02}.{at // 60 % 60:02}.{at % 60:02}"
        found.append(Scene((shot, (stamp,), (*speech[:-1], f"{speech[-1]} {_numeral(n)}"))))
    return found


def _numeral(n: int) -> str:
    """A number in letters, so that no two scenes say the same."""
    return "".join("zyxwvutsrq"[int(digit)] for digit in str(n))


def drawn(*pages: Callable[[Any], None], size: Size = A4, **settings: Any) -> bytes:
    """A document of pages, each drawn by a function on a canvas."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=size, **settings)
    for draw in pages:
        canvas.setFont("Times-Roman", 11)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def texts(*placed: tuple[float, float, str]) -> Callable[[Any], None]:
    """A page with texts at places."""

    def draw(canvas: Any) -> None:
        for x, y, text in placed:
            canvas.drawString(x, y, text)

    return draw


def set_in_columns(
    scenes: Sequence[Scene],
    lefts: Sequence[float] = (60, 205, 285),
    *,
    size: Size = A4,
    space: float = 7,
    ruled: bool = False,
    centred: int | None = None,
    font: str = "Times-Roman",
) -> tuple[list[Callable[[Any], None]], list[Cells]]:
    """The pages of a script in columns, and its lines. space: points between scenes; centred: a column set centred."""
    pages: list[list[tuple[float, float, str]]] = [[]]
    bounds: list[list[float]] = [[size[1] - _TOP + 11]]
    y = size[1] - _TOP
    for lines in (entry.lines() for entry in scenes):
        for cells in lines:
            if y < _BOTTOM:
                y = size[1] - _TOP
                pages.append([])
                bounds.append([y + 11])
            pages[-1] += [(left, y, text) for left, text in zip(lefts, cells, strict=True) if text]
            y -= _LEADING
        bounds[-1].append(y + 11 - space / 2)
        y -= space

    def page(placed: Sequence[tuple[float, float, str]], rules: Sequence[float]) -> Callable[[Any], None]:
        def draw(canvas: Any) -> None:
            canvas.setFont(font, 11)
            for x, height, text in placed:
                if centred is not None and x == lefts[centred]:
                    canvas.drawCentredString(x + 25, height, text)
                else:
                    canvas.drawString(x, height, text)
            if ruled:
                right = size[0] - 40
                for height in rules:
                    canvas.line(lefts[0] - 3, height, right, height)
                for left in (*lefts, right + 3):
                    canvas.line(left - 3, rules[0], left - 3, rules[-1])

        return draw

    lines = [cells for entry in scenes for cells in entry.lines()]
    return [page(placed, rules) for placed, rules in zip(pages, bounds, strict=True)], lines


def with_margins(
    pages: Sequence[Callable[[Any], None]], head: str, foot: Callable[[int], str], size: Size = A4
) -> list[Callable[[Any], None]]:
    """Pages with a running title and a foot line that is made from the number of the page."""

    def framed(number: int, page: Callable[[Any], None]) -> Callable[[Any], None]:
        def draw(canvas: Any) -> None:
            canvas.setFont("Helvetica", 9)
            if head:
                canvas.drawString(60, size[1] - 30, head)
            canvas.drawCentredString(size[0] / 2, 30, foot(number))
            canvas.setFont("Times-Roman", 11)
            page(canvas)

        return draw

    return [framed(number, page) for number, page in enumerate(pages, 1)]
