"""The words of a PDF's pages with their places, as PDFium finds them, in a process of its own.

A PDF may draw one thing inside another any number of times, or swell a thousandfold when it is unpacked: a few
kilobytes keep PDFium busy for ever, or take all the memory there is, and nothing within a process can stop it. So the
pages are read in a process with little time and memory, whose end harms nobody.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from bisect import bisect
from collections import Counter, deque
from ctypes import CFUNCTYPE, addressof, byref, c_float, c_int, c_void_p, cast, sizeof
from dataclasses import asdict
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from transcript.errors import UnreadableDocument
from transcript.readers.limits import Count, Limits, beyond, check
from transcript.readers.pdf_lines import Page, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pypdfium2

_OBJECTS = 20_000  # of a page, among which its rulings are looked for
_LONGEST_SIDE = 3_000.0  # points, about a metre; what stands beyond counts as on the edge

# FPDFText_GetLooseCharBox: text page, place of the letter, where to put the box.
_BOX_OF = CFUNCTYPE(c_int, c_void_p, c_int, c_void_p)
# PDFium marks a hyphen at the end of a line, and goes on with the next line without a break.
_WORD = re.compile("[^ \t\r\n\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
_SAMPLE = 9
_MANY = 200  # words that show how wide a page's blanks are
# Nothing of the user's settings, and no search for packages but where this process found them.
_CHILD = (
    "import json, sys; told = json.loads(sys.argv[1]); sys.path[:] = told['path']; "
    "from transcript.readers.pdf_words import answer; answer(told['limits'])"
)


class Found(NamedTuple):
    """The pages of a PDF, and how many of them hold pictures but no word."""

    pages: list[Page]
    pictures: int


def pages_of(data: bytes, limits: Limits) -> Found:
    """The pages of a PDF with their words. Raises UnreadableDocument."""
    if not sys.executable or getattr(sys, "frozen", False):
        return _pages(data, limits)  # there is no Python to start: the program is one file
    told = json.dumps({"path": sys.path, "limits": asdict(limits)})
    try:
        done = subprocess.run(  # noqa: S603, this Python, given code of our own
            [sys.executable, "-I", "-S", "-c", _CHILD, told],
            input=data,
            capture_output=True,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise beyond(limits, "seconds") from None
    if done.returncode:
        # PDFium ends itself where memory cannot be had.
        raise beyond(limits, "memory")
    answered = json.loads(done.stdout)
    if "found" in answered:
        raise UnreadableDocument(answered["found"], answered["advice"])
    pages = [Page(*fields)._replace(words=tuple(Word(*word) for word in fields[3])) for fields in answered["pages"]]
    return Found([page._replace(rulings=tuple(page.rulings)) for page in pages], answered["pictures"])


def answer(told: dict[str, int]) -> None:
    """What the process does: it reads a PDF from standard input and writes its pages, or the refusal, as JSON."""
    limits = Limits(**told)
    if os.name == "posix":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    try:
        answered: dict[str, object] = _pages(sys.stdin.buffer.read(), limits)._asdict()
    except UnreadableDocument as error:
        answered = {"found": error.found, "advice": error.advice}
    except (OverflowError, ValueError):
        # Places that are no numbers: no letter of a sound document stands at infinity.
        nowhere = damaged("its letters stand nowhere")
        answered = {"found": nowhere.found, "advice": nowhere.advice}
    sys.stdout.write(json.dumps(answered))
    sys.stdout.flush()
    os._exit(0)  # PDFium need not clear up behind itself


class _Turn(NamedTuple):
    """How the writing of a page stands in the PDF's own coordinates. quarter: quarter turns clockwise."""

    quarter: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as it is read."""
        size = (
            min(_LONGEST_SIDE, max(0.0, self.right - self.left)),
            min(_LONGEST_SIDE, max(0.0, self.top - self.bottom)),
        )
        return size[::-1] if self.quarter % 2 else size

    def place(self, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        """left, top, right, bottom of a box, from the left and the bottom of the page as it is read."""
        if self.quarter == 0:
            return left - self.left, top - self.bottom, right - self.left, bottom - self.bottom
        if self.quarter == 1:
            return self.top - top, right - self.left, self.top - bottom, left - self.left
        if self.quarter == 2:
            return self.right - right, self.top - bottom, self.right - left, self.top - top
        return bottom - self.bottom, self.right - left, top - self.bottom, self.right - right


def _pages(data: bytes, limits: Limits) -> Found:
    """The pages with their words. Raises UnreadableDocument."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise UnreadableDocument("this PDF is locked with a password", "remove the password and save it") from None
        raise damaged("its structure cannot be read") from None
    try:
        check(limits, "pages", len(document))
        characters = Count(limits, "characters")
        pages = []
        pictures = 0
        for number in range(len(document)):
            try:
                page = document[number]
            except pypdfium2.PdfiumError:
                raise damaged(f"page {number + 1} cannot be read") from None
            found, count, picture = _page(page, number + 1, limits)
            pages.append(found)
            pictures += picture
            characters.add(count)
            page.close()
        return Found(pages, pictures)
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage, number: int, limits: Limits) -> tuple[Page, int, bool]:
    """A page with its words, how many characters they have, and whether it is a picture without words."""
    from pypdfium2 import PdfiumError, raw

    try:
        textpage = page.get_textpage()
    except PdfiumError:
        raise damaged(f"page {number} cannot be read") from None
    count = textpage.count_chars()
    check(limits, "page_characters", count)
    text = textpage.get_text_range() if count else ""
    if len(text) != count:
        # Letters and their places go out of step: take the letters one by one.
        text = "".join(chr(raw.FPDFText_GetUnicode(textpage.raw, place)) for place in range(count))
    spans = [match.span() for match in _WORD.finditer(text)]
    turn = _turn(page, textpage.raw, spans)
    rulings = _rulings(page, turn) if spans else ()
    picture = not spans and _has_picture(page)
    words, turned, blank = _words(textpage.raw, text, spans, turn, rulings)
    textpage.close()
    return Page(number, *turn.size, tuple(words), blank, rulings, " ".join(turned)), count, picture


def _turn(page: pypdfium2.PdfPage, textpage: Any, spans: list[tuple[int, int]]) -> _Turn:
    """Which way most words of a page run; where the page itself is turned makes no odds for that."""
    from pypdfium2 import raw

    step = max(1, len(spans) // _SAMPLE)
    ways = Counter(_quarter(raw.FPDFText_GetCharAngle(textpage, start)) for start, _ in spans[::step])
    usual = [way for way, _ in ways.most_common() if way is not None]
    return _Turn(usual[0] if usual else 0, *page.get_mediabox())


def _quarter(angle: float) -> int | None:
    """An angle in radians as quarter turns; None where it is askew."""
    turns = angle * 2 / 3.141592653589793
    return None if abs(turns - round(turns)) > 0.06 else round(turns) % 4


def _words(
    textpage: Any, text: str, spans: list[tuple[int, int]], turn: _Turn, rulings: Sequence[float]
) -> tuple[list[Word], list[str], float]:
    """The words of a page with their places, and the bare texts of those that run another way than the page.

    Words with no more than a usual blank between them come as one: a page of running text has a tenth as many stretches
    as words.
    """
    from pypdfium2 import raw

    ends = [place for start, end in spans for place in (start, end - 1)]
    lefts, tops, rights, bottoms = _boxes(textpage, ends, turn)
    first, last = slice(0, None, 2), slice(1, None, 2)  # letters of each word
    some = slice(0, 2 * _MANY, 2), slice(1, 2 * _MANY, 2)
    blank = _usual_blank(spans[:_MANY], lefts[some[0]], rights[some[1]], bottoms[some[0]])
    sides = zip(
        spans, lefts[first], rights[first], bottoms[first], tops[first], rights[last], bottoms[last], strict=True
    )
    words: list[Word] = []
    turned: list[str] = []
    run: list[str] = []
    left = right = bottom = top = 0.0
    for (start, end), near, first_far, low, high, far, last_low in sides:
        widest = 1.2 * (end - start) * (high - low)
        if (
            run
            and abs(low - bottom) < 0.1 > abs(last_low - bottom)
            and 0 < near - right < 1.35 * blank
            and near < far < near + widest
            and not (rulings and bisect(rulings, near) > bisect(rulings, right))
        ):
            run.append(text[start:end])
            right = far
            continue
        if run:
            words.append(Word(" ".join(run), left, right, bottom, top))
            run = []
        # Two letters on one level, not too far apart, run along with the page; of one letter only its angle tells.
        plain = abs(last_low - low) < 0.5 * (high - low) and abs(far - near) < widest
        if (plain and end - start > 1) or _quarter(raw.FPDFText_GetCharAngle(textpage, start)) == turn.quarter:
            if plain:
                run, left, right, bottom, top = [text[start:end]], min(near, far), max(first_far, far), low, high
            else:
                words += _parted(textpage, text, start, end, turn)
        else:
            turned.append(text[start:end])
    if run:
        words.append(Word(" ".join(run), left, right, bottom, top))
    return words, turned, blank


def _usual_blank(
    spans: Sequence[tuple[int, int]], lefts: Sequence[float], rights: Sequence[float], lows: Sequence[float]
) -> float:
    """The usual distance between two words of a line in points, no more than a wide letter takes."""
    letters = sum(end - start for start, end in spans)
    widest = 0.85 * abs(sum(rights) - sum(lefts)) / max(1, letters)
    blanks = sorted(
        left - right
        for left, right, low, before in zip(lefts[1:], rights, lows[1:], lows, strict=False)
        if left > right and -0.5 < low - before < 0.5
    )
    return min(widest, blanks[len(blanks) // 4]) if blanks else widest / 2


def _boxes(textpage: Any, places: Sequence[int], turn: _Turn) -> list[list[float]]:
    """The left, top, right and bottom sides of letters by their places in the text of a page."""
    from pypdfium2 import raw

    if not places:
        return [[], [], [], []]
    boxes = (raw.FS_RECTF * len(places))()
    at = addressof(boxes)
    # Called by plain addresses and from a map: two letters for every word are most of the work there is.
    box_of = _BOX_OF(cast(raw.FPDFText_GetLooseCharBox, c_void_p).value or 0)
    steps = range(at, at + sizeof(boxes), sizeof(raw.FS_RECTF))
    deque(map(box_of, repeat(cast(textpage, c_void_p).value), places, steps), maxlen=0)
    flat: Any = memoryview(boxes).cast("B").cast("f").tolist()
    sides = [flat[0::4], flat[1::4], flat[2::4], flat[3::4]]
    if turn.quarter == 0 and turn.left == turn.bottom == 0:
        return sides
    return [list(side) for side in zip(*map(turn.place, *sides), strict=True)]


def _parted(textpage: Any, text: str, start: int, end: int, turn: _Turn) -> list[Word]:
    """What PDFium took for one word although it stands in two places."""
    parts: list[Word] = []
    places = range(start, end)
    for place, left, top, right, bottom in zip(places, *_boxes(textpage, places, turn), strict=True):
        before = parts[-1] if parts else None
        if before and abs(before.bottom - bottom) < 0.5 * (top - bottom) and -1 < left - before.right < top - bottom:
            parts[-1] = Word(before.text + text[place], before.left, right, before.bottom, before.top)
        else:
            parts.append(Word(text[place], left, right, bottom, top))
    return parts


def _rulings(page: pypdfium2.PdfPage, turn: _Turn) -> tuple[float, ...]:
    """The places of vertical rulings on a page, from left to right."""
    from pypdfium2 import raw

    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    refs = byref(left), byref(bottom), byref(right), byref(top)
    rulings: set[float] = set()
    for number in range(min(raw.FPDFPage_CountObjects(page.raw), _OBJECTS)):
        item = raw.FPDFPage_GetObject(page.raw, number)
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_PATH and raw.FPDFPageObj_GetBounds(item, *refs):
            x, high, farther, low = turn.place(left.value, top.value, right.value, bottom.value)
            if high - low >= 6:
                rulings |= {round((x + farther) / 2)} if farther - x < 3 else {round(x), round(farther)}
    return tuple(sorted(rulings))


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    from pypdfium2 import raw

    return next(page.get_objects([raw.FPDF_PAGEOBJ_IMAGE], max_depth=3), None) is not None


def damaged(what: str) -> UnreadableDocument:
    """The refusal of a PDF that cannot be read, and what is wrong in it."""
    return UnreadableDocument(
        f"this PDF is damaged or cut short ({what})", "fetch it again, or open it and save a new copy"
    )
